"""Modes of inheritance: HPO's terms as the short codes that the pages print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MODES: Mapping[str, str] = {
    "HP:0000006": "AD",  # autosomal dominant
    "HP:0012274": "AD",  # autosomal dominant with paternal imprinting
    "HP:0012275": "AD",  # autosomal dominant with maternal imprinting
    "HP:0000007": "AR",  # autosomal recessive
    "HP:0032113": "SD",  # semidominant
    "HP:0001417": "XL",  # X-linked
    "HP:0001423": "XLD",  # X-linked dominant
    "HP:0001419": "XLR",  # X-linked recessive
    "HP:0001450": "YL",  # Y-linked
    "HP:0034340": "PAD",  # pseudoautosomal dominant
    "HP:0034341": "PAR",  # pseudoautosomal recessive
    "HP:0001427": "MT",  # mitochondrial
    "HP:0010984": "DG",  # digenic
    "HP:0010983": "OG",  # oligogenic
    "HP:0010982": "PG",  # polygenic
    "HP:0001426": "NM",  # non-Mendelian
    "HP:0003745": "SP",  # sporadic
}
"""Code of each mode, in the order of print. HPO 2025-01-16, children of HP:0000005."""

QUALIFIERS: frozenset[str] = frozenset(
    {
        "HP:0001442",  # typified by somatic mosaicism
        "HP:0001466",  # contiguous gene syndrome
        "HP:0001470",  # sex-limited expression
        "HP:0001475",  # male-limited expression
        "HP:0003743",  # genetic anticipation
        "HP:0003744",  # genetic anticipation with paternal anticipation bias
        "HP:0003829",  # typified by incomplete penetrance
        "HP:0003831",  # typified by age-related disease onset
        "HP:0012274",  # with paternal imprinting
        "HP:0012275",  # with maternal imprinting
        "HP:0025352",  # typically de novo
        "HP:0032382",  # uniparental disomy
        "HP:0032383",  # uniparental heterodisomy
        "HP:0032384",  # uniparental isodisomy
        "HP:0034338",  # imprinted
        "HP:0034343",  # requires heterozygosity
        "HP:0034344",  # female-limited expression
        "HP:0034857",  # typified by highly variable age of onset
        "HP:0034950",  # typified by complete penetrance
        "HP:4000158",  # typified by high penetrance
        "HP:4000159",  # typified by moderate penetrance
        "HP:4000160",  # typified by low penetrance
    }
)
"""Terms that say how a mode behaves and are no mode themselves (HP:0034335 and below)."""


def modes(terms: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Return the codes of a disease's modes; a term without a code stays by its name."""
    found = set(terms)
    codes = [code for term, code in MODES.items() if term in found]
    others = sorted(names.get(term, term) for term in found - set(MODES) - QUALIFIERS)
    return list(dict.fromkeys(codes + others))


def qualifiers(terms: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Return the names of the terms that qualify a mode, ascending."""
    return sorted(names.get(term, term) for term in set(terms) & QUALIFIERS)
