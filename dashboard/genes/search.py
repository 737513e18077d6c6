"""What the gene picker offers as one types, in the order in which it offers it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pyarrow as pa

from dashboard.genes.ids import Ids
from dashboard.genes.sorted_columns import Rows, Texts, Words
from dashboard.genes.spreadsheet_dates import originals
from dashboard.genes.symbols import Match, Symbols, upper
from dashboard.genes.text import LONGEST, forms, joined

WORD = re.compile(r"[^\W_]+")
NEAR = 2  # symbols that have a place among what is offered, where there are as many
SHORT = 3  # letters of a word that alone tell nothing


def repaired(symbols: Symbols, text: str) -> list[Match]:
    """Return the genes that a date (normal form) was before a spreadsheet changed it.

    Official symbols, old and new, go before aliases, as lists of genes print official ones.
    A match's text is the symbol that was changed. Several genes: the date is ambiguous.
    """
    found = [match for symbol in originals(text) for match in symbols.exact(symbol)]
    official = [match for match in found if match.how != "alias"]
    first: dict[int, Match] = {}
    for match in official or found:
        first.setdefault(match.row, match)
    return list(first.values())


class GeneSearch:
    """Searches symbols, ids and names; whole before part, symbols before names."""

    def __init__(self, symbols: Symbols, ids: Ids, names: pa.Array, groups: Rows) -> None:
        """Index the names of the genes; `groups` ranks each gene by its kind, 0 first."""
        self._symbols, self._ids = symbols, ids
        self._names = Texts(upper(names))
        self._words = Words(self._names)
        self._name_lengths = self._names.lengths
        ranked = np.lexsort((symbols.order, self._name_lengths, groups))
        self._places: Rows = np.empty(len(ranked), dtype=np.int32)
        self._places[ranked] = np.arange(len(ranked), dtype=np.int32)

    def matches(self, text: str) -> Iterator[Match]:
        """Yield matches, best first; a gene can come again. Never raises, whatever is typed."""
        typed = forms(text)
        if not typed or len(typed[0]) > LONGEST:
            return
        for form in typed:
            yield from self._exact(form)
        bare = typed[-1]
        rows = self._rows_named(bare)
        yield from self._names_of(self._with_whole_name(rows, bare))
        yield from self._symbols.prefixed(bare)
        if (whole := joined(bare)) not in ("", bare):
            yield from self._symbols.prefixed(whole)
        yield from self._names_of(rows)
        if len(bare) >= 2:
            yield from self._symbols.containing(bare)
        if len(bare) >= 3:
            yield from self._names_of(self._names.containing(bare.encode(errors="replace")))

    def named(self, text: str) -> Iterator[Match]:
        """Yield the genes whose name has words that begin with those of the text, best first.

        None where every word is a letter or few: some hundreds of names have those.
        """
        if not any(len(word) > SHORT for word in WORD.findall(text)):
            return
        rows = self._rows_named(text)
        yield from self._names_of(whole := self._with_whole_name(rows, text))
        yield from self._names_of(np.setdiff1d(rows, whole))

    def meant(self, text: str, limit: int) -> tuple[int, ...]:
        """Return what no gene's name can mean: a symbol written apart, a word of names, an error.

        Genes of such a name come first, as they do in the search, and leave room for near symbols.
        """
        near = self._symbols.nearest(text, limit)
        if any(self._symbols.owners(joined(text))):
            return tuple(near)
        named = [match.row for match in islice(self.named(text), limit)]
        first = named[: limit - len(near[:NEAR])]
        return tuple(dict.fromkeys([*first, *near, *named]))[:limit]

    def _exact(self, form: str) -> Iterator[Match]:
        """Yield what equals the text: symbols, ids, and symbols it was before a spreadsheet."""
        yield from self._symbols.exact(form)
        if found := self._ids.find(form):
            yield from (Match(row, form, found.how) for row in found.rows)
        for row, original, _ in repaired(self._symbols, form):
            yield Match(row, original, "spreadsheet")

    def _rows_named(self, text: str) -> Rows:
        """Return the genes whose name has, for each word, one that begins with it; unsorted."""
        words = WORD.findall(text)
        return self._words.matching([word.encode(errors="replace") for word in words])

    def _with_whole_name(self, rows: Rows, text: str) -> Rows:
        """Return those of the genes that have the text as their whole name."""
        name = text.encode(errors="replace")
        long = rows[self._name_lengths[rows] == len(name)]
        return np.array([row for row in long if self._names[row] == name], dtype=np.int32)

    def _names_of(self, rows: Rows) -> Iterator[Match]:
        """Yield genes with their name (upper case) as the match: group, short names first."""
        for row in rows[np.argsort(self._places[rows])].tolist():
            yield Match(row, self._names[row].decode(), "name")
