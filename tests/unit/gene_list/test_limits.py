"""A list is refused after a look at some of it, and no further is counted than to the limit."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from dashboard.errors import BadList
from dashboard.genes.index import GeneIndex
from dashboard.several.gene_list import splitting
from dashboard.several.gene_list.reading import MOST_SYMBOLS, read_list


def test_no_further_is_counted_than_to_the_limit(
    index: GeneIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0

    def counted(text: str) -> list[str]:
        nonlocal looked
        looked += 1
        return splitting.pieces(text)

    lines = [f"Q{n}" for n in range(45_000)]
    monkeypatch.setattr("dashboard.several.gene_list.reading.pieces", counted)
    with pytest.raises(BadList, match=f"at least {MOST_SYMBOLS + 1:,} symbols"):
        read_list("\n".join(lines), index)
    assert looked < 31_000


@pytest.mark.parametrize(
    "content",
    [
        "STAT3" + " " * 150_000 + "JAK1",
        "STAT3" + "._a" * 60_000,
        "STAT3 " + "- " * 90_000,
        "STAT3" + "*^" * 90_000,
        "x: " * 60_000,
        "[1] " + '"' * 150_000,
        "c(" + ":" * 150_000,
    ],
    ids=["spaces", "emphasis", "dashes", "marks", "labels", "quotes", "colons"],
)
def test_hostile_lines_are_read_or_refused_in_a_moment(index: GeneIndex, content: str) -> None:
    begun = process_time()
    with suppress(BadList):
        read_list(f"STAT3\n{content}\n", index)
    assert process_time() - begun < 3
