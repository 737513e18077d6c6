"""Explore: a release's columns go to the browser once; everything else happens there."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from components import ids
from components.explore import element_ids as names
from components.explore import release
from components.html.elements import tree
from dashboard.errors import BadRelease, SnapshotError
from dashboard.service import DataService
from dashboard.several.explore.payload import Find, payload


def register(app: Dash, service: DataService) -> None:
    """Register the question, the answer and its drawing."""
    app.clientside_callback(
        ClientsideFunction("gcd", "ask_explore"),
        Output(names.REQUEST, "data"),
        Input(ids.QUERY, "data"),
        State(names.REQUEST, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("gcd", "show_explore"),
        Input(names.DATA, "data"),
    )

    @app.callback(
        Output(names.DATA, "data"),
        Output(names.MESSAGE, "tree"),
        Output(names.RELEASES, "tree"),
        Output(names.SOURCE, "tree"),
        Input(names.REQUEST, "data"),
        prevent_initial_call=True,
    )
    def show_release(request: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
        known = service.complete_releases
        wanted = str(request.get("release") or "")
        try:
            found = service.genome_wide(wanted if wanted in known else None)
        except BadRelease:
            message = tree(release.none_here())
            return {"for": wanted, "state": "not_covered"}, message, None, None
        shown = found.data.release if found.data else ""
        asked = str(request.get("against") or "")
        other = service.genome_wide(asked) if asked in known and asked != shown else None
        beside = other.data if other else None
        sent = payload(found.data, _find(service), beside) if found.data else {}
        named = {
            "for": wanted,
            "asked_against": asked,
            "others": [[name, one.label] for name, one in known.items() if name != shown],
            "notices": release.not_against(asked, shown, known),
        }
        return (
            {**named, "state": found.state.value, **sent},
            tree(release.message(wanted, found)),
            tree(release.switch(known, shown, wanted)),
            tree(release.source(found, other)),
        )


def _find(service: DataService) -> Find | None:
    """Return how to look symbols up; explore does without a gene table that cannot be read."""
    try:
        return service.index.find_all
    except SnapshotError:
        return None
