"""The callback of the page about the dashboard."""

from __future__ import annotations

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from components import ids
from components.about import view
from dashboard import __version__
from dashboard.errors import DashboardError
from dashboard.process.packages import packages
from dashboard.service import DataService


def register(app: Dash, service: DataService) -> None:
    """Register the callback that names version and licences when the page is opened."""

    @app.callback(Output(ids.ABOUT, "children"), Input(ids.ABOUT, "id"))
    def show_about(_: str) -> list[Component]:
        try:
            return view.about(
                __version__, service.tables(), packages(), app.get_relative_path("/data")
            )
        except DashboardError as error:
            return [html.P(f"{error.message} {error.hint}", role="alert")]
