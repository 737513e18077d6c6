"""A cell or a line as symbols: which characters part them, and which belong to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dashboard.genes.text import joined, normal

Known = Callable[[Iterable[str]], list[bool]]
"""Tells for each text whether it names a gene (or several)."""

PARTING = re.compile(r"[,;\t\n\r\x0b\x0c\u2028\u2029]+|/{2,}")
QUOTES = "\"'\u201c\u201d\u2018\u2019\u201e`"


def pieces(cell: str) -> list[str]:
    """Return what commas, semicolons, tabs and "///" part; quotes around a piece go."""
    found = (piece.strip().strip(QUOTES).strip() for piece in PARTING.split(cell))
    return [piece for piece in found if piece]


def symbols(cells: list[str], known: Known) -> list[list[str]]:
    """Return the symbols of each cell, in order.

    Spaces part symbols only where at least one of the parts names a gene by more than a number:
    "1 Sep" and "HGNC 11364" are one, "BRCA 1" is one with a space too many, "STAT3 JAK1" are two.
    """
    found = [pieces(cell) for cell in cells]
    spaced = {piece for parts in found for piece in parts if any(map(str.isspace, piece))}
    if not spaced:
        return found
    cut = _cut(sorted(spaced), known)
    return [[word for piece in parts for word in cut.get(piece, (piece,))] for parts in found]


def _cut(spaced: list[str], known: Known) -> dict[str, list[str]]:
    whole = known(spaced)
    close = known([joined(normal(piece)) for piece in spaced])
    open_ones = [
        piece for piece, *named in zip(spaced, whole, close, strict=True) if not any(named)
    ]
    words = {word for piece in open_ones for word in piece.split() if not word.isdigit()}
    named = dict(zip(sorted(words), known(sorted(words)), strict=True))
    return {piece: piece.split() for piece in open_ones if any(map(named.get, piece.split()))}
