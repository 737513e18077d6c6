"""What an address shows that leads nowhere."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def view() -> Component:
    """Return the sentence and the way back."""
    return html.Div(
        [
            html.H1("There is nothing at this address"),
            html.P("Type a gene above, or use an address such as /gene/STAT3, /explore or /list."),
        ],
        className="gene-missing",
        role="alert",
    )
