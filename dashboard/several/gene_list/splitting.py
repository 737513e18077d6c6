"""A cell or a line as symbols: which characters part them, and which belong to one."""

from __future__ import annotations

import re
from typing import NamedTuple

from dashboard.genes.spreadsheet_dates import date_of
from dashboard.genes.text import joined, normal
from dashboard.several.gene_list.lookup import Lookup, is_integer, is_number

PARTING = re.compile(r"[,;|\t\n\r\x0b\x0c\u2028\u2029]+|/{2,}|:{2,}")
WHOLE = re.compile(r"[,;\t\n\r\x0b\x0c\u2028\u2029]+")  # of a formula or markup
ODD = ("=", "+", "<", "@")
QUOTES = "\"'\u201c\u201d\u2018\u2019\u201e`\u00ab\u00bb"
# Signs that point to a footnote; "*" and "@" end a few real symbols, which are looked up first.
MARKS = re.compile(
    r"(?:\s*(?:[*\u2020\u2021\u00a7\u00b6#\u2016\u22c6\u2217\u00b9\u00b2\u00b3\u2070-\u209c\u00aa"
    r"\u00ba\u1d43-\u1d5b\u02b0-\u02b8]+|\^\(?[a-z0-9,*]{1,3}\)?|\[[a-z0-9,]{1,3}\]|\([a-z*]\)))+$"
)
# What begins an item of a list: a bullet, or a number with a point or bracket; a space follows.
BULLET = re.compile(
    r"(?:[-*+>\u2022\u2023\u2043\u00b7\u25a0-\u25ff\u2013\u2014\u2217\u27a2\uf0b7\u2192]"
    r"|\(?[0-9]{1,5}[.)]|\[[0-9]{1,5}\]|\(?(?:[a-z]|[ivx]{2,5})\)|[ivx]{2,5}\.)\s+(?=\S)"
)
EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3})(\w[\w.@-]{0,60})\1(?!\w)")  # of Markdown
# GWAS Catalog writes neighbours as STAT3 - CAVIN1, STAR-Fusion partners as EML4--ALK.
DASHED = re.compile(r"\s+[-\u2013\u2014]+\s+|--+|\s*(?:->|\u2192|/)\s*")
# STAT3:6774 as ClinVar's VCF writes genes, STAT3=0.24, STAT3:c.1144C>T
NUMBERED = re.compile(r"(.+?)(?:[:=][-+]?[0-9][0-9.,eE+-]*|:[cgmnpr]\.\S+)")
SLASHED = re.compile(r"[\w.@*()\- ]+(?:/[\w.@*()\- ]+)+")  # a path or a tag has other signs too
ENDING = re.compile(r"[A-Z]?[0-9]{0,2}")
MANY_OPEN = 300  # pieces with a space from which a look at some decides
LONGEST = 300  # characters of a piece that marks and dashes are looked for in
MOST_LOOKED = 60  # words of a line that tell whether it is a text
HARDLY = 0.05  # share of their words that are genes
MOST_WORDS = 4  # words from which a piece without a gene is a text


class Split(NamedTuple):
    """The symbols of each cell; what stood beside them and is none: figures and footnote marks."""

    symbols: list[list[str]]
    figures: list[int]  # how many of each cell
    marks: list[bool]


def bare(text: str) -> str:
    """Return a text without the footnote marks behind it."""
    if len(text) > LONGEST:
        return text
    return (
        MARKS.sub("", text).strip() if (text and not text[-1].isalnum()) or _raised(text) else text
    )


def _raised(text: str) -> bool:
    return "^" in text or not text[-1:].isascii()


def pieces(cell: str) -> list[str]:
    """Return what commas, semicolons, bars, tabs, "///" and "::" part; quotes around a piece go."""
    if cell.replace("-", "").isalnum():
        return [cell]
    text = without_bullet(cell)
    if "*" in text or "_" in text:
        text = EMPHASIS.sub(r"\2", text)
    parting = WHOLE if text.startswith(ODD) else PARTING
    found = (piece.strip().strip(QUOTES).strip() for piece in parting.split(text))
    return [piece for piece in found if piece]


def without_bullet(text: str) -> str:
    """Return an item of a list without its bullet or number; "1. Sep" is a date and stays."""
    found = BULLET.match(text.lstrip())
    if not found or (found[0][0].isdigit() and date_of(normal(text[:30]))):
        return text
    return text.lstrip()[found.end() :]


