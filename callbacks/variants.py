"""The variants panel in the browser: drawing and filters there, one question to the server."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from components.gene.variants import panel as variants
from dashboard.errors import DashboardError
from dashboard.models import VariantSet
from dashboard.rules.variant_search import find_variants
from dashboard.rules.variant_sets import SOURCE_SETS
from dashboard.service import DataService
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

    def known(name: str) -> str | None:
        """Return the symbol of the gene that a name, transcript or protein is of."""
        try:
            return service.gene(name).symbol
        except DashboardError:
            return None

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
        found = find_variants(text, loaded.data, gene.symbol, gene, known)
        answer |= {"ids": list(found.ids), "message": found.message}
        if found.other_gene is None:
            return answer
        return {**answer, "other": {"gene": found.other_gene, "find": found.rest}}
