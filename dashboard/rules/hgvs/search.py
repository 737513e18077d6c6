"""What a person types into the variant search box: whose variant, and one of six kinds of term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.rules.hgvs.change import MAX_LENGTH, ProteinChange, parse_protein_change
from dashboard.rules.hgvs.residues import NUMBER, RESIDUE, residue_name

ACCEPTED_FORMS = (
    "Type a protein change (p.Arg382Trp or R382W), a residue (382, R382 or Arg382), "
    "a range (380-390), a dbSNP id (rs1234), a UniProt id (VAR_012345) "
    "or a ClinVar id (VCV000012345); a gene or transcript may stand before it (STAT3 R382W)."
)

Kind = Literal["change", "residue", "range", "dbsnp", "uniprot", "clinvar"]

# Longer than any id or range; a change has its own limit.
_MAX_SHORT = 100

_RESIDUE = re.compile(rf"(?:p\. ?)?({RESIDUE})? ?({NUMBER})", re.ASCII | re.IGNORECASE)
# People type a hyphen, paste a dash, or copy HGVS's underscore.
_RANGE = re.compile(
    rf"(?:p\.)?{RESIDUE}?({NUMBER})[ ]*(?:[-_\u2013\u2014]|\.\.|to)[ ]*{RESIDUE}?({NUMBER})",
    re.ASCII | re.IGNORECASE,
)
_DBSNP = re.compile(r"rs([1-9][0-9]{0,11})", re.ASCII | re.IGNORECASE)
_UNIPROT = re.compile(r"VAR_([0-9]{6,9})", re.ASCII | re.IGNORECASE)
_CLINVAR = re.compile(r"VCV([0-9]{1,12})(?:\.[0-9]{1,4})?", re.ASCII | re.IGNORECASE)


# "NM_139276.3(STAT3):", "STAT3(NM_139276.3):", "TP53:", "NP_644805.1:"; or "STAT3 " before a term.
_ACCESSION = r"(?:[NX][MPCRGT]_[0-9]{3,12}|ENS[GTP][0-9]{5,15}|LRG_[0-9]{1,5}[tp]?[0-9]{0,3})"
_UNIPROT_ACCESSION = (
    r"(?:[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2})(?:-[0-9]{1,2})?"
)
_NAMED_ACCESSION = re.compile(
    rf"(?:{_ACCESSION}(?:\.[0-9]{{1,3}})?|{_UNIPROT_ACCESSION})", re.ASCII
)
_OWNER = re.compile(
    r"(?P<first>[A-Za-z][\w.-]{0,60})\s*(?:\((?P<second>[A-Za-z][\w.@-]{0,40})\))?\s*:\s*(?P<rest>\S.*)",
    re.ASCII | re.DOTALL,
)
_SPACED = re.compile(
    r"(?P<first>[A-Za-z][A-Za-z0-9@.-]{0,30})[\s,]\s*(?P<rest>\S.*)", re.ASCII | re.DOTALL
)
# Both names of one change, as ClinVar's title and papers have them.
_BOTH = re.compile(r"(c\.\S+?)[\s,;]*[\s,;(]\(?\s*(p\..+?)\s*\)?", re.ASCII | re.DOTALL)
_DNA = re.compile(r"[cgmnr]\.\s?\S{1,200}", re.ASCII)
_BASES = re.compile(r"([ACGT])([1-9][0-9]{0,5})([ACGT])", re.ASCII | re.IGNORECASE)
_PARTED_BASE = re.compile(r"(?<=[0-9])\s+(?=[ACGT]>[ACGT])", re.ASCII)  # c.1144 C>T
_BARE_RANGE = re.compile(
    r"([1-9][0-9]{0,5})_([1-9][0-9]{0,5})(?:del|dup|ins|inv)[A-Za-z0-9]*", re.ASCII
)
_STATED_BASES = re.compile(r"(?<=del)[acgt]+(?=ins|$)|(?<=dup)[acgt]+$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart.

    `gene` and `accession` are whose variant it is, None where none is named. `coding` is the name
    on DNA or RNA ("c.1144C>T"), `term` the rest that `parse_search` reads; both may be there.
    `bases` is a coding name that the term could be meant as: C1144T. `range` are the numbers of
    "1459_1468del", which names no residues.
    """

    gene: str | None = None
    accession: str | None = None
    coding: str | None = None
    term: SearchTerm | None = None
    bases: str | None = None
    range: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """One thing to look for among a gene's variants.

    `position` to `end` are residues from 1 (equal for one residue), None for ids and for changes
    that name none. `ref` is the three-letter residue, where one was typed. `identifier` is in the
    source's spelling: `rs1234`, `VAR_012345`, `VCV000012345` (without its version).
    """

    text: str
    kind: Kind
    position: int | None = None
    end: int | None = None
    ref: str | None = None
    identifier: str | None = None
    change: ProteinChange | None = None


def parse_search(text: str) -> SearchTerm | None:
    """Read the search box; None means that it is none of ACCEPTED_FORMS. Never raises.

    Bare digits are a residue. A range typed backwards is turned round.
    """
    typed = text.strip() if len(text) <= _MAX_SHORT else ""
    return _identifier(typed) or _place(typed) or _change(text)


