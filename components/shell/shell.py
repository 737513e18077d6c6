"""What stands around every view: top bar with the gene search, stores, last line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.html.markup import Markup, element, tree
from components.shell.views import VIEWS
from dashboard.rules.texts import DISCLAIMER, PRODUCT

STORES = (ids.GENE, ids.RELEASE, ids.SOURCE_SET, ids.QUERY)
NAVIGATION = (("Compare", "compare"), ("Explore", "explore"), ("List", "list"), ("Data", "data"))


def shell(relative: Callable[[str], str], view: str = "gene") -> Component:
    """Return the layout of the app, starting with one of the views."""
    return html.Div(
        [
            dcc.Location(id=ids.ADDRESS, refresh=False),
            dcc.Store(id=ids.ROUTE, data=view),
            *[dcc.Store(id=store) for store in STORES],
            Markup(
                "skip",
                tree=tree(html.A("Skip to the content", href="#view")),
                className="skip-link",
            ),
            _top_bar(relative),
            html.Main(VIEWS[view](), id=ids.VIEW, tabIndex="-1"),
            Markup(
                "last-line", tag="footer", tree=tree(_last_line(relative)), className="last-line"
            ),
            html.Div(id=ids.TOAST, role="status", className="toast-line"),
        ]
    )


def _last_line(relative: Callable[[str], str]) -> list[Component | str]:
    return [
        f"{DISCLAIMER} ",
        html.A("Where the data come from", href=relative("/data")),
    ]


def _top_bar(relative: Callable[[str], str]) -> Component:
    brand = html.A(PRODUCT, href=relative("/gene/STAT3"), className="brand")
    colours = html.Button(
        "Dark",
        id=ids.THEME_SWITCH,
        type="button",
        className="theme-switch",
        **{"aria-pressed": "false", "aria-label": "Dark colours"},
    )
    present = html.Button(
        "Present",
        id=ids.PRESENT_SWITCH,
        type="button",
        className="present-switch",
        title="Larger type, one panel a screen: arrow keys for panels and genes, Esc to leave",
        **{"aria-pressed": "false"},
    )
    place = html.Span(id=ids.PRESENT_PLACE, className="present-place", role="status")
    links = html.Nav(
        [
            html.A(words, href=relative(f"/{view}"), **{"data-nav": view})
            for words, view in NAVIGATION
        ],
        className="top-nav",
        **{"aria-label": "Views"},
    )
    return Markup(
        "top-bar",
        tag="header",
        tree=tree([brand, _search(), links, place, present, colours]),
        className="top-bar",
    )


def _search() -> dict[str, Any]:
    """Return the gene picker; `assets/page/gene-search.mjs` asks the JSON as one types."""
    box = element(
        "input",
        id=ids.SEARCH,
        type="text",
        placeholder="Gene, alias, name or id",
        title="Press / to search from anywhere",
        autoComplete="off",
        spellCheck="false",
        className="form-control",
        role="combobox",
        **{
            "aria-label": "Find a gene",
            "aria-autocomplete": "list",
            "aria-expanded": "false",
            "aria-controls": ids.SEARCH_HITS,
        },
    )
    hits = html.Ul(
        id=ids.SEARCH_HITS, role="listbox", hidden=True, **{"aria-label": "Matching genes"}
    )
    return element("div", [box, hits], className="gene-search", role="search")
