"""The committed tables beside real tables that are not part of the project."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard.tables.making.constraint_tables import MOVED_SINCE_GRCH37, V2_COLUMNS
from dashboard.tables.making.rows import number, text
from dashboard.tables.snapshot import Snapshot


@pytest.fixture(scope="module")
def v2_1_1(shared: Path) -> Mapping[str, dict[str, str]]:
    """Return all rows of gnomAD v2.1.1 by transcript."""
    path = shared / "data" / "tables" / "gnomad-v2.1.1" / "gnomad_table.converted.tsv.gz"
    if not path.is_file():
        pytest.skip("the full gnomAD v2.1.1 table is not there")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        return {row["transcript"]: row for row in csv.DictReader(handle, delimiter="\t")}


def test_v2_1_1_starter_rows_equal_the_releases_own_table(
    snapshot: Snapshot, v2_1_1: Mapping[str, dict[str, str]]
) -> None:
    rows = [
        row
        for row in snapshot.arrow("constraint_v2_1_1").to_pylist()
        if row["loeuf_rank"] is not None
    ]
    for row in rows:
        theirs = v2_1_1[row["transcript"]]
        for ours, column in V2_COLUMNS.items():
            assert row[ours] == number(theirs[column]), (row["symbol"], ours)
        assert row["ensembl_id"] == theirs["gene_id"]
        assert row["loeuf_rank"] == (number(theirs["oe_lof_upper_rank"]) or 0) + 1
    ranked = sum(text(row["oe_lof_upper"]) is not None for row in v2_1_1.values())
    assert (len(rows), ranked) == (45, 19_197)


def test_v2_1_1_loeuf_of_all_rows_equals_the_releases_own_table_to_three_decimals(
    snapshot: Snapshot, v2_1_1: Mapping[str, dict[str, str]]
) -> None:
    """On the very transcript that the row names, of two rows that share a symbol as well."""
    with_loeuf = 0
    for row in snapshot.arrow("constraint_v2_1_1").to_pylist():
        theirs = v2_1_1[row["transcript"]]
        loeuf, pli = number(theirs["oe_lof_upper"]), number(theirs["pLI"])
        if row["lof_oe_upper"] is None:
            assert loeuf is None, row["symbol"]
            continue
        with_loeuf += 1
        assert loeuf is not None, row["symbol"]
        assert round(row["lof_oe_upper"], 3) == round(loeuf, 3), row["symbol"]
        assert row["pli"] == pytest.approx(pli, abs=1e-6), row["symbol"]
        assert row["symbol"] == theirs["gene"]
    assert with_loeuf == 18_407


def test_t62_v2_1_rows_go_to_the_gene_of_v2_1_1s_ensembl_id(
    snapshot: Snapshot, v2_1_1: Mapping[str, dict[str, str]]
) -> None:
    """13 of 18,805 go elsewhere; docs/data-sources.md has the reason of each."""
    genes = snapshot.arrow("genes").select(["ensembl_id", "hgnc_id"]).to_pylist()
    by_ensembl = {gene["ensembl_id"]: gene["hgnc_id"] for gene in genes if gene["ensembl_id"]}
    same = other = 0
    columns = ["transcript", "hgnc_id", "symbol"]
    for row in snapshot.arrow("constraint_v2_1").select(columns).to_pylist():
        theirs = v2_1_1.get(row["transcript"])
        expected = by_ensembl.get(theirs["gene_id"]) if theirs else None
        if expected and row["hgnc_id"]:
            same += expected == row["hgnc_id"]
            other += expected != row["hgnc_id"]
            if row["transcript"] in MOVED_SINCE_GRCH37:
                assert expected == row["hgnc_id"], row["symbol"]
    assert (same, other) == (18_792, 13)


def test_t50_starter_curations_equal_clingens_complete_file(
    snapshot: Snapshot, shared: Path
) -> None:
    path = shared / "data" / "tables" / "clingen" / "clingen-gene-validity.csv"
    if not path.is_file():
        pytest.skip("ClinGen's complete file is not there")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.reader(handle) if len(row) > 1 and row[1].startswith("HGNC:")]
    theirs = {(row[1], row[3], row[4]): row[6] for row in rows}
    starters = snapshot.covers("domains") or frozenset()  # the 45 genes of the starter facts
    ours = {
        (row["hgnc_id"], row["mondo_id"], row["inheritance"]): row["classification"]
        for row in snapshot.arrow("validity").to_pylist()
        if row["file_date"] == "2026-02-09"
    }
    assert ours.items() <= theirs.items()
    assert {key for key in theirs if key[0] in starters} >= set(ours)
    for gene in starters:
        known = {row["mondo_id"] for row in snapshot.records("validity", gene)}
        assert {key[1] for key in theirs if key[0] == gene} <= known, gene
