"""Share below the threshold, Fisher's exact test and Mann-Whitney, each with its numbers."""

from __future__ import annotations

from components.html import elements as html
from components.html.elements import Element
from components.html.parts import Tree, notice, table
from dashboard.models import GeneList, Share
from dashboard.several.gene_list import phrases as words
from dashboard.several.gene_list.phrases import count, named

COLUMNS = ("genes", "below", "not below", "with LOEUF", "share", "median")
FEW = 5


def tests(found: GeneList) -> list[Element | Tree]:
    """Return the cards, what was left out, and what the figures say and do not say."""
    if not found.tests.listed.of:
        return [
            html.P(f"No gene of the list has a LOEUF in {found.label}, so nothing is tested."),
            _left_out(found),
        ]
    if found.withheld:
        return [
            notice(found.withheld, **{"data-testid": "tests-withheld"}),
            _counts(found),
            _left_out(found),
        ]
    return [
        html.Div([_share(found), _fisher(found), _mann_whitney(found)], className="test-cards"),
        _counts(found),
        _left_out(found),
        html.P(words.ASSOCIATION, className="association"),
    ]


def _card(title: str, big: str, label: str, *lines: str | Element) -> Element:
    return html.Div(
        [
            html.H3(title),
            html.Div(
                [
                    html.Span(big, className="big-number"),
                    html.Span(label, className="big-label"),
                ],
                className="big",
            ),
            *[html.P(line) if isinstance(line, str) else line for line in lines],
        ],
        className="test-card",
    )


def _share(found: GeneList) -> Element:
    listed = found.tests.listed
    genes = "gene" if listed.of == 1 else "genes"
    return _card(
        f"LOEUF below {found.loeuf_threshold:g}",
        words.percent(listed.share),
        "of the list",
        _scale(listed, found.everything),
        f"{words.fraction(listed)} {genes}; exact 95 % interval {words.interval(listed)}",
        f"All genes of {found.label}: {words.percent(found.everything.share)} "
        f"({words.fraction(found.everything)})",
    )


def _scale(listed: Share, everything: Share) -> Element:
    """Return 0 to 100 %: the interval as band, the share as tick, all genes as dashed line."""
    low, high = 100 * (listed.lower or 0), 100 * (listed.upper or 0)
    parts = (
        ("band", {"left": f"{low:.2f}%", "width": f"{high - low:.2f}%"}),
        ("tick", {"left": f"{100 * (listed.share or 0):.2f}%"}),
        ("all", {"left": f"{100 * (everything.share or 0):.2f}%"}),
    )
    marks = [html.Span(className=f"scale-{name}", style=style) for name, style in parts]
    return html.Div(marks, className="share-scale", **{"aria-hidden": "true"})


def _p_value(p: float | None) -> str:
    """Return a p value that no line break takes apart."""
    return words.p_value(p).replace(" ", "\N{NO-BREAK SPACE}")


def _fisher(found: GeneList) -> Element:
    tests = found.tests
    ratio = words.MISSING if tests.odds_ratio is None else f"{tests.odds_ratio:.2f}"
    interval = words.odds(tests).removeprefix(ratio).strip()
    return _card(
        "Fisher’s exact test",
        ratio,
        "odds ratio",
        f"{interval}; {_p_value(tests.fisher_p)}, two-sided",
        f"{words.fraction(tests.listed)} of the list against {words.fraction(tests.others)} "
        "other genes",
    )


def _mann_whitney(found: GeneList) -> Element:
    tests = found.tests
    chance = words.percent(tests.lower_than_other)
    return _card(
        "Mann–Whitney U, LOEUF",
        words.loeuf(tests.listed_median),
        f"median, against {words.loeuf(tests.others_median)}",
        f"U = {tests.u:,.1f}; {_p_value(tests.mann_whitney_p)}, two-sided"
        if tests.u is not None
        else "There is nothing to compare with.",
        f"In {chance} of pairs the gene of the list has the lower LOEUF "
        f"(n {tests.listed.of:,} and {tests.others.of:,})",
    )


def _counts(found: GeneList) -> Element:
    tests = found.tests
    rows = [
        (name, *_row(share), words.loeuf(median))
        for name, share, median in (
            ("the list", tests.listed, tests.listed_median),
            ("other genes", tests.others, tests.others_median),
        )
    ]
    what = "Counts" if found.withheld else "The counts behind the tests"
    caption = f"{what}: LOEUF below {found.loeuf_threshold:g}, {found.label}"
    few = (
        [html.P("Fewer than 5 genes: the tests say little.", className="caution-line")]
        if tests.listed.of < FEW and not found.withheld
        else []
    )
    return html.Div([table(caption, COLUMNS, rows, numeric=5), *few])


def _row(share: Share) -> tuple[str, ...]:
    return (
        f"{share.below:,}",
        f"{share.of - share.below:,}",
        f"{share.of:,}",
        words.percent(share.share),
    )


def _left_out(found: GeneList) -> Element:
    left = found.left_out
    lines = [
        (left.not_in_release, "not in the release"),
        (left.no_loeuf, "without a LOEUF"),
        (left.flagged, "flagged, left out by your choice"),
    ]
    items = [
        f"{count(len(symbols), 'gene')} {why}: {named(symbols)}"
        for symbols, why in lines
        if symbols
    ]
    if number := found.count("duplicate"):
        items.append(f"{count(number, 'duplicate')}")
    if number := found.count("ambiguous") + found.count("unknown"):
        items.append(f"{count(number, 'ambiguous or unknown symbol')}")
    if found.without_flagged:
        items.append(f"{left.flagged_others:,} flagged genes of the release that are not listed")
    if left.further_rows:
        items.append(f"{count(left.further_rows, 'further row')} of listed genes in the release")
    if not items:
        return html.P("Nothing was left out.", className="left-out")
    return html.Div(
        [html.B("Left out of the statistics"), html.Ul([html.Li(item) for item in items])],
        className="left-out",
    )
