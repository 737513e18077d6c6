"""All symbols that genes have or had, sorted: approved, previous, alias.

A sorted column is one block of bytes or one numpy array, made once and never changed: 44,117 genes
with 103,000 symbols and 224,000 words of names take a few megabytes, and threads can share them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pandas.util import hash_array
from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from dashboard.genes.text import joined

Rows = NDArray[np.int32]  # row numbers in the genes table
HEAD = 8  # bytes
AFTER_ALL = b"\xff"  # sorts behind every UTF-8 text
SYMBOL = 0
FEW = 50  # texts up to which each is sought by itself
HOW = ("symbol", "previous", "alias")


class Match(NamedTuple):
    """A gene, by its row in the genes table, with the text that led to it."""

    row: int
    text: str
    how: str


class Owners(NamedTuple):
    """The genes, by row, that have a symbol as approved, previous and alias one; best first."""

    approved: tuple[int, ...]
    previous: tuple[int, ...]
    aliases: tuple[int, ...]


NOBODY = Owners((), (), ())


def upper(column: pa.Array) -> pa.Array:
    """Return a string column in upper case, nulls as empty."""
    return pc.fill_null(pc.utf8_upper(column.cast(pa.string())), "")


def reach(text: str) -> int:
    """Return how many typing errors still make two symbols near: the shorter, the fewer."""
    return 0 if len(text) < 3 else 1 if len(text) < 6 else 2


def offsets(column: pa.Array) -> Rows:
    """Return where each value of a string or list column starts, and where the last one ends."""
    start, count = column.offset, len(column)
    return np.frombuffer(column.buffers()[1], dtype=np.int32)[start : start + count + 1]


class Texts(Sequence[bytes]):
    """A column of UTF-8 texts in one block of bytes; the searches expect upper case."""

    def __init__(self, column: pa.Array) -> None:
        """Copy the column (strings without nulls) out of Arrow."""
        column = column.cast(pa.string())
        starts = offsets(column)
        block = column.buffers()[2]
        self.block = b"" if block is None else block.to_pybytes()[starts[0] : starts[-1]]
        self.starts: Rows = starts - starts[0]
        self._starts = self.starts.data  # plain integers, thrice as fast one by one

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]  # no slices needed
        """Return one text; IndexError behind the last one."""
        return self.block[self._starts[index] : self._starts[index + 1]]

    @cached_property
    def _arrow(self) -> pa.StringArray:
        """Return the column as Arrow sees it, uncopied."""
        return pa.StringArray.from_buffers(
            len(self), pa.py_buffer(self.starts), pa.py_buffer(self.block)
        )

    def some(self, places: Rows) -> list[str]:
        """Return the texts at these places."""
        found: list[str] = (
            self._arrow.take(pa.array(places)).to_numpy(zero_copy_only=False).tolist()
        )
        return found

    @cached_property
    def begins(self) -> Rows:
        """Return where in a sorted column each different text stands first."""
        differs = pc.not_equal(self._arrow[1:], self._arrow[:-1]).to_numpy(zero_copy_only=False)
        return np.concatenate([[0], np.flatnonzero(differs) + 1]).astype(np.int32)

    @cached_property
    def _hashes(self) -> tuple[NDArray[np.uint64], Rows]:
        """Return the hashes of all different texts, ascending, and where each stands first."""
        hashes = _hashed(self.some(self.begins))
        order = np.argsort(hashes)
        return hashes[order], self.begins[order]

    def places(self, texts: Sequence[str]) -> Rows:
        """Return where in a sorted column each text stands first, -1 where it does not.

        Of many texts at a time, a tenth as long as `equal` of each takes.
        """
        hashes, places = self._hashes
        sought = [
            text if text.isascii() else text.encode(errors="replace").decode() for text in texts
        ]
        wanted = _hashed(sought)
        at = hashes.searchsorted(wanted).clip(max=len(hashes) - 1)
        found: Rows = np.where(hashes[at] == wanted, places[at], -1)
        # A hash is no proof.
        same = pc.equal(self._arrow.take(pa.array(found.clip(min=0))), pa.array(sought))
        return np.where(same.to_numpy(zero_copy_only=False), found, -1).astype(np.int32)

    @property
    def lengths(self) -> Rows:
        """Return the length of each text in bytes."""
        return np.diff(self.starts)

    def alphabets(self) -> NDArray[np.uint64]:
        """Return which characters occur in each text, as bits: byte 65 is bit 65 - 64 = 1."""
        bits = np.left_shift(np.uint64(1), np.frombuffer(self.block, np.uint8) & np.uint8(63))
        return np.bitwise_or.reduceat(bits, self.starts[:-1])

    def equal(self, text: bytes) -> slice:
        """Return the stretch of a sorted column that equals the text."""
        head = _head(text)
        start = stop = bisect_left(self._heads, head)
        if start == len(self) or self._heads[start] != head:
            return slice(start, start)  # as of most texts that are no symbol
        start = stop = self._place(text)
        while stop < len(self) and self[stop] == text:  # few are equal: sooner than a search
            stop += 1
        return slice(start, stop)

    def prefixed(self, text: bytes) -> slice:
        """Return the stretch of a sorted column that begins with the text."""
        return slice(self._place(text), self._place(text + AFTER_ALL))

    def _place(self, text: bytes) -> int:
        """Return where a text stands in a sorted column, or would stand.

        Comparing texts is slow, numbers quick: the first eight bytes leave few texts to compare.
        """
        head = _head(text)
        low = bisect_left(self._heads, head)
        return bisect_left(self, text, low, bisect_right(self._heads, head, low))

    @cached_property
    def _heads(self) -> memoryview:
        """Return the first eight bytes of each text as a number, which sorts as the texts do."""
        block = np.frombuffer(self.block + bytes(HEAD), np.uint8)
        heads = np.zeros(len(self), np.uint64)
        lengths = self.lengths
        for i in range(HEAD):
            inside = np.where(lengths > i, block[self.starts[:-1] + i], np.uint8(0))
            heads |= inside.astype(np.uint64) << np.uint64(8 * (HEAD - 1 - i))
        return heads.data

    def containing(self, text: bytes) -> Rows:
        """Return the indices of the texts that contain the text, ascending."""
        found, at = [], self.block.find(text)
        while at >= 0:
            found.append(at)
            at = self.block.find(text, at + 1)
        index = np.searchsorted(self.starts, found, side="right") - 1
        inside = np.array(found, dtype=np.int64) + len(text) <= self.starts[index + 1]
        return np.unique(index[inside]).astype(np.int32)


def _head(text: bytes) -> int:
    return int.from_bytes(text[:HEAD].ljust(HEAD, b"\0"), "big")


def _hashed(texts: Sequence[str]) -> NDArray[np.uint64]:
    hashes: NDArray[np.uint64] = hash_array(np.array(texts, dtype=object), categorize=False)
    return hashes


class Symbols:
    """Every symbol with its gene and its kind: about 103,000. Texts asked for are upper case."""

    def __init__(
        self, symbols: pa.Array, previous: pa.Array, aliases: pa.Array, groups: Rows
    ) -> None:
        """Sort the symbols; `groups` ranks each gene by its kind, 0 first."""
        lists = [pc.list_flatten(lists).cast(pa.string()) for lists in (previous, aliases)]
        shown = pa.concat_arrays([symbols.cast(pa.string()), *lists])
        parents = [pc.list_parent_indices(lists).to_numpy() for lists in (previous, aliases)]
        rows = np.concatenate([np.arange(len(symbols)), *parents]).astype(np.int32)
        kinds = np.repeat(np.arange(3, dtype=np.int8), [len(symbols), *map(len, lists)])
        keys = upper(shown)
        by_text = pc.sort_indices(keys)
        self._shown, self._keys = Texts(shown.take(by_text)), Texts(keys.take(by_text))
        self._rows: Rows = rows[by_text.to_numpy()]
        self._kinds: NDArray[np.int8] = kinds[by_text.to_numpy()]
        lengths = self._keys.lengths
        self._by_length: Rows = np.argsort(lengths, kind="stable").astype(np.int32)
        self._longest = int(lengths.max(initial=0))
        every = np.arange(self._longest + 2, dtype=np.int32)
        self._of_length = lengths[self._by_length].searchsorted(every).tolist()
        self._alphabets = self._keys.alphabets()[self._by_length]
        # Approved symbols first, then by gene group, length, text.
        ranked = np.lexsort((lengths, groups[self._rows], self._kinds != SYMBOL))
        self._places: Rows = np.empty(len(ranked), dtype=np.int32)
        self._places[ranked] = np.arange(len(ranked), dtype=np.int32)
        approved = self._kinds == SYMBOL
        self.order: Rows = np.empty(len(symbols), dtype=np.int32)  # a gene's place, by its symbol
        self.order[self._rows[approved]] = self._places[approved]

    def owners(self, text: str) -> Owners:
        """Return the genes that have exactly this symbol."""
        if len(text) > self._longest:
            return NOBODY
        span = self._keys.equal(text.encode(errors="replace"))
        if span.start == span.stop:
            return NOBODY
        found: tuple[set[int], ...] = (set(), set(), set())
        for row, kind in zip(self._rows[span].tolist(), self._kinds[span].tolist(), strict=True):
            found[kind].add(row)
        return Owners(*(tuple(sorted(rows, key=self.order.__getitem__)) for rows in found))

    def clear(self, texts: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return for each text its gene where nothing else is to say, and how it is its symbol.

        The first has rows, -1 where the text is no symbol or several genes have it as approved or
        former one: `owners` tells. The second has places in `HOW`: an approved symbol may be an
        alias of others, which says nothing; an old one is that of one gene alone.
        """
        if len(texts) < FEW or not len(self._keys):  # many at a time cost more to begin with
            each = [self._clear(text) for text in texts]
            return [row for row, _ in each], [kind for _, kind in each]
        places = self._keys.places(texts)
        rows, kinds = self._firsts
        there = places >= 0
        return (
            np.where(there, rows[places], -1).tolist(),
            np.where(there, kinds[places], SYMBOL).tolist(),
        )

    def _clear(self, text: str) -> tuple[int, int]:
        approved, previous, aliases = self.owners(text)
        if approved:
            return (approved[0] if len(approved) == 1 and not previous else -1), SYMBOL
        if len(previous) + len(aliases) == 1:
            return (previous + aliases)[0], HOW.index("previous" if previous else "alias")
        return -1, SYMBOL

    @cached_property
    def _firsts(self) -> tuple[Rows, NDArray[np.int8]]:
        """Return for where a symbol begins among all its clear gene, else -1, and the kind."""
        begins = self._keys.begins
        kinds = self._kinds.astype(np.int64)
        # Of one symbol approved ones first, then by gene: the least tells gene and kind.
        ranks = kinds << 32 | self._rows
        first, last = (f.reduceat(ranks, begins) for f in (np.minimum, np.maximum))
        previous = np.bitwise_or.reduceat(1 << kinds, begins) & (1 << HOW.index("previous"))
        approved = np.add.reduceat(kinds == SYMBOL, begins, dtype=np.int64)
        is_clear = np.where(approved, (approved == 1) & (previous == 0), first == last)
        rows: Rows = np.full(len(self._keys), -1, np.int32)
        rows[begins] = np.where(is_clear, first & 0xFFFFFFFF, -1)
        kinds_of = np.zeros(len(self._keys), np.int8)
        kinds_of[begins] = first >> 32
        return rows, kinds_of

    def exact(self, text: str) -> Iterator[Match]:
        """Yield the symbols that equal the text, approved first."""
        span = self._keys.equal(text.encode(errors="replace"))
        if span.start == span.stop:
            return
        for index in sorted(range(span.start, span.stop), key=self._places.__getitem__):
            yield self._match(index)

    def prefixed(self, text: str) -> Iterator[Match]:
        """Yield the symbols that begin with the text, approved first."""
        span = self._keys.prefixed(text.encode(errors="replace"))
        return self._matches(np.arange(span.start, span.stop))

    def containing(self, text: str) -> Iterator[Match]:
        """Yield the symbols that contain the text, approved first."""
        return self._matches(self._keys.containing(text.encode(errors="replace")))

    def _matches(self, found: NDArray[np.integer]) -> Iterator[Match]:
        """Yield symbols by their index, best first."""
        for index in found[np.argsort(self._places[found])].tolist():
            yield self._match(index)

    def _match(self, index: int) -> Match:
        return Match(int(self._rows[index]), self._shown[index].decode(), HOW[self._kinds[index]])

    def nearest(self, text: str, limit: int) -> list[int]:
        """Return genes with a symbol that is a typing error or two away, nearest first.

        Distance counts inserted, lost, changed and swapped neighbouring letters. Equal distances:
        approved symbols first, then those that begin alike. Few or none: nothing is near.
        """
        if same := list(dict.fromkeys(chain(*self.owners(joined(text))))):
            return same[:limit]
        most = reach(text)
        similar = self._similar(text, most)
        choices, indices = self._keys.some(similar), similar.tolist()
        near = process.extract(text, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
        ordered = sorted(text)

        def worth(found: tuple[str, float, int]) -> tuple[float, bool, bool, int, int]:
            symbol, distance, place = found
            index = indices[place]
            swapped = sorted(symbol) == ordered
            alike = Prefix.similarity(symbol, text)
            is_old = self._kinds[index] != SYMBOL
            return distance, is_old, not swapped, -alike, int(self._places[index])

        rows = (int(self._rows[indices[place]]) for *_, place in sorted(near, key=worth))
        return list(dict.fromkeys(rows))[:limit]

    def _similar(self, text: str, most: int) -> Rows:
        """Return the symbols with such a length and such letters that they can be near.

        One error changes the length by at most one, and adds at most one letter to the set of
        letters and takes at most one; this leaves some hundreds of symbols to compare.
        """
        own = text.encode(errors="replace")
        letters = np.uint64(reduce(or_, (1 << (byte & 63) for byte in own), 0))
        shortest = min(max(len(own) - most, 0), self._longest + 1)
        low = self._of_length[shortest]
        high = self._of_length[min(len(own) + most, self._longest) + 1]
        differing = self._alphabets[low:high] ^ letters
        # All at once first, then those left one by one of the two sides.
        left = np.flatnonzero(np.bitwise_count(differing) <= 2 * most)
        differing = differing[left]
        near = np.bitwise_count(differing & letters) <= most
        near &= np.bitwise_count(differing & ~letters) <= most
        similar: Rows = self._by_length[low + left[near]]
        return similar
