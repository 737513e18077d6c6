"""The golden values of the field's rules, in the snapshot that is committed."""

from __future__ import annotations

from collections import Counter

import pyarrow.compute as pc
import pytest

from dashboard.tables.making.gamma import LOWER, UPPER, oe_bound
from dashboard.tables.making.rows import Row
from dashboard.tables.snapshot import Snapshot

IDS = {
    "STAT3": "HGNC:11364",
    "TP53": "HGNC:11998",
    "TTN": "HGNC:12403",
    "NF1": "HGNC:7765",
    "SCN1A": "HGNC:10585",
    "MECP2": "HGNC:6990",
    "SHANK3": "HGNC:14294",
    "COX7B2": "HGNC:24381",
    "GJB2": "HGNC:4284",
    "CDKN2A": "HGNC:1787",
    "KMT2A": "HGNC:7132",
}


def own_row(snapshot: Snapshot, table: str, symbol: str) -> Row:
    """Return a gene's own row of a release."""
    rows = snapshot.records(table, IDS[symbol])
    return next(row for row in rows if row["is_primary"])


STAT3 = {
    "constraint_v2_1": {
        "transcript": "ENST00000264657",
        "lof_obs": 1,
        "lof_exp": 50.397,
        "lof_oe": 0.019842,
        "lof_oe_lower": 0.006,
        "lof_oe_upper": 0.094,
        "lof_z": 6.4849,
        "pli": 1.0,
        "mis_obs": 130,
        "mis_exp": 427.64,
        "mis_oe": 0.304,
        "mis_oe_lower": 0.263,
        "mis_oe_upper": 0.352,
        "mis_z": 5.2215,
        "syn_oe": 0.96162,
        "syn_z": 0.38518,
        "loeuf_rank": 185,
        "mapped_by": "mane",
        "flags": [],
        "computed": [],
        "chromosome": None,
    },
    "constraint_v2_1_1": {
        "transcript": "ENST00000264657",
        "lof_obs": 1,
        "lof_exp": 50.138,
        "lof_oe": 0.019945,
        "lof_oe_lower": 0.006,
        "lof_oe_upper": 0.095,
        "lof_z": 6.4306,
        "mis_obs": 131,
        "mis_exp": 418.52,
        "mis_z": 4.9943,
        "syn_oe": 0.97609,
        "syn_z": 0.23915,
        "loeuf_rank": 173,
        "mis_z_rank": None,
    },
    "constraint_v4_1_1": {
        "transcript": "ENST00000264657",
        "lof_obs": 7,
        "lof_exp": 114.35,
        "lof_oe": 0.061213,
        "lof_oe_upper": 0.11498,
        "lof_z": 8.5165,
        "mis_z": 8.2121,
        "mis_obs": None,
        "syn_oe": None,
        "loeuf_rank": None,
        "computed": ["lof_oe_lower"],
    },
}


@pytest.mark.parametrize("table", STAT3)
def test_stat3_has_the_golden_values_of_each_release(snapshot: Snapshot, table: str) -> None:
    row = own_row(snapshot, table, "STAT3")
    assert {name: row[name] for name in STAT3[table]} == STAT3[table]


def test_v2_1_1_golden_values(snapshot: Snapshot) -> None:
    ttn = own_row(snapshot, "constraint_v2_1_1", "TTN")
    assert (ttn["lof_oe_upper"], ttn["pli"]) == (0.354, pytest.approx(2.6e-96, rel=0.02))
    assert own_row(snapshot, "constraint_v2_1_1", "GJB2")["lof_oe_upper"] == 1.984


def test_t11_cox7b2_has_no_loeuf_and_still_its_missense_row(snapshot: Snapshot) -> None:
    row = own_row(snapshot, "constraint_v2_1", "COX7B2")
    assert (row["lof_obs"], row["lof_exp"], row["lof_oe_upper"], row["loeuf_rank"]) == (None,) * 4
    assert row["mis_obs"] is not None
    assert row["mis_oe"] is not None
    assert row["flags"] == ["no_exp_lof"]


def test_t13_flags_of_v4_1_1_are_there(snapshot: Snapshot) -> None:
    assert own_row(snapshot, "constraint_v4_1_1", "TTN")["flags"] == ["outlier_syn"]
    assert own_row(snapshot, "constraint_v4_1_1", "MECP2")["flags"] == ["outlier_syn"]
    shank3 = own_row(snapshot, "constraint_v4_1_1", "SHANK3")
    assert (shank3["mapped_by"], shank3["transcript"]) == ("id", "ENST00000262795")


def test_t4_computed_bounds_agree_with_those_the_release_prints(snapshot: Snapshot) -> None:
    rows = snapshot.arrow("constraint_v4_1_1").to_pylist()
    printed = [row for row in rows if not row["computed"] and row["lof_obs"] is not None]
    assert len(printed) == 237
    for row in printed[::8]:
        obs, exp = row["lof_obs"], row["lof_exp"]
        assert oe_bound(obs, exp, LOWER) == pytest.approx(row["lof_oe_lower"], rel=1e-4)
        assert oe_bound(obs, exp, UPPER) == pytest.approx(row["lof_oe_upper"], rel=1e-4)
    assert sum(bool(row["computed"]) for row in rows) == 41


