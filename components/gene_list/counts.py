"""The line of counts, the switches of a list, and what ambiguous or unknown lines may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from components.gene_list.element_ids import WITHOUT_FLAGGED
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import Tree, button, notice, segment, switch
from dashboard.models import GeneList, ListLine
from dashboard.rules.releases import dated_label, not_whole
from dashboard.several.gene_list.phrases import count

OFFERED_MOST = 24  # lines with buttons; the table has them all
ACTIONS = (
    ("explore", "Open in explore"),
    ("compare", "Compare the first 8"),
    ("copy-symbols", "Copy symbols"),
    ("copy-link", "Copy link"),
)
FILTERS = (
    ("", "All symbols"),
    ("matched", "Matched"),
    ("repaired", "Repaired"),
    ("ambiguous", "Ambiguous"),
    ("unknown", "Unknown"),
    ("duplicate", "Duplicates"),
)


def counts(found: GeneList, name: str | None) -> list[Element]:
    """Return one line that accounts for every symbol of the list.

    A line of a file can hold several symbols: symbols are counted, the line says where one stands.
    """
    origin = f" from {name}" if name else ""
    given, again = len(found.lines), found.count("duplicate")
    parts = [
        ("lines", given, f"{'symbol' if given == 1 else 'symbols'}{origin}"),
        ("genes", len(found.rows), "genes" if len(found.rows) != 1 else "gene"),
        ("ambiguous", found.count("ambiguous"), "ambiguous"),
        ("unknown", found.count("unknown"), "unknown"),
        ("duplicate", again, "duplicate" if again == 1 else "duplicates"),
    ]
    signs = ("", "=", "+", "+", "+")
    cells = [
        html.Span(
            [
                html.Span(sign, className="sign", **{"aria-hidden": "true"}) if sign else "",
                html.B(f"{number:,}", **{"data-count": key}),
                html.Span(f" {words}"),
            ],
            className=f"count {key}",
        )
        for sign, (key, number, words) in zip(signs, parts, strict=True)
    ]
    repaired_again = sum(line.outcome == "duplicate" for line in found.repaired)
    there = int(found.rows["in_release"].sum()) if len(found.rows) else 0
    beside = (
        f"{_aside(found)}{count(len(found.repaired), 'symbol')} repaired"
        f"{f' ({repaired_again:,} in duplicates)' if repaired_again else ''} · "
        f"{count(len(found.by_id), 'id')} resolved · "
        f"{there:,} of {count(len(found.rows), 'gene')} in {found.label}, "
        f"{found.tests.listed.of:,} with a LOEUF"
        + (" and without a flag" if found.without_flagged else "")
        + (f" · {missing}" if (missing := _missing(found)) else "")
    )
    return [
        html.P(cells, className="count-line", **{"data-testid": "list-counts"}),
        html.P(beside, className="count-beside"),
    ]


def _aside(found: GeneList) -> str:
    """Return how many lines of the file hold no symbol, and which rows were taken."""
    number = sum(last - first + 1 for first, last, *_ in found.origin.aside)
    rows = f"{found.origin.rows[0].upper()}{found.origin.rows[1:]} · " if found.origin.rows else ""
    return f"{rows}{count(number, 'line')} set aside · " if number else rows


def _missing(found: GeneList) -> str:
    """Return how many lines hold a missing value, and how they write it; none: nothing."""
    given = [line.input for line in found.lines if line.missing_value]
    if not given:
        return ""
    return f"{count(len(given), 'missing value')} ({', '.join(dict.fromkeys(given))}), no genes"


def _rule(found: GeneList, preferred: str | None) -> Element:
    """Return by which rule the release was chosen, and how to come back to it (T71)."""
    if not preferred:
        words: list[str | Element] = [
            "The newest release of which every gene is here. One that you choose stays, in every "
            "view."
        ]
    else:
        shown = dated_label(found.release, found.label)
        why = "" if preferred == found.release else f"{not_whole(preferred, shown)} "
        reset = html.Button(
            "Back to the newest that is whole here",
            type="button",
            className="link-button",
            **{"data-field": "release", "data-value": ""},
        )
        words = [why or "Preferred in every view. ", reset]
    return html.P(words, className="release-rule", **{"data-testid": "release-rule"})


def switches(
    found: GeneList, releases: Iterable[tuple[str, str]], preferred: str | None = None
) -> list[Element | Tree]:
    """Return the releases, the switch for flagged genes and where the list can go.

    Args:
        found: The list.
        releases: Name and label of each release to choose from.
        preferred: The release that the address names, which may be none of them (T71).
    """
    segments = [
        segment(
            dated_label(name, label),
            pressed=name == found.release,
            **{"data-field": "release", "data-value": name},
        )
        for name, label in releases
    ]
    flags = button(
        "Without flagged genes",
        "plain-button toggle",
        **{
            "data-field": "flagged",
            "data-value": "" if found.without_flagged else WITHOUT_FLAGGED,
            "aria-pressed": str(found.without_flagged).lower(),
            "title": "Ranks, distribution and tests are computed anew without them",
        },
    )
    actions = [button(words, **{"data-list-action": action}) for action, words in ACTIONS]
    without = (
        [
            notice(
                "Computed without genes that gnomAD flags, in the list and in the release: ranks "
                f"count {found.everything.of:,} genes."
            )
        ]
        if found.without_flagged
        else []
    )
    group = switch("Release", segments)
    return [
        html.Div([group, flags, *actions], className="list-tools"),
        _rule(found, preferred),
        *without,
        *[html.P(note, className="legend-line") for note in found.notes],
    ]


def choices(found: GeneList) -> list[Element]:
    """Return filters of the report, and buttons that put right what is ambiguous or unknown."""
    open_lines = [
        line for line in found.lines if line.outcome in ("ambiguous", "unknown") and offered(line)
    ]
    open_lines.sort(key=lambda line: line.missing_value)  # hundreds of NA hide no other line
    filters = [
        button(
            f"{words} {number:,}",
            **{"data-list-outcome": outcome, "aria-pressed": str(not outcome).lower()},
        )
        for outcome, words in FILTERS
        if (number := found.count(outcome) if outcome else len(found.lines))
    ]
    shown = [
        html.Div(filters, className="list-tools", role="group", **{"aria-label": "Outcome"}),
        *([_offers(open_lines)] if open_lines else []),
    ]
    if found.unsearched:
        shown.append(
            html.P(
                f"For {count(found.unsearched, 'unknown symbol')} no nearest one was looked for: "
                "that many unknown symbols are likely of another kind.",
                className="legend-line",
            )
        )
    return shown


def offered(line: ListLine) -> tuple[str, ...]:
    """Return the symbols that a line may mean."""
    return line.choices or line.nearest


def _offers(lines: Sequence[ListLine]) -> Element:
    rest = len(lines) - OFFERED_MOST
    more = [html.P(f"and {rest:,} more in the table below", className="soft")] if rest > 0 else []
    return html.Div(
        [
            html.P("Choose what was meant; the list is counted anew.", className="soft"),
            html.Ul([_offer(line) for line in lines[:OFFERED_MOST]], className="offers"),
            *more,
        ]
    )


def _offer(line: ListLine) -> Element:
    kind = "can mean" if line.choices else "unknown; near"
    if line.missing_value:
        kind = "is a missing value, or means"
    buttons = [
        html.Span(
            [_suggestion(line, symbol), html.Span(f" {name}", className="soft")], className="offer"
        )
        for symbol, name in zip_longest(offered(line), line.names, fillvalue="")
    ]
    given = html.Span(line.input[:40], className="given")
    return html.Li([html.Span([f"Line {line.line}: ", given, f" {kind} "]), *buttons])


def _suggestion(line: ListLine, symbol: str) -> Tree:
    return button(
        symbol,
        **{
            "data-list-take": symbol,
            "data-line": str(line.line),
            "data-input": line.input,
            "aria-label": f"Take {symbol} for line {line.line}",
        },
    )
