"""Key evidence: validity, the way to GeneReviews, the gene in its source's words."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus

from dash import html as dash_html
from dash.development.base_component import Component

from components import ids, status
from components.gene.scores import scores_table
from components.html import elements as html
from components.html.elements import Element, Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.models import Answer, Curation, Gene, GeneAbout, GeneAnswers, State
from dashboard.rules.summary import validity_sentences

NAME = "summary"
BOOKS = "https://www.ncbi.nlm.nih.gov/books/"


def body() -> list[Component]:
    """Return the stable list that the answers fill."""
    return [
        Markup(ids.part(NAME, "lines"), tag="dl", className="summary-lines"),
        dash_html.Details(
            [
                dash_html.Summary("Other scores of this gene"),
                Markup(ids.part(NAME, "scores")),
            ],
            className="summary-scores",
        ),
    ]


def render(answers: GeneAnswers, _token: str) -> PanelContent:
    """Return one line a topic, each with its own state."""
    validity, about, chapters, scores = (answers[name] for name in PANEL.questions)
    lines = [
        _validity(answers, validity),
        _reviews(answers.gene, chapters),
        *_about(about),
    ]
    return PanelContent(
        validity.state,
        status.source_line(validity, *(answer for answer in (about, chapters) if answer.data)),
        slots={"lines": tree(lines), "scores": tree(scores_table(scores))},
    )


def _about(about: Answer[GeneAbout]) -> list[Element]:
    """Return the gene in its source's words, nothing where no source was asked or has any."""
    if about.data is None or not about.data.summary:
        return []
    words = html.Dd(html.Details([html.Summary("Summary"), about.data.summary]))
    return [html.Div([html.Dt("The gene"), words], **{"data-state": about.state.value})]


def _validity(answers: GeneAnswers, validity: Answer[tuple[Curation, ...]]) -> Element:
    """Return what ClinGen says, or why it says nothing: never a blank (T60)."""
    content: list[Element | str] = [*status.why_none("validity", answers.gene.symbol, validity)]
    if not content:
        content = [" ".join(validity_sentences(validity.data or (), is_part=validity.is_part))]
    return html.Div(
        [html.Dt("Gene-disease validity"), html.Dd(content)],
        **{"data-state": validity.state.value},
    )


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
    title="Key evidence",
    sentence="What curators, registries and papers have on this gene.",
    definition=(
        "Each sentence and number is made from the panels below by fixed rules; nothing is "
        "interpreted. Gene-disease validity is ClinGen's; inheritance belongs to each pair of "
        "gene and disease, not to the gene. A trial is counted because its record names the gene.",
        "A low LOEUF does not make a gene haploinsufficient and a high one does not make it "
        "benign.",
        "Other scores stand with their source, what they measure, their direction and the "
        "threshold that their authors publish. None of them is a verdict on the gene.",
    ),
    questions=("validity", "about", "genereviews", "scores"),
    body=body,
    slots=(
        Slot("lines", ids.part(NAME, "lines"), "tree"),
        Slot("scores", ids.part(NAME, "scores"), "tree"),
    ),
    render=render,
    exports=(("Gene-disease validity", "validity"), ("Other scores", "scores")),
)
