"""What a person types into the variant search box, read as one of six kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dashboard.rules.hgvs.change import ProteinChange, parse_protein_change
from dashboard.rules.hgvs.residues import NUMBER, RESIDUE, residue_name

ACCEPTED_FORMS = (
    "Type a protein change (p.Arg382Trp or R382W), a residue (382, R382 or Arg382), "
    "a range (380-390), a dbSNP id (rs1234), a UniProt id (VAR_012345) "
    "or a ClinVar id (VCV000012345)."
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
