"""Texts of a sorted column, sought one by one and many at a time."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from dashboard.genes import symbols
from dashboard.genes.search import Words
from dashboard.genes.symbols import Texts

TEXTS = sorted(["A", "A", "AB", "ABCDEFGH", "ABCDEFGHI", "B", "B", "B", "\u03b1", ""])
SOUGHT = [*TEXTS, "ABC", "C", "ABCDEFGHIJ", "\u03b2", "\ud800", "A "]


@pytest.fixture
def column() -> Texts:
    """Return a sorted column in which some texts come again."""
    return Texts(pa.array(TEXTS))


def one_by_one(column: Texts, text: str) -> int:
    """Return where a text stands first, -1 where it does not."""
    found = column.equal(text.encode(errors="replace"))
    return found.start if found.start < found.stop else -1


def test_many_texts_are_found_where_each_alone_is(column: Texts) -> None:
    assert column.places(SOUGHT).tolist() == [one_by_one(column, text) for text in SOUGHT]


def test_a_hash_that_two_texts_share_makes_none_of_them_the_other(
    column: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(symbols, "_hashed", lambda texts: np.zeros(len(texts), np.uint64))
    for text, place in zip(SOUGHT, column.places(SOUGHT).tolist(), strict=True):
        assert place in (-1, one_by_one(column, text))


def test_names_are_found_by_words_that_all_begin_some_name() -> None:
    words = Words(Texts(pa.array(["ALPHA BETA", "ALPHA GAMMA", "DELTA"])))
    assert words.matching([b"AL", b"GAM"]).tolist() == [1]
    assert words.matching([b"ALPHA"]).tolist() == [0, 1]
    assert words.matching([b"ALPHA", b"X"]).tolist() == []
    assert words.matching([]).tolist() == []
