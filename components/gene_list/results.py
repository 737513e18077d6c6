"""The stable frame of a list's results; callbacks fill its parts."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import theme
from components.gene_list import element_ids as names
from components.gene_list.distribution import HEIGHT
from components.gene_list.tables import GRIDS
from components.html.elements import Markup, tree
from components.html.parts import button
from components.tables.grid import grid

LEGEND = (
    ("all", "all genes of the release"),
    ("listed", "genes of the list"),
    ("cut", "threshold of the release"),
)


def results() -> Component:
    """Return counts, distribution and tests, ranked table, report and methods, all empty."""
    ranked, lines = (
        grid(name, columns, label, height=520, key=key)
        for (name, columns, label), key in zip(GRIDS, ("symbol", "place"), strict=True)
    )
    return html.Div(
        [
            html.Section(
                [
                    Markup(names.COUNTS, role="status"),
                    Markup(names.SWITCHES, className="list-switches"),
                ],
                className="panel list-top",
            ),
            _panel("How LOEUF spreads in the list", _spread(), "list-spread"),
            _panel(
                "Ranked genes",
                [
                    _export(("rows", "Ranked CSV"), ("rows.xlsx", "Workbook (xlsx)")),
                    ranked,
                    _source(names.RANKED_SOURCE),
                ],
                "list-genes",
            ),
            _panel(
                "What became of each symbol",
                [
                    _export(("report", "Report CSV")),
                    Markup(names.CHOICES),
                    lines,
                    _source(names.LINES_SOURCE),
                ],
                "list-report",
            ),
            _panel("Methods", _methods(), "list-methods"),
        ],
        id=names.RESULTS,
        className="list-results",
        **{
            "data-testid": "list-results",
            "data-settles": " ".join(names.SETTLES),
            "data-for": "",
            "data-state": "pending",
        },
    )


def _panel(title: str, body: list[Component], name: str) -> Component:
    return html.Section(
        [html.H2(title, id=f"{name}-title"), *body],
        id=name,
        className="panel",
        tabIndex="-1",
        **{"aria-labelledby": f"{name}-title", "data-testid": name},
    )


def _spread() -> list[Component]:
    legend = html.P(
        [html.Span([html.Span(className=f"swatch {kind}"), words]) for kind, words in LEGEND],
        className="list-legend",
    )
    figure = html.Div(
        [
            Markup(names.LEGEND, tree=tree(legend)),
            dcc.Graph(
                id=names.GRAPH,
                figure=theme.empty_figure(HEIGHT),
                config={**theme.GRAPH_CONFIG, "displayModeBar": False},
                style={"height": f"{HEIGHT}px"},
            ),
        ],
        className="list-figure",
    )
    return [
        html.Div([figure, Markup(names.TESTS, className="list-tests")], className="list-main"),
        Markup(names.TABLE),
        _source(names.SOURCE),
    ]


def _source(name: str) -> Component:
    """Return the line below a panel that says where its figures are from."""
    return Markup(name, className="panel-source")


def _export(*files: tuple[str, str]) -> Component:
    """Return a button for each file: what it has (and its kind), and the button's words."""
    buttons = [button(words, **{"data-list-export": table}) for table, words in files]
    return Markup(f"list-export-{files[0][0]}", tree=tree(buttons), className="list-export")


def _methods() -> list[Component]:
    copy = button("Copy the paragraph", **{"data-list-action": "copy-methods"})
    return [
        Markup(names.METHODS, "p", className="methods-text"),
        Markup("list-copy-methods", tree=tree(copy)),
    ]
