"""What people, pastes and attackers type where a gene is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dashboard
from dashboard.errors import GeneAmbiguous, GeneNotFound
from dashboard.genes.index import GeneIndex

TABLE = Path(dashboard.__file__).parent / "snapshot" / "data" / "genes.parquet"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)  # lone surrogates too
NEAR_SYMBOLS = st.text("SETPMARCHDX19-/.: ", max_size=16)


def suggestions(index: GeneIndex, text: str) -> tuple[str, ...]:
    """Return what is offered for an unknown text."""
    with pytest.raises(GeneNotFound) as caught:
        index.resolve(text)
    return caught.value.suggestions


@pytest.mark.parametrize("text", ["", "   ", "\u00a0\n\t", "\u200b"])
def test_nothing_typed_says_what_to_type(index: GeneIndex, text: str) -> None:
    with pytest.raises(GeneNotFound) as caught:
        index.resolve(text)
    assert "Type a symbol such as STAT3" in caught.value.hint
    assert index.search(text) == []


MARKUP = ("<script>alert(1)</script>", "{{7*7}}", "%00", "'; DROP TABLE genes; --", '"', "'")
PATHS = ("../", "../../etc/passwd", "/", "\\", "C:\\")
CONTROL = ("\0", "STAT3\0", "\0STAT3", "\ud800", "STAT3\udfff", "\u202eSTAT3", "\U0001f600")
NUMBERS = ("HGNC:", "HGNC:0", "ENSG", "9" * 40, "ENSG99999999999", "1e309", "\u0661\u0662")
HOSTILE = (*MARKUP, *PATHS, *CONTROL, *NUMBERS, "null", "None")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_a_gene_not_found_with_a_short_printable_message(
    index: GeneIndex, text: str
) -> None:
    with pytest.raises(GeneNotFound) as caught:
        index.resolve(text)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 120
    assert len(index.search(text)) <= 12


@pytest.mark.parametrize("letter", ["A", " A", "<", "\u00df", "\ufdfa", "\U0001f600"])
def test_ten_thousand_characters_are_echoed_as_sixty(index: GeneIndex, letter: str) -> None:
    with pytest.raises(GeneNotFound) as caught:
        index.resolve(letter * 10_000)
    message = caught.value.message
    assert len(message.split("\u201c")[1].split("\u201d")[0]) == 60
    assert index.search(letter * 10_000) == []


@pytest.mark.parametrize(
    ("text", "near"),
    [
        *(("SATT3", "STAT3"), ("BRCA-1", "BRCA1"), ("STAT 3", "STAT3"), ("BRCA3", "BRCA1")),
        *(("KMT2AA", "KMT2A"), ("insulin receptor", "INSR"), ("catalase", "CAT")),
        *(("titin", "TTN"), ("huntingtin", "HTT"), ("stat 3", "STAT3")),
    ],
)
def test_an_unknown_name_offers_the_nearest_first(index: GeneIndex, text: str, near: str) -> None:
    offered = suggestions(index, text)
    assert offered[0] == near
    assert len(offered) <= 5


def test_a_name_is_offered_before_a_symbol_that_is_spelt_nearly_so(index: GeneIndex) -> None:
    offered = suggestions(index, "titin")
    assert offered.index("TTN") < offered.index("TIPIN")


def test_t59_choices_come_with_the_names_of_their_genes(index: GeneIndex) -> None:
    with pytest.raises(GeneAmbiguous) as caught:
        index.resolve("1-Mar")
    found = caught.value
    assert found.names == tuple(index.resolve(symbol).name for symbol in found.choices)


def test_suggestions_come_with_the_names_of_their_genes(index: GeneIndex) -> None:
    with pytest.raises(GeneNotFound) as caught:
        index.resolve("titin")
    found = caught.value
    assert found.names == tuple(index.resolve(symbol).name for symbol in found.suggestions)


@pytest.mark.parametrize(
    "text", ["NOTAGENE", "XYZZY123", "Q", "HGNC:1", "99999999", "QQQQ", "<b>x</b>"]
)
def test_nothing_is_offered_where_nothing_is_near(index: GeneIndex, text: str) -> None:
    assert suggestions(index, text) == ()


@settings(max_examples=200, deadline=None)
@given(text=ANY_TEXT | NEAR_SYMBOLS)
def test_any_text_is_a_gene_or_one_of_two_errors(index: GeneIndex, text: str) -> None:
    gene, problem = None, None
    try:
        gene = index.resolve(text)
    except (GeneNotFound, GeneAmbiguous) as error:
        problem = error
    assert (gene is None) != (problem is None)
    assert problem is None or problem.message.isprintable()
    assert gene is None or index.by_id(gene.hgnc_id).symbol == gene.symbol


@settings(max_examples=200, deadline=None)
@given(text=ANY_TEXT | NEAR_SYMBOLS, limit=st.integers(-1, 40))
def test_any_text_can_be_searched(index: GeneIndex, text: str, limit: int) -> None:
    assert len(index.search(text, limit)) <= max(limit, 0)
