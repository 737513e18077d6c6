"""Colours, shapes and the settings that every graph shares.

Colours are safe for colour-blind eyes and never stand alone: each class has a shape as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import orjson
import plotly.graph_objects as go

Trace: TypeAlias = dict[str, Any]

MOST_LOOKS = 512  # of traces and layouts, of some hundred bytes each


@dataclass(frozen=True, slots=True)
class Mark:
    """How a class is drawn: colour, Plotly symbol, short name for the legend."""

    colour: str
    symbol: str
    label: str


# A joint class has the colour of the one and the shape of the other.
CLASS_MARKS: Mapping[str, Mark] = {
    "pathogenic": Mark("#D55E00", "circle", "Pathogenic"),
    "pathogenic/likely pathogenic": Mark("#D55E00", "triangle-up", "Pathogenic / likely path."),
    "likely pathogenic": Mark("#E69F00", "triangle-up", "Likely pathogenic"),
    "conflicting": Mark("#CC79A7", "cross", "Conflicting"),
    "uncertain": Mark("#8C8C8C", "diamond", "Uncertain"),
    "likely benign": Mark("#56B4E9", "square", "Likely benign"),
    "benign/likely benign": Mark("#0072B2", "square", "Benign / likely benign"),
    "benign": Mark("#0072B2", "pentagon", "Benign"),
    "other": Mark("#6F6A9E", "star", "Other"),
    "unknown": Mark("#595959", "x", "Unknown"),
}

CONSTRAINT_COLOURS = {"lof": "#B4233C", "mis": "#B7791F", "syn": "#2F855A"}
CONSTRAINT_NAMES = {"lof": "pLoF", "mis": "Missense", "syn": "Synonymous"}

# Mid tones that carry white or black text in light and dark; domains of one name share one.
DOMAIN_COLOURS = ("#7A9CC6", "#9BB291", "#C7A27C", "#A893C4", "#88B4B4", "#C493A8", "#B5B08A")

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
FONT_COLOUR = "#334155"

# Plotly's own "share" button would upload the figure: nothing may leave the machine by a click.
GRAPH_CONFIG: Mapping[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "toImage"],
}


def layout(height: int, **own: Any) -> dict[str, Any]:
    """Return the Plotly layout that all figures share, with a figure's own keys over it."""
    return {
        "height": height,
        "margin": {"l": 56, "r": 16, "t": 8, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": FONT_COLOUR},
        "hoverlabel": {"font": {"family": FONT, "size": 12}, "align": "left"},
        "showlegend": False,
        "template": None,
        **own,
    }


def trace(kind: Callable[..., Any], look: Mapping[str, Any], **shown: Any) -> Trace:
    """Return a trace as plain JSON, whose look plotly's own class has checked.

    It checks each look once a process. What is shown (values, words, axes) is filled in as it is:
    checked each time, the figures of eight genes would take five times as long.

    Args:
        kind: The class of plotly.
        look: Mode, marker, line: what is the same for other genes.
        shown: What is not.
    """
    return {**_checked(kind, orjson.dumps(look)), **shown}


def figure(traces: Sequence[Trace], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a figure whose layout plotly's own class has checked, as plain JSON.

    For what is drawn once for a view. The bars of a gene, the lollipop and explore, which the
    browser draws, are dicts. Tests hold every figure, with all it shows, against plotly's classes.

    Args:
        traces: What `trace` returned.
        own: What `layout` returned; its `meta` is filled in as it is.
    """
    # Not go.Figure: it checks and copies once more, and adds plotly's own look.
    look = {name: value for name, value in own.items() if name != "meta"}
    meta = {"meta": own["meta"]} if "meta" in own else {}
    return {"data": list(traces), "layout": {**_checked(go.Layout, orjson.dumps(look)), **meta}}


@lru_cache(MOST_LOOKS)
def _checked(kind: Callable[..., Any], look: bytes) -> dict[str, Any]:
    """Return what a class of plotly makes of properties; it is shared and never changed."""
    found: dict[str, Any] = kind(**orjson.loads(look)).to_plotly_json()
    return found


def axis_title(words: str) -> dict[str, Any]:
    """Return an axis title in the size that it has in every figure."""
    return {"text": words, "font": {"size": 12}}


def empty_figure(height: int = 10) -> dict[str, Any]:
    """Return a figure with nothing in it, for a graph that has no data now."""
    hidden = {"visible": False, "fixedrange": True}
    return {"data": [], "layout": layout(height, xaxis=hidden, yaxis=hidden)}
