"""What figures of several columns share: the number of a column's axes, its title."""

from __future__ import annotations

from typing import Any


def axis_number(column: int) -> str:
    """Return what Plotly calls the axes of a column, from 0: nothing, then 2, 3, ..."""
    return "" if column == 0 else str(column + 1)


def column_title(words: str, left: float, above: int) -> dict[str, Any]:
    """Return a title at a column's left edge, so many pixels above the plot."""
    return {
        "text": f"<b>{words}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": above,
        "showarrow": False,
        "font": {"size": 13},
    }
