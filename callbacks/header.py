"""The gene header: who the gene is, how the input was read, what else it could have been."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output

from components import ids
from components.gene import header as gene_header
from components.html.elements import tree
from dashboard.errors import DashboardError
from dashboard.service import DataService


def register(app: Dash, service: DataService) -> None:
    """Register the callback that fills the header."""

    @app.callback(
        Output(ids.HEADER, "tree"),
        Output(ids.GENE_VIEW, "data-gene"),
        Output(ids.GENE_VIEW, "data-for"),
        Input(ids.GENE, "data"),
    )
    def show_header(name: str | None) -> tuple[Any, str, str]:
        try:
            gene = service.find_gene(name or "")
        except DashboardError as error:
            shown = gene_header.no_gene(error, app.get_relative_path)
            return tree(shown), "", name or ""
        return tree(gene_header.header(gene)), gene.symbol, name or ""
