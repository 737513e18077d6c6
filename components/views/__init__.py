"""The views of the dashboard, by the first part of their address."""

from collections.abc import Callable

from dash.development.base_component import Component

from components.views import data, gene, missing

VIEWS: dict[str, Callable[[], Component]] = {
    "gene": gene.view,
    "data": data.view,
    "missing": missing.view,
}
