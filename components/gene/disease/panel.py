"""Disease: ClinGen validity and dosage, and the diseases that OMIM and ORPHA link to the gene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids, status
from components.gene import header as gene_header
from components.gene.disease.dosage import dosage_verdicts
from components.gene.disease.g2p import g2p_table
from components.gene.disease.gencc import gencc_table
from components.gene.disease.phenotypes import phenotype_table
from components.gene.disease.validity import validity_table
from components.html import elements as html_elements
from components.html.elements import Element, Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.models import Answer, GeneAnswers, State
from dashboard.rules.absence import NOT_HERE

NAME = "disease"
TOPICS = {
    "validity": "Gene-disease validity (ClinGen)",
    "dosage": "Dosage sensitivity (ClinGen)",
    "gencc": "What each submitter says (GenCC)",
    "g2p": "Mechanism of each disease (G2P)",
    "phenotypes": "Linked diseases (OMIM and ORPHA)",
}


def body() -> list[Component]:
    """Return the stable sections, each with a state and a source of its own.

    A section whose table nobody has brought yet is hidden; one line at the end says what would.
    """
    return [
        html.Div([_topic("validity"), _topic("dosage")], className="disease-top"),
        _topic("gencc"),
        _topic("g2p"),
        _topic("phenotypes"),
        Markup(ids.part(NAME, "missing"), className="topic-message"),
    ]


def render(answers: GeneAnswers, token: str) -> PanelContent:
    """Return the sections of a gene, each with what its own source says, and its chips."""
    validity, dosage, gencc, g2p, phenotypes = found = [answers[name] for name in TOPICS]
    here = [answer for answer in found if not _not_here(answer)]
    symbol = answers.gene.symbol
    file_date = validity.provenance.fetched_at if validity.provenance else None
    return PanelContent(
        status.overall(*here),
        slots={
            **_rendered(
                "validity",
                symbol,
                validity,
                lambda found: validity_table(found, file_date, is_part=validity.is_part),
            ),
            **_rendered("dosage", symbol, dosage, dosage_verdicts),
            **_rendered(
                "gencc", symbol, gencc, lambda found: gencc_table(found, is_part=gencc.is_part)
            ),
            **_rendered("g2p", symbol, g2p, lambda found: g2p_table(found, is_part=g2p.is_part)),
            "gencc-hidden": _not_here(gencc),
            "g2p-hidden": _not_here(g2p),
            "missing": tree(_missing(gencc, g2p)),
            **_rendered(
                "phenotypes",
                symbol,
                phenotypes,
                lambda found: phenotype_table(found, is_part=phenotypes.is_part),
            ),
            "chips": tree(gene_header.chips(phenotypes)),
        },
    )


def _not_here(answer: Answer[Any]) -> bool:
    """Tell whether a table has not been brought yet: nobody was asked, and nothing follows."""
    return answer.problem is not None and answer.problem.kind == NOT_HERE


def _missing(*answers: Answer[Any]) -> list[Element]:
    """Return which tables have not been brought, and what would bring each."""
    lines = (status.problem_text(one.problem) for one in answers if _not_here(one))
    return [html_elements.Div(line) for line in lines]


def _topic(name: str) -> Component:
    heading = ids.part(NAME, f"{name}-title")
    return html.Section(
        [
            html.H3(TOPICS[name], id=heading),
            Markup(ids.part(NAME, f"{name}-message"), className="topic-message"),
            Markup(ids.part(NAME, f"{name}-content")),
            Markup(ids.part(NAME, f"{name}-source"), className="topic-source"),
        ],
        id=ids.part(NAME, name),
        className="topic",
        **{
            "aria-labelledby": heading,
            "data-state": State.PENDING.value,
            "data-testid": ids.part(NAME, name),
        },
    )


def _rendered(
    name: str, symbol: str, answer: Answer[Any], build: Callable[[Any], list[Component]]
) -> dict[str, Any]:
    """Return one section's slots: its table, or the sentence on why there is none (T60)."""
    shows = answer.state.has_data and answer.data is not None
    why = status.why_none(name, symbol, answer)
    return {
        f"{name}-state": answer.state.value,
        f"{name}-message": tree(
            why or [*status.part_text(name, answer), *status.problem_text(answer.problem)]
        ),
        f"{name}-content": tree(build(answer.data)) if shows else [],
        f"{name}-source": tree(status.source_line(answer)),
    }


def _slots(name: str) -> tuple[Slot, ...]:
    return (
        Slot(f"{name}-state", ids.part(NAME, name), "data-state", State.UNAVAILABLE.value),
        *(
            Slot(f"{name}-{part}", ids.part(NAME, f"{name}-{part}"), "tree", [])
            for part in ("message", "content", "source")
        ),
    )


PANEL = Panel(
    name=NAME,
    title="Disease",
    sentence="What curators say of this gene and its diseases, each with its inheritance.",
    definition=(
        "ClinGen's expert panels classify the evidence that a gene causes a disease: Definitive, "
        "Strong, Moderate, Limited, No Known Disease Relationship. Disputed and Refuted are "
        "evidence against it, not weak evidence for it. All curations are listed.",
        "GenCC gathers what many groups submit, ClinGen among them. Each submission stands for its "
        "submitter alone: they may contradict each other, and nothing is made of several.",
        "G2P names the mechanism of a disease (loss of function, dominant negative, gain of "
        "function): it belongs to the pair of gene and disease, and constraint says nothing of it.",
        "Inheritance belongs to each pair of gene and disease, never to the gene.",
        "Dosage sensitivity is scored apart for losing and for gaining a copy: 0 to 3 by "
        "evidence; 30 is a gene of recessive phenotypes, 40 means that dosage sensitivity is "
        "unlikely.",
        "OMIM and ORPHA diseases are those that HPO links to the gene; the two vocabularies "
        "overlap and are counted apart.",
    ),
    questions=tuple(TOPICS),
    body=body,
    slots=(
        *(slot for name in TOPICS for slot in _slots(name)),
        Slot("gencc-hidden", ids.part(NAME, "gencc"), "hidden", True),
        Slot("g2p-hidden", ids.part(NAME, "g2p"), "hidden", True),
        Slot("missing", ids.part(NAME, "missing"), "tree", []),
        Slot("chips", ids.CHIPS, "tree", []),
    ),
    render=render,
    exports=(
        ("Gene-disease validity", "validity"),
        ("Dosage sensitivity", "dosage"),
        ("GenCC submissions", "gencc"),
        ("G2P records", "g2p"),
        ("Linked diseases", "phenotypes"),
    ),
)
