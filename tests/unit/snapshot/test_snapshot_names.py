"""Which gene a row of a release belongs to."""

from __future__ import annotations

import pytest

from dashboard.tables.making.constraint_rows import give_to_genes, parse_flags, rank
from dashboard.tables.making.names import (
    Decided,
    GeneNames,
    ReleaseNames,
    count_ways,
    decided_v2,
    without_version,
)
from dashboard.tables.making.rows import Row


def row(
    symbol: str,
    transcript: str = "ENST99",
    ensembl_id: str | None = None,
    residues: int | None = None,
    lof_exp: float | None = 1.0,
) -> Row:
    """Return what mapping looks at."""
    bases = None if residues is None else 3 * residues
    names = {"symbol": symbol, "transcript": transcript, "ensembl_id": ensembl_id}
    return names | {"cds_length": bases, "lof_exp": lof_exp}


def given(rows: list[Row], names: GeneNames, release: ReleaseNames | None = None) -> list[object]:
    """Return gene, way and whether it is the gene's own row, of each row."""
    return [
        (one["hgnc_id"], one["mapped_by"], one["is_primary"])
        for one in give_to_genes(rows, names, release)
    ]


@pytest.mark.parametrize(
    ("symbol", "transcript", "found"),
    [
        ("TWO", "ENST01", ("HGNC:1", "mane")),
        ("TWO", "ENST99", ("HGNC:2", "symbol")),
        ("OLD", "ENST99", ("HGNC:1", "previous")),
        ("NICK", "ENST99", ("HGNC:2", "alias")),
        ("SAME", "ENST99", None),
        ("BOTH", "ENST99", None),
        ("one", "ENST99", ("HGNC:1", "symbol")),
        ("C6ORF6", "ENST99", ("HGNC:6", "symbol")),
        ("hsa-7", "ENST99", None),
    ],
)
def test_t62_without_an_id_transcript_then_symbol_then_unique_old_names(
    names: GeneNames, symbol: str, transcript: str, found: tuple[str, str] | None
) -> None:
    assert (names.find(row(symbol, transcript)) or (None, None, None))[:2] == (
        found or (None, None)
    )


@pytest.mark.parametrize(
    ("symbol", "ensembl_id", "residues", "found"),
    [
        ("RP11-1.1", "ENSG02.7", None, ("HGNC:2", "id")),  # no gene's symbol
        ("SAME", "ENSG01", None, ("HGNC:1", "id")),  # two genes' symbol names none
        ("hsa-7", "ENSG06", 120, ("HGNC:6", "id")),  # a microRNA has no LoF figures
        ("C6orf6", "ENSG07", 120, ("HGNC:6", "symbol")),
        ("EIGHT", "ENSG09", None, ("HGNC:8", "symbol")),  # a readthrough makes a protein
        ("SEVEN", "ENSG09", 90, None),  # neither makes one
        ("FOUR", "ENSG06", 201, ("HGNC:6", "id")),  # length
        ("C6orf6", "ENSG04", 198, ("HGNC:6", "symbol")),
        ("FOUR", "ENSG05", 507, ("HGNC:5", "id")),  # both as long: the id
        ("FOUR", "ENSG05", 300, ("HGNC:5", "id")),
        ("FOUR", "ENSG06", 350, ("HGNC:4", "symbol")),  # nothing decides: the symbol
        ("FOUR", "ENSG77", 350, ("HGNC:4", "symbol")),  # an id that no gene has
    ],
)
def test_t62_an_id_and_a_symbol_of_two_genes(
    names: GeneNames,
    symbol: str,
    ensembl_id: str,
    residues: int | None,
    found: tuple[str, str] | None,
) -> None:
    answer = names.find(row(symbol, ensembl_id=ensembl_id, residues=residues))
    assert (None if answer is None else answer[:2]) == found


def test_t62_a_row_at_another_gene_than_its_id_names_says_so(names: GeneNames) -> None:
    by_length = names.find(row("C6orf6", ensembl_id="ENSG04", residues=200))
    unclear = names.find(row("FOUR", ensembl_id="ENSG06", residues=350))
    assert by_length is not None
    assert by_length.caution is not None
    assert "FOUR's today; its protein has the length of C6orf6" in by_length.caution
    assert unclear is not None
    assert unclear.caution is not None
    assert "not clear" in unclear.caution


