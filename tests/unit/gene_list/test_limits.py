"""A list is refused after a look at some of it, and no further is counted than to the limit."""

from __future__ import annotations

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
