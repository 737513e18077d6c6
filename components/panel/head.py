"""The head of a panel: title, definition, menu; one static tree, drawn without callbacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc

from components.html import elements as html
from components.html.definitions import question_mark
from components.html.elements import attributed, tree

PICTURE_SIZES = {"screen": "screen", "85": "85 mm", "120": "120 mm", "180": "180 mm"}
"""Widths of pictures, in millimetres as journals ask for them, and their names."""


def head(
    name: str,
    title: str,
    definition: Sequence[str],
    items: Sequence[dict[str, Any]],
    sentence: str = "",
) -> Any:
    """Return a panel's head.

    Args:
        name: What ids of the parts begin with.
        title: The heading; `NAME-title` is its id.
        definition: Paragraphs of the popover beside it.
        items: Of the menu, as `action` and `download` return them.
        sentence: What the panel shows, in one line.
    """
    waiting = dbc.Progress(value=100, striped=True, animated=True, class_name="panel-progress")
    parts = [
        html.H2(title, id=f"{name}-title"),
        *question_mark(title, definition, name),
        menu(f"{title}: export, link, retry", items),
        *([html.P(sentence, className="panel-sentence")] if sentence else []),
    ]
    # For eyes alone: the line under the panel says in words that a source is being asked.
    bar = attributed(waiting, **{"aria-hidden": "true"})
    return [bar, tree(dbc.CardHeader(parts, class_name="panel-head"))]


def menu(label: str, items: Sequence[dict[str, Any]]) -> Any:
    """Return a menu; arrow keys move in it, Escape closes it; `label` is for who does not see."""
    words = [
        html.Span("Export", **{"aria-hidden": "true"}),
        html.Span(label, className="visually-hidden"),
    ]
    return tree(
        dbc.DropdownMenu(
            list(items),
            label=words,
            color="light",
            size="sm",
            align_end=True,
            class_name="panel-menu",
            toggle_class_name="menu-toggle",
        )
    )


def action(words: str, **attributes: str) -> dict[str, Any]:
    """Return an item of a menu; scripts know it by its attributes."""
    return attributed(dbc.DropdownMenuItem(words), **{"type": "button", **attributes})


def pictures() -> list[dict[str, Any]]:
    """Return the items of a menu that save a panel's figure, for a screen and for print."""
    return [
        action(
            f"Picture, {PICTURE_SIZES[size]} ({kind.upper()})",
            **{"data-picture": kind, "data-size": size},
        )
        for size in PICTURE_SIZES
        for kind in ("svg", "png")
    ]


def download(words: str, resource: str) -> dict[str, Any]:
    """Return a link of a menu to a file; `assets/panel-menu.js` points it at the gene."""
    # external_link: the browser follows the address that stands there then, Dash does not.
    item = dbc.DropdownMenuItem(f"{words} (CSV)", href="#", external_link=True)
    return attributed(item, **{"data-export": resource})