def test_t62_of_two_rows_of_a_gene_the_mane_transcript_is_its_own(names: GeneNames) -> None:
    rows = [row("ONE", "ENST77", "ENSG01", lof_exp=9.0), row("XYZ", "ENST01")]
    assert given(rows, names) == [("HGNC:1", "id", False), ("HGNC:1", "mane", True)]


def test_t62_then_the_row_whose_id_is_the_genes_never_the_older_accession(
    names: GeneNames,
) -> None:
    rows = [row("TWO", "ENST11", "ENSG0X", lof_exp=50.0), row("TWO", "ENST88", "ENSG02")]
    assert given(rows, names) == [("HGNC:2", "symbol", False), ("HGNC:2", "id", True)]
    assert all(one["caution"] is None for one in give_to_genes(rows, names))


def test_t62_where_neither_tells_the_approved_symbols_row_stands_with_a_caution(
    names: GeneNames,
) -> None:
    rows = [row("NICK", "ENST71", lof_exp=90.0), row("TWO", "ENST72")]
    one, two = give_to_genes(rows, names)
    assert (one["is_primary"], two["is_primary"]) == (False, True)
    assert "shown is ENST72, not ENST71" in str(two["caution"])


def test_t62_of_two_rows_under_one_symbol_the_one_as_long_as_the_protein_is_the_genes_own(
    names: GeneNames,
) -> None:
    rows = [
        row("OLD", "ENST71", residues=60, lof_exp=30.0),
        row("OLD", "ENST72", residues=101, lof_exp=3.0),
        row("OLD", "ENST73", residues=None, lof_exp=None),
    ]
    assert [one["is_primary"] for one in give_to_genes(rows, names)] == [False, True, False]


def test_t62_two_symbols_of_a_release_that_differ_by_case_alone_stay_two(names: GeneNames) -> None:
    assert given([row("C6ORF6", "ENST71")], names) == [("HGNC:6", "symbol", True)]
    rows = [row("C6orf6", "ENST71"), row("C6ORF6", "ENST72")]
    assert given(rows, names) == [("HGNC:6", "symbol", True), (None, None, True)]


def test_t62_a_row_of_no_known_gene_stands_under_its_own_symbol(names: GeneNames) -> None:
    assert given([row("AC1.2", "ENST77")], names) == [(None, None, True)]
    assert count_ways(give_to_genes([row("AC1.2", "ENST77")], names))["unmapped"] == 1


def test_t62_a_transcript_id_that_moved_is_found_by_its_symbol(names: GeneNames) -> None:
    release = ReleaseNames(moved=frozenset({"ENST01"}))
    assert given([row("TWO", "ENST01")], names, release) == [("HGNC:2", "symbol", True)]


def test_t62_what_is_decided_one_by_one_goes_before_the_rule(names: GeneNames) -> None:
    release = ReleaseNames(
        {
            "ENST71": Decided("ENSG04", 507, "C6orf6", "unclear: length of FOUR"),
            "ENST72": Decided("ENSG09", 90, None, "neither is protein-coding"),
            "ENST73": Decided("ENSG0X", 90, None, "the id is no gene of HGNC today"),
        }
    )
    rows = [
        row("C6orf6", "ENST71", "ENSG04", 507),
        row("FIVE", "ENST72", "ENSG09"),
        row("FIVE", "ENST73", "ENSG0X"),
    ]
    assert given(rows, names, release) == [
        ("HGNC:6", "symbol", True),
        (None, None, True),
        ("HGNC:5", "symbol", True),
    ]
    assert "not clear" in str(give_to_genes(rows, names, release)[0]["caution"])


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ENSG00000168610.18", "ENSG00000168610"),
        ("ENSG00000182378.15_PAR_Y", "ENSG00000182378"),
        ("ENSG00000182378_PAR_Y", "ENSG00000182378"),
        ("ENSGR0000182378", "ENSG00000182378"),
    ],
)
def test_t62_a_gene_id_is_read_in_all_its_forms(written: str, plain: str) -> None:
    assert without_version(written) == plain


def test_t62_the_decided_cases_of_v2_are_there_with_their_reasons() -> None:
    decided = decided_v2()
    assert len(decided) == 312
    assert decided["ENST00000328663"] == Decided("ENSG00000085231", 263, "TAF9", "length")
    assert sum(case.is_nobodys for case in decided.values()) == 1


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
