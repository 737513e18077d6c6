"""The list view."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def view() -> Component:
    """Return the stable frame that callbacks fill."""
    return html.Div(
        [
            html.Div(
                [
                    html.H1("A list of genes"),
                    html.P("Paste or upload symbols."),
                ],
                className="view-head",
            ),
        ],
        className="list-view several-view",
        **{"data-view": "list", "data-testid": "view-list"},
    )
