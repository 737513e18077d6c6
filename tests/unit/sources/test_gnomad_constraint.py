"""Live constraint: each figure under its own release, nulls per class, flags of both places."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceDown, SourceUnreadable
from dashboard.models import Constraint, Gene
from dashboard.rules.releases import LIVE_RELEASES, RELEASES
from dashboard.upstream.sources.gnomad import fetch_gene
from dashboard.upstream.sources.gnomad_constraint import parse_constraint, parse_constraints
from tests.unit.sources.fake_client import HOSTILE, STAT3, FakeClient
from tests.unit.sources.gnomad_service import VALUES, gene_record, payload

DAY = "2026-11-22"


def live(**changes: Any) -> Constraint:
    """Return the v4-live constraint of a record with changed values."""
    record = gene_record(gnomad_constraint={**VALUES, **changes})
    found = parse_constraint(payload(g38=record), STAT3, "v4-live", DAY)
    assert found is not None
    return found


def test_t2_grch38_has_its_own_release_which_says_that_it_is_not_stated() -> None:
    found = live()
    assert (found.release, found.build) == ("v4-live", "GRCh38")
    assert found.label == "gnomAD v4 API, answered 2026-11-22 (release not stated)"
    assert found.loeuf_threshold == 0.45
    assert found.rank is None
    assert found.band is None


def test_t2_grch37_is_v2_1_1_with_its_own_threshold_and_transcript() -> None:
    found = parse_constraint(payload(), STAT3, "v2.1.1", DAY)
    assert found is not None
    assert (found.release, found.label, found.build) == ("v2.1.1", "gnomAD v2.1.1", "GRCh37")
    assert (found.loeuf_threshold, found.transcript) == (0.35, "ENST00000264657")
    assert found.complete


def test_the_live_releases_leave_the_embedded_ones_as_they_are() -> None:
    assert "v4-live" not in RELEASES
    assert RELEASES["v2.1.1"].table
    assert all(not release.table for release in LIVE_RELEASES.values())


def test_the_figures_are_the_services_own() -> None:
    found = live()
    lof, mis, syn = found.rows
    assert (lof.obs, lof.exp, lof.oe, lof.oe_lower, lof.oe_upper, lof.z) == (
        7, 114.35, 0.0612, 0.0348, 0.11498, 8.5165,
    )  # fmt: skip
    assert (mis.z, syn.oe) == (8.2121, 0.97)
    assert (found.loeuf, found.pli, found.transcript) == (0.11498, 1.0, "ENST00000264657.10")
    assert all(row.computed == () for row in found.rows)


def test_t11_no_expected_lof_leaves_missense_and_synonymous() -> None:
    gone = dict.fromkeys(("exp_lof", "obs_lof", "oe_lof", "oe_lof_lower", "oe_lof_upper", "lof_z"))
    found = live(**gone, pli=None, flags=["no_exp_lof"])
    assert found.loeuf is None
    assert found.rows[0].obs is None
    assert found.rows[1].oe == 0.2858
    assert found.flags == ("no_exp_lof",)
    assert any("no pLoF counts" in note for note in found.notes)


def test_t13_flags_of_the_gene_and_of_its_constraint_stand_together_once() -> None:
    record = gene_record(
        flags=["low_exome_coverage", "outlier_syn"],
        gnomad_constraint={**VALUES, "flags": ["outlier_syn", "outlier_mis", "new_flag"]},
    )
    found = parse_constraint(payload(g38=record), STAT3, "v4-live", DAY)
    assert found is not None
    assert found.flags == ("low_exome_coverage", "outlier_syn", "outlier_mis", "new_flag")


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), "0.1", True, [], {}, -1])
def test_what_is_no_number_is_missing_and_not_zero(wrong: Any) -> None:
    found = live(oe_lof_upper=wrong, obs_lof=wrong)
    assert found.loeuf in (None, -1)
    assert found.rows[0].obs is None


def test_a_transcript_other_than_mane_select_is_named() -> None:
    record = gene_record(mane_select_transcript=None, canonical_transcript_id="ENST00000000009")
    found = parse_constraint(payload(g38=record), STAT3, "v4-live", DAY)
    assert found is not None
    assert any("ENST00000000009" in note and "MANE Select" in note for note in found.notes)


def test_t7_a_percentile_without_its_denominator_is_no_rank() -> None:
    found = live(oe_lof_percentile=1)
    assert found.rank is None
    assert not any("percentile" in note for note in found.notes)


def test_t17_warnings_go_with_the_release() -> None:
    cbs = replace(STAT3, symbol="CBS")
    v4 = parse_constraint(payload(), cbs, "v4-live", DAY)
    v2 = parse_constraint(payload(), cbs, "v2.1.1", DAY)
    assert v4 is not None
    assert v2 is not None
    assert any("falsely duplicated" in note for note in v4.notes)
    assert not any("falsely duplicated" in note for note in v2.notes)


def test_hostile_names_are_harmless() -> None:
    record = gene_record(symbol=HOSTILE * 1000, flags=[HOSTILE, "x" * 10**6, None, 3])
    found = parse_constraint(payload(g38=record), STAT3, "v4-live", DAY)
    assert found is not None
    for text in (found.symbol_in_release or "", *found.flags):
        assert len(text) <= 60
        assert "<" not in text
        assert "\x00" not in text


def test_several_genes_part_into_found_none_and_failed() -> None:
    other = replace(STAT3, hgnc_id="HGNC:2", symbol="B", ensembl_id="ENSG2")
    wrong = replace(STAT3, hgnc_id="HGNC:3", symbol="C", ensembl_id="ENSG3")
    answer = {"data": {"g0": gene_record(), "g1": None, "g2": gene_record()},
              "errors": [{"message": "Gene not found"}]}  # fmt: skip
    found = parse_constraints(answer, [STAT3, other, wrong], DAY)
    assert set(found.found) == {STAT3.hgnc_id}
    assert found.none == ("HGNC:2",)
    assert found.failed == ("HGNC:3",)


def test_several_genes_of_which_one_failed_are_not_called_absent() -> None:
    other = replace(STAT3, hgnc_id="HGNC:2", ensembl_id="ENSG2")
    answer = {"data": {"g0": gene_record(), "g1": None}, "errors": [{"message": "Oh no"}]}
    found = parse_constraints(answer, [STAT3, other], DAY)
    assert (set(found.found), found.none, found.failed) == ({STAT3.hgnc_id}, (), ("HGNC:2",))


RECORDED = {"TSC2": (0.1955335916011317, 1), "tp53": (0.449, 0.9979)}


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_constraint_reads(name: str, shared: Path) -> None:
    answer = recorded(shared, name)
    gene = Gene("HGNC:0", name.upper(), "recorded", ensembl_id="ENSG0")
    found = parse_constraint(asked_by_id(answer), gene, "v4-live", DAY)
    assert found is not None
    assert (found.loeuf, found.pli) == RECORDED[name]


def test_recorded_null_constraint_is_none(shared: Path) -> None:
    answer = recorded(shared, "ddx3x_null")
    gene = Gene("HGNC:2745", "DDX3X", "recorded", ensembl_id="ENSG0")
    assert parse_constraint(asked_by_id(answer), gene, "v4-live", DAY) is None


def asked_by_id(answer: Any) -> Any:
    """Return a recorded answer with the gene's id, which ours always asks for."""
    return {"data": {"g38": {"gene_id": "ENSG0", **answer["data"]["gene"]}}}


