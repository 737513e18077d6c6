"""Golden values of the field, through the JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire.conftest import Ask

STAT3 = [
    # release, lof obs, exp, oe, lower, upper, z; missense obs, exp, oe, lower, upper, z; syn oe, z
    ("v2.1", 1, 50.397, 0.0198, 0.006, 0.094, 6.4849),
    ("v2.1.1", 1, 50.138, 0.0199, 0.006, 0.095, 6.4306),
]
STAT3_MISSENSE = [
    ("v2.1", 130, 427.64, 0.304, 0.263, 0.352, 5.2215),
    ("v2.1.1", 131, 418.52, 0.313, 0.271, 0.362, 4.9943),
]


def rows_of(ask: Ask, gene: str, release: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a gene in a release by class."""
    status, body = ask(f"/api/v1/genes/{gene}/constraint?release={release}")
    assert status == 200
    assert body["data"]["release"] == release
    return {row["class"]: row for row in body["data"]["rows"]}


@pytest.mark.parametrize(("release", "obs", "exp", "oe", "lower", "upper", "z"), STAT3)
def test_stat3_lof_is_as_published(
    ask: Ask, release: str, obs: int, exp: float, oe: float, lower: float, upper: float, z: float
) -> None:
    row = rows_of(ask, "STAT3", release)["lof"]
    assert row["obs"] == obs
    assert row["exp"] == pytest.approx(exp, abs=5e-4)
    assert row["oe"] == pytest.approx(oe, abs=6e-5)
    assert (row["oe_lower"], row["oe_upper"]) == (lower, upper)
    assert row["z"] == pytest.approx(z, abs=6e-5)
    assert row["computed"] == []


@pytest.mark.parametrize(("release", "obs", "exp", "oe", "lower", "upper", "z"), STAT3_MISSENSE)
def test_stat3_missense_is_as_published(
    ask: Ask, release: str, obs: int, exp: float, oe: float, lower: float, upper: float, z: float
) -> None:
    row = rows_of(ask, "STAT3", release)["mis"]
    assert row["obs"] == obs
    assert row["exp"] == pytest.approx(exp, abs=5e-3)
    assert row["oe"] == pytest.approx(oe, abs=6e-4)
    assert (row["oe_lower"], row["oe_upper"]) == (lower, upper)
    assert row["z"] == pytest.approx(z, abs=6e-5)


def test_stat3_synonymous_is_as_published(ask: Ask) -> None:
    old, new = (rows_of(ask, "STAT3", release)["syn"] for release in ("v2.1", "v2.1.1"))
    assert old["oe"] == pytest.approx(0.962, abs=6e-4)
    assert old["z"] == pytest.approx(0.385, abs=6e-4)
    assert new["oe"] == pytest.approx(0.976, abs=6e-4)
    assert new["z"] == pytest.approx(0.239, abs=6e-4)


def test_t4_stat3_v411_lower_bound_is_computed_and_says_so(ask: Ask) -> None:
    rows = rows_of(ask, "STAT3", "v4.1.1")
    lof = rows["lof"]
    assert (lof["obs"], lof["exp"]) == (7, pytest.approx(114.35, abs=5e-3))
    assert lof["oe_upper"] == pytest.approx(0.11498, abs=5e-6)
    assert lof["computed"] == ["oe_lower"]
    assert lof["oe_lower"] == pytest.approx(0.0348, abs=1e-4)
    assert rows["mis"]["z"] == pytest.approx(8.2121, abs=5e-5)
    assert rows["mis"]["obs"] is None
    assert rows["syn"]["oe"] is None


def test_t5_t7_ranks_carry_their_denominator(ask: Ask) -> None:
    ranks = {
        release: ask(f"/api/v1/genes/STAT3/constraint?release={release}")[1]["data"]["rank"]
        for release in ("v2.1", "v2.1.1", "v4.1.1")
    }
    assert (ranks["v2.1"]["rank"], ranks["v2.1"]["of"]) == (185, 19_172)
    assert (ranks["v2.1.1"]["rank"], ranks["v2.1.1"]["of"]) == (173, 19_197)
    assert ranks["v2.1.1"]["percentile"] == pytest.approx(0.9, abs=0.05)
    assert ranks["v4.1.1"] is None


