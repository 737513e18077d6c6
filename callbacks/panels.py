"""One callback a panel: the gene in the address goes in, the panel's filling comes out."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output
from dash import State as Property
from dash.exceptions import PreventUpdate

from components import ids
from components.facts_strip import tile_tree
from components.markup import tree
from components.panels import PANELS
from components.panels.panel import Filling, Panel
from dashboard.errors import DashboardError
from dashboard.models import State, Wait
from dashboard.service import DataService

FIRST_WAIT_S = 0.4  # a source that is quick needs no second question
RETRY, POLL = "retry", "poll"  # why `assets/asking.js` has a panel ask again


def register(app: Dash, service: DataService) -> None:
    """Register the callback of every panel."""
    for panel in PANELS:
        _register(app, service, panel)


def _register(app: Dash, service: DataService, panel: Panel) -> None:
    inputs = {
        "name": Input(ids.GENE, "data"),
        "again": Input(ids.part(panel.name, "ask"), "data"),
        "version": Property(ids.panel(panel.name), "data-version"),
    }
    if panel.by_release:
        inputs["release"] = Input(ids.RELEASE, "data")

    @app.callback(output=_outputs(panel), inputs=inputs)
    def show_panel(
        name: str | None,
        again: dict[str, Any] | None,
        version: str | None,
        release: str | None = None,
    ) -> dict[str, Any]:
        token = f"{name}|{release or ''}" if panel.by_release else name or ""
        why = again["why"] if again and again.get("for") == token else None
        wait = Wait(FIRST_WAIT_S, retry=why == RETRY)
        try:
            answers = service.answers(service.gene(name or ""), panel.questions, release, wait)
        except DashboardError as error:
            return _shown(panel, Filling(State.UNAVAILABLE, message=error.message), token)
        if why == POLL and answers.version == version:
            raise PreventUpdate
        return _shown(panel, panel.fill(answers, token), token) | {
            "version": answers.version,
            "release": answers.release if panel.by_release else "",
            "refreshing": str(answers.refreshing).lower(),
        }


def _shown(panel: Panel, filling: Filling, token: str) -> dict[str, Any]:
    """Return a filling as the values of the panel's outputs; what it leaves out is blanked."""
    tiles = {
        tile.name: filling.tiles.get(tile.name, tile.blank(filling.state)) for tile in panel.tiles
    }
    return {
        "state": filling.state.value,
        "token": token,
        "version": "",
        "release": "",
        "refreshing": "false",
        "message": tree(filling.message),
        "source": tree(filling.source),
        "slots": {slot.name: filling.slots.get(slot.name, slot.blank) for slot in panel.slots},
        "tiles": {
            tile.name: {
                "state": tiles[tile.name].state.value,
                "tree": tile_tree(tile, panel.name, tiles[tile.name]),
            }
            for tile in panel.tiles
        },
    }


def _outputs(panel: Panel) -> dict[str, Any]:
    frame = ids.panel(panel.name)
    return {
        "state": Output(frame, "data-state"),
        "token": Output(frame, "data-for"),
        "version": Output(frame, "data-version"),
        "release": Output(frame, "data-release"),
        "refreshing": Output(frame, "data-refreshing"),
        "message": Output(ids.part(panel.name, "message"), "tree"),
        "source": Output(ids.part(panel.name, "source"), "tree"),
        "slots": {slot.name: Output(slot.component_id, slot.prop) for slot in panel.slots},
        "tiles": {
            tile.name: {
                "state": Output(ids.tile(tile.name), "data-state"),
                "tree": Output(ids.tile(tile.name), "tree"),
            }
            for tile in panel.tiles
        },
    }