def parse_query(text: str) -> Query:
    """Read a text of the search box with gene, transcript, coding name and a full stop at its end.

    Never raises; where nothing can be read, `term` and `coding` are None.
    """
    if len(text) > MAX_LENGTH:
        return Query()
    typed = text.strip().rstrip(".;, \t\n") or text.strip()
    typed = _PARTED_BASE.sub("", typed)
    if owned := _OWNER.fullmatch(typed):
        gene, accession = _whose(owned["first"], owned["second"])
        return replace(_terms(owned["rest"]), gene=gene, accession=accession)
    query = _terms(typed)
    if query.term is None and query.coding is None and (spaced := _SPACED.fullmatch(typed)):
        rest = _terms(spaced["rest"])
        if rest.term is not None or rest.coding is not None:
            gene, accession = _whose(spaced["first"], None)
            return replace(rest, gene=gene, accession=accession)
    return query


def names_variant(text: str) -> bool:
    """Tell whether a text names one variant: a change, a coding name or an id, not a residue."""
    query = parse_query(text)
    if query.gene is not None and _is_one(parse_query(query.gene)):
        return False  # two changes side by side: "R382W V637M"
    first, *others = _outside_brackets(text) or [text]
    if any(_is_one(parse_query(other)) for other in others) and _is_one(parse_query(first)):
        return False  # several; an allele has brackets around its changes
    return _is_one(query)


def _is_one(query: Query) -> bool:
    has_term = query.term is not None and query.term.kind not in ("residue", "range")
    return query.coding is not None or has_term


def split_variants(text: str) -> list[str]:
    """Return the variants that a line names, separated by commas, semicolons, tabs or spaces.

    A gene before the first is put before those that name none. Commas within brackets part
    nothing. What names no variant stays a piece of its own; a text of one variant is returned as
    it is. Takes time linear in the text.
    """
    if len(text) > MAX_LENGTH or names_variant(text):
        return [text.strip()]
    pieces: list[str] = []
    gene = None
    for part in _outside_brackets(text):
        words = part.split()
        found = [part] if names_variant(part) else words
        if len(words) > 1 and found is words:
            first, *others = words
            if not names_variant(first) and all(map(names_variant, others)):
                found = [f"{first.rstrip(':')} {others[0]}", *others[1:]]
            elif not all(map(names_variant, words)):
                found = [part]
        for piece in found:
            query = parse_query(piece)
            gene = query.gene or gene
            plain = gene and _is_one(query) and not (query.gene or query.accession)
            pieces.append(f"{gene} {piece}" if plain else piece)
    return pieces


def _outside_brackets(text: str) -> list[str]:
    """Return the parts of a text between commas, semicolons and line ends, outside of brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth = max(0, depth + (letter in "([") - (letter in ")]"))
        if letter in "\t\n\r" or (letter in ",;" and not depth):
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def same_coding(ours: str, other: str) -> bool:
    """Tell whether two coding names are the same change; told bases (`delT`) count for nothing."""
    if ours == other or ">" in ours:
        return ours.casefold() == other.casefold()
    return _bare_coding(ours) == _bare_coding(other)


def _bare_coding(name: str) -> str:
    flat = name.removeprefix("c.").lower()
    return _STATED_BASES.sub("", flat)


def _whose(first: str, second: str | None) -> tuple[str | None, str | None]:
    """Return gene and accession of the names before a term, in whichever order they came."""
    gene = accession = None
    for name in (first, second):
        if name and _NAMED_ACCESSION.fullmatch(name):
            accession = name
        elif name:
            gene = name
    return gene, accession


def _terms(typed: str) -> Query:
    if both := _BOTH.fullmatch(typed):
        return Query(coding=both[1], term=parse_search(both[2]))
    bare = typed[1:-1].strip() if typed.startswith("(") and typed.endswith(")") else typed
    if _DNA.fullmatch(bare):
        return Query(coding="".join(bare.split()))
    if found := _BARE_RANGE.fullmatch(bare):
        return Query(range=(int(found[1]), int(found[2])))
    meant = _BASES.fullmatch(bare)
    bases = f"c.{meant[2]}{meant[1].upper()}>{meant[3].upper()}" if meant else None
    return Query(term=parse_search(typed), bases=bases)


def _identifier(typed: str) -> SearchTerm | None:
    if found := _DBSNP.fullmatch(typed):
        return SearchTerm(typed, "dbsnp", identifier=f"rs{found[1]}")
    if found := _UNIPROT.fullmatch(typed):
        return SearchTerm(typed, "uniprot", identifier=f"VAR_{found[1]}")
    if found := _CLINVAR.fullmatch(typed):
        return SearchTerm(typed, "clinvar", identifier=f"VCV{found[1].zfill(9)}")
    return None


def _place(typed: str) -> SearchTerm | None:
    if found := _RESIDUE.fullmatch(typed):
        ref = residue_name(found[1]) if found[1] else None
        position = int(found[2])
        return SearchTerm(typed, "residue", position=position, end=position, ref=ref)
    if found := _RANGE.fullmatch(typed):
        first, last = sorted((int(found[1]), int(found[2])))
        return SearchTerm(typed, "range", position=first, end=last)
    return None


def _change(text: str) -> SearchTerm | None:
    change = parse_protein_change(text)
    if change is None:
        return None
    return SearchTerm(
        text, "change", position=change.position, end=change.end, ref=change.ref, change=change
    )