def test_t5_v411_shows_the_published_band_instead_of_a_rank(ask: Ask) -> None:
    band = ask("/api/v1/genes/STAT3/constraint?release=v4.1.1")[1]["data"]["band"]
    assert "most constrained 1 % of 17,063" in band


def test_t1_each_release_has_its_own_threshold(ask: Ask) -> None:
    thresholds = {
        release: ask(f"/api/v1/genes/STAT3/constraint?release={release}")[1]["data"][
            "loeuf_threshold"
        ]
        for release in ("v2.1", "v2.1.1", "v4.1.1")
    }
    assert thresholds == {"v2.1": 0.35, "v2.1.1": 0.35, "v4.1.1": 0.45}


def test_without_a_release_the_newest_with_all_classes_is_chosen(ask: Ask) -> None:
    body = ask("/api/v1/genes/STAT3/constraint")[1]
    assert body["data"]["release"] == "v2.1.1"
    assert body["provenance"]["release"] == "v2.1.1"
    assert body["provenance"]["build"] == "GRCh37"
    listed = [other["release"] for other in body["data"]["available_releases"]]
    assert listed == ["v4.1.1", "v2.1.1", "v2.1"]


@pytest.mark.parametrize(
    ("gene", "loeuf", "pli"),
    [("TTN", 0.354, 2.6e-96), ("GJB2", 1.984, None)],
)
def test_v211_loeuf_and_pli_may_disagree(
    ask: Ask, gene: str, loeuf: float, pli: float | None
) -> None:
    data = ask(f"/api/v1/genes/{gene}/constraint?release=v2.1.1")[1]["data"]
    assert data["loeuf"] == loeuf
    if pli is not None:
        assert data["pli"] == pytest.approx(pli, rel=0.02)


def test_t11_cox7b2_has_no_loeuf_and_still_its_missense_row(ask: Ask) -> None:
    body = ask("/api/v1/genes/COX7B2/constraint?release=v2.1")[1]
    rows = {row["class"]: row for row in body["data"]["rows"]}
    assert body["data"]["loeuf"] is None
    assert body["data"]["rank"] is None
    assert rows["lof"]["oe"] is None
    assert rows["mis"]["oe"] == pytest.approx(1.3323)
    assert "no_exp_lof" in body["data"]["flags"]


@pytest.mark.parametrize("gene", ["TTN", "MECP2"])
def test_t13_v411_outlier_flag_stays_with_the_gene(ask: Ask, gene: str) -> None:
    data = ask(f"/api/v1/genes/{gene}/constraint?release=v4.1.1")[1]["data"]
    assert "outlier_syn" in data["flags"]
    assert data["loeuf"] is not None


def test_t10_titin_lengths_differ_and_say_so(ask: Ask) -> None:
    data = ask("/api/v1/genes/TTN/features")[1]["data"]
    assert (data["protein_length"], data["length_from"]) == (34_350, "uniprot")
    assert "35,991" in data["numbering_note"]


def test_stat3_variants_are_uniprots_and_never_clinvar(ask: Ask) -> None:
    body = ask("/api/v1/genes/STAT3/variants")[1]
    data = body["data"]
    assert data["source_set"] == "uniprot"
    assert "ClinVar" not in data["label"]
    assert data["counts"] == {
        "pathogenic/likely pathogenic": 35,
        "uncertain": 30,
        "benign/likely benign": 3,
    }
    assert len(data["variants"]) + len(data["unplaced"]) == 68


