"""Sets of variants over the wire: one at a time, a selection as what it is, none summed."""

from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests.wire.conftest import Ask

FIVE = ("BRCA1", "SCN1A", "KCNQ1", "MLH1", "FBN1")
SELECTION = "pathogenic and likely pathogenic, two stars or more"


@pytest.mark.parametrize("symbol", FIVE)
def test_t61_clinvars_selection_is_answered_by_name_and_is_never_complete(
    ask: Ask, symbol: str
) -> None:
    status, body = ask(f"/api/v1/genes/{symbol}/variants?source_set=clinvar_plp")
    assert (status, body["state"]) == (200, "snapshot")
    assert body["coverage"] == {"complete": False, "of": None}
    assert body["data"]["source_set"] == "clinvar_plp"
    assert (body["data"]["selection"], body["data"]["counts"]) == (SELECTION, {})
    assert body["data"]["announced"] is None
    assert body["provenance"]["release"] == f"2024-12-15: {SELECTION}"
    assert "clinvar_plp" in body["available_source_sets"]
    assert "clinvar" not in body["available_source_sets"]


def test_the_usual_set_stays_uniprots_with_its_counts(ask: Ask) -> None:
    usual = ask("/api/v1/genes/STAT3/variants")[1]
    named = ask("/api/v1/genes/STAT3/variants?source_set=uniprot")[1]
    assert usual == named
    assert usual["available_source_sets"] == ["clinvar_plp", "uniprot"]
    records = (*usual["data"]["variants"], *usual["data"]["unplaced"])
    assert usual["data"]["counts"] == dict(Counter(one["class"] for one in records))
    assert sum(usual["data"]["counts"].values()) == 68


@pytest.mark.parametrize("symbol", ["DLG4", "KDM5B", "HNRNPK", "C17orf107"])
def test_a_gene_that_uniprot_has_no_record_of_is_answered_with_clinvars_selection(
    client: FlaskClient, ask: Ask, symbol: str
) -> None:
    path = f"/api/v1/genes/{symbol}/variants"
    usual, named = ask(path)[1], ask(f"{path}?source_set=clinvar_plp")[1]
    assert usual == named
    assert usual["data"]["source_set"] == "clinvar_plp"
    assert (usual["data"]["counts"], usual["coverage"]["complete"]) == ({}, False)
    assert usual["available_source_sets"] == ["clinvar_plp"]
    uniprot = ask(f"{path}?source_set=uniprot")[1]
    assert (uniprot["state"], uniprot["data"]["source_set"]) == ("empty", "uniprot")
    files = [client.get(f"{path}?format=csv{own}").text for own in ("", "&source_set=clinvar_plp")]
    assert files[0] == files[1]
    assert "# Selection: " in files[0]


def test_t60_a_gene_without_a_record_is_not_covered_in_the_one_and_empty_in_the_other(
    ask: Ask,
) -> None:
    partly = ask("/api/v1/genes/MT-TL2/variants?source_set=clinvar_plp")[1]
    assert (partly["state"], partly["data"]) == ("not_covered", None)
    assert partly["coverage"] == {"complete": False, "of": None}
    assert "ClinVar 2024-12-15" in partly["problem"]["message"]
    assert partly["available_source_sets"] == []


def test_all_of_clinvar_is_not_covered_where_only_its_selection_is_here(ask: Ask) -> None:
    body = ask("/api/v1/genes/BRCA1/variants?source_set=clinvar")[1]
    assert (body["state"], body["data"]) == ("not_covered", None)


@pytest.mark.parametrize("name", ["gnomad", "clinvar,uniprot", "<b>", "CLINVAR", ""])
def test_an_unknown_set_is_refused_with_the_names_of_the_known(ask: Ask, name: str) -> None:
    status, body = ask(f"/api/v1/genes/STAT3/variants?source_set={name}")
    assert (status, body["problem"]["kind"]) == (400, "bad_parameter")
    assert "clinvar_plp, uniprot, clinvar" in body["problem"]["hint"]


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_t61_a_file_of_the_selection_says_what_is_in_it(client: FlaskClient, kind: str) -> None:
    path = f"/api/v1/genes/MLH1/variants?source_set=clinvar_plp&format={kind}"
    answer = client.get(path)
    head = [line for line in answer.text.splitlines() if line.startswith("# ")]
    assert f"# Set: ClinVar 2024-12-15: {SELECTION} (source_set clinvar_plp)" in head
    assert any(line.startswith(f"# Selection: {SELECTION} alone; no total") for line in head)
    assert any(line.startswith("# Coverage: not complete: at least these") for line in head)
    assert "MLH1_variants_clinvar_plp." in answer.headers["Content-Disposition"]
    data = client.get(path.partition("&")[0]).get_json()["data"]
    rows = len(answer.text.splitlines()) - len(head) - 1
    assert rows == len(data["variants"]) + len(data["unplaced"])


def test_domains_are_answered_on_the_numbering_that_is_asked_for(ask: Ask) -> None:
    usual = ask("/api/v1/genes/TTN/features")[1]
    on_mane = ask("/api/v1/genes/TTN/features?numbering=mane")[1]
    assert (usual["data"]["length_from"], on_mane["data"]["length_from"]) == ("uniprot", "mane")
    assert on_mane["provenance"]["source"] == "InterPro"
    assert on_mane["coverage"]["complete"] is False
    assert ask("/api/v1/genes/TTN/features?numbering=refseq")[0] == 400
