"""Whole tokens, case kept, context for symbols that are words (T54)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.rules.ambiguous_symbols import is_ambiguous
from dashboard.upstream.sources.mentions import mentions, quoted, searched_names
from tests.unit.sources.answering import STAT3


@pytest.mark.parametrize(
    "text",
    [
        "STAT3",
        "anti-STAT3 therapy",
        "STAT3/JAK2",
        "(STAT3)",
        "STAT3-mutant",
        "the STAT3.",
        "pSTAT3 STAT3",
    ],
)
def test_t54_a_whole_token_is_a_mention(text: str) -> None:
    assert mentions([text], ["STAT3"])


@pytest.mark.parametrize("text", ["pSTAT3", "STAT3A", "STAT31", "Stat3", "stat3", "STAT 3", ""])
def test_t54_a_part_of_a_word_or_another_case_is_none(text: str) -> None:
    assert not mentions([text], ["STAT3"])


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("All criteria MET before dosing", "MET"),
        ("Tablets BID with food", "BID"),
        ("REST for two hours", "REST"),
        ("allergy to CAT or dog", "CAT"),
        ("History of CAD or stroke", "CAD"),
    ],
)
def test_t54_a_symbol_that_is_a_word_needs_context(text: str, symbol: str) -> None:
    assert is_ambiguous(symbol)
    assert not mentions([text], [symbol])
    assert mentions([f"{symbol} mutation"], [symbol])


def test_t54_an_old_prefix_of_an_oncogene_is_context() -> None:
    assert mentions(["Positive for c-KIT by staining"], ["KIT"])


def test_t54_context_far_away_is_none() -> None:
    assert not mentions(["the gene. " + "x " * 80 + "criteria MET"], ["MET"])


def test_t54_only_aliases_that_cannot_be_words_are_searched() -> None:
    gene = replace(
        STAT3, aliases=("APRF", "HIES", "p53", "PD-L1", 'A"1]x', "IL6R"), previous=("ABC7",)
    )
    assert searched_names(gene) == ("STAT3", "ABC7", "PD-L1", "IL6R")


def test_the_names_of_a_gene_are_few_and_each_once() -> None:
    gene = replace(STAT3, aliases=tuple(f"NAME{n}" for n in range(99)), previous=("STAT3",))
    names = searched_names(gene)
    assert len(names) == 12
    assert len(set(names)) == 12


@pytest.mark.parametrize("name", ['A"B', "CYP4A-SE1[12]", "X(Y", "A\\B", "AREA[x]"])
def test_a_quoted_name_has_no_sign_of_the_query_language(name: str) -> None:
    assert not set(quoted(name)[1:-1]) & set('"[]()\\')
    assert quoted(name).startswith('"')


def test_a_text_of_megabytes_is_searched_in_linear_time() -> None:
    assert not mentions(["criteria MET " * 10_000], ["MET"])
    assert mentions(["criteria MET " * 10_000 + "MET exon 14"], ["MET"])
