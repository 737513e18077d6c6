"""The sorted columns behind the gene index: texts, words and numbers, each with its genes.

Everything is one block of bytes or one numpy array, made once and never changed: 44,117 genes
with 103,000 keys and 224,000 words of names take a few megabytes, and threads can share them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pandas.util import hash_array

from dashboard.errors import TableDamaged

Rows = NDArray[np.int32]  # row numbers in the genes table
NO_ROWS: Rows = np.empty(0, dtype=np.int32)
ENSEMBL_DIGITS = 11
IN_WORD = np.array([byte > 127 or chr(byte).isalnum() for byte in range(256)])
HEAD = 8  # bytes
AFTER_ALL = b"\xff"  # sorts behind every UTF-8 text


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


class Numbers:
    """The digits of one kind of id ("HGNC:11364": 11364), with the gene of each."""

    def __init__(self, ids: pa.Array, prefix: str, rows: Rows) -> None:
        """Take ids with this prefix, and the gene of each; nulls are left out.

        A version behind an Ensembl id is dropped.

        Raises:
            TableDamaged: An id has another form.
        """
        known = pc.is_valid(ids).to_numpy(zero_copy_only=False)
        digits = pc.utf8_slice_codeunits(ids.drop_null(), start=len(prefix))
        if prefix.startswith("ENS"):
            digits = pc.utf8_slice_codeunits(digits, start=0, stop=ENSEMBL_DIGITS)
        try:
            values = digits.cast(pa.int64()).to_numpy()
        except pa.ArrowInvalid as error:
            message = f"The genes table has an id that is not {prefix!r} with digits: {error}"
            raise TableDamaged(message, "Run: python -m dashboard snapshot build") from error
        order = np.argsort(values, kind="stable")
        self._values = values[order]
        self._rows: Rows = rows[known][order]

    def rows(self, number: int) -> Rows:
        """Return the genes with this number; more than one where a source gave it twice."""
        low, high = np.searchsorted(self._values, [number, number + 1])
        return self._rows[low:high]
