"""Trials and publications of several genes, merged: a row a study, with the genes it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.compare import common
from components.gene import literature, trials
from components.html.elements import Element, Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from components.panel.grid_slots import grid_content, grid_slots
from components.tables.grid import Column, grid
from dashboard.models import Answer, State
from dashboard.rules.trials import by_match
from dashboard.several.compare.answers import ComparisonAnswers

TRIALS, PUBLICATIONS = "compare-trials", "compare-publications"
TRIALS_GRID, PUBLICATIONS_GRID = ids.part(TRIALS, "grid"), ids.part(PUBLICATIONS, "grid")
TRIALS_ALL = ids.part(TRIALS, "all")
GENES = Column("genes", "Genes", "choice", 120, hint="All genes compared here that it names")

Row = dict[str, Any]


def merged(found: Iterable[tuple[str, list[Row]]], key: Callable[[Row], Any]) -> list[Row]:
    """Return each study once, with the genes that it is listed for; None as a key merges nothing.

    A row is that of the first gene; `genes` names all in the order of the comparison.
    """
    rows: list[Row] = []
    by_key: dict[Any, Row] = {}
    for symbol, own in found:
        for row in own:
            name = key(row)
            known = by_key.get(name) if name is not None else None
            if known is None:
                known = {**row, "genes": []}
                rows.append(known)
                if name is not None:
                    by_key[name] = known
            if symbol not in known["genes"]:
                known["genes"].append(symbol)
            if trials.HIDE in row:  # hidden only where it is for every gene
                known[trials.HIDE] = known[trials.HIDE] and row[trials.HIDE]
    return [{**row, "genes": "; ".join(row["genes"])} for row in rows]


def trials_body() -> list[Component]:
    """Return what the list is, the button for hidden rows, the grid."""
    return [
        Markup(ids.part(TRIALS, "list"), className="list-line"),
        html.Button(
            "",
            id=TRIALS_ALL,
            type="button",
            className="grid-button",
            hidden=True,
            **{"data-grid-all": TRIALS_GRID, "aria-pressed": "false"},
        ),
        grid(
            TRIALS_GRID,
            (GENES, *trials.COLUMNS),
            "Trials of several genes",
            height=520,
            lines=2,
            hide_field=trials.HIDE,
            drop_empty=True,
        ),
    ]


def render_trials(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return the trials of all genes, each once."""
    found = [
        (symbol, [trials.trial_row(trial) for trial in answer.data or ()])
        for symbol, answer in answers.each("trials")
    ]
    rows = merged(found, lambda row: row["nct_id"])
    hidden = sum(bool(row[trials.HIDE]) for row in rows)
    return _content(
        answers,
        "trials",
        {
            "list": tree(_counts(answers, "trials", "trial", len(rows) - hidden, hidden)),
            "all": f"Show also {hidden} with the gene in the eligibility text only",
            "no-hidden": hidden == 0,
            **grid_content(TRIALS_GRID, rows, token),
        },
    )


def publications_body() -> list[Component]:
    """Return what the list is, and the grid."""
    return [
        Markup(ids.part(PUBLICATIONS, "list"), className="list-line"),
        grid(
            PUBLICATIONS_GRID,
            (GENES, *literature.COLUMNS),
            "Publications of several genes",
            height=520,
            lines=2,
        ),
    ]


def render_publications(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return the publications of all genes, each once."""
    found = [
        (symbol, [literature.publication_row(one) for one in answer.data or ()])
        for symbol, answer in answers.each("publications")
    ]
    rows = merged(found, lambda row: row["pmid"])
    return _content(
        answers,
        "publications",
        {
            "list": tree(_counts(answers, "publications", "title", len(rows))),
            **grid_content(PUBLICATIONS_GRID, rows, token),
        },
    )


def _content(answers: ComparisonAnswers, question: str, slots: dict[str, Any]) -> PanelContent:
    message = common.problems(answers, (question,)) if answers.genes else common.NO_GENES
    return PanelContent(
        common.overall(answers, question), common.sources(answers, question), message, slots
    )


def _counts(
    answers: ComparisonAnswers, question: str, noun: str, rows: int, apart: int = 0
) -> list[Element | str]:
    """Return how many each gene has; one that was not answered has no number (T60).

    `apart` are those that the table hides at first: they are counted beside the others (T53).
    """
    if not rows + apart:
        return []
    parts = [_count(question, symbol, answer) for symbol, answer in answers.each(question)]
    plural = "" if rows == 1 else "s"
    more = f" {apart:,} more name a gene in the eligibility text only." if apart else ""
    is_part = any(answer.is_part for _, answer in answers.each(question))
    least = "At least " if is_part else ""
    return [
        f"{least}{rows:,} {noun}{plural}, each listed once. By gene: {', '.join(parts)}.{more} "
        f"{_MEANING[question]}"
    ]


_MEANING = {
    "trials": "A match is a mention of the gene in the trial's record, nothing more.",
    "publications": "A list of titles, no count of the literature.",
}


def _count(question: str, symbol: str, answer: Answer[Any]) -> str:
    if answer.state is State.EMPTY:
        return f"{symbol} none"
    if answer.data is None:
        return f"{symbol} not known"
    counted = by_match(answer.data)[0] if question == "trials" else answer.data
    least = "at least " if answer.is_part else ""  # a part gives no total (T61)
    return f"{symbol} {least}{len(counted):,}"


PANELS = (
    Panel(
        name=TRIALS,
        title="Trials",
        sentence="Clinical trials whose record names one of the genes, each once.",
        definition=(
            "A trial is listed because a gene's name stands in its record; where it does is that "
            "of the first gene in the row. It is no advice on treatment.",
            "The column of genes names all genes of this comparison that the trial is listed for.",
        ),
        questions=("trials",),
        body=trials_body,
        slots=(
            Slot("list", ids.part(TRIALS, "list"), "tree", []),
            Slot("all", TRIALS_ALL, "children", ""),
            Slot("no-hidden", TRIALS_ALL, "hidden", True),
            *grid_slots(TRIALS_GRID),
        ),
        render=render_trials,
        saves=(("Rows shown (CSV)", "data-grid-csv", TRIALS_GRID),),
        fields=common.FIELDS,
    ),
    Panel(
        name=PUBLICATIONS,
        title="Publications",
        sentence="Publications listed for the genes, each once.",
        definition=(
            "A list names its query or whose selection it is, in the source line. A selection "
            "says nothing of how much has been published.",
            "Listed for each gene: the ten newest of two years, the twenty newest reviews or case "
            "reports of five years, and ten full texts that name it. Its own page has more.",
            "Without a PMID a publication cannot be told to be the same as another one.",
        ),
        questions=("publications",),
        body=publications_body,
        slots=(
            Slot("list", ids.part(PUBLICATIONS, "list"), "tree", []),
            *grid_slots(PUBLICATIONS_GRID),
        ),
        render=render_publications,
        saves=(("Rows shown (CSV)", "data-grid-csv", PUBLICATIONS_GRID),),
        fields=common.FIELDS,
    ),
)
