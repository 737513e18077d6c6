"""Validity, dosage and phenotypes side by side: a row a gene, each cell with its own state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash.development.base_component import Component

from components import ids, status
from components.compare import common
from components.gene.disease.validity import scale
from components.html import elements as html
from components.html.elements import Element, Markup, tree
from components.html.parts import (
    dated,
    inheritance_codes,
    inheritance_legend,
    outside,
    shortened,
    table,
)
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.models import Curation, Dosage, DosageScore, GeneAnswers, Phenotype
from dashboard.several.compare.answers import ComparisonAnswers

NAME = "compare-disease"
TOPICS = {
    "validity": "Gene-disease validity (ClinGen)",
    "dosage": "Dosage sensitivity (ClinGen)",
    "phenotypes": "Linked diseases (OMIM and ORPHA)",
}
AT_ONCE = 5  # diseases in sight; the others unfold


def body() -> list[Component]:
    """Return the table's place."""
    return [Markup(ids.part(NAME, "table"), className="disease-table")]


def render(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return what curators say of each gene; a cell without data says why (T60)."""
    if not answers.genes:
        return PanelContent(common.overall(answers), message=common.NO_GENES)
    rows = [_row(one) for one in answers.genes]
    shown = table("One row a gene, in the order above", ("Gene", *TOPICS.values()), rows)
    return PanelContent(
        common.overall(answers, *TOPICS),
        common.sources(answers, *TOPICS),
        common.problems(answers, TOPICS, with_data=True),
        {"table": tree([shown, *inheritance_legend(_codes(answers))])},
    )


def _codes(answers: ComparisonAnswers) -> list[str]:
    curations = [one for _, answer in answers.each("validity") for one in answer.data or ()]
    phenotypes = [one for _, answer in answers.each("phenotypes") for one in answer.data or ()]
    return [
        *(curation.inheritance for curation in curations),
        *(code for phenotype in phenotypes for code in phenotype.inheritance),
    ]


def _row(answers: GeneAnswers) -> tuple[str | Element, ...]:
    builders: dict[str, Callable[[Any], Element]] = {
        "validity": _validity,
        "dosage": _dosage,
        "phenotypes": _phenotypes,
    }
    cells = [_cell(topic, answers, builders[topic]) for topic in TOPICS]
    return (answers.gene.symbol, *cells)


def _cell(topic: str, answers: GeneAnswers, build: Callable[[Any], Element]) -> Element:
    answer = answers[topic]
    shows = answer.state.has_data and answer.data
    why = status.why_none(topic, answers.gene.symbol, answer)
    inside = [*status.part_text(topic, answer), build(answer.data)] if shows else why
    return html.Div(inside, className="disease-cell", **{"data-state": answer.state.value})


def _folded(lines: list[Element]) -> Element:
    """Return a list of which the first lines are in sight; nothing is left out."""
    first, more = lines[:AT_ONCE], lines[AT_ONCE:]
    fold = (
        [html.Details([html.Summary(f"{len(more)} more"), html.Ul(more)], className="ledger")]
        if more
        else []
    )
    return html.Div([html.Ul(first), *fold])


def _validity(curations: tuple[Curation, ...]) -> Element:
    return _folded([html.Li(_curation(curation)) for curation in curations])


def _curation(curation: Curation) -> list[Element | str]:
    return [
        scale(curation.classification),
        " ",
        shortened(curation.disease),
        " (",
        *inheritance_codes([curation.inheritance]),
        ") ",
        outside(curation.panel or "ClinGen", curation.url),
        html.Span([" ", *dated(curation.date)], className="soft") if curation.date else "",
    ]


def _dosage(found: Dosage) -> Element:
    return html.Ul(
        [
            html.Li(["Haploinsufficiency: ", _score(found.haploinsufficiency)]),
            html.Li(["Triplosensitivity: ", _score(found.triplosensitivity)]),
        ]
    )


def _score(score: DosageScore | None) -> Element:
    if score is None:
        return html.Span("not evaluated", className="soft")
    number = "" if score.score is None else f"{score.score}: "
    return html.Span([html.B(number), score.words])


def _phenotypes(found: tuple[Phenotype, ...]) -> Element:
    return _folded([html.Li(_phenotype(phenotype)) for phenotype in found])


def _phenotype(phenotype: Phenotype) -> list[Element | str]:
    codes = inheritance_codes(phenotype.inheritance)
    inheritance = codes or [html.Span("inheritance not given", className="soft")]
    return [
        shortened(phenotype.disease),
        " (",
        *inheritance,
        ") ",
        html.Span(outside(phenotype.disease_id, phenotype.url), className="id"),
    ]


PANEL = Panel(
    name=NAME,
    title="Disease",
    sentence="What curators say of each gene and its diseases, side by side.",
    definition=(
        "ClinGen's classes of evidence, from Definitive to Limited; Disputed and Refuted are "
        "evidence against. Inheritance belongs to each pair of gene and disease, never to a gene.",
        "A gene for which a source says nothing here, or that it does not cover, says so in its "
        "cell: that is no statement that there is no disease.",
    ),
    questions=tuple(TOPICS),
    body=body,
    slots=(Slot("table", ids.part(NAME, "table"), "tree", []),),
    render=render,
    saves=(("Table (CSV)", "data-table-csv", NAME),),
    fields=common.FIELDS,
)
