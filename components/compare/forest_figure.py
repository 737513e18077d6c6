"""The forest plot: a row a gene, pLoF, missense and synonymous beside each other, then the rank.

Band: 90 % interval; tick: o/e. One axis, 0 to 2, for every class and gene (T22); what lies beyond
it gets an arrow. The names of the rows stand beside the figure as HTML; a saved picture has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from components import formats, theme
from components.columns import axis_number, column_title
from components.compare.rank_strip import LINE, STRIP, Row, rank_notes, rank_strip
from components.markup import plain_text
from components.theme import Trace
from dashboard.models import ConstraintRow
from dashboard.rules.constraint import AXIS_END, CLASSES
from dashboard.rules.releases import Release

ROW_PX = 52
TOP_PX, BOTTOM_PX, LABEL_PX = 44, 44, 236
BAND = 0.36  # of a row's height
COLUMNS = ((0.0, 0.235), (0.255, 0.49), (0.51, 0.745), (0.775, 1.0))
TITLES = ("pLoF", "Missense", "Synonymous (control)", "Rank by LOEUF")


def height(rows: int) -> int:
    """Return the height of a figure of so many rows in pixels."""
    return TOP_PX + BOTTOM_PX + ROW_PX * max(rows, 1)


def forest(rows: Sequence[Row], release: Release, token: str) -> dict[str, Any]:
    """Return the figure of several genes in one release, the first on top."""
    data = [
        trace
        for place, name in enumerate(CLASSES)
        for trace in _column(rows, name, axis_number(place))
    ]
    data += [*rank_strip(rows), rank_notes(rows)]
    size = max(len(rows), 1)
    threshold = release.loeuf_threshold
    return theme.figure(
        data,
        LAYOUT,
        height=height(size),
        meta={"for": token, "picture": {"yaxis": {"showticklabels": True}}},
        yaxis={
            "range": [size - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [plain_text(symbol) for symbol, _ in rows],
        },
        shapes=[
            *(_line(f"x{axis}", 1, size, LINE, 1, "solid") for axis in ("", "2", "3")),
            _line("x", threshold, size, STRIP, 2, "dot"),
        ],
        annotations=[
            *(column_title(TITLES[n], left, 20) for n, (left, _) in enumerate(COLUMNS)),
            _note("x", threshold, f"LOEUF {threshold:g} ({plain_text(release.label)})"),
        ],
    )


def _column(rows: Sequence[Row], name: str, axis: str) -> list[Trace]:
    """Return bands, ticks and arrows of one class."""
    shown = [
        (place, symbol, row)
        for place, (symbol, found) in enumerate(rows)
        if found is not None and (row := found.row(name)) is not None
    ]
    bands = [one for one in shown if one[2].oe_lower is not None and one[2].oe_upper is not None]
    points = [one for one in shown if one[2].oe is not None]
    beyond = [one for one in shown if max(one[2].oe or 0.0, one[2].oe_upper or 0.0) > AXIS_END]
    lows = [min(row.oe_lower or 0.0, AXIS_END) for _, _, row in bands]
    highs = [min(row.oe_upper or 0.0, AXIS_END) for _, _, row in bands]
    return [
        theme.filled(
            BANDS[name],
            base=lows,
            x=[high - low for low, high in zip(lows, highs, strict=True)],
            **_where(bands, axis),
        ),
        theme.filled(
            TICKS[name],
            x=[min(row.oe or 0.0, AXIS_END) for _, _, row in points],
            **_where(points, axis),
        ),
        theme.filled(
            ARROWS[name],
            x=[AXIS_END] * len(beyond),
            **_where(beyond, axis, "<br>goes beyond the axis"),
        ),
    ]


def _where(
    shown: Sequence[tuple[int, str, ConstraintRow]], axis: str, more: str = ""
) -> dict[str, Any]:
    return {
        "y": [place for place, _, _ in shown],
        "xaxis": f"x{axis}",
        "hovertext": [_hover(symbol, row) + more for _, symbol, row in shown],
    }


def _hover(symbol: str, row: ConstraintRow) -> str:
    counts = f"{formats.observed(row.obs)} observed / {formats.expected(row.exp)} expected"
    computed = "<br>bounds computed here from these" if row.computed else ""
    return (
        f"<b>{plain_text(symbol)} · {theme.CONSTRAINT_NAMES[row.variant_class]}</b><br>"
        f"o/e {formats.oe_exact(row.oe)}, 90 % interval "
        f"{formats.interval(row.oe_lower, row.oe_upper)}<br>{counts}{computed}"
    )


def _axis(domain: tuple[float, float], *, rank: bool) -> dict[str, Any]:
    title = "% of ranked genes, 0 = most constrained" if rank else "o/e, 90 % interval"
    return {
        "domain": list(domain),
        "range": [0, 100] if rank else [0, AXIS_END],
        "dtick": 25 if rank else 0.5,
        "ticklabeloverflow": "allow",
        "fixedrange": True,
        "title": theme.axis_title(title),
        "gridcolor": "#94a3b833",
        "zeroline": False,
    }


def _line(axis: str, x: float, size: int, colour: str, width: int, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "above",
        "xref": axis,
        "yref": "y",
        "x0": x,
        "x1": x,
        "y0": -0.5,
        "y1": size - 0.5,
        "line": {"color": colour, "width": width, "dash": dash},
    }


def _note(axis: str, x: float, words: str) -> dict[str, Any]:
    return {
        "text": words,
        "xref": axis,
        "yref": "paper",
        "x": x,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11},
    }


# How it looks, whatever the genes are.
BANDS = {
    name: theme.look(
        go.Bar,
        orientation="h",
        width=BAND,
        marker={"color": colour, "opacity": 0.32},
        hoverinfo="text",
    )
    for name, colour in theme.CONSTRAINT_COLOURS.items()
}
TICKS = {
    name: theme.look(
        go.Scatter,
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 4, "color": colour}},
        cliponaxis=False,
        hoverinfo="text",
    )
    for name, colour in theme.CONSTRAINT_COLOURS.items()
}
ARROWS = {
    name: theme.look(
        go.Scatter,
        mode="markers",
        marker={"symbol": "arrow-right", "size": 15, "color": colour},
        cliponaxis=False,
        hoverinfo="text",
    )
    for name, colour in theme.CONSTRAINT_COLOURS.items()
}
LAYOUT = theme.look(
    go.Layout,
    **theme.layout(
        height(1),
        margin={"l": LABEL_PX, "r": 22, "t": TOP_PX, "b": BOTTOM_PX},
        bargap=0,
        barmode="overlay",
        **{
            f"xaxis{axis_number(n)}": _axis(domain, rank=n == len(CLASSES))
            for n, domain in enumerate(COLUMNS)
        },
        yaxis={
            "fixedrange": True,
            "showticklabels": False,
            "zeroline": False,
            "showgrid": False,
        },
    ),
)
