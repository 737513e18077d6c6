"""Every figure of the product is one by plotly's own classes: no property that plotly.js drops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go
import pytest
from dash import dcc
from dash.development.base_component import Component

from components import theme
from components.compare import COMPARE_PANELS
from components.explore import element_ids as explore
from components.gene import PANELS
from components.gene_list.distribution import distribution
from components.panel.contract import Panel
from components.shell.views import VIEWS
from dashboard.models import GenomeWide, Wait
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.several.gene_list.build import gene_list

TOKEN = "token"
WITH_FIGURES = ("compare-forest", "compare-releases", "compare-lollipops")
Figure = dict[str, Any]


def figures_in(value: Any) -> Iterator[Figure]:
    """Yield every figure in the values of slots, however deep."""
    if isinstance(value, dict):
        if {"data", "layout"} <= set(value):
            yield value
        else:
            for inside in value.values():
                yield from figures_in(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from figures_in(inside)


def check(figure: Figure) -> None:
    """Fail where plotly's classes refuse a figure, or lose anything of it."""
    made = go.Figure(figure).to_plotly_json()
    for ours, theirs in zip(figure["data"], made["data"], strict=True):
        assert {name for name, value in ours.items() if value is not None} <= set(theirs)
    assert {n for n, value in figure["layout"].items() if value is not None} <= set(made["layout"])


@pytest.mark.parametrize("symbol", ["STAT3", "TTN", "GJB2", "XIST", "MT-ND1", "COX7B2"])
def test_every_figure_of_the_gene_page(service: DataService, symbol: str) -> None:
    drawn = set()
    for panel in PANELS:
        answers = service.answers(service.find_gene(symbol), panel.questions, None, Wait(0.0))
        for figure in figures_in(panel.render(answers, TOKEN).slots):
            check(figure)
            drawn.add(panel.name)
    assert drawn == {"constraint", "variants"} or symbol in ("XIST", "MT-ND1")


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize("release", ["v2.1", "v2.1.1", "v4.1.1"])
def test_every_figure_of_compare(service: DataService, panel: Panel, release: str) -> None:
    fields = {"genes": "STAT3,KCNJ10,XIST,COX7B2,TTN,TP53,GJB2", "release": release}
    answers = several(service, fields, panel.questions)
    found = list(figures_in(panel.render(answers, TOKEN).slots))
    assert bool(found) == (panel.name in WITH_FIGURES)
    for figure in found:
        check(figure)


@pytest.mark.parametrize("symbols", [["STAT3"], ["STAT3", "TTN", "MUC16", "GJB2", "<i>x</i>"]])
def test_the_figure_of_a_list(service: DataService, wide: GenomeWide, symbols: list[str]) -> None:
    check(distribution(gene_list(service.index, wide, symbols), TOKEN))


def components_in(part: Any) -> Iterator[Component]:
    """Yield the components of a layout."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from components_in(one)
    elif isinstance(part, Component):
        yield part
        yield from components_in(getattr(part, "children", None))


@pytest.mark.parametrize("name", VIEWS)
def test_every_figure_that_a_view_begins_with(name: str) -> None:
    for part in components_in(VIEWS[name]()):
        if isinstance(part, dcc.Graph):
            check(part.figure)
        if getattr(part, "id", None) == explore.DRAWING:
            settings = json.loads(part.to_plotly_json()["props"]["data-config"])
            check({"data": [], "layout": settings["layout"]})


def test_a_figure_that_plotly_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        check({"data": [{"type": "bar", "marker": {"colour": "red"}}], "layout": {}})


def test_plotlys_own_look_is_never_sent() -> None:
    layout = theme.look(go.Layout, **theme.layout(10))
    assert "template" not in theme.figure([theme.look(go.Bar, x=[1], y=[1])], layout)["layout"]


@pytest.mark.parametrize(
    ("kind", "own", "unknown"),
    [
        (go.Bar, {"marker": {"colour": "red"}}, "colour"),
        (go.Scatter, {"mode": "dots"}, "mode"),
        (go.Layout, {**theme.layout(10), "tallness": 10}, "tallness"),
    ],
)
def test_a_look_that_plotly_does_not_know_is_refused_where_it_is_made(
    kind: Any, own: dict[str, Any], unknown: str
) -> None:
    with pytest.raises(ValueError, match=unknown):
        theme.look(kind, **own)


def test_what_is_shown_is_filled_into_a_look_and_leaves_it_as_it_is() -> None:
    look = theme.look(go.Bar, width=0.5, marker={"opacity": 0.3})
    before = json.dumps(look)
    shown = theme.filled(look, y=[1], marker={"color": "#000000"})
    assert shown == {
        "type": "bar",
        "width": 0.5,
        "marker": {"opacity": 0.3, "color": "#000000"},
        "y": [1],
    }
    assert json.dumps(look) == before
