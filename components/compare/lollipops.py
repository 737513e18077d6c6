"""Lollipops stacked on one axis: one filter bar for all, a plot a gene in a place that stays.

`assets/compare/lollipops.mjs` draws them, puts them on the axis chosen and filters them.
"""

from __future__ import annotations

import json
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, theme
from components.compare import common
from components.compare.lollipop_controls import axis_switch, filters, heading, label
from components.compare.lollipop_genes import domain, drawn_genes
from components.compare.lollipop_sets import (
    SIZE_OF_SELECTION,
    are_mixed,
    of_set,
    on_one_numbering,
    others,
    set_buttons,
    shared_elsewhere,
    shared_of,
    unknown_set,
)
from components.compare.marks import gene_marks
from components.html import elements
from components.html.elements import Element, Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from components.status import is_not_asked
from dashboard.rules.clinvar import BUCKETS
from dashboard.rules.hgvs import CONSEQUENCES
from dashboard.rules.variant_sets import SOURCE_SETS
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.several.compare.selection import MOST_GENES

NAME = "compare-lollipops"
FIGURES = ids.part(NAME, "figures")
PLOTS = ids.part(NAME, "plots")
SHOWN = ("variants", "features")
QUESTIONS = (*SHOWN, *SOURCE_SETS, SIZE_OF_SELECTION, "features_mane")
PLACES = range(MOST_GENES)


def body() -> list[Component]:
    """Return the stable components: axis, filters, eight places for plots."""
    known = {"data-classes": "|".join(BUCKETS), "data-consequences": "|".join(CONSEQUENCES)}
    return [
        dcc.Store(id=FIGURES),
        Markup(ids.part(NAME, "sets"), className="variants-sets"),
        Markup(ids.part(NAME, "axis"), className="lollipops-axis"),
        Markup(ids.part(NAME, "filters"), className="lollipops-filters", **known),
        html.P(id=ids.part(NAME, "notice"), className="variants-notice", role="status"),
        html.P(id=ids.part(NAME, "shown"), className="variants-shown", role="status"),
        html.Div([_place(place) for place in PLACES], id=PLOTS),
    ]


def _place(place: int) -> Component:
    """Return the place of a plot: its heading, its choice of a copy, its drawing."""
    drawing = html.Div(
        id=ids.part(NAME, f"drawing-{place}"),
        className="lollipop-drawing",
        **{"data-config": json.dumps(dict(theme.GRAPH_CONFIG))},
    )
    return html.Div(
        [
            html.Div(
                [
                    Markup(ids.part(NAME, f"head-{place}"), className="lollipop-head"),
                    Markup(ids.part(NAME, f"copy-{place}"), className="lollipop-copy"),
                ],
                className="lollipop-line",
            ),
            html.Div(
                drawing,
                id=ids.part(NAME, f"plot-{place}"),
                className="lollipop dash-graph",
                role="img",
                hidden=True,
                **{"aria-label": ""},
            ),
        ],
        id=ids.part(NAME, f"place-{place}"),
        className="lollipop-place",
        hidden=True,
    )


def render(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return the figures of all genes, and what they can be aligned on."""
    if not answers.genes:
        return PanelContent(common.overall(answers), message=common.NO_GENES)
    sets = tree(set_buttons(answers))
    asked, answers = answers, on_one_numbering(of_set(answers))
    shown = [answer.data for _, answer in answers.each("variants") if answer.data]
    shared = shared_of(asked, answers)
    marks = gene_marks(answers.given)
    genes = drawn_genes(answers, token)
    slots: dict[str, Any] = {
        "figures": {
            "for": token,
            "genes": genes,
            "shared": [domain(one) for one in shared],
            "selection": any(found.selection for found in shown),
            "mixed": are_mixed(answers),
        },
        "sets": sets,
        "axis": tree(axis_switch(shared, len(genes), shared_elsewhere(asked, shared))),
        "filters": tree(filters(answers)),
    }
    for place, (one, gene) in enumerate(zip(answers.genes, genes, strict=True)):
        slots |= {
            f"place-{place}": False,
            f"head-{place}": tree(heading(one, marks[one.gene.symbol])),
            f"plot-{place}": gene["figure"] is None,
            f"label-{place}": label(one),
        }
    return PanelContent(
        common.overall(answers, *SHOWN),
        [
            *common.sources(answers, *SHOWN),
            *common.sources(others(asked, answers, shared), "others"),
        ],
        [*unknown_set(answers), *common.problems(answers, SHOWN), *_ask_all(answers)],
        slots,
    )


def _ask_all(answers: ComparisonAnswers) -> list[Element]:
    """Return the button that has all genes asked about, for who does not scroll."""
    if not any(is_not_asked(answer) for _, answer in answers.each("variants")):
        return []
    return [
        elements.Button(
            "Ask for all now", type="button", className="plain-button", **{"data-ask-all": ""}
        )
    ]


def _slots() -> tuple[Slot, ...]:
    return tuple(
        slot
        for place in PLACES
        for slot in (
            Slot(f"place-{place}", ids.part(NAME, f"place-{place}"), "hidden", True),
            Slot(f"head-{place}", ids.part(NAME, f"head-{place}"), "tree", []),
            Slot(f"plot-{place}", ids.part(NAME, f"plot-{place}"), "hidden", True),
            Slot(f"label-{place}", ids.part(NAME, f"plot-{place}"), "aria-label", ""),
        )
    )


PANEL = Panel(
    name=NAME,
    title="Variants along the proteins",
    sentence="Known variants of each gene over its domains, all on one axis.",
    definition=(
        "A stem stands at each residue that has records, a head for each record, as on the page "
        "of one gene. The filters hold for all genes.",
        "All genes show the same set of variants once ClinVar has answered. ClinVar P/LP is a "
        "selection on the MANE Select proteins: nothing is counted out of it, and sets are never "
        "summed.",
        "The axis counts residues, percent of each protein's length, or residues from the first "
        "one of a domain that the genes share: the same Pfam or InterPro accession. Where a "
        "protein has several copies of it, the one that is aligned can be chosen.",
        "Alignment is by the domain's first residue alone; it is no alignment of sequences. Drag "
        "over a plot to zoom in all of them, double-click to see everything.",
        "gnomAD answers ten questions a minute, and ClinVar's records of a gene are one of them: "
        "they are asked for when its plot comes into view, or for all at once by the button.",
    ),
    questions=QUESTIONS,
    body=body,
    slots=(
        Slot("figures", FIGURES, "data"),
        Slot("sets", ids.part(NAME, "sets"), "tree", []),
        Slot("axis", ids.part(NAME, "axis"), "tree", []),
        Slot("filters", ids.part(NAME, "filters"), "tree", []),
        *_slots(),
    ),
    render=render,
    graphs=(PLOTS,),
    by_view=True,
    fields=(*common.FIELDS, "source_set"),
)
