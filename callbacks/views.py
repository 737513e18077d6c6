"""Which view is on the page: the first part of the address decides."""

from __future__ import annotations

from dash import Dash, Input, Output
from dash.development.base_component import Component

from components import ids
from components.shell.views import VIEWS


def register(app: Dash) -> None:
    """Register the callback that exchanges the view; the gene page is there from the start."""

    @app.callback(Output(ids.VIEW, "children"), Input(ids.ROUTE, "data"), prevent_initial_call=True)
    def show_view(route: str | None) -> Component:
        return VIEWS.get(route or "gene", VIEWS["missing"])()