@pytest.mark.parametrize(("gene", "count"), [("TP53", 1_338), ("SCN1A", 422), ("TTN", 297)])
def test_no_variant_is_lost(ask: Ask, gene: str, count: int) -> None:
    data = ask(f"/api/v1/genes/{gene}/variants")[1]["data"]
    assert len(data["variants"]) + len(data["unplaced"]) == count == sum(data["counts"].values())


def test_t51_stat3_has_two_curations_with_inheritance_at_each_pair(ask: Ask) -> None:
    data = ask("/api/v1/genes/STAT3/validity")[1]["data"]
    assert {row["mondo_id"] for row in data} == {"MONDO:0014414", "MONDO:0007818"}
    assert {(row["classification"], row["inheritance"]) for row in data} == {("Definitive", "AD")}


def test_stat3_phenotypes_carry_inheritance(ask: Ask) -> None:
    data = ask("/api/v1/genes/STAT3/phenotypes")[1]["data"]
    found = {row["disease_id"]: row["inheritance"] for row in data}
    assert found["OMIM:147060"] == ["AD"]
    assert found["OMIM:615952"] == ["AD"]


@pytest.mark.parametrize("gene", ["CFTR", "JAK2", "STAT2", "STAT4", "STAT5A", "TYK2"])
def test_t60_no_curation_is_empty_where_the_table_covers_the_gene(ask: Ask, gene: str) -> None:
    body = ask(f"/api/v1/genes/{gene}/validity")[1]
    assert (body["state"], body["data"]) == ("empty", [])


def test_t60_a_gene_outside_a_partial_table_is_not_covered(ask: Ask) -> None:
    body = ask("/api/v1/genes/KCNJ10/validity")[1]
    assert (body["state"], body["data"]) == ("not_covered", None)
    assert "KCNJ10" in body["problem"]["message"]


@pytest.mark.parametrize(
    ("gene", "release", "transcript", "is_select"),
    [
        ("BRCA1", "v4.1.1", "ENST00000357654", True),
        ("BRCA1", "v2.1.1", "ENST00000471181", False),
        ("BRCA1", "v2.1", "ENST00000471181", False),
        ("STAT3", "v2.1", "ENST00000264657", True),
    ],
)
def test_t10_a_row_says_whether_it_is_on_the_mane_select_transcript(
    ask: Ask, gene: str, release: str, transcript: str, is_select: bool
) -> None:
    data = ask(f"/api/v1/genes/{gene}/constraint?release={release}")[1]["data"]
    assert data["transcript"].startswith(transcript)
    assert data["is_mane_select"] is is_select
    assert any("MANE Select transcript is" in note for note in data["notes"]) is not is_select


def test_available_releases_say_which_have_all_classes_of_the_gene(ask: Ask) -> None:
    data = ask("/api/v1/genes/STAT3/constraint")[1]["data"]
    listed = {one["release"]: one["all_classes"] for one in data["available_releases"]}
    assert listed == {"v4.1.1": False, "v2.1.1": True, "v2.1": True}
    assert not any("complete" in one for one in data["available_releases"])
    assert data["complete"] is False  # the release: only some genes of v2.1.1 are here


def test_t5_a_band_is_said_to_stand_in_only_where_there_is_one(ask: Ask) -> None:
    for gene, is_banded in (("STAT3", True), ("SRY", False)):
        data = ask(f"/api/v1/genes/{gene}/constraint?release=v4.1.1")[1]["data"]
        assert (data["band"] is not None) is is_banded
        assert any("band stands instead" in note for note in data["notes"]) is is_banded


@pytest.mark.parametrize(
    ("gene", "release", "words"),
    [("GJB2", "v2.1.1", "LoF o/e of 2.62"), ("MECP2", "v2.1.1", "synonymous o/e of 2.03")],
)
def test_t4_an_estimate_beyond_its_own_interval_is_explained(
    ask: Ask, gene: str, release: str, words: str
) -> None:
    data = ask(f"/api/v1/genes/{gene}/constraint?release={release}")[1]["data"]
    assert any(words in note and "capped there" in note for note in data["notes"])
