"""Which set of variants the stacked lollipops show, and on which sequence their domains stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.html import elements as html
from components.html.elements import Element
from components.html.parts import Tree, segment, switch
from components.lollipop.controls import SET_NAMES
from dashboard.models import Answer, Domain, Features, GeneAnswers, VariantSet
from dashboard.rules.variant_sets import SOURCE_SETS, record_count, selection_name
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.several.compare.domains import SharedDomain, shared_domains

# Thousands of records of eight genes are read only where they are shown; else their number.
SELECTION, SIZE_OF_SELECTION = "clinvar_plp", "clinvar_plp_size"


def of_set(answers: ComparisonAnswers) -> ComparisonAnswers:
    """Return answers with one set for all: the one that the address names, else the usual one.

    No gene shows ClinVar's selection beside others that show all of a source's records.
    """
    name = answers.source_set if answers.source_set in SOURCE_SETS else None
    if name is None:
        own = _with_selection if _usual(answers) == SELECTION else _without_selection
        return replace(answers, genes=tuple(map(own, answers.genes)))
    genes = tuple(_on_its_protein(_with(one, variants=one[name]), name) for one in answers.genes)
    return replace(answers, genes=genes)


def _on_its_protein(answers: GeneAnswers, name: str = "") -> GeneAnswers:
    """Return answers with the protein that the residues of the shown set are numbered on."""
    found = answers["variants"].data
    on_mane = found.on_mane if found else name == SELECTION
    return _with(answers, features=answers["features_mane"]) if on_mane else answers


def _with_selection(answers: GeneAnswers) -> GeneAnswers:
    """Return answers with the selection, which a gene that has records in it shows already."""
    shown: Answer[VariantSet] = answers["variants"]
    if shown.data is None or shown.data.selection is None:
        shown = answers[SIZE_OF_SELECTION]
    return _with(answers, variants=shown, features=answers["features_mane"])


def _without_selection(answers: GeneAnswers) -> GeneAnswers:
    found = answers["variants"].data
    if found is None or found.selection is None:
        return _on_its_protein(answers)
    return _with(answers, variants=answers["uniprot"])


def on_one_numbering(answers: ComparisonAnswers) -> ComparisonAnswers:
    """Return answers whose domains have the same accessions, as far as residues stay the same.

    Some genes have Pfam's domains on UniProt's sequence here, most have InterPro's on the MANE
    protein. Where both are there and both sequences are of one length, InterPro's are taken, so
    that any two proteins with a domain in common can be aligned on it.
    """
    origins = {answer.data.length_from for _, answer in answers.each("features") if answer.data}
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


def shared_of(requested: ComparisonAnswers, shown: ComparisonAnswers) -> tuple[SharedDomain, ...]:
    """Return the domains that the proteins can be aligned on.

    Those that are drawn, and of the other source's, on a sequence of the same length, those that
    genes share which share none that is drawn.

    Args:
        requested: All answers about the genes.
        shown: The same with the set and the domains that are drawn.
    """
    drawn = shared_domains((symbol, answer.data) for symbol, answer in shown.each("features"))
    pairs = zip(requested.genes, shown.genes, strict=True)
    every = shared_domains((own.gene.symbol, _with_others(one, own)) for one, own in pairs)
    own = {one.accession for one in drawn}
    genes = [set(one.copies) for one in drawn]
    return tuple(
        one
        for one in every
        if one.accession in own or not any(set(one.copies) <= known for known in genes)
    )


def _with_others(requested: GeneAnswers, shown: GeneAnswers) -> Features | None:
    """Return the protein as drawn, with the domains that only the other source has on it."""
    shape: Features | None = shown["features"].data
    if shape is None:
        return None
    domains = list(shape.domains or ())
    for question in ("features", "features_mane"):
        other: Features | None = requested[question].data
        if other is not None and other.protein_length == shape.protein_length:
            known = {one.accession for one in domains}
            domains += [one for one in other.domains or () if one.accession not in known]
    return replace(shape, domains=tuple(domains))


def others(
    requested: ComparisonAnswers, shown: ComparisonAnswers, shared: tuple[SharedDomain, ...]
) -> ComparisonAnswers:
    """Return, as the question "others", the answers with domains aligned on and not drawn."""
    genes = []
    for one, own in zip(requested.genes, shown.genes, strict=True):
        symbol = one.gene.symbol
        drawn = {domain.accession for domain in _domains(own["features"])}
        missing = {s.accession for s in shared if symbol in s.copies} - drawn
        for question in ("features", "features_mane"):
            if missing & {domain.accession for domain in _domains(one[question])}:
                genes.append(_with(one, others=one[question]))
                break
    return replace(shown, genes=tuple(genes))


def _domains(answer: Answer[Features]) -> tuple[Domain, ...]:
    return (answer.data.domains or ()) if answer.data else ()


def shared_elsewhere(requested: ComparisonAnswers, shared: tuple[SharedDomain, ...]) -> str | None:
    """Return what genes share on the sequence of another set only, None where there is nothing."""
    genes = [set(one.copies) for one in shared]
    for name, question in (("clinvar_plp", "features_mane"), ("uniprot", "features")):
        for one in shared_domains((gene, answer.data) for gene, answer in requested.each(question)):
            if not any(set(one.copies) <= known for known in genes):
                symbols = f"{', '.join(list(one.copies)[:-1])} and {list(one.copies)[-1]}"
                return (
                    f"{symbols} share {one.name} ({one.accession}) on the sequences of "
                    f"{SET_NAMES[name]}: choose that set to align them."
                )
    return None


def _with(answers: GeneAnswers, **own: Answer[Any]) -> GeneAnswers:
    return replace(answers, by_question={**answers.by_question, **own})


def unknown_set(answers: ComparisonAnswers) -> list[Element]:
    """Return that the address names no set, nothing where it does or names none."""
    name = answers.source_set
    if not name or name in SOURCE_SETS:
        return []
    words = f"The address names no set of variants \u201c{name[:40]}\u201d; the usual is shown. "
    return [html.Span(words)]


def set_buttons(answers: ComparisonAnswers) -> list[Tree]:
    """Return a button for each set that any of the genes has; none for one set alone."""
    questions = {name: SIZE_OF_SELECTION if name == SELECTION else name for name in SOURCE_SETS}
    found = {
        name: [answer.data for _, answer in answers.each(question) if _has_records(answer.data)]
        for name, question in questions.items()
    }
    usual = _usual(answers)
    requested = answers.source_set if answers.source_set in SOURCE_SETS else usual
    named = [
        name for name in ("uniprot", "clinvar_plp", "clinvar") if found[name] or name == requested
    ]
    if len(named) < 2:
        return []
    buttons = [
        segment(
            SET_NAMES[name],
            _note(found[name]),
            pressed=name == requested,
            **{"data-compare-set": "" if name == usual else name},
        )
        for name in named
    ]
    return [switch("Set of variants", buttons)]


def are_mixed(answers: ComparisonAnswers) -> bool:
    """Tell whether the genes show records of different sets, as ClinVar's of some are not here."""
    own = (answer.data for _, answer in answers.each("variants"))
    return len({found.source_set for found in own if record_count(found) and found}) > 1


def _has_records(found: VariantSet | None) -> bool:
    return found is not None and bool(record_count(found) or found.announced)


def _usual(answers: ComparisonAnswers) -> str | None:
    """Return the set that all genes show where none is named, None where they differ.

    It is ClinVar's selection only where no gene has a record in another one.
    """
    every = [answer.data for _, answer in answers.each("variants") if answer.data]
    own = {found.source_set for found in every if record_count(found)}
    if own != {SELECTION}:
        own.discard(SELECTION)
    own = own or {found.source_set for found in every}
    return own.pop() if len(own) == 1 else None


def _note(found: list[Any]) -> str:
    if found and found[0].selection:
        return f"{selection_name(found[0])}: at least these"
    return f"of {len(found)} of the genes"
