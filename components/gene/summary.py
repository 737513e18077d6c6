"""Clinical summary: validity, constraint in neutral words, trials, the way to GeneReviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

from dash.development.base_component import Component

from components import ids, status
from components.html import elements as html
from components.html.elements import Element, Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.models import Answer, Gene, GeneAbout, GeneAnswers, State, VariantSet
from dashboard.rules import summary
from dashboard.rules.variant_sets import selection_words

NAME = "summary"
BOOKS = "https://www.ncbi.nlm.nih.gov/books/"


def body() -> list[Component]:
    """Return the stable list that the answers fill."""
    return [Markup(ids.part(NAME, "lines"), tag="dl", className="summary-lines")]


def render(answers: GeneAnswers, _token: str) -> PanelContent:
    """Return one line a topic, each with its own state."""
    validity, constraint, trials, about, chapters, selection = (answers[n] for n in PANEL.questions)
    lines = [
        *_about(about),
        _line(
            "Gene-disease validity",
            "validity",
            answers,
            lambda found: summary.validity_sentences(found, is_part=validity.is_part),
        ),
        _line("Constraint", "constraint", answers, summary.constraint_sentences),
        _line(
            "Trials",
            "trials",
            answers,
            lambda t: summary.trial_sentences(
                t, status.when(trials.provenance), is_part=trials.is_part
            ),
        ),
        *_selection(selection),
        _reviews(answers.gene, chapters),
    ]
    return PanelContent(
        status.overall(validity, constraint, trials),
        status.source_line(
            *(validity, constraint, trials),
            *(answer for answer in (about, chapters, selection) if answer.data),
        ),
        slots={"lines": tree(lines)},
    )


def _about(about: Answer[GeneAbout]) -> list[Element]:
    """Return the gene in its source's words, nothing where no source was asked or has any."""
    if about.data is None or not about.data.summary:
        return []
    words = html.Dd(about.data.summary)
    return [html.Div([html.Dt("The gene"), words], **{"data-state": about.state.value})]


def _selection(selection: Answer[VariantSet]) -> list[Element]:
    """Return what ClinVar's selection has of the gene; nothing where it has no record."""
    if selection.data is None:
        return []
    words = html.Dd(f"{selection_words(selection.data)}.")
    return [html.Div([html.Dt("ClinVar"), words], **{"data-state": selection.state.value})]


def _line(
    title: str, question: str, answers: GeneAnswers, words: Callable[[Any], list[str]]
) -> Element:
    """Return a topic with what its answer says, or why it says nothing: never a blank (T60)."""
    answer = answers[question]
    content: list[Element | str] = [*status.why_none(question, answers.gene.symbol, answer)]
    if not content:
        content = [" ".join(words(answer.data))]
    return html.Div([html.Dt(title), html.Dd(content)], **{"data-state": answer.state.value})


def _reviews(gene: Gene, chapters: Answer[tuple[str, ...]]) -> Element:
    """Return links to the gene's chapters; else why there is none, and a search."""
    content: list[Element | str] = []
    for chapter in chapters.data or ():
        content += [_outside(f"Chapter {chapter}", f"{BOOKS}{chapter}/"), " "]
    if not content:
        query = quote_plus(f"{gene.symbol} AND gene[book]")
        content = [
            _outside(f"Search GeneReviews for {gene.symbol}", f"{BOOKS}?term={query}"),
            ". ",
            *_no_chapter(gene, chapters),
        ]
    return html.Div(
        [html.Dt("GeneReviews"), html.Dd(content)], **{"data-state": chapters.state.value}
    )


def _no_chapter(gene: Gene, chapters: Answer[Any]) -> list[Element | str]:
    if chapters.state is State.EMPTY:
        return [f"NCBI's list has no chapter on {gene.symbol}."]
    if chapters.state is State.NOT_COVERED:
        return ["Whether there is a chapter on this gene is not in the snapshot."]
    if chapters.state is State.PENDING:
        return ["NCBI is being asked whether there is a chapter."]
    return [*status.problem_text(chapters.problem)]


def _outside(words: str, url: str) -> Element:
    return html.A(words, href=url, target="_blank", rel="noopener noreferrer")


PANEL = Panel(
    name=NAME,
    title="Clinical summary",
    sentence="What curators, gnomAD and trial registries say of this gene, in neutral words.",
    definition=(
        "Each sentence is made from the figures in the panels below by fixed rules; nothing is "
        "interpreted. Gene-disease validity is ClinGen's; inheritance belongs to each pair of "
        "gene and disease, not to the gene.",
        "A low LOEUF does not make a gene haploinsufficient and a high one does not make it "
        "benign.",
    ),
    questions=("validity", "constraint", "trials", "about", "genereviews", "clinvar_plp"),
    body=body,
    slots=(Slot("lines", ids.part(NAME, "lines"), "tree"),),
    render=render,
    exports=(("Gene-disease validity", "validity"),),
    by_release=True,
)
