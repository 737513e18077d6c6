"""What stands around every view: top bar with the gene search, stores, last line, help, toast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.html.elements import Markup, attributed, element, tree
from components.html.parts import button
from components.shell.help import help_panel
from components.shell.views import VIEWS
from dashboard.rules.texts import DISCLAIMER, PRODUCT

STORES = (ids.GENE, ids.RELEASE, ids.SOURCE_SET, ids.QUERY)
NAVIGATION = (("Compare", "compare"), ("Explore", "explore"), ("List", "list"), ("Data", "data"))


def shell(relative: Callable[[str], str], view: str = "gene", user: str = "") -> Component:
    """Return the layout of the app, starting with one of the views.

    Args:
        relative: Makes an address out of a path below the base path.
        view: The view that the page begins with.
        user: Who is signed in, shown in the top bar; "": nobody is known.
    """
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
            _top_bar(relative, user),
            _other_data(),
            html.Main(VIEWS[view](), id=ids.VIEW, tabIndex="-1"),
            Markup(
                "last-line", tag="footer", tree=tree(_last_line(relative)), className="last-line"
            ),
            help_panel(relative),
            _to_copy(),
            # What a toast says is there for ears before and after it shows; for eyes it comes and
            # goes.
            html.Div(id=ids.TOAST, role="status", className="visually-hidden"),
            html.Div(
                dbc.Toast(id=ids.TOAST_SHOWN, is_open=False, class_name="toast-line"),
                **{"aria-hidden": "true"},
            ),
        ]
    )


def _other_data() -> Component:
    """Return the line that `assets/page/link.mjs` shows where a link was made with other data."""
    line = [
        html.Span(),
        button("Keep the link’s release", "small-button", **{"data-link": "keep"}),
        button("Newest release here", "small-button", **{"data-link": "here"}),
    ]
    return Markup(
        ids.LINK_DIFFERS, tree=tree(line), className="link-differs", hidden=True, role="status"
    )


def _to_copy() -> Component:
    """Return where a text is shown that the browser would not copy (a page without https)."""
    text = dbc.Textarea(id=ids.COPY_TEXT, readonly=True, rows=6, class_name="copy-text")
    title = dbc.ModalTitle("Copy this", id=f"{ids.COPY}-title")
    return dbc.Modal(
        [
            dbc.ModalHeader(title),
            dbc.ModalBody([dbc.Label("Select all and copy", html_for=ids.COPY_TEXT), text]),
        ],
        id=ids.COPY,
        is_open=False,
        labelledby=f"{ids.COPY}-title",
    )


def _last_line(relative: Callable[[str], str]) -> list[Component | str]:
    return [
        f"{DISCLAIMER} ",
        html.A("Where the data come from", href=relative("/data")),
        " ",
        html.A("Glossary", href=relative("/glossary")),
        " ",
        html.A("About and how to cite", href=relative("/about")),
    ]


def _top_bar(relative: Callable[[str], str], user: str) -> Component:
    # external_link: assets/page/routing.mjs opens views, and keeps the release in the address.
    brand = dbc.NavbarBrand(
        PRODUCT,
        href=relative("/gene/STAT3"),
        external_link=True,
        class_name="brand",
    )
    links = dbc.Nav(
        [
            attributed(
                dbc.NavLink(words, href=relative(f"/{view}"), external_link=True),
                **{"data-nav": view},
            )
            for words, view in NAVIGATION
        ],
        class_name="top-nav",
    )
    views = element("nav", links, **{"aria-label": "Views"})
    signed_in = [html.Span(user, className="signed-in", title=f"Signed in as {user}")]
    inside = [brand, _search(), views, *(signed_in if user else ()), *_switches()]
    return Markup(
        "top-bar",
        tag="header",
        tree=tree(
            dbc.Navbar(
                dbc.Container(inside, fluid=True),
                tag="div",
                color="transparent",
                dark=False,
                expand=True,
            )
        ),
        className="top-bar",
    )


def _switches() -> list[dict[str, Any]]:
    present = _switch(
        "Present",
        ids.PRESENT_SWITCH,
        title="Slides for a room: arrow keys for slides and genes, Esc to leave",
        **{"aria-pressed": "false"},
    )
    colours = _switch(
        "Dark", ids.THEME_SWITCH, **{"aria-pressed": "false", "aria-label": "Dark colours"}
    )
    ask = _switch(
        "?",
        ids.HELP_SWITCH,
        title="Keys, terms, how to read the page: press ? from anywhere",
        **{"aria-label": "Help", "aria-haspopup": "dialog"},
    )
    return [present, colours, ask]


def _switch(words: str, name: str, **attributes: str) -> dict[str, Any]:
    button = dbc.Button(words, id=name, type="button", color="light", size="sm", class_name=name)
    return attributed(button, **attributes)


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
        id=ids.SEARCH_HITS,
        role="listbox",
        hidden=True,
        className="gene-hits",
        **{"aria-label": "Matching genes"},
    )
    group = dbc.InputGroup([dbc.InputGroupText("/", class_name="search-key"), box])
    return element("div", [group, hits], className="gene-search", role="search")
