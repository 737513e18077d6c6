"""What the gene picker offers as one types, in the order in which it offers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dashboard.genes.meanings import Meanings
from dashboard.genes.spellings import spelt
from dashboard.genes.symbols import HOW, SYMBOL, Match, Rows, Symbols, Texts, upper
from dashboard.genes.text import LONGEST, forms, joined, plain

NAME_HOW = ("name", "previous_name", "alias_name")
WORD = re.compile(r"[^\W_]+")
NO_ROWS: Rows = np.empty(0, dtype=np.int32)
IN_WORD = np.array([byte > 127 or chr(byte).isalnum() for byte in range(256)])
NEAR = 2  # symbols that have a place among what is offered, where there are as many
BEGINNING = 2  # letters from which on the beginning of a symbol tells something
SHORT = 3  # letters of a word that alone tell nothing


class Names:
    """Names of genes, searched as a whole, by the beginnings of their words, and in part."""

    def __init__(
        self, names: pa.Array, genes: Rows, kinds: NDArray[np.int8], groups: Rows, order: Rows
    ) -> None:
        """Index names without nulls.

        Args:
            names: The names.
            genes: The gene of each, by row.
            kinds: What each is, as a place in `NAME_HOW`.
            groups: Ranks each gene by its kind, 0 first.
            order: The place of each gene by its symbol.
        """
        self._genes, self._kinds = genes, kinds
        self._names = Texts(upper(names))
        self._words = Words(self._names)
        self._lengths = self._names.lengths
        ranked = np.lexsort((order[genes], self._lengths, groups[genes]))
        self._places: Rows = np.empty(len(ranked), dtype=np.int32)
        self._places[ranked] = np.arange(len(ranked), dtype=np.int32)

    def named(self, text: str) -> Rows:
        """Return the names that have, for each word, one that begins with it; unsorted."""
        words = WORD.findall(text)
        return self._words.matching([word.encode(errors="replace") for word in words])

    def whole(self, found: Rows, text: str) -> Rows:
        """Return those of the names that are the text."""
        name = text.encode(errors="replace")
        long = found[self._lengths[found] == len(name)]
        return np.array([place for place in long if self._names[place] == name], dtype=np.int32)

    def containing(self, text: str) -> Rows:
        """Return the names that have the text somewhere; unsorted."""
        return self._names.containing(text.encode(errors="replace"))

    def matches(self, found: Rows) -> Iterator[Match]:
        """Yield the genes of names, with the name (upper case): group, short names first."""
        for place in found[np.argsort(self._places[found])].tolist():
            how = NAME_HOW[self._kinds[place]]
            yield Match(int(self._genes[place]), self._names[place].decode(), how)


class Words:
    """The words of each gene's name, for search by the beginnings of words."""

    def __init__(self, names: Texts) -> None:
        """Split names (upper case) at every ASCII character that is no letter or digit."""
        words, rows = _split(names)
        coded = words.dictionary_encode()
        order = pc.sort_indices(coded.dictionary).to_numpy()
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        codes = place[coded.indices.to_numpy()]
        by_word = np.argsort(codes, kind="stable")
        self._words = Texts(coded.dictionary.take(pa.array(order)))
        self._rows: Rows = rows[by_word]
        self._starts = np.searchsorted(codes[by_word], np.arange(len(order) + 1)).astype(np.int32)
        self._genes = len(names)

    def matching(self, words: Sequence[bytes]) -> Rows:
        """Return the rows whose name has, for each word, one that begins with it; ascending."""
        if not words:
            return NO_ROWS
        spans = [self._words.prefixed(word) for word in words]
        if any(span.start == span.stop for span in spans):
            return NO_ROWS
        mask = np.ones(self._genes, dtype=bool)
        for span in spans:
            has = np.zeros(self._genes, dtype=bool)
            has[self._rows[self._starts[span.start] : self._starts[span.stop]]] = True
            mask &= has
        return np.flatnonzero(mask).astype(np.int32)


def _split(names: Texts) -> tuple[pa.Array, Rows]:
    """Return the words of all names, and the row of each; a regular expression takes 80 ms."""
    block = np.frombuffer(names.block, dtype=np.uint8)
    inside = IN_WORD[block]
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    starts = names.starts[:-1][names.lengths > 0]
    begins[starts] |= inside[starts]  # the name before may end in a letter
    at = np.flatnonzero(begins)
    rows = (np.searchsorted(names.starts, at, side="right") - 1).astype(np.int32)
    letters = block[inside]
    ends = np.append((np.cumsum(inside, dtype=np.int32) - 1)[at], len(letters)).astype(np.int32)
    words = pa.StringArray.from_buffers(len(at), pa.py_buffer(ends), pa.py_buffer(letters))
    return words, rows


