"""What stands around every view: top bar with the gene search, stores, last line."""

from __future__ import annotations

from collections.abc import Callable

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.views import VIEWS

STORES = (ids.GENE, ids.RELEASE, ids.VARIANT_VIEW)


def shell(relative: Callable[[str], str]) -> Component:
    """Return the layout of the app; it starts with the gene page, the view asked for most."""
    return html.Div(
        [
            dcc.Location(id=ids.ADDRESS, refresh=False),
            dcc.Store(id=ids.ROUTE, data="gene"),
            *[dcc.Store(id=store) for store in STORES],
            html.A("Skip to the content", href="#view", className="skip-link"),
            _top_bar(relative),
            html.Main(VIEWS["gene"](), id=ids.VIEW, tabIndex="-1"),
            html.Footer(
                [
                    "Research use, not for diagnosis. ",
                    html.A("Where the data come from", href=relative("/data")),
                ],
                className="last-line",
            ),
            html.Div(id="toast", role="status", className="toast-line"),
        ]
    )


def _top_bar(relative: Callable[[str], str]) -> Component:
    return html.Header(
        [
            html.A("Gene Constraint Dashboard", href=relative("/gene/STAT3"), className="brand"),
            _search(),
            html.Button(
                "Dark",
                id=ids.THEME_SWITCH,
                type="button",
                className="theme-switch",
                **{"aria-pressed": "false", "aria-label": "Dark colours"},
            ),
        ],
        className="top-bar",
    )


def _search() -> Component:
    """Return the gene picker; `assets/gene-search.js` asks the JSON as one types."""
    return html.Div(
        [
            dcc.Input(
                id=ids.SEARCH,
                type="text",
                placeholder="Gene, alias, name or id   ( / )",
                autoComplete="off",
                spellCheck="false",
                className="form-control",
            ),
            html.Ul(
                id=ids.SEARCH_HITS,
                role="listbox",
                hidden=True,
                **{"aria-label": "Matching genes"},
            ),
        ],
        className="gene-search",
        role="search",
    )
