"""The figures of a gene in a release, as rows, as bars, as tables.

Rows: pLoF, missense, and the synonymous control, each with its name and counts, the figure that
counts, and the others; its bar stands between the last two where the panel is wide.

Bars of observed / expected: the 90 % interval as band, the point as tick, the threshold as line;
the axis runs 0 to 2 for every class and gene (T22), what lies beyond it gets an arrow. They are a
plain dict: with plotly's classes the figure takes 11 ms, more than its callback may (10 ms).

Tables: the same figures, and the gene in each release.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import dash_bootstrap_components as dbc

from components import formats, theme
from components.html import elements
from components.html.definitions import term
from components.html.elements import Element, tree
from components.html.parts import Cell, Tree, table
from dashboard.models import Constraint, ConstraintRow, Rank
from dashboard.rules.constraint import (
    AXIS_END,
    BANDED_TRANSCRIPTS,
    CLASSES,
    MISSENSE_Z_THRESHOLD,
    NOT_ESTIMABLE,
    NOT_MANE,
    SYNONYMOUS_Z_LIMIT,
    band_share,
    cautions,
    is_not_estimable,
    synonymous_is_off,
)
from dashboard.rules.releases import dated_label, holding_for, short_label

Words: TypeAlias = str | Element | list[Any] | tuple[Any, ...]
Fact = tuple[Words, Words]

ROW = 92  # pixels a class: `assets/gene.css` makes the rows beside the figure as high
AXIS = 36
HEIGHT = len(CLASSES) * ROW + AXIS
BAR = 0.34  # of a row
COLUMNS = ("Class", "Observed", "Expected", "o/e", "90 % interval", "Z")
RELEASE_COLUMNS = (
    "Release",
    "Build",
    "Transcript",
    "Rank or band by LOEUF",
    "LOEUF",
    "Threshold",
    "pLoF o/e (90 %)",
    "Missense o/e",
    "Missense Z",
)


def cards(found: Constraint) -> list[Tree]:
    """Return the cards of pLoF and missense, and the synonymous control."""
    return [_lof_card(found), _missense_card(found), _synonymous_card(found)]


def _card(
    found: Constraint, name: str, title: str, figure: tuple[str, Words], facts: list[Fact]
) -> Tree:
    """Return a row: counts, the figure that counts, what speaks against it, the others."""
    value, label = figure
    big = [
        elements.Span(value, className="big-number"),
        elements.Span(label, className="big-label"),
    ]
    against = [elements.Span(words, className="caution") for words in _against(found, name, value)]
    rows = [elements.Div([elements.Dt(fact), elements.Dd(words)]) for fact, words in facts]
    card: Tree = tree(
        dbc.Card(
            [
                elements.Div(
                    [elements.H3(title), *_counts(found, name), *against], className="card-class"
                ),
                elements.Div(big, className="big", **{"data-testid": f"figure-{name}"}),
                elements.Dl(rows),
            ],
            body=True,
            class_name=f"constraint-card {name}",
        )
    )
    return card


def _against(found: Constraint, name: str, value: str) -> tuple[str, ...]:
    """Return what speaks against a figure; a dash never stands without a reason (T12)."""
    lacking = "not given by the release" if found.complete else "not in the embedded copy"
    return cautions(found, name) or ((lacking,) if value == formats.MISSING else ())


def _counts(found: Constraint, name: str) -> list[Element]:
    """Return how many were observed and expected, nothing where neither is known."""
    row = found.row(name)
    if row is None or (row.obs is None and row.exp is None):
        return []
    words = (f"{formats.observed(row.obs)} observed", f"{formats.expected(row.exp)} expected")
    return [elements.P([_unbroken(words[0]), ", ", _unbroken(words[1])], className="counts")]


def _ratio(found: Constraint, name: str) -> list[Fact]:
    """Return o/e with its interval, or one sentence on why the release or its copy has none."""
    row = found.row(name)
    if name != "lof" and row is not None and row.oe is None and row.exp is None:
        if is_not_estimable(found, name):
            return [("o/e", NOT_ESTIMABLE)]
        where = "not given by" if found.complete else "not in the embedded copy of"
        return [("o/e", f"{where} {short_label(found.release, found.label)}")]
    computed = formats.computed_words(row)
    return [
        (
            [*term("oe", name), " (", *term("interval", name, "90 %"), ")"],
            _unbroken(formats.oe_with_bounds(row)),
        ),
        *([("", _unbroken(f"{formats.COMPUTED} {computed}"))] if computed else []),
    ]


def _unbroken(words: str) -> Element:
    """Return figures that belong on one line: an en dash would let an interval break."""
    return elements.Span(words, className="unbroken")


def _z(found: Constraint, name: str) -> str:
    row = found.row(name)
    return formats.z_score(row.z if row else None)


def _place(rank: Rank) -> str:
    """Return a rank with its denominator and share: 173 of 19,197, most constrained 0.9 %."""
    return f"{rank.rank:,} of {rank.of:,}, {formats.among(rank).removeprefix('among the ')}"


def _lof_card(found: Constraint) -> Tree:
    facts = [
        *_ratio(found, "lof"),
        (term("z", "lof"), _z(found, "lof")),
        (term("pli", "lof"), formats.pli(found.pli)),
        *([(term("rank", "lof"), _place(found.rank))] if found.rank else []),
        *([("Published band", band_share(found))] if found.band else []),
    ]
    figure = (formats.loeuf(found.loeuf), term("loeuf", "lof"))
    return _card(found, "lof", "Loss of function (pLoF)", figure, facts)


def _missense_card(found: Constraint) -> Tree:
    rank = found.missense_rank
    facts = [
        *_ratio(found, "mis"),
        *([(term("rank", "mis", "Rank by Z"), _place(rank))] if rank else []),
        ("Threshold", f"Z > {MISSENSE_Z_THRESHOLD:g}"),
    ]
    figure = (_z(found, "mis"), term("z", "mis", "missense Z"))
    return _card(found, "mis", "Missense", figure, facts)


def _synonymous_card(found: Constraint) -> Tree:
    row = found.row("syn")
    verdict = f"Z within ±{SYNONYMOUS_Z_LIMIT:g}"
    if synonymous_is_off(found):
        verdict = f"fails: Z beyond ±{SYNONYMOUS_Z_LIMIT:g} or flagged"
    elif row is None or row.z is None:
        verdict = "not known: no Z here"
    facts = [*_ratio(found, "syn"), ("Control", verdict)]
    return _card(
        found,
        "syn",
        "Synonymous (control)",
        (_z(found, "syn"), term("z", "syn", "synonymous Z")),
        facts,
    )


def oe_bars(constraint: Constraint, token: str) -> dict[str, Any]:
    """Return the figure for one gene in one release; `token` marks whose figure it is."""
    shown = [
        (place, row)
        for place, name in enumerate(reversed(CLASSES))
        if (row := constraint.row(name)) is not None
    ]
    return {
        "data": [_bands(shown), _points(shown), *_arrows(shown)],
        "layout": _layout(constraint, token),
    }


def _bands(rows: list[tuple[int, ConstraintRow]]) -> dict[str, Any]:
    known = [
        (place, row) for place, row in rows if row.oe_lower is not None and row.oe_upper is not None
    ]
    lows = [min(row.oe_lower or 0.0, AXIS_END) for _, row in known]
    highs = [min(row.oe_upper or 0.0, AXIS_END) for _, row in known]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [place for place, _ in known],
        "base": lows,
        "x": [high - low for low, high in zip(lows, highs, strict=True)],
        "width": BAR,
        "marker": {
            "color": [theme.CONSTRAINT_COLOURS[row.variant_class] for _, row in known],
            "opacity": 0.32,
        },
        "hovertext": [_hover(row) for _, row in known],
        "hoverinfo": "text",
    }


def _points(rows: list[tuple[int, ConstraintRow]]) -> dict[str, Any]:
    known = [(place, row) for place, row in rows if row.oe is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [min(row.oe or 0.0, AXIS_END) for _, row in known],
        "y": [place for place, _ in known],
        "marker": {
            "symbol": "line-ns",
            "size": 26,
            "line": {
                "width": 4,
                "color": [theme.CONSTRAINT_COLOURS[row.variant_class] for _, row in known],
            },
        },
        "hovertext": [_hover(row) for _, row in known],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _arrows(rows: list[tuple[int, ConstraintRow]]) -> list[dict[str, Any]]:
    """Return arrow heads at the axis end for intervals or points that go beyond it."""
    beyond = [
        (place, row) for place, row in rows if max(row.oe or 0.0, row.oe_upper or 0.0) > AXIS_END
    ]
    if not beyond:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [AXIS_END for _ in beyond],
            "y": [place for place, _ in beyond],
            "marker": {
                "symbol": "arrow-right",
                "size": 16,
                "color": [theme.CONSTRAINT_COLOURS[row.variant_class] for _, row in beyond],
            },
            "hovertext": [f"{_hover(row)}<br>goes beyond the axis" for _, row in beyond],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _hover(row: ConstraintRow) -> str:
    counts = f"{formats.observed(row.obs)} observed / {formats.expected(row.exp)} expected"
    return (
        f"<b>{theme.CONSTRAINT_NAMES[row.variant_class]}</b><br>"
        f"o/e {formats.oe_exact(row.oe)}, 90 % interval "
        f"{formats.bounds_words(row)}<br>{counts}"
    )


def _layout(constraint: Constraint, token: str) -> dict[str, Any]:
    lof_place = len(CLASSES) - 1
    threshold = constraint.loeuf_threshold
    label = short_label(constraint.release, constraint.label)
    line = {"type": "line", "layer": "above", "xref": "x", "yref": "y"}
    return theme.layout(
        HEIGHT,
        margin={"l": 104, "r": 20, "t": 0, "b": AXIS},
        meta={"for": token},
        bargap=0,
        xaxis={
            "range": [0, AXIS_END],
            "fixedrange": True,
            "dtick": 0.5,
            "title": theme.axis_title(f"o/e, 90 % interval ({label})"),
            "gridcolor": "#94a3b833",
            "zeroline": False,
        },
        yaxis={
            "range": [-0.5, len(CLASSES) - 0.5],
            "fixedrange": True,
            "tickvals": list(range(len(CLASSES))),
            "ticktext": [theme.CONSTRAINT_NAMES[name] for name in reversed(CLASSES)],
            "zeroline": False,
            "showgrid": False,
        },
        shapes=[
            {
                **line,
                "x0": 1,
                "x1": 1,
                "y0": -0.5,
                "y1": lof_place + 0.5,
                "line": {"color": "#94a3b8", "width": 1},
            },
            {
                **line,
                "x0": threshold,
                "x1": threshold,
                "y0": lof_place - 0.3,
                "y1": lof_place + 0.3,
                "line": {"color": "#64748b", "width": 2, "dash": "dot"},
            },
        ],
        annotations=[
            {
                "x": threshold,
                "y": lof_place + 0.27,
                "text": f"threshold {threshold:g} {holding_for(constraint.release)}",
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
                "font": {"size": 11},
            },
        ],
    )


def class_table(found: Constraint) -> Element:
    """Return one row a class, as the release prints it; computed figures are marked."""
    facts = (
        dated_label(found.release, found.label),
        found.build,
        found.transcript or "transcript not stated",
        NOT_MANE if found.is_mane_select is False else "",
        formats.computed_note(*found.rows),
    )
    caption = " · ".join(filter(None, facts))
    return table(caption, COLUMNS, [_row(row) for row in found.rows], numeric=5)


def release_table(found: tuple[Constraint, ...]) -> Element:
    """Return one row a release, each beside its own threshold, rank and transcript."""
    note = formats.computed_note(*(constraint.row("lof") for constraint in found))
    notes = [
        "The same gene in each release. o/e and rank compare; Z does not: it grows with the "
        "sample.",
        *_band_note(found),
        *([f"{note}."] if note else []),
        *(f"{constraint.label}." for constraint in found if _is_shortened(constraint)),
    ]
    return table(" ".join(notes), RELEASE_COLUMNS, [_release_row(one) for one in found], numeric=5)


def _is_shortened(found: Constraint) -> bool:
    return short_label(found.release, found.label) != found.label


def _band_note(found: tuple[Constraint, ...]) -> list[str]:
    if not any(constraint.band for constraint in found):
        return []
    return [
        f"A band is gnomAD's published one of {BANDED_TRANSCRIPTS:,} MANE Select transcripts, 0 % "
        "is the most constrained."
    ]


def _release_row(found: Constraint) -> tuple[Cell, ...]:
    lof, mis = found.row("lof"), found.row("mis")
    return (
        dated_label(found.release, short_label(found.release, found.label)),
        found.build,
        _transcript(found),
        _standing(found),
        formats.loeuf(found.loeuf),
        f"< {found.loeuf_threshold:g}",
        formats.oe_with_bounds(lof),
        formats.oe(mis.oe if mis else None),
        formats.z_score(mis.z if mis else None),
    )


def _transcript(found: Constraint) -> Cell:
    name = found.transcript or formats.MISSING
    if found.is_mane_select is not False:
        return name
    return elements.Span([name, " ", elements.Span(NOT_MANE, className="caution")])


def _standing(found: Constraint) -> str:
    if found.rank:
        return formats.rank(found.rank)
    return f"band {band_share(found)}" if found.band else "no rank"


def _row(row: ConstraintRow) -> tuple[str, ...]:
    return (
        theme.CONSTRAINT_NAMES[row.variant_class],
        formats.observed(row.obs),
        formats.expected(row.exp),
        formats.oe(row.oe),
        formats.bounds(row),
        formats.z_score(row.z),
    )
