"""The data page's callback."""

from __future__ import annotations

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from components import ids
from components.data import view as data
from dashboard.errors import DashboardError
from dashboard.service import DataService


def register(app: Dash, service: DataService) -> None:
    """Register the callback that lists the tables when the page is opened."""

    @app.callback(Output(ids.DATA_TABLES, "children"), Input(ids.DATA_TABLES, "id"))
    def show_tables(_: str) -> list[Component]:
        try:
            running = service.update_under_way()
            said = [data.under_way(running)] if running else []
            return [*said, *data.tables(service.tables()), data.sources(service.sources())]
        except DashboardError as error:
            return [html.P(f"{error.message} {error.hint}", role="alert")]
