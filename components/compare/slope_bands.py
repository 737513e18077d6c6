"""Published bands in the slope chart: where a release has no ranks, a bar from edge to edge.

A band is no rank (T5): it has no place of its own within its edges, and no line leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from components import theme
from components.markup import plain_text
from components.theme import Mark, Trace
from dashboard.models import Constraint
from dashboard.rules.constraint import published_band

WIDTH, STEP = 0.034, 0.048  # of a bar, and from one gene's bar to the next; two ends are 1 apart
NO_RANK = "Neither release has a<br>rank or a published band<br>for these genes."
BAR = theme.look(go.Bar, width=WIDTH, hoverinfo="text")

Ends = tuple[str, Sequence[Constraint | None]]


def band(found: Constraint | None) -> tuple[int, int] | None:
    """Return the edges of a gene's published band in percent, None where it has a rank or none."""
    if found is None or found.rank or not found.band:
        return None
    return published_band(found.loeuf)


def bands(genes: Sequence[Ends], marks: Mapping[str, Mark], axis: int) -> list[Trace]:
    """Return the bars of all genes at both ends, side by side: many genes share a band."""
    return [
        theme.filled(
            BAR,
            name=symbol,
            x=[at(end, place, len(genes)) for end, _, _ in found],
            base=[low for _, (low, _), _ in found],
            y=[high - low for _, (low, high), _ in found],
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            marker={"color": marks[symbol].colour},
            hovertext=[
                f"<b>{plain_text(symbol)}</b> · {plain_text(one.label)}<br>"
                f"published band {low}–{high} %, not a rank<br>{plain_text(one.band or '')}"
                for _, (low, high), one in found
            ],
        )
        for place, (symbol, ends) in enumerate(genes)
        if (found := [(e, edges, c) for e, c in enumerate(ends) if c and (edges := band(c))])
    ]


def at(end: int, place: int, of: int) -> float:
    """Return where a gene's bar stands: the bars of the right end lead up to it from the left."""
    return place * STEP if end == 0 else end - (of - 1 - place) * STEP


def no_ranks(left: float) -> dict[str, Any]:
    """Return the sentence that stands in place of an empty frame, from `left` of the paper on."""
    return {
        "text": NO_RANK,
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": 0.9,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": 13},
    }
