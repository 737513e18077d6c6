"""Colours, shapes and the settings that every graph shares.

Colours are safe for colour-blind eyes and never stand alone: each class has a shape as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Look: TypeAlias = dict[str, Any]  # never changed
Trace: TypeAlias = dict[str, Any]


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
        "font": {"family": FONT, "size": 13, "color": "#334155"},
        "hoverlabel": {"font": {"family": FONT, "size": 12}, "align": "left"},
        "showlegend": False,
        "template": None,
        **own,
    }


def look(kind: Callable[..., Any], **own: Any) -> Look:
    """Return how traces or layouts look, as plain JSON that a class of plotly has checked.

    It is made once, when a module is imported. What is shown is filled in by `filled` as it is:
    checked each time, the figures of eight genes would take five times as long. Tests hold every
    figure, with all it shows, against plotly's classes.

    Raises:
        ValueError: plotly does not know a property, or its value.
    """
    checked: Look = kind(**own).to_plotly_json()
    return checked


def filled(made: Look, **shown: Any) -> dict[str, Any]:
    """Return a look with what is shown: values, words, axes. Dicts are joined, lists replaced."""
    whole = dict(made)
    for name, value in shown.items():
        own = whole.get(name)
        if isinstance(own, dict) and isinstance(value, dict):
            whole[name] = filled(own, **value)
        else:
            whole[name] = value
    return whole


def figure(traces: Sequence[Trace], made: Look, **shown: Any) -> dict[str, Any]:
    """Return a figure of traces in the look of a layout.

    For what is drawn once for a view. The bars of a gene, the lollipop and explore, which the
    browser draws, are dicts.
    """
    # Not go.Figure: it checks and copies once more, and adds plotly's own look.
    return {"data": list(traces), "layout": filled(made, **shown)}


def axis_title(words: str) -> dict[str, Any]:
    """Return an axis title in the size that it has in every figure."""
    return {"text": words, "font": {"size": 12}}


def empty_figure(height: int = 10) -> dict[str, Any]:
    """Return a figure with nothing in it, for a graph that has no data now."""
    hidden = {"visible": False, "fixedrange": True}
    return {"data": [], "layout": layout(height, xaxis=hidden, yaxis=hidden)}
