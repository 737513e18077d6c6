"""The compare view: what holds for all genes above, then one panel a topic."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import ids
from components.compare import COMPARE_PANELS
from components.compare.common import FIELDS
from components.compare.head import NOTICES, TOOLS, VIEW, add_field
from components.html.elements import Markup, tree
from components.html.parts import button
from components.panel.contract import frame
from dashboard.models import State
from dashboard.several.compare.selection import MOST_GENES

INTRODUCTION = f"Two to {MOST_GENES} genes side by side, in one order and on one axis."


def view() -> Component:
    """Return the stable frame that callbacks fill."""
    return html.Div(
        [
            html.Div(
                [html.H1("Compare genes"), html.P(INTRODUCTION), add_field()],
                className="view-head",
            ),
            Markup(NOTICES, role="status", className="compare-notices"),
            Markup(
                TOOLS,
                className="compare-tools",
                **{
                    "data-settles": " ".join(FIELDS),
                    "data-for": "",
                    "data-state": State.PENDING.value,
                },
            ),
            _failures(),
            html.Div([frame(panel) for panel in COMPARE_PANELS], className="compare-panels"),
        ],
        id=VIEW,
        className="compare-view several-view",
        **{
            "data-view": "compare",
            "data-testid": "view-compare",
            "data-count": "",
            "data-genes": "",
            "data-rest": "",
        },
    )


def _failures() -> Component:
    """Return the line that `assets/page/failures.mjs` fills when panels are unavailable."""
    line = [
        html.Span(className="failures-text"),
        button("Retry all", id="retry-all"),
    ]
    return Markup(ids.FAILURES, tree=tree(line), className="failures", hidden=True, role="status")
