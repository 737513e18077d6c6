"""Buttons, groups of them and notices of dash-bootstrap-components, as static trees.

Scripts know a button by its `data-*` attributes; no callback hears of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import dash_bootstrap_components as dbc

from components.html import elements as html
from components.html.markup import attributed, tree

Tree = dict[str, Any]


def button(words: Any, look: str = "plain-button", **attributes: Any) -> Tree:
    """Return a button; `look` is the class that says how much room it takes."""
    made = _button(look)
    return {**made, "props": {**made["props"], **attributes}, "inside": tree(words)}


@cache
def _button(look: str) -> Tree:
    """Return an empty button, of which a page has some hundreds."""
    return attributed(dbc.Button(type="button", color="light", size="sm", class_name=look))


def segment(name: str, note: str = "", *, pressed: bool, **attributes: str) -> Tree:
    """Return a button of a switch: its name, and a note beneath it."""
    inside = [html.Span(name, className="segment-name")]
    if note:
        inside.append(html.Span(note, className="segment-note"))
    made = dbc.Button(inside, type="button", color="light", class_name="segment")
    return attributed(made, **{"aria-pressed": str(pressed).lower(), **attributes})


def switch(label: str, segments: Sequence[Tree], look: str = "") -> Tree:
    """Return buttons of which one is pressed, named for who does not see them side by side."""
    group = dbc.ButtonGroup(list(segments), class_name=f"segmented {look}".strip())
    return attributed(group, **{"aria-label": label})


def notice(content: Any, look: str = "info", **attributes: str) -> Tree:
    """Return a notice; it interrupts nobody, where it stands is announced already."""
    made = dbc.Alert(content, color=look, fade=False, class_name="notice")
    return attributed(made, **{"role": "note", **attributes})
