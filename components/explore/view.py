"""The explore view: every gene of a release as a scatter, with what is selected as a table."""

from __future__ import annotations

import json
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import theme
from components.explore import controls
from components.explore import element_ids as names
from components.explore.marks import MARKS, OTHER
from components.explore.table import table
from components.html.elements import Markup, element
from components.panel.head import action, head, pictures
from dashboard.rules.constraint import FLAG_NAMES
from dashboard.several.explore.axes import DEFAULT_X, DEFAULT_Y, LOEUF

SENTENCE = (
    "Every row of a complete gnomAD constraint release. Drag over the plot, or type ranges, to "
    "select genes; they go to the table, to Compare, to a list or into a file."
)
DEFINITION = (
    "Each point is one row of the release: a gene with its transcript. LOEUF is the upper end of "
    "the 90 % interval of observed over expected pLoF (predicted loss-of-function) variants; low "
    "values mean fewer than expected. It is continuous: the line is what gnomAD recommends for "
    "this release.",
    "Rows that lack a figure on one of the axes are not on the plot, and are counted below it: "
    "unknown is not zero. Constraint says nothing of mechanism or penetrance.",
)


def view() -> Component:
    """Return the stable frame that callbacks and scripts fill."""
    parts = html.Div(
        [_plot_panel(), _table_panel()],
        id=names.PARTS,
        className="several-view",
        **{"data-settles": " ".join(names.FIELDS), "data-for": "", "data-state": "pending"},
    )
    head = Markup(
        "explore-head",
        className="view-head",
        tree=[element("h1", "Explore a release"), element("p", SENTENCE)],
    )
    return html.Div(
        [dcc.Store(id=names.REQUEST), dcc.Store(id=names.DATA), head, parts],
        className="explore-view several-view",
        **{"data-view": "explore", "data-testid": "view-explore"},
    )


def _plot_panel() -> Component:
    return html.Section(
        [
            Markup("explore-panel-head", tree=_head()),
            Markup(names.MESSAGE, className="panel-message", role="status"),
            Markup(names.RELEASES, className="explore-releases"),
            Markup("explore-notice", tag="p", className="variants-notice", role="status"),
            controls.presets(),
            controls.axis_bar(),
            controls.tool_bar(),
            html.Div([_plot(), _side()], className="explore-main"),
            Markup(names.SOURCE, className="panel-source"),
        ],
        id=names.PANEL,
        className="panel",
        **{"data-testid": names.PANEL},
    )


def _plot() -> Component:
    drawing = [
        Markup(names.DRAWING, className="explore-drawing", **_settings()),
        Markup("explore-hover", className="explore-hover", hidden=True),
    ]
    counts = Markup("explore-counts", tag="p", className="explore-counts", role="status")
    plot = html.Div(drawing, className="explore-plot")
    return html.Div([plot, counts, controls.region_form()], className="explore-left")


def _side() -> Component:
    return html.Div(
        [
            Markup("explore-card", tag="section", className="explore-card", hidden=True),
            Markup("explore-topics", className="explore-topics"),
            controls.range_filters(),
        ],
        className="explore-side",
    )


def _head() -> Any:
    items = [
        *pictures(),
        action("Copy link", **{"data-act": "link"}),
        action("Clear all filters", **{"data-act": "clear"}),
    ]
    return head("explore", "Genes of the release", DEFINITION, items)


def _table_panel() -> Component:
    head = [element("h2", "Table", id="explore-table-title")]
    return html.Section(
        [
            Markup("explore-table-head", className="panel-head", tree=head),
            Markup("explore-selected", tag="p", className="explore-selected", role="status"),
            controls.actions(),
            table(),
        ],
        className="panel",
        **{"data-testid": "panel-explore-table"},
    )


def _settings() -> dict[str, str]:
    shared = {
        "config": dict(theme.GRAPH_CONFIG),
        "layout": theme.layout(580),
        "marks": MARKS,
        "other": OTHER,
        "axes": controls.axis_facts(),
        "usual": {"x": DEFAULT_X, "y": DEFAULT_Y},
        "loeuf": LOEUF,
        "flags": FLAG_NAMES,
    }
    words = "Scatter of the genes; the table below has the same figures"
    return {"role": "img", "data-config": json.dumps(shared), "aria-label": words}
