"""The gene page: header, failures, constraint beside the key evidence, the other panels."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import ids
from components.gene import PANELS
from components.gene.facts_strip import facts_strip
from components.html.elements import Markup, tree
from components.html.parts import button
from components.panel.contract import frame


def view() -> Component:
    """Return the stable frame of the page; callbacks fill it for one gene after the other."""
    return html.Div(
        [
            html.Header(
                [Markup(ids.HEADER, className="gene-head"), Markup(ids.CHIPS)],
                className="gene-header",
            ),
            _failures(),
            html.Div([*_first(), *(frame(panel) for panel in PANELS[2:])], className="gene-panels"),
        ],
        id=ids.GENE_VIEW,
        className="gene-view",
        **{"data-gene": "", "data-for": ""},
    )


def _first() -> list[Component]:
    """Return what is seen first: constraint, and beside it what others found."""
    constraint, evidence = PANELS[:2]
    return [
        frame(constraint),
        html.Div([frame(evidence), facts_strip()], className="key-evidence"),
    ]


def _failures() -> Component:
    """Return the line that `assets/page/failures.mjs` fills when panels are unavailable."""
    line = [
        html.Span(className="failures-text"),
        button("Retry all", id="retry-all"),
    ]
    return Markup(ids.FAILURES, tree=tree(line), className="failures", hidden=True, role="status")
