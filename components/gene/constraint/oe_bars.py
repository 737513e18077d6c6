"""Observed / expected bars: the 90 % interval as band, the point as tick, the threshold as line.

The axis runs 0 to 2 for every class and gene (T22); what lies beyond it gets an arrow.
A plain dict: with plotly's classes the figure takes 11 ms, more than its callback may (10 ms).
"""

from __future__ import annotations

from typing import Any

from components import formats, theme
from dashboard.models import Constraint, ConstraintRow
from dashboard.rules.constraint import AXIS_END, CLASSES
from dashboard.rules.releases import holding_for, short_label

ROW = 92  # pixels a class: `assets/gene.css` makes the rows beside the figure as high
AXIS = 36
HEIGHT = len(CLASSES) * ROW + AXIS
BAR = 0.34  # of a row


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
