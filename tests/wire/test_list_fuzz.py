"""Whatever is given as a list is accounted for or refused with a sentence; never a fault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import BadList
from dashboard.export.gene_list import list_text
from dashboard.models import GenomeWide
from dashboard.service import DataService
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.reading import read_list

PIECES = ("STAT3", "MLL", "1-Mar", "1 Sep", "", " ", ",", ";", "\t", "\n", '"', "=1+1", "#", "<b>")
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)


@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode(errors="replace"))))
def test_any_bytes_are_read_or_refused(service: DataService, content: bytes) -> None:
    try:
        found = read_list(content, service.index)
    except BadList as error:
        words = (error.message, error.hint)
    else:
        words = ("", "")
        assert len(found.symbols) == len(found.lines) > 0
    assert len(" ".join(words)) < 400


@pytest.fixture(scope="module")
def small(wide: GenomeWide) -> GenomeWide:
    """Return a release of STAT3 and few others."""
    table = wide.table[wide.table["symbol"].str.startswith("STA")].reset_index(drop=True)
    return replace(wide, table=table, ranked=len(table))


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=12))
def test_any_list_adds_up_and_exports_without_formulas(
    service: DataService, small: GenomeWide, symbols: list[str]
) -> None:
    found = gene_list(service.index, small, symbols)
    others = sum(found.count(name) for name in ("ambiguous", "unknown", "duplicate"))
    assert len(found.rows) + others == len(symbols) == len(found.lines)
    for table in ("rows", "report"):
        lines = list_text(found, (), table).split("\n")
        assert not any(line.startswith(("=", "+", "-", "@", "\t")) for line in lines)
