"""The views of the dashboard, by the first part of their address."""

from collections.abc import Callable

from dash.development.base_component import Component

from components.views import compare, data, explore, gene, lists, missing

VIEWS: dict[str, Callable[[], Component]] = {
    "gene": gene.view,
    "compare": compare.view,
    "explore": explore.view,
    "list": lists.view,
    "data": data.view,
    "missing": missing.view,
}
