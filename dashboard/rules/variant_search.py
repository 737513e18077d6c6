"""The variant search of the gene page: what a person typed, among the gene's own records."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.models import Variant, VariantSet
from dashboard.rules.hgvs import (
    ACCEPTED_FORMS,
    ProteinChange,
    SearchTerm,
    parse_protein_change,
    parse_search,
)

MOST_NAMED = 6
MOST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: ids in the order of the protein, and one sentence for people.

    `understood` is False where the text is none of the accepted forms.
    """

    ids: tuple[str, ...]
    message: str
    understood: bool = True


def find_variants(text: str, among: VariantSet, symbol: str) -> Found:
    """Look for what was typed; never raises, whatever it is."""
    term = parse_search(text)
    quoted = _quoted(text)
    if term is None:
        return Found((), f"{quoted} cannot be read. {ACCEPTED_FORMS}", understood=False)
    records = (*among.variants, *among.unplaced)
    hits = tuple(variant for variant in records if _matches(term, variant))
    if not hits:
        return Found((), _nothing(term, among, f"{among.label} of {symbol}", quoted))
    off = sum(1 for variant in hits if variant.reason)
    words = "1 record matches" if len(hits) == 1 else f"{len(hits)} records match"
    where = f" {off} of them not on the plot: see the list below the table." if off else ""
    return Found(tuple(v.id for v in hits), f"{words} {quoted}: {_names(hits)}.{where}")


def _matches(term: SearchTerm, variant: Variant) -> bool:
    if term.kind == "dbsnp":
        return variant.dbsnp == term.identifier
    if term.kind in ("uniprot", "clinvar"):
        return variant.id == term.identifier
    if term.change is not None:
        return _same_change(term.change, variant)
    return _at(term, variant) and (term.ref is None or _has_residue(term, variant))


def _same_change(wanted: ProteinChange, variant: Variant) -> bool:
    if wanted.position is not None and wanted.position != variant.position:
        return False
    change = parse_protein_change(variant.protein_change or "")
    if change is None:
        return False
    if wanted.core == change.core:
        return True
    # A frameshift typed without its new residue and stop means any that begins there.
    short = wanted.consequence == "frameshift" and wanted.core.endswith("fs")
    return short and change.consequence == "frameshift" and change.ref == wanted.ref


def _at(term: SearchTerm, variant: Variant) -> bool:
    if term.position is None or term.end is None or variant.position is None:
        return False
    return variant.position <= term.end and (variant.end or variant.position) >= term.position


def _has_residue(term: SearchTerm, variant: Variant) -> bool:
    change = parse_protein_change(variant.protein_change or "")
    return change is not None and change.position == term.position and change.ref == term.ref


def _nothing(term: SearchTerm, among: VariantSet, where: str, quoted: str) -> str:
    """Say that there is nothing, and what stands at the place that was meant."""
    length, position = among.protein_length, term.position
    if length is not None and position is not None and position > length + 1:
        return f"No record matches {quoted}: the protein ends at residue {length:,}."
    if term.kind == "clinvar" and among.source_set != "clinvar":
        return f"No record matches {quoted}: these are the {where}, which carry no ClinVar ids."
    there = [variant for variant in among.variants if _at(term, variant)]
    words = f"No record matches {quoted} among the {where}."
    return f"{words} At residue {position:,}: {_names(there)}." if there else words


def _names(variants: tuple[Variant, ...] | list[Variant]) -> str:
    names = [variant.protein_change or variant.id for variant in variants[:MOST_NAMED]]
    more = len(variants) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _quoted(text: str) -> str:
    flat = " ".join(text[: 4 * MOST_QUOTED].split())
    return f"“{flat if len(flat) <= MOST_QUOTED else flat[:MOST_QUOTED] + '…'}”"
