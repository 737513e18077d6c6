"""The list view: symbols pasted or uploaded, accounted for, ranked, set against a release."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components.gene_list import element_ids as names
from components.gene_list.entry import entry, stores
from components.gene_list.results import results
from components.html.elements import Markup, element

SENTENCE = (
    "Bring the genes of a paper, a panel or an experiment: each symbol is accounted for, the genes "
    "are ranked by LOEUF in a complete release, and the list is set against all its genes."
)


def view() -> Component:
    """Return the stable frame that scripts and callbacks fill."""
    form = element(
        "details",
        [
            html.Summary(html.Span("Give or change the list", className="entry-title")),
            html.Div(entry()),
        ],
        id="list-form",
        open=True,
    )
    return html.Div(
        [
            html.Div([html.H1("A list of genes"), html.P(SENTENCE)], className="view-head"),
            html.Section(
                [
                    Markup("list-entry", tree=form),
                    Markup(names.MESSAGE, className="list-message", role="status"),
                    Markup(names.COLUMNS, className="list-columns"),
                ],
                className="panel list-input",
                id="list-input",
                **{"aria-label": "Give a list of genes"},
            ),
            results(),
            *[dcc.Store(id=name) for name in stores()],
        ],
        className="list-view several-view",
        **{"data-view": "list", "data-testid": "view-list"},
    )
