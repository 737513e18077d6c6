"""The compare view."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def view() -> Component:
    """Return the stable frame that callbacks fill."""
    return html.Div(
        [
            html.Div(
                [
                    html.H1("Compare genes"),
                    html.P("Two to eight genes side by side."),
                ],
                className="view-head",
            ),
        ],
        className="compare-view several-view",
        **{"data-view": "compare", "data-testid": "view-compare"},
    )
