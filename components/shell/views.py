"""The views of the dashboard, by the first part of their address."""

from collections.abc import Callable

from dash.development.base_component import Component

from components.about import view as about
from components.compare import view as compare
from components.data import view as data
from components.explore import view as explore
from components.gene import view as gene
from components.gene_list import view as lists
from components.glossary import view as glossary
from components.shell import missing

VIEWS: dict[str, Callable[[], Component]] = {
    "gene": gene.view,
    "compare": compare.view,
    "explore": explore.view,
    "list": lists.view,
    "data": data.view,
    "glossary": glossary.view,
    "about": about.view,
    "missing": missing.view,
}
