"""Names at the ends of slopes: moved apart where they would overlap, each tied to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components import theme
from components.markup import plain_text
from components.theme import Trace

LINE = "#94a3b8"
ROOM = 0.062  # of the axis between two names
BESIDE = 0.06  # from a point to its name
QUIET = {"hoverinfo": "skip", "cliponaxis": False}
LINES = theme.look(go.Scatter, mode="lines", line={"color": LINE, "width": 1}, **QUIET)
NAMES = theme.look(
    go.Scatter, mode="text", textposition="middle right", textfont={"size": 11}, **QUIET
)


@dataclass(frozen=True, slots=True)
class End:
    """Where a gene's line or band ends: its height, the release (0 or 1), and its own place."""

    symbol: str
    height: float
    release: int
    x: float


def names(ends: Sequence[End], axis: int, top: float) -> list[Trace]:
    """Return a thin line from each name to its end, where they are apart, and the names.

    Args:
        ends: Those of the genes.
        axis: Number of the axes, 1 for the first.
        top: Where the axis of values ends.
    """
    number = "" if axis == 1 else str(axis)
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    ordered = sorted(ends, key=lambda one: (min(one.height, top), one.symbol))
    heights = apart([min(one.height, top) for one in ordered], ROOM * top, top)
    moved = [
        (one, beside)
        for one, beside in zip(ordered, heights, strict=True)
        if abs(min(one.height, top) - beside) > ROOM * top / 4 or one.x < one.release
    ]
    return [
        theme.filled(
            LINES,
            x=[x for one, _ in moved for x in (one.x + 0.02, one.release + BESIDE, None)],
            y=[y for one, beside in moved for y in (min(one.height, top), beside, None)],
            **axes,
        ),
        theme.filled(
            NAMES,
            x=[one.release + BESIDE for one in ordered],
            y=heights,
            text=[plain_text(one.symbol, 16) for one in ordered],
            **axes,
        ),
    ]


def apart(values: Sequence[float], room: float, top: float) -> list[float]:
    """Return rising values moved apart by at least `room`, none above `top` if there is space."""
    placed: list[float] = []
    for one in values:
        placed.append(max(one, placed[-1] + room) if placed else one)
    limit = top
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], limit)
        limit = placed[place] - room
    return placed
