"""The variants panel in the browser: drawing and filters there, one question to the server."""

from __future__ import annotations

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.requests import content_of
from components.gene.variants import card, own
from components.gene.variants import panel as variants
from components.html.elements import tree
from dashboard.errors import DashboardError
from dashboard.models import VariantSet
from dashboard.models.plain import plain
from dashboard.rules.residue import residue
from dashboard.rules.variant_search import find_variants
from dashboard.rules.variant_sets import SOURCE_SETS
from dashboard.service import DataService
from dashboard.service.own_variants import known_symbol, own_variants, shown_answers
from dashboard.service.variant_sets import variants_of

MOST_TYPED = 5000


def register(app: Dash, service: DataService) -> None:
    """Register the drawing in the browser, and the search, which the parser here answers."""
    app.clientside_callback(
        ClientsideFunction("gcd", "show_variants"),
        Input(variants.FIGURE, "data"),
        Input(variants.FOUND, "data"),
        State(variants.GRID, "rowData"),
    )

    @app.callback(
        Output(variants.FOUND, "data"),
        Input(variants.REQUEST, "data"),
        prevent_initial_call=True,
    )
    def show_found(request: Any) -> dict[str, Any] | None:
        if not isinstance(request, dict):
            return None
        named = request.get("set") or None
        text = str(request.get("text", ""))[:MOST_TYPED]
        answer: dict[str, Any] = {
            "gene": request.get("gene"),
            "set": named,
            "text": request.get("text"),
            "ids": [],
        }
        try:
            gene = service.find_gene(str(request.get("gene", "")))
        except DashboardError as error:
            return {**answer, "message": error.message}
        loaded = variants_of(service, gene, named if named in SOURCE_SETS else None)
        if not isinstance(loaded.data, VariantSet):
            return {**answer, "message": loaded.problem.message if loaded.problem else ""}
        found = find_variants(text, loaded.data, gene.symbol, gene, partial(known_symbol, service))
        answer |= {"ids": list(found.ids), "message": found.message}
        if found.other_gene is None:
            return answer
        return {**answer, "other": {"gene": found.other_gene, "find": found.rest}}

    _register_card(app, service)
    _register_own(app, service)


def _register_card(app: Dash, service: DataService) -> None:
    @app.callback(Output(card.CARD, "tree"), Input(card.ASKED, "data"), prevent_initial_call=True)
    def show_card(request: Any) -> Any:
        if not isinstance(request, dict):
            return ""
        try:
            gene = service.find_gene(str(request.get("gene", "")))
        except DashboardError as error:
            return error.message
        named = request.get("set")
        variants_here, features = shown_answers(
            service, gene, named if named in SOURCE_SETS else None
        )
        found = variants_here.data
        here = residue(int(request["residue"]), found.variants if found else (), features.data)
        regional = service.ask("regional", gene)
        own_here = [one for one in request.get("own") or () if isinstance(one, dict)]
        return tree(card.residue_card(gene, here, variants_here, features, regional, own_here))


def _register_own(app: Dash, service: DataService) -> None:
    @app.callback(
        Output(own.READ, "data"),
        Output(own.ACCOUNT, "tree"),
        Input(own.GIVEN, "data"),
        prevent_initial_call=True,
    )
    def read_own(given: Any) -> tuple[dict[str, Any] | None, Any]:
        if not isinstance(given, dict):
            return None, ""
        answer = {name: given.get(name) for name in ("gene", "set", "at")}
        try:
            gene = service.find_gene(str(given.get("gene", "")))
            found = own_variants(service, gene, given.get("set"), content_of(given))
        except DashboardError as error:
            words = f"{error.message} {error.hint}".strip()
            return {**answer, "variants": [], "text": "", "failed": True}, words
        answer |= {"variants": plain(found.variants), "text": found.text}
        return answer, tree(own.account(found, gene.symbol))

    app.clientside_callback(
        ClientsideFunction("gcd", "show_own"),
        Input(own.READ, "data"),
        prevent_initial_call=True,
    )