def test_genes_join_mane_by_hgnc_id(snapshot: Snapshot) -> None:
    (stat3,) = snapshot.records("genes", IDS["STAT3"])
    assert stat3["aliases"] == ["APRF", "ADMIO", "ADMIO1", "HIES"]
    assert (stat3["mane_select"], stat3["mane_refseq"]) == ("ENST00000264657.10", "NM_139276.3")
    assert (stat3["chromosome"], stat3["location"], stat3["uniprot_id"]) == (
        "17",
        "17q21.2",
        "P40763",
    )
    (shank3,) = snapshot.records("genes", IDS["SHANK3"])
    assert (shank3["ensembl_id"], bool(shank3["mane_select"])) == ("ENSG00000251322", True)
    assert snapshot.filled("genes", "mane_select") == 19_311


@pytest.mark.parametrize(("symbol", "length"), [("STAT3", 770), ("NF1", 2_839), ("TTN", 35_991)])
def test_t10_protein_lengths_of_mane_select(snapshot: Snapshot, symbol: str, length: int) -> None:
    rows = snapshot.records("transcripts", IDS[symbol])
    (select,) = (row for row in rows if row["status"] == "MANE Select")
    assert select["protein_length"] == length
    borders = select["exon_borders"]
    assert isinstance(borders, list)
    assert borders == sorted(set(borders))
    assert borders[-1] <= length


def test_stat3s_exon_borders_on_the_minus_strand(snapshot: Snapshot) -> None:
    (row,) = snapshot.records("transcripts", IDS["STAT3"])
    borders = row["exon_borders"]
    assert isinstance(borders, list)
    assert (row["strand"], len(borders), borders[:3], borders[-1]) == ("-", 22, [43, 91, 124], 753)


def test_lengths_are_null_where_they_are_not_known_never_zero(snapshot: Snapshot) -> None:
    table = snapshot.arrow("transcripts")
    assert snapshot.filled("transcripts", "protein_length") == 19_293
    assert pc.min(table["protein_length"]).as_py() > 0
    status = Counter(table["status"].to_pylist())
    assert status == {"MANE Select": 19_363, "MANE Plus Clinical": 74}


def test_uniprot_variants_of_the_known_genes(snapshot: Snapshot) -> None:
    stat3 = Counter(row["raw_class"] for row in snapshot.records("variants", IDS["STAT3"]))
    assert stat3 == {"LP/P": 35, "US": 30, "LB/B": 3}
    counts = {
        name: len(snapshot.records("variants", IDS[name])) for name in ("TP53", "SCN1A", "TTN")
    }
    assert counts == {"TP53": 1_338, "SCN1A": 422, "TTN": 297}
    table = snapshot.arrow("variants")
    assert len(pc.unique(table["symbol"])) == 13_087
    assert len(pc.unique(table["id"])) == table.num_rows
    assert "ClinVar" not in snapshot.provenance("variants").source


def test_stat3s_phenotypes_with_their_inheritance(snapshot: Snapshot) -> None:
    rows = {str(row["disease_id"]): row for row in snapshot.records("phenotypes", IDS["STAT3"])}
    assert set(rows) == {"OMIM:147060", "OMIM:615952", "ORPHA:2314", "ORPHA:520", "ORPHA:99885"}
    for number in ("OMIM:147060", "OMIM:615952"):
        assert rows[number]["inheritance"] == ["AD"]
        assert rows[number]["basis"] == "Molecular basis of disorder known"
    assert rows["ORPHA:2314"]["inheritance"] == []
    assert snapshot.filled("phenotypes", "basis") == 2


def test_t50_validity_is_merged_and_covers_starters_without_a_curation(snapshot: Snapshot) -> None:
    files = Counter(snapshot.arrow("validity")["file_date"].to_pylist())
    assert files == {"2026-08-25": 435, "2026-02-09": 64}
    covers = snapshot.covers("validity") or frozenset()
    stat2, kcnj10 = "HGNC:11363", "HGNC:6256"
    assert stat2 in covers
    assert snapshot.records("validity", stat2) == []
    assert kcnj10 not in covers
    curations = snapshot.records("validity", IDS["STAT3"])
    assert [(row["classification"], row["inheritance"]) for row in curations] == [
        ("Definitive", "AD")
    ] * 2


def test_dosage_scores_follow_the_words(snapshot: Snapshot) -> None:
    scores = Counter(snapshot.arrow("dosage")["haplo_score"].to_pylist())
    assert scores == {3: 107, 30: 55, 0: 15, 1: 14, 2: 1}
    assert Counter(snapshot.arrow("dosage")["triplo_score"].to_pylist())[None] == 14


def test_t57_damaged_titles_are_null(snapshot: Snapshot) -> None:
    titles = [row["title"] for row in snapshot.records("publications", IDS["STAT3"])]
    assert (len(titles), titles.count(None)) == (6, 2)
    assert len(snapshot.records("trials", IDS["STAT3"])) == 8
