"""What stands around the stacked lollipops: axis, filters, a heading for each gene."""

from __future__ import annotations

from collections import Counter
from typing import Any

from components import formats, theme
from components.compare import common
from components.compare.lollipop_sets import are_mixed
from components.compare.marks import swatch
from components.html import elements
from components.html.elements import Element, element
from components.html.parts import segment, switch
from components.lollipop.controls import chip, chip_group
from components.lollipop.words import axis_words, dated_words, figure_label, notes
from components.theme import Mark
from dashboard.models import Answer, Features, GeneAnswers, VariantSet
from dashboard.rules.absence import STATE_WORDS
from dashboard.rules.hgvs import CONSEQUENCES
from dashboard.rules.variant_sets import selection_name
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.several.compare.domains import SharedDomain


def axis_switch(
    shared: tuple[SharedDomain, ...], of: int, elsewhere: str | None = None
) -> list[Any]:
    """Return the switch of the axis, and the domains that it can be aligned on.

    `elsewhere` says what more could be aligned with another set of variants.
    """
    buttons = [
        segment(words, pressed=False, **{"data-field": "axis", "data-value": value})
        for words, value in (("Residue", ""), ("% of length", "percent"))
    ]
    group = switch("Axis", buttons)
    more = [elements.Span(elsewhere, className="soft")] if elsewhere else []
    if not shared:
        words = "No two of these proteins have a domain of the same accession to be aligned on."
        return [group, *(more or [elements.Span(words, className="soft")])]
    options = [element("option", "no domain", value="")]
    options += [
        element(
            "option",
            f"{one.name} ({one.accession}): {len(one.copies)} of {of} genes",
            value=one.accession,
        )
        for one in shared
    ]
    box = "compare-axis"
    return [
        group,
        elements.Div(
            [
                element("label", "Align on a shared domain", htmlFor=box),
                element(
                    "select",
                    options,
                    id=box,
                    className="form-select",
                    **{"data-compare-field": "axis"},
                ),
            ],
            className="compare-order",
        ),
        *more,
    ]


def _name(one: SharedDomain) -> str:
    return f"{one.name} ({one.accession})"


def filters(answers: ComparisonAnswers) -> list[Element]:
    """Return chips of classes and consequences with the counts over all genes.

    Out of a selection nothing is counted (T60), and different sets are not summed: no numbers then.
    """
    is_selection = are_mixed(answers)
    classes: Counter[str] = Counter()
    consequences: Counter[str] = Counter()
    for _, answer in answers.each("variants"):
        is_selection |= answer.data is not None and answer.data.selection is not None
        placed = answer.data.variants if answer.data else ()
        classes.update(variant.variant_class for variant in placed)
        consequences.update(variant.consequence or "" for variant in placed)

    def shown(count: int) -> int | None:
        return None if is_selection else count

    chips = {
        "class": [
            chip("class", name, theme.CLASS_MARKS[name].label, shown(classes[name]), symbol=True)
            for name in theme.CLASS_MARKS
            if classes[name]
        ],
        "consequence": [
            chip("consequence", name, name.capitalize(), shown(consequences[name]))
            for name in CONSEQUENCES
            if consequences[name]
        ],
    }
    labels = {"class": "Class, all genes", "consequence": "Consequence, all genes"}
    return [chip_group(kind, labels[kind], own) for kind, own in chips.items() if own]


def heading(answers: GeneAnswers, mark: Mark) -> list[Any]:
    """Return what stands over a plot: gene, protein, records, and what is not there and why."""
    symbol = answers.gene.symbol
    variants: Answer[VariantSet] = answers["variants"]
    features: Answer[Features] = answers["features"]
    words = STATE_WORDS[variants.state]
    if variants.data:
        words = f"{_records(variants.data)} · {dated_words(variants.data, variants.provenance)}"
    said = notes(variants.data, features)
    more = [elements.Summary("notes"), *said]
    link = elements.A(symbol, href=common.gene_address(symbol, answers.release))
    protein = axis_words(answers.gene, features.data) if features.data else ""
    return [
        swatch(mark),
        elements.B(link),
        elements.Span(protein, className="soft"),
        elements.Span(words, **{"data-state": variants.state.value}),
        *([elements.Details(more, className="ledger")] if said else []),
    ]


def _records(found: VariantSet) -> str:
    placed, unplaced = len(found.variants), len(found.unplaced)
    if not placed and not unplaced:
        return f"no {found.label}"
    more = f", {unplaced:,} more not on the plot" if unplaced else ""
    if found.selection:
        return f"{placed:,} {selection_name(found)}, on the plot{more}"
    return f"{placed:,} {found.label} on the plot{more}"


def label(answers: GeneAnswers) -> str:
    """Return the picture of a gene in words, for those who cannot see it."""
    found, shape = answers["variants"].data, answers["features"].data
    if found is None and shape is None:
        return formats.MISSING
    words = figure_label(answers.gene, found, shape)
    return words.replace("The table lists the same records.", "The gene page lists the records.")
