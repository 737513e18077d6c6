"""The standard genetic code: whether one base can turn one residue into another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

from dashboard.rules.hgvs.residues import NAMES

_BASES = "TCAG"
# Residues in the order of the codons TTT, TTC, TTA, TTG, TCT, ... (NCBI translation table 1).
_RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_CODONS: Mapping[str, str] = {
    "".join(bases): residue
    for bases, residue in zip(product(_BASES, repeat=3), _RESIDUES, strict=True)
}


@cache
def can_become(residue: str, other: str, place: int, before: str, after: str) -> bool:
    """Tell whether a base at a place of its codon (0 to 2) can turn a residue into another.

    Residues have three letters; bases are those of the coding strand.
    """
    return any(
        NAMES[found] == residue
        and codon[place] == before
        and NAMES[_CODONS[codon[:place] + after + codon[place + 1 :]]] == other
        for codon, found in _CODONS.items()
    )
