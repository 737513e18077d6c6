"""What an address shows that leads nowhere."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def view() -> Component:
    """Return the sentence and the way back."""
    return html.Div(
        [
            html.H1("There is nothing at this address"),
            html.P(
                "Find a gene in the box above, or open Compare, Explore, List or Data beside it. "
                "Addresses look like /gene/STAT3, /compare, /explore and /list."
            ),
        ],
        className="gene-missing",
        role="alert",
    )
