"""The explore view."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def view() -> Component:
    """Return the stable frame that callbacks fill."""
    return html.Div(
        [
            html.Div(
                [
                    html.H1("Explore a release"),
                    html.P("Every gene of a release."),
                ],
                className="view-head",
            ),
        ],
        className="explore-view several-view",
        **{"data-view": "explore", "data-testid": "view-explore"},
    )
