"""Modes of inheritance in words, and ClinGen's scales: what codes on the page mean.

Inheritance stands at a pair of gene and disease, never at the gene (T51).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

WORDS: Mapping[str, str] = {
    "AD": "autosomal dominant",
    "AR": "autosomal recessive",
    "SD": "semidominant",
    "XL": "X-linked",
    "XLD": "X-linked dominant",
    "XLR": "X-linked recessive",
    "YL": "Y-linked",
    "PAD": "pseudoautosomal dominant",
    "PAR": "pseudoautosomal recessive",
    "MT": "mitochondrial",
    "DG": "digenic",
    "OG": "oligogenic",
    "PG": "polygenic",
    "NM": "non-Mendelian",
    "SP": "sporadic",
    "UD": "undetermined",
}


def words(code: str) -> str | None:
    """Return what a code means, None for one that is not known here."""
    return WORDS.get(code)


def legend(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return each code in use with its words, once, in the order of `WORDS`."""
    used = set(codes)
    return [(code, meaning) for code, meaning in WORDS.items() if code in used]