def test_t60_an_answer_that_names_no_gene_is_not_read() -> None:
    for holder in ("g38", "g38_symbol"):
        with pytest.raises(SourceUnreadable):
            parse_constraint({"data": {holder: gene_record(gene_id=None)}}, STAT3, "v4-live", DAY)


def test_t60_constraint_without_figures_is_none_only_where_a_flag_says_why() -> None:
    blank = dict.fromkeys(gene_record()["gnomad_constraint"])
    bare = {"data": {"g38": gene_record(gnomad_constraint=blank, flags=[])}}
    with pytest.raises(SourceUnreadable):
        parse_constraint(bare, STAT3, "v4-live", DAY)
    flagged = {"data": {"g38": gene_record(gnomad_constraint={**blank, "flags": ["no_exp_lof"]})}}
    assert parse_constraint(flagged, STAT3, "v4-live", DAY) is None


def test_recorded_errors_are_told_apart(shared: Path) -> None:
    absent = recorded(shared, "not_found")
    found = fetch_gene(FakeClient([absent]), STAT3)
    assert found["errors"] == [{"message": "Gene not found"}]
    with pytest.raises(SourceDown):
        fetch_gene(FakeClient([recorded(shared, "graphql_error")]), STAT3)


def recorded(shared: Path, name: str) -> Any:
    """Return a recorded answer."""
    return json.loads((shared / f"data/recorded/gnomad/constraint_{name}.json").read_text())