class GeneSearch:
    """Searches symbols, ids and names; whole before part, symbols before names."""

    def __init__(
        self, symbols: Symbols, meanings: Meanings, names: Sequence[pa.Array], groups: Rows
    ) -> None:
        """Index the names of the genes.

        Args:
            symbols: All symbols.
            meanings: What a text means.
            names: Approved names, one a gene; previous and alias names, a list a gene.
            groups: Ranks each gene by its kind, 0 first.
        """
        self._symbols, self._meanings = symbols, meanings
        approved, *lists = names
        genes: Rows = np.arange(len(approved), dtype=np.int32)
        kinds = np.zeros(len(approved), np.int8)
        self._approved = Names(approved, genes, kinds, groups, symbols.order)
        flat = [pc.list_flatten(some).cast(pa.string()) for some in lists]
        owners = [pc.list_parent_indices(some).to_numpy() for some in lists]
        genes = np.concatenate(owners).astype(np.int32)
        kinds = np.repeat(np.arange(1, len(names), dtype=np.int8), [len(some) for some in flat])
        others = pa.concat_arrays(flat)
        self._others = Names(others, genes, kinds, groups, symbols.order)

    def matches(self, text: str) -> Iterator[Match]:
        """Yield matches, best first; a gene can come again. Never raises, whatever is typed."""
        typed = forms(text)
        if not typed or len(typed[0]) > LONGEST:
            return
        exact = [match for form in typed for match in self._exact(form)]
        yield from exact or self._apart(text, typed[-1])
        bare = typed[-1]
        written = spelt(bare)
        approved, others = self._approved.named(written), self._others.named(written)
        yield from self._approved.matches(self._approved.whole(approved, bare))
        yield from self._others.matches(self._others.whole(others, bare))
        yield from self._symbols.prefixed(bare)
        if (whole := joined(bare)) not in ("", bare):
            yield from self._symbols.prefixed(whole)
        yield from self._approved.matches(approved)
        if len(bare) >= 2:
            yield from self._symbols.containing(bare)
        if len(bare) >= 3:
            yield from self._approved.matches(self._approved.containing(bare))
        yield from self._others.matches(others)
        if len(bare) >= 3:
            yield from self._others.matches(self._others.containing(bare))

    def named(self, text: str) -> Iterator[Match]:
        """Yield the genes whose name has words that begin with those of the text, best first.

        None where every word is a letter or few: some hundreds of names have those.
        """
        if not any(len(word) > SHORT for word in WORD.findall(text)):
            return
        indexes = [(names, names.named(text)) for names in (self._approved, self._others)]
        for names, found in indexes:
            yield from names.matches(names.whole(found, text))
        for names, found in indexes:
            yield from names.matches(found)

    def meant(self, text: str, limit: int) -> tuple[int, ...]:
        """Return what no gene's name can mean: a symbol written apart, a word of names, an error.

        Genes whose approved symbol begins with the text come first, protein-coding ones before
        pseudogenes, then those of such a name; both leave room for near symbols.
        """
        near = self._symbols.nearest(text, limit)
        if any(self._symbols.owners(joined(text))):
            return tuple(near)
        begun = [match.row for match in islice(self._begun(text), limit)]
        named = [match.row for match in islice(self.named(text), limit)]
        first = list(dict.fromkeys([*begun, *named]))[: limit - len(near[:NEAR])]
        return tuple(dict.fromkeys([*first, *near, *begun, *named]))[:limit]

    def _begun(self, text: str) -> Iterator[Match]:
        """Yield the genes whose approved symbol begins with the text, none for a letter."""
        if len(text) >= BEGINNING:
            found = self._symbols.prefixed(text)
            yield from takewhile(lambda match: match.how == HOW[SYMBOL], found)

    def _exact(self, form: str) -> Iterator[Match]:
        """Yield what equals the text: symbols, ids, and symbols it was before a spreadsheet."""
        yield from self._symbols.exact(form)
        if (found := self._meanings.whole(form)) and found.how not in HOW:
            yield from (Match(row, form, found.how or "") for row in found.rows)
        if date := self._meanings.date(form):
            found_by_date = (*date.matches, *date.others)
            yield from (Match(row, original, "spreadsheet") for row, original, _ in found_by_date)

    def _apart(self, text: str, form: str) -> Iterator[Match]:
        """Yield the genes that the text names taken apart: one, or several to choose from."""
        if read := self._meanings.apart(plain(text)):
            how = read.reading.how
            for part, meaning in read.texts:
                shown = form if how != "names" or len(read.rows) == 1 else part
                yield from (Match(row, shown, how) for row in meaning.rows if row in read.rows)
