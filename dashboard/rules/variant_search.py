"""The variant search of the gene page: what a person typed, among the gene's own records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.models import Gene, Variant, VariantSet
from dashboard.rules.hgvs import (
    ACCEPTED_FORMS,
    ProteinChange,
    Query,
    SearchTerm,
    parse_protein_change,
    parse_query,
    same_coding,
)

MOST_NAMED = 6
MOST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: ids in the order of the protein, and one sentence for people.

    `understood` is False where the text is none of the accepted forms. `other_gene` is the symbol
    of the gene that the text names where it is not this one's, `rest` the text without it (T68).
    """

    ids: tuple[str, ...]
    message: str
    understood: bool = True
    other_gene: str | None = None
    rest: str | None = None


Known = Callable[[str], str | None]
"""From a name, a transcript or a protein to the symbol of its gene; None: not known here."""


def find_variants(
    text: str,
    among: VariantSet,
    symbol: str,
    gene: Gene | None = None,
    known: Known | None = None,
) -> Found:
    """Look for what was typed; never raises, whatever it is.

    `gene` is the page's gene with its other names and transcripts, `known` knows those of all
    genes; without them only `symbol` is this gene's, and any other name another's.
    """
    query = parse_query(text)
    quoted = _quoted(text)
    owner = owner_of(query, symbol, gene, known)
    if owner.stop is not None:
        return replace(owner.stop, message=f"{quoted} {owner.stop.message}", rest=_rest(text))
    if query.term is None and query.coding is None:
        return Found((), f"{quoted} {_unread(query)} {ACCEPTED_FORMS}", understood=False)
    found = _looked_for(query, among, symbol, quoted)
    added = [owner.note, _meant(query, among)]
    return replace(found, message=" ".join([found.message, *filter(None, added)]))


def _unread(query: Query) -> str:
    if query.range:
        first, last = query.range
        return (
            f"is a range without residues: type {first}-{last} for the residues, "
            f"p.Leu{first}_Gly{last}del (with their names) for a protein change, "
            f"c.{first}_{last}del for one of coding DNA."
        )
    return "cannot be read."


def _meant(query: Query, among: VariantSet) -> str | None:
    """Return the coding name that one-letter residues could be meant as: C1144T (T76)."""
    if query.bases is None or (query.term and query.term.kind != "change"):
        return None
    words = f"If you meant {query.bases}"
    if not _has_coding(among):
        return f"{words}: c. names are not read here, {among.label} carry none."
    return f"{words}, type that."


@dataclass(frozen=True, slots=True)
class Owner:
    """What the names before a term say: `stop` where it is not this gene's, or a note.

    Its message goes on after the text in quotes: "names “FOO”, which is no gene known here".
    """

    stop: Found | None = None
    note: str | None = None


def owner_of(query: Query, symbol: str, gene: Gene | None, known: Known | None) -> Owner:
    """Check gene, transcript and protein of a text against the page's gene (T68)."""
    if query.gene is not None and query.gene.casefold() != symbol.casefold():
        other = known(query.gene) if known else None
        names = (*gene.previous, *gene.aliases) if gene else ()
        is_own = query.gene.casefold() in {name.casefold() for name in names}
        # Another gene's symbol of today is not this one's, whatever it was called once.
        if other != symbol and not (is_own and other is None):
            return _named(query.gene, other if known else query.gene, symbol)
    if query.accession is None:
        return Owner()
    return _accession(query.accession, symbol, gene, known, has_gene=query.gene is not None)


def _named(name: str, other: str | None, symbol: str) -> Owner:
    if other is None:
        words = f"names “{name[:MOST_QUOTED]}”, which is no gene known here and not {symbol}."
        return Owner(Found((), f"{words} {ACCEPTED_FORMS}", understood=False))
    return Owner(_of_another(other, name, symbol))


def _of_another(other: str, name: str, symbol: str) -> Found:
    named = other if other == name else f"{name} is {other}"
    return Found((), f"is of another gene: {named}, not {symbol}.", other_gene=other)


def _accession(
    name: str, symbol: str, gene: Gene | None, known: Known | None, *, has_gene: bool
) -> Owner:
    own = _own_accessions(gene)
    base = _base(name)
    if base in own:
        return Owner()
    other = known(name) if known else None
    if other == symbol:
        return Owner(note=_numbering(name, gene))
    if other is not None:
        return Owner(_of_another(other, name, symbol))
    if has_gene:
        return Owner(note=_numbering(name, gene))
    kind = base[:3]
    if gene is not None and any(one[:3] == kind for one in own):
        mine = ", ".join(one for one in (gene.mane_refseq, gene.mane_select) if one)
        words = (
            f"is on {name}, which is not {symbol}'s transcript here ({mine}): it is of another "
            f"gene, or of an isoform of {symbol} that counts otherwise. Type the change alone to "
            "look for it on this one."
        )
        return Owner(Found((), words))
    return Owner(note=f"Whether {name} is {symbol}'s is not known here.")


