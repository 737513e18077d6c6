"""The compare view: the genes of the address as the subject of its panels, and what is above."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output
from dash.exceptions import PreventUpdate

from callbacks.panels import Subject, Values, register_panel
from components import ids
from components.compare import COMPARE_PANELS, common, head, lollipops
from components.compare.lollipop_sets import SELECTION
from components.html.elements import tree
from components.panel.contract import Panel
from dashboard.errors import DashboardError
from dashboard.models import State, Wait
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.several.compare.answers import ComparisonAnswers

OWN_VIEW = "compare"


def register(app: Dash, service: DataService) -> None:
    """Register the panels, what stands above them, and the drawing in the browser."""
    for panel in COMPARE_PANELS:
        register_panel(app, panel, several_genes(service))
    app.clientside_callback(
        ClientsideFunction("gcd", "show_lollipops"), Input(lollipops.FIGURES, "data")
    )

    @app.callback(
        output={
            "for": Output(head.TOOLS, "data-for"),
            "state": Output(head.TOOLS, "data-state"),
            "notices": Output(head.NOTICES, "tree"),
            "count": Output(head.VIEW, "data-count"),
            "genes": Output(head.VIEW, "data-genes"),
            "rest": Output(head.VIEW, "data-rest"),
        },
        inputs={"query": Input(ids.QUERY, "data")},
    )
    def show_head(query: dict[str, str] | None) -> dict[str, Any]:
        if query is None or query.get("view") != OWN_VIEW:
            raise PreventUpdate
        shown = {"for": token_of(query, common.FIELDS), "state": State.LOADED.value}
        try:
            answers = several(service, query, ())
        except DashboardError as error:
            answers = ComparisonAnswers(notices=(f"{error.message} {error.hint}".strip(),))
        return shown | {
            "notices": tree(head.notices(answers, query.get("genes") or "", head.address(query))),
            "count": str(len(answers.genes)),
            "genes": ",".join(answers.symbols),
            "rest": ",".join(answers.selection.rest),
        }


def token_of(query: dict[str, str], fields: tuple[str, ...]) -> str:
    """Return what marks an answer as one to this address; `assets/page/ready.mjs` has the same."""
    return "|".join(query.get(name) or "" for name in fields)


def several_genes(service: DataService) -> Subject:
    """Return the genes in the address as the subject of panels."""

    def inputs(panel: Panel) -> dict[str, Input]:
        return {"query": Input(ids.QUERY, "data")}

    def token(panel: Panel, values: Values) -> str | None:
        query = values["query"]
        if query is None or query.get("view") != OWN_VIEW:
            return None
        return token_of(query, panel.fields)

    def answers(panel: Panel, values: Values, wait: Wait) -> ComparisonAnswers:
        query = values["query"]
        in_view = values.get("seen", ()) if panel.by_view else None
        unread = {SELECTION} - {query.get("source_set")}
        questions = [question for question in panel.questions if question not in unread]
        found = several(service, query, questions, wait, in_view)
        return replace(found, source_set=query.get("source_set") or None)

    return Subject(inputs, token, answers)
