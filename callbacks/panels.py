"""One callback a panel: the gene in the address goes in, the panel's filling comes out."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, ctx
from dash import State as Property
from dash.exceptions import PreventUpdate

from components import ids
from components.formats import MISSING
from components.panels import PANELS
from components.panels.panel import Filling, Panel, TileFilling
from dashboard.errors import DashboardError
from dashboard.models import GeneAnswers, State, Wait
from dashboard.service import DataService

FIRST_WAIT_S = 0.4  # a source that is quick needs no second question


def register(app: Dash, service: DataService) -> None:
    """Register the callback of every panel."""
    for panel in PANELS:
        _register(app, service, panel)


def _register(app: Dash, service: DataService, panel: Panel) -> None:
    retry_id, poll_id = ids.part(panel.name, "retry"), ids.part(panel.name, "poll")
    inputs = {
        "name": Input(ids.GENE, "data"),
        "_retry": Input(retry_id, "n_clicks"),
        "_poll": Input(poll_id, "n_intervals"),
        "version": Property(ids.panel(panel.name), "data-version"),
    }
    if panel.by_release:
        inputs["release"] = Input(ids.RELEASE, "data")

    @app.callback(output=_outputs(panel), inputs=inputs)
    def show_panel(
        name: str | None,
        _retry: int | None,
        _poll: int | None,
        version: str | None,
        release: str | None = None,
    ) -> dict[str, Any]:
        token = f"{name}|{release or ''}" if panel.by_release else name
        wait = Wait(FIRST_WAIT_S, retry=ctx.triggered_id == retry_id)
        try:
            answers = service.answers(service.gene(name or ""), panel.questions, release, wait)
        except DashboardError as error:
            return _shown(panel, Filling(State.UNAVAILABLE, message=error.message), token)
        if ctx.triggered_id == poll_id and answers.version == version:
            raise PreventUpdate
        shown = _shown(panel, panel.fill(answers, token or ""), token)
        links = _export_links(app, panel, answers)
        return shown | {"exports": links} | _progress(answers)


def _progress(answers: GeneAnswers) -> dict[str, Any]:
    """Return what tells the page to ask again: a panel that is settled is not asked for."""
    return {
        "version": answers.version,
        "refreshing": str(answers.refreshing).lower(),
        "poll": not answers.refreshing,
    }


def _shown(panel: Panel, filling: Filling, token: str | None) -> dict[str, Any]:
    """Return a filling as the values of the panel's outputs."""
    blank = TileFilling(filling.state, MISSING, "")
    tiles = {tile.name: filling.tiles.get(tile.name, blank) for tile in panel.tiles}
    return {
        "state": filling.state.value,
        "token": token,
        "message": filling.message,
        "source": filling.source,
        "slots": {slot.name: filling.slots.get(slot.name, slot.blank) for slot in panel.slots},
        "exports": {name: "#" for _, name in panel.exports},
        "version": "",
        "refreshing": "false",
        "poll": True,
        "tiles": {
            name: {"state": tile.state.value, "value": tile.value, "note": tile.note}
            for name, tile in tiles.items()
        },
    }


def _export_links(app: Dash, panel: Panel, answers: GeneAnswers) -> dict[str, str]:
    """Return the address of each CSV: the JSON's own, for the gene and release on screen."""
    release = answers.release
    return {
        name: app.get_relative_path(
            f"/api/v1/genes/{answers.gene.symbol}/{name}?format=csv"
            + (f"&release={release}" if name == "constraint" and release else "")
        )
        for _, name in panel.exports
    }


def _outputs(panel: Panel) -> dict[str, Any]:
    frame = ids.panel(panel.name)
    return {
        "state": Output(frame, "data-state"),
        "token": Output(frame, "data-for"),
        "version": Output(frame, "data-version"),
        "refreshing": Output(frame, "data-refreshing"),
        "poll": Output(ids.part(panel.name, "poll"), "disabled"),
        "message": Output(ids.part(panel.name, "message"), "children"),
        "source": Output(ids.part(panel.name, "source"), "children"),
        "slots": {slot.name: Output(slot.component_id, slot.prop) for slot in panel.slots},
        "exports": {
            name: Output(ids.export(panel.name, name), "href") for _, name in panel.exports
        },
        "tiles": {
            tile.name: {
                "state": Output(ids.tile(tile.name), "data-state"),
                "value": Output(f"{ids.tile(tile.name)}-value", "children"),
                "note": Output(f"{ids.tile(tile.name)}-note", "children"),
            }
            for tile in panel.tiles
        },
    }
