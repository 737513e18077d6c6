"""Which set of variants the stacked lollipops show, and on which sequence their domains stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.html import elements as html
from components.html.controls import Tree, segment, switch
from components.html.elements import Element
from components.lollipop.controls import SET_NAMES
from dashboard.models import Features, GeneAnswers, Loaded
from dashboard.rules.variant_sets import SOURCE_SETS, record_count, selection_name
from dashboard.several.compare.answers import SeveralAnswers


def of_set(answers: SeveralAnswers) -> SeveralAnswers:
    """Return answers with the set that the address names in place of each gene's usual one."""
    name = answers.source_set
    if name not in SOURCE_SETS:
        return answers
    features = "features_mane" if name == "clinvar_plp" else "features"
    genes = tuple(_with(one, variants=one[name], features=one[features]) for one in answers.genes)
    return replace(answers, genes=genes)


def on_one_numbering(answers: SeveralAnswers) -> SeveralAnswers:
    """Return answers whose domains have the same accessions, as far as residues stay the same.

    Some genes have Pfam's domains on UniProt's sequence here, most have InterPro's on the MANE
    protein. Where both are there and both sequences are of one length, InterPro's are taken, so
    that any two proteins with a domain in common can be aligned on it.
    """
    origins = {loaded.data.length_from for _, loaded in answers.each("features") if loaded.data}
    if len(origins) < 2:
        return answers
    return replace(answers, genes=tuple(_with_mane_domains(one) for one in answers.genes))


def _with_mane_domains(answers: GeneAnswers) -> GeneAnswers:
    usual: Features | None = answers["features"].data
    on_mane: Features | None = answers["features_mane"].data
    if usual is None or on_mane is None or not on_mane.domains or usual.length_from == "mane":
        return answers
    if usual.protein_length != on_mane.protein_length:
        return answers
    shape = replace(usual, domains=on_mane.domains)
    return _with(answers, features=replace(answers["features_mane"], data=shape))


def _with(answers: GeneAnswers, **own: Loaded[Any]) -> GeneAnswers:
    return replace(answers, by_question={**answers.by_question, **own})


def unknown_set(answers: SeveralAnswers) -> list[Element]:
    """Return that the address names no set, nothing where it does or names none."""
    name = answers.source_set
    if not name or name in SOURCE_SETS:
        return []
    words = f"The address names no set of variants \u201c{name[:40]}\u201d; the usual is shown. "
    return [html.Span(words)]


def set_buttons(answers: SeveralAnswers) -> list[Tree]:
    """Return a button for each set that any of the genes has; none for one set alone."""
    found = {
        name: [loaded.data for _, loaded in answers.each(name) if record_count(loaded.data)]
        for name in SOURCE_SETS
    }
    usual = _usual(answers)
    asked = answers.source_set if answers.source_set in SOURCE_SETS else usual
    named = [name for name in ("uniprot", "clinvar_plp", "clinvar") if found[name] or name == asked]
    if len(named) < 2:
        return []
    buttons = [
        segment(
            SET_NAMES[name],
            _note(found[name]),
            pressed=name == asked,
            **{"data-compare-set": "" if name == usual else name},
        )
        for name in named
    ]
    return [switch("Set of variants", buttons)]


def _usual(answers: SeveralAnswers) -> str | None:
    """Return the set that all genes show where none is named, None where they differ."""
    own = {loaded.data.source_set for _, loaded in answers.each("variants") if loaded.data}
    return own.pop() if len(own) == 1 else None


def _note(found: list[Any]) -> str:
    if found and found[0].selection:
        return f"{selection_name(found[0])}: at least these"
    return f"of {len(found)} of the genes"
