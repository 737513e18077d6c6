"""One callback a panel: its subject in the address goes in, the panel's content comes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import orjson
from dash import Dash, Input, Output
from dash import State as Property
from dash.exceptions import PreventUpdate
from flask import g

from components import ids
from components.gene import PANELS
from components.html.elements import packed, tree
from components.panel.contract import POLL, RETRY, VIEW, Panel, PanelContent, alert, tile_tree
from dashboard.errors import DashboardError
from dashboard.models import GeneAnswers, Problem, State, Wait
from dashboard.process.memo import Recent
from dashboard.service import DataService

FIRST_WAIT_S = 0.25  # a source that is quick needs no second question

Values = Mapping[str, Any]  # of a subject's inputs


class Answers(Protocol):
    """What the service says of a subject."""

    @property
    def release(self) -> str | None:
        """Return the release that constraint was answered for."""

    @property
    def refreshing(self) -> bool:
        """Tell whether a source is still being asked."""

    @property
    def failures(self) -> tuple[Problem, ...]:
        """Return what failed behind the answers, one problem for each source."""

    @property
    def version(self) -> str:
        """Return a text that changes when anything that a page would show has changed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What panels are about: the inputs that name it, the token for it, what is known of it.

    `token` returns None while the address is another view's; `answers` raises DashboardError
    where there is no such subject.
    """

    inputs: Callable[[Panel], dict[str, Input]]
    token: Callable[[Panel, Values], str | None]
    answers: Callable[[Panel, Values, Wait], Answers]


def register(app: Dash, service: DataService) -> None:
    """Register the callback of every panel of the gene page."""
    for panel in PANELS:
        register_panel(app, panel, one_gene(service))


def one_gene(service: DataService) -> Subject:
    """Return the gene in the address as the subject of panels."""

    def inputs(panel: Panel) -> dict[str, Input]:
        release = {"release": Input(ids.RELEASE, "data")} if panel.by_release else {}
        source_set = {"source_set": Input(ids.SOURCE_SET, "data")} if panel.by_set else {}
        return {"name": Input(ids.GENE, "data"), **release, **source_set}

    def token(panel: Panel, values: Values) -> str:
        name = values["name"]
        if panel.by_set:
            return f"{name}|{values['source_set'] or ''}"
        return f"{name}|{values['release'] or ''}" if panel.by_release else name or ""

    def answers(panel: Panel, values: Values, wait: Wait) -> GeneAnswers:
        gene = service.find_gene(values["name"] or "")
        found = service.answers(gene, panel.questions, values.get("release"), wait)
        return replace(found, source_set=values.get("source_set"))

    return Subject(inputs, token, answers)


def register_panel(app: Dash, panel: Panel, subject: Subject) -> None:
    """Register the callback of one panel about a subject."""
    rendered, address = rendered_panels(), f"#{ids.panel(panel.name)}"
    inputs = {
        "values": subject.inputs(panel),
        "again": Input(ids.part(panel.name, "ask"), "data"),
        "version": Property(ids.panel(panel.name), "data-version"),
    }

    @app.callback(output=_outputs(panel), inputs=inputs)
    def show_panel(
        values: dict[str, Any], again: dict[str, Any] | None, version: str | None
    ) -> dict[str, Any]:
        token = subject.token(panel, values)
        if token is None:
            raise PreventUpdate
        own = again if again and again.get("for") == token else {}
        why = own.get("why")
        wait = Wait(FIRST_WAIT_S, retry=why == RETRY, yields_when_busy=why != RETRY)
        try:
            answers = subject.answers(panel, {**values, "seen": own.get("seen") or ()}, wait)
        except DashboardError as error:
            failed = PanelContent(State.UNAVAILABLE, message=error.message)
            return _shown(panel, address, failed, token)
        if why in (POLL, VIEW) and answers.version == version:
            raise PreventUpdate
        shown = rendered.get(
            (token, answers.version),
            lambda: _shown(panel, address, panel.render(answers, token), token),
        )
        g.state = shown["state"]  # for the log
        return shown | {
            "version": answers.version,
            "failed": failed_words(answers.failures),
            "release": answers.release if panel.by_release else "",
            "refreshing": str(answers.refreshing).lower(),
        }


def failed_words(failures: tuple[Problem, ...]) -> str:
    """Return which sources failed and why, for `assets/page/failures.mjs`; "" where none did."""
    return json.dumps([[one.source, one.message] for one in failures]) if failures else ""


def _shown(panel: Panel, address: str, content: PanelContent, token: str) -> dict[str, Any]:
    """Return content as the values of the panel's outputs; what it leaves out is blanked.

    `address` is the panel's on the page, to which its tiles lead.
    """
    tiles = {
        tile.name: content.tiles.get(tile.name, tile.blank(content.state)) for tile in panel.tiles
    }
    return {
        "state": content.state.value,
        "token": token,
        "version": "",
        "failed": "",
        "release": "",
        "refreshing": "false",
        "message": alert(content.message, content.state) if content.message else None,
        "source": tree(content.source),
        "slots": {
            slot.name: packed(content.slots.get(slot.name, slot.blank)) for slot in panel.slots
        },
        "tiles": {
            tile.name: {
                "state": tiles[tile.name].state.value,
                "tree": tile_tree(tile, address, tiles[tile.name]),
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
        "failed": Output(frame, "data-failed"),
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


MOST_BYTES = 8 * 1024 * 1024  # of JSON, of one panel


def rendered_panels(most_bytes: int = MOST_BYTES) -> Recent:
    """Return an empty memory for the outputs of one panel."""
    return Recent(most_bytes, lambda outputs: len(orjson.dumps(outputs, default=repr)))
