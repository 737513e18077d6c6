"""The three releases' rows: parsing, nulls, bounds."""

from __future__ import annotations

import pytest

from dashboard.errors import SnapshotError
from dashboard.tables.making.constraint_tables import (
    complete_v4_rows,
    partial_v4_rows,
    v2_1_1_table,
    v2_1_table,
    v4_1_1_table,
)
from dashboard.tables.making.gamma import LOWER, UPPER, oe_bound
from dashboard.tables.making.names import GeneNames

V2 = [
    "gene",
    "transcript",
    "canonical",
    "obs_lof",
    "exp_lof",
    "oe_lof",
    "oe_lof_lower",
    "oe_lof_upper",
    "lof_z",
    "pLI",
    "obs_mis",
    "exp_mis",
    "oe_mis",
    "oe_mis_lower",
    "oe_mis_upper",
    "mis_z",
    "obs_syn",
    "exp_syn",
    "oe_syn",
    "oe_syn_lower",
    "oe_syn_upper",
    "syn_z",
    "gene_issues",
]
MISSENSE = "130 4.2764e+02 3.0400e-01 2.6300e-01 3.5200e-01 5.2215e+00"
SYNONYMOUS = "158 164.3 0.96 0.844 NA NaN"
NO_LOF = "NA NA NA NA NA NA NA"
V2_LINES = [
    "\t".join(V2),
    *(
        "\t".join(line.split())
        for line in (
            (
                f"ONE ENST01 true 1 5.0397e+01 1.98e-02 6e-03 9.4e-02 6.4849 1.0 {MISSENSE} "
                f"{SYNONYMOUS} []"
            ),
            f'TWO ENST02 true {NO_LOF} {MISSENSE} {SYNONYMOUS} ["no_exp_lof"]',
            f"TWO ENST03 false {NO_LOF} {MISSENSE} {SYNONYMOUS} []",
        )
    ),
]
V4 = [
    "gene",
    "gene_id",
    "transcript",
    "mane_select",
    "chromosome",
    "cds_length",
    "lof.obs",
    "lof.exp",
    "lof.oe",
    "lof.oe_ci.lower",
    "lof.oe_ci.upper",
    "lof.pLI",
    "lof.z_score",
    "mis.obs",
    "mis.z_score",
    "gene_flags",
    "constraint_flags",
]


def v4_lines(*rows: str) -> list[str]:
    """Return a v4 file of the rows, fields separated by spaces; "." is empty."""
    fields = (["" if field == "." else field for field in row.split()] for row in rows)
    return ["\t".join(line) for line in (V4, *fields)]


def test_t11_t12_a_gene_without_expected_lof_keeps_its_missense_row(names: GeneNames) -> None:
    _, two = v2_1_table(V2_LINES, {"TWO": "ENSG02"}, names).rows
    assert two["lof_obs"] is None
    assert two["lof_oe_upper"] is None
    assert (two["loeuf_rank"], two["mis_z_rank"]) == (None, 1)
    assert (two["mis_obs"], two["mis_oe"], two["mis_z"]) == (130, 0.304, 5.2215)
    assert (two["syn_oe_upper"], two["syn_z"]) == (None, None)
    assert two["flags"] == ["no_exp_lof"]


def test_only_canonical_rows_count_and_values_stand_as_printed(names: GeneNames) -> None:
    built = v2_1_table(V2_LINES, {"TWO": "ENSG02"}, names)
    assert len(built.rows) == 2
    one = built.rows[0]
    assert (one["lof_exp"], one["lof_oe"], one["lof_oe_upper"]) == (50.397, 0.0198, 0.094)
    assert (one["ensembl_id"], one["chromosome"], one["cds_length"]) == (None, None, None)
    assert built.covers is None


def test_t5_v2_1_1_takes_the_rank_of_its_file_counted_from_one(names: GeneNames) -> None:
    header = [*V2[:-1], "gene_id", "oe_lof_upper_rank", "constraint_flag", "cds_length"]
    row = [*V2_LINES[1].split("\t")[:-1], "ENSG1", "172", "mis_too_many", "2310"]
    built = v2_1_1_table(["\t".join(header), "\t".join(row)], names)
    one = built.rows[0]
    assert (one["loeuf_rank"], one["mis_z_rank"], one["cds_length"]) == (173, None, 2310)
    assert (one["ensembl_id"], one["flags"]) == ("ENSG1", ["mis_too_many"])
    assert built.covers == frozenset({"HGNC:1"})


ENSEMBL = 'ONE ENSG1 ENST01 true chr17 90 7 100 0.07 0.04 0.11 1 8.5 50 8.2 ["a"] ["outlier_syn"]'
REFSEQ = "ONE 99 NM_1.1 true chr17 90 7 100 0.07 0.04 0.11 1 8.5 50 8.2 [] []"


def test_t8_of_the_two_mane_rows_the_ensembl_one_is_kept() -> None:
    rows = complete_v4_rows(v4_lines(ENSEMBL, REFSEQ))
    assert [(row["transcript"], row["chromosome"]) for row in rows] == [("ENST01", "17")]
    assert rows[0]["flags"] == ["a", "outlier_syn"]
    assert rows[0]["computed"] == []


def test_t8_two_ensembl_rows_of_one_gene_stop_the_build() -> None:
    with pytest.raises(SnapshotError, match="T8"):
        complete_v4_rows(v4_lines(ENSEMBL, ENSEMBL))


def test_t4_the_missing_lower_bound_is_computed_and_says_so() -> None:
    partial = v4_lines("ONE ENSG1 ENST01 true . . 7 114.35 0.061213 . 0.11498 1 8.5 . 8.2121 . .")
    (row,) = partial_v4_rows(partial)
    assert row["lof_oe_lower"] == pytest.approx(0.034813, abs=1e-6)
    assert row["computed"] == ["lof_oe_lower"]
    assert (row["mis_obs"], row["mis_z"]) == (None, 8.2121)


def test_where_a_gene_is_in_both_the_complete_row_stands(names: GeneNames) -> None:
    partial = v4_lines(
        "ONE ENSG1 ENST01 true . . 7 114.35 0.061213 . 0.11498 1 8.5 . 8.2121 . .",
        "TWO ENSG2 ENST02 true . . 0 10 0 . 0.3 1 2.5 . 1.1 . .",
    )
    built = v4_1_1_table(v4_lines(ENSEMBL), partial, names)
    assert [(row["symbol"], row["mis_obs"]) for row in built.rows] == [("ONE", 50), ("TWO", None)]
    assert built.covers == frozenset({"HGNC:1", "HGNC:2"})
    assert all(row["loeuf_rank"] is None for row in built.rows)


@pytest.mark.parametrize(
    ("obs", "quantile", "place"),
    [(0, UPPER, 2.995732), (0, LOWER, 0.051293), (7, UPPER, 13.148114), (1525, UPPER, 1590.8)],
)
def test_t4_bounds_are_quantiles_of_the_gamma_posterior(
    obs: int, quantile: float, place: float
) -> None:
    assert oe_bound(obs, 1.0, quantile) == pytest.approx(place, rel=2e-5)
