"""Key figures beside the constraint: each filled by the panel that it scrolls to."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import ids
from components.gene import PANELS
from components.html.elements import Markup
from components.panel.contract import Tile, tile_tree
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


def _tile(tile: Tile, panel: str) -> Component:
    frame = ids.tile(tile.name)
    return Markup(
        frame,
        className="tile",
        tree=tile_tree(tile, f"#{ids.panel(panel)}", tile.blank(State.PENDING)),
        **{"data-testid": frame, "data-state": State.PENDING.value},
    )