def split(cells: list[str], lookup: Lookup) -> Split:
    """Return the symbols of each cell, in order.

    Spaces part symbols only where at least one of the parts names a gene by more than a number:
    "1 Sep" and "HGNC 11364" are one, "BRCA 1" is one with a space too many, "STAT3 JAK1" are two,
    "TP53 17" is one gene and a figure. "/" parts symbols where the whole is no gene.
    """
    parts = [pieces(cell) for cell in cells]
    every = sorted({piece for found in parts for piece in found})
    cut = _cut([piece for piece in every if set(" /:=") & set(piece)], lookup)
    short = (piece for piece in every if len(piece) <= LONGEST)
    cut |= _undashed([piece for piece in short if DASHED.search(piece)], lookup)
    clean = _unmarked(
        sorted({word for piece in every for word in cut.get(piece, (piece,))}), lookup
    )
    symbols, figures, marks = [], [], []
    for found in parts:
        words = [word for piece in found for word in cut.get(piece, (piece,))]
        plain = [clean.get(word, word) for word in words]
        remaining = [word for word in plain if word and not is_number(word)]
        if not remaining:  # a list or a column of figures: Entrez ids
            remaining = [word for word in plain if is_integer(word)] or [
                word for word in plain if word
            ]
        symbols.append(remaining)
        figures.append(sum(bool(word) for word in plain) - len(remaining))
        marks.append(words != plain)
    return Split(symbols, figures, marks)


def _unmarked(words: list[str], lookup: Lookup) -> dict[str, str]:
    """Return the words that are genes without the mark of a footnote, and without it."""
    marked = {word: plain for word in words if (plain := bare(word)) != word}
    whole = lookup.known(list(marked))
    known = lookup.known(list(marked.values()))
    return {
        word: plain
        for (word, plain), is_whole, is_plain in zip(marked.items(), whole, known, strict=True)
        if not is_whole and (is_plain or not plain)
    }


def _undashed(whole: list[str], lookup: Lookup) -> dict[str, list[str]]:
    """Return the parts of pieces of which each names a gene: "STAT3 - CAVIN1", "EWSR1/FLI1".

    HER2/ERBB2 are names of one gene, and stay; CDKN2A/B is asked, for B alone is no gene.
    """
    parts = {piece: [bare(one) for one in DASHED.split(piece)] for piece in whole}
    lookup.known(sorted({word for words in parts.values() for word in words}))
    return {
        piece: words
        for piece, words in parts.items()
        if len(words) > 1 and all(words) and not lookup.is_one(piece) and all(lookup.sure(words))
    }


def _cut(whole: list[str], lookup: Lookup) -> dict[str, list[str]]:
    """Return the parts of pieces with a space, "/" or ":" that are no gene as they stand."""
    known = lookup.known(whole)
    close = lookup.known([joined(normal(piece)) if " " in piece else "" for piece in whole])
    open_ones = [piece for piece, *named in zip(whole, known, close, strict=True) if not any(named)]
    if len(open_ones) > MANY_OPEN:  # a look at some: names of another kind are not cut
        some = open_ones[:: len(open_ones) // MANY_OPEN]
        parts = [word for piece in some for word in _words(piece)]
        if sum(lookup.sure(parts)) < HARDLY * len(parts):
            return {}
    words = {word for piece in open_ones for word in _words(piece)}
    named = dict(zip(sorted(words), lookup.known(sorted(words)), strict=True))
    found = {}
    for piece in open_ones:
        parts = _words(piece)
        if any(named.get(word) and not is_number(word) for word in parts):
            found[piece] = _endings(piece, parts, named, lookup)
    return found


def _words(piece: str) -> list[str]:
    """Return what spaces and "/" part, without the number of "STAT3:6774" and without marks."""
    words = []
    parted = piece.replace("/", " ") if SLASHED.fullmatch(piece) else piece
    for word in parted.split():
        numbered = NUMBERED.fullmatch(word)
        words.append(bare(numbered[1] if numbered else word.strip(":")))
    return [word for word in words if word]


def _endings(piece: str, parts: list[str], named: dict[str, bool], lookup: Lookup) -> list[str]:
    """Return "CDKN2A/B" as CDKN2A and CDKN2B: what follows "/" is the end of another symbol."""
    first, *rest = parts
    if "/" not in piece or " " in piece or not named.get(first):
        return parts
    full = [
        first[: -len(end)] + end if ENDING.fullmatch(end) and len(end) < len(first) else end
        for end in rest
    ]
    known = lookup.known(full)
    return [first, *(one if yes else end for one, end, yes in zip(full, rest, known, strict=True))]


def is_text(piece: str, lookup: Lookup) -> bool:
    """Tell whether a line is words and no symbols: a title, a caption, a footnote."""
    words = piece.split(" ", MOST_LOOKED)[:MOST_LOOKED]
    if len(words) < MOST_WORDS:
        return False
    return sum(lookup.sure([word.strip(".,;:()") for word in words])) < len(words) / 2
