"""Which gene a row of a release belongs to."""

from __future__ import annotations

import pytest

from dashboard.tables.making.constraint_rows import give_to_genes, parse_flags, rank
from dashboard.tables.making.names import GeneNames, count_ways
from dashboard.tables.making.rows import Row


def row(symbol: str, transcript: str, lof_exp: float | None = 1.0) -> Row:
    """Return what mapping looks at."""
    return {"symbol": symbol, "transcript": transcript, "lof_exp": lof_exp}


@pytest.mark.parametrize(
    ("symbol", "transcript", "found"),
    [
        ("TWO", "ENST01", ("HGNC:1", "mane")),
        ("TWO", "ENST99", ("HGNC:2", "symbol")),
        ("OLD", "ENST99", ("HGNC:1", "previous")),
        ("NICK", "ENST99", ("HGNC:2", "alias")),
        ("SAME", "ENST99", None),
        ("BOTH", "ENST99", None),
        ("one", "ENST99", None),
    ],
)
def test_t9_transcript_then_symbol_then_unique_old_names(
    names: GeneNames, symbol: str, transcript: str, found: tuple[str, str] | None
) -> None:
    assert names.find(symbol, transcript) == found


def test_t9_of_two_rows_of_a_gene_the_mane_transcript_is_its_own(names: GeneNames) -> None:
    given = give_to_genes([row("ONE", "ENST77", 9.0), row("XYZ", "ENST01", 1.0)], names)
    assert [(one["hgnc_id"], one["is_primary"]) for one in given] == [
        ("HGNC:1", False),
        ("HGNC:1", True),
    ]


def test_t9_under_one_approved_symbol_the_older_accession_is_the_genes_own(
    names: GeneNames,
) -> None:
    given = give_to_genes([row("TWO", "ENST88", 50.0), row("TWO", "ENST77", 2.0)], names)
    assert [one["is_primary"] for one in given] == [False, True]


def test_t9_under_old_symbols_the_larger_part_is_the_genes_own(names: GeneNames) -> None:
    rows = [row("OLD", "ENST71", None), row("OLD", "ENST72", 3.0), row("OLD", "ENST73", 8.0)]
    assert [one["is_primary"] for one in give_to_genes(rows, names)] == [False, False, True]


def test_t9_a_row_of_no_known_gene_stands_under_its_own_symbol(names: GeneNames) -> None:
    given = give_to_genes([row("AC1.2", "ENST77")], names)
    assert (given[0]["hgnc_id"], given[0]["mapped_by"], given[0]["is_primary"]) == (
        None,
        None,
        True,
    )
    assert count_ways(given)["unmapped"] == 1


def test_t9_a_transcript_id_that_moved_is_found_by_its_symbol(names: GeneNames) -> None:
    given = give_to_genes([row("TWO", "ENST01")], names, frozenset({"ENST01"}))
    assert (given[0]["hgnc_id"], given[0]["mapped_by"]) == ("HGNC:2", "symbol")


def test_t5_equal_values_share_the_rank_and_nulls_have_none() -> None:
    rows: list[Row] = [{"v": 0.2}, {"v": None}, {"v": 0.1}, {"v": 0.2}, {"v": 0.3}]
    assert rank(rows, "v", "place") == 4
    assert [one.get("place") for one in rows] == [2, None, 1, 2, 4]
    rank(rows, "v", "place", largest_first=True)
    assert [one.get("place") for one in rows] == [2, None, 4, 2, 1]


@pytest.mark.parametrize(
    ("packed", "flags"),
    [
        (["[]"], []),
        (['["mis_too_many","syn_outlier"]'], ["mis_too_many", "syn_outlier"]),
        (["syn_outlier"], ["syn_outlier"]),
        (["a|b", "c,b", None, ""], ["a", "b", "c"]),
        (['["low_exome_coverage"]', '["outlier_mis"]'], ["low_exome_coverage", "outlier_mis"]),
    ],
)
def test_t13_flags_keep_the_names_of_the_release(packed: list[str], flags: list[str]) -> None:
    assert parse_flags(*packed) == flags
