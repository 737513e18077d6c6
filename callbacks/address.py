"""The address bar: its parts go to stores in the browser, which panels listen to."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, State

from components import ids


def register(app: Dash) -> None:
    """Split path and query into stores; a store changes only when its own part did."""
    stores = (ids.ROUTE, ids.GENE, ids.RELEASE, ids.SOURCE_SET, ids.QUERY)
    app.clientside_callback(
        ClientsideFunction("gcd", "read_address"),
        [Output(store, "data") for store in stores],
        Input(ids.ADDRESS, "pathname"),
        Input(ids.ADDRESS, "search"),
        [State(store, "data") for store in stores],
    )