def _numbering(name: str, gene: Gene | None) -> str | None:
    if gene is None or not (gene.mane_refseq or gene.mane_select):
        return None
    return f"{name} is not the transcript of this page: its residues may be counted otherwise."


def _own_accessions(gene: Gene | None) -> set[str]:
    if gene is None:
        return set()
    names = (gene.mane_select, gene.mane_refseq, gene.ensembl_id, gene.uniprot_id)
    return {_base(name) for name in (*names, *gene.mane_plus_clinical) if name}


def _base(accession: str) -> str:
    """Return an accession without its version or isoform."""
    return accession.partition(".")[0].partition("-")[0].upper()


def _rest(text: str) -> str:
    """Return what was typed without the gene before it, to look for it on the other gene's page."""
    flat = " ".join(text[: 4 * MOST_QUOTED].split())
    before, colon, after = flat.partition(":")
    return (after if colon else flat.partition(" ")[2]).strip() or before


def _has_coding(among: VariantSet) -> bool:
    return any(v.coding_change for v in (*among.variants, *among.unplaced))


def _looked_for(query: Query, among: VariantSet, symbol: str, quoted: str) -> Found:
    records = (*among.variants, *among.unplaced)
    hits: tuple[Variant, ...] = ()
    if query.coding is not None:
        hits = tuple(v for v in records if _same_coding(query.coding, v))
    term = query.term
    if not hits and term is not None:
        hits = tuple(variant for variant in records if _matches(term, variant))
    if not hits:
        return _none(query, among, f"{among.label} of {symbol}", quoted)
    off = sum(1 for variant in hits if variant.reason)
    words = "1 record matches" if len(hits) == 1 else f"{len(hits)} records match"
    where = f" {off} of them not on the plot: see the list below the table." if off else ""
    return Found(tuple(v.id for v in hits), f"{words} {quoted}: {_names(hits)}.{where}")


def _none(query: Query, among: VariantSet, where: str, quoted: str) -> Found:
    if query.term is not None:
        return Found((), _nothing(query.term, among, where, quoted))
    kind = (query.coding or "c.")[:2]
    if kind == "c." and _has_coding(among):
        return Found((), f"No record matches {quoted} among the {where}.")
    carry = f" The {where} carry none." if kind == "c." else ""
    words = f"{quoted} cannot be read: {kind} names are not read here.{carry} {ACCEPTED_FORMS}"
    return Found((), words, understood=False)


def _same_coding(coding: str, variant: Variant) -> bool:
    return variant.coding_change is not None and same_coding(coding, variant.coding_change)


def _matches(term: SearchTerm, variant: Variant) -> bool:
    if term.kind == "dbsnp":
        return variant.dbsnp == term.identifier
    if term.kind in ("uniprot", "clinvar"):
        return variant.id == term.identifier
    if term.change is not None:
        return _same_change(term.change, variant)
    return _at(term, variant) and (term.ref is None or _has_residue(term, variant))


def _same_change(wanted: ProteinChange, variant: Variant) -> bool:
    # A record that is not on the plot has a place in its change alone.
    if None not in (wanted.position, variant.position) and wanted.position != variant.position:
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
    if term.position is None or term.end is None:
        return False
    start, end = variant.position, variant.end
    if start is None and variant.protein_change:
        change = parse_protein_change(variant.protein_change)
        start, end = (change.position, change.end) if change else (None, None)
    return start is not None and start <= term.end and (end or start) >= term.position


def _has_residue(term: SearchTerm, variant: Variant) -> bool:
    change = parse_protein_change(variant.protein_change or "")
    return change is not None and change.position == term.position and change.ref == term.ref


def _nothing(term: SearchTerm, among: VariantSet, where: str, quoted: str) -> str:
    """Say that there is nothing, and what stands at the place that was meant."""
    length, position = among.protein_length, term.position
    if length is not None and position is not None and position > length + 1:
        return f"No record matches {quoted}: the protein ends at residue {length:,}."
    if term.kind == "clinvar" and not among.source_set.startswith("clinvar"):
        return f"No record matches {quoted}: these are the {where}, which carry no ClinVar ids."
    there = [variant for variant in among.variants if _at(term, variant)]
    words = f"No record matches {quoted} among the {where}."
    return f"{words} At residue {position:,}: {_names(there)}." if there else words


def _names(variants: tuple[Variant, ...] | list[Variant]) -> str:
    names = [
        variant.protein_change or variant.coding_change or variant.id
        for variant in variants[:MOST_NAMED]
    ]
    more = len(variants) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _quoted(text: str) -> str:
    flat = " ".join(text[: 4 * MOST_QUOTED].split())
    return f"“{flat if len(flat) <= MOST_QUOTED else flat[:MOST_QUOTED] + '…'}”"
