"""The facts strip: six tiles under the header, filled by the panels that they scroll to."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import formats, ids
from components.panels import PANELS
from components.panels.panel import Tile
from dashboard.models import State


def facts_strip() -> Component:
    """Return all tiles in the order of their panels."""
    tiles = [_tile(tile, panel.name) for panel in PANELS for tile in panel.tiles]
    return html.Nav(tiles, className="facts-strip", **{"aria-label": "Key figures"})


def _tile(tile: Tile, panel: str) -> Component:
    frame = ids.tile(tile.name)
    return html.A(
        [
            html.Span(tile.label, className="tile-label"),
            html.Span(formats.MISSING, id=f"{frame}-value", className="tile-value"),
            html.Span("", id=f"{frame}-note", className="tile-note"),
        ],
        id=frame,
        href=f"#{ids.panel(panel)}",
        className="tile",
        **{"data-testid": frame, "data-state": State.PENDING.value},
    )
