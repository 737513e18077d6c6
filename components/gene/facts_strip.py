"""Key figures beside the constraint: each filled by the panel that it scrolls to."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.gene import PANELS
from components.html import elements
from components.html.markup import Markup, tree
from components.panel.contract import Tile, TileContent
from dashboard.models import State

ORDER = ("pathogenic", "clinvar", "trials", "publications")


def facts_strip() -> Component:
    """Return all tiles, still pending."""
    tiles = {tile.name: (tile, panel.name) for panel in PANELS for tile in panel.tiles}
    return html.Nav(
        [_tile(*tiles[name]) for name in ORDER if name in tiles],
        className="facts-strip",
        **{"aria-label": "Key figures"},
    )


def tile_tree(tile: Tile, panel: str, content: TileContent) -> Any:
    """Return what stands in a tile: its label, figure and note, as a link to its panel."""
    return tree(
        elements.A(
            [
                elements.Span(tile.label, className="tile-label"),
                elements.Span(content.value, className="tile-value"),
                _note(content),
            ],
            href=f"#{ids.panel(panel)}",
        )
    )


def _note(content: TileContent) -> elements.Element:
    """Return what stands beneath a figure, first what speaks against it; all of it on hover."""
    caution = elements.Span(content.caution, className="tile-caution")
    between = " · " if content.caution and content.note else ""
    inside = [caution, between, content.note] if content.caution else content.note
    said = f"{content.caution}{between}{content.note}"
    return elements.Span(inside, className="tile-note", title=said or None)


def _tile(tile: Tile, panel: str) -> Component:
    frame = ids.tile(tile.name)
    return Markup(
        frame,
        className="tile",
        tree=tile_tree(tile, panel, tile.blank(State.PENDING)),
        **{"data-testid": frame, "data-state": State.PENDING.value},
    )
