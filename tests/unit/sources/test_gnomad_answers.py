"""What gnomAD's errors mean: not found is absence, any other error is no answer (T60)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceDown, SourceError, SourceRefused, SourceUnreadable
from dashboard.upstream.sources.gnomad import fetch_clinvar, fetch_gene, gene_part, is_whole, part
from dashboard.upstream.sources.gnomad_constraint import parse_constraint
from dashboard.upstream.sources.gnomad_regions import parse_regions
from dashboard.upstream.sources.gnomad_variants import parse_variants
from tests.unit.sources.fake_client import NO_ANSWERS, STAT3, FakeClient, damaged, nulled
from tests.unit.sources.gnomad_service import Service, gene_record, payload, schema_of, variant

DAY = "2026-11-22"
NOT_FOUND = "Gene not found"
FAULT = "An unknown error occurred"


def readers(found: Any) -> list[Any]:
    """Return what every reader makes of a payload: its data or its error."""
    read: list[Any] = []
    for reader in (
        lambda: parse_constraint(found, STAT3, "v4-live", DAY),
        lambda: parse_constraint(found, STAT3, "v2.1.1", DAY),
        lambda: parse_variants(found, STAT3, 770),
        lambda: parse_regions(found, STAT3),
    ):
        try:
            read.append(reader())
        except SourceError as error:
            read.append(error)
    return read


def test_a_gene_that_is_not_found_is_absent_without_an_error() -> None:
    found = payload(g38=gene_record())
    found["data"] |= {"g38": None, "g38_symbol": None}
    found["errors"] = [{"message": NOT_FOUND}, {"message": NOT_FOUND}]
    assert is_whole(found)
    assert parse_constraint(found, STAT3, "v4-live", DAY) is None


def test_a_null_without_a_reason_is_no_absence() -> None:
    found = payload()
    found["data"]["g38"] = None
    assert not is_whole(found)
    with pytest.raises(SourceDown):
        parse_constraint(found, STAT3, "v4-live", DAY)


def test_one_not_found_does_not_explain_two_nulls() -> None:
    found = payload()
    found["data"] |= {"g38": None, "g37": None}
    found["errors"] = [{"message": NOT_FOUND}]
    with pytest.raises(SourceDown):
        part(found, "g37")


def test_variants_that_failed_are_never_no_variants_and_harm_nothing_else(shared: Path) -> None:
    service = Service(schema_of(shared), [gene_record()], ValueError(FAULT))
    found = fetch_clinvar(service, STAT3)  # type: ignore[arg-type]
    assert not is_whole(found)
    with pytest.raises(SourceDown):
        parse_variants(found, STAT3, 770)
    v4, v2, _, regions = readers(fetch_gene(service, STAT3))  # type: ignore[arg-type]
    assert v4.loeuf == v2.loeuf == 0.11498
    assert len(regions.regions) == 2


def test_a_null_list_of_variants_is_an_error_even_without_a_message() -> None:
    with pytest.raises(SourceDown):
        parse_variants(payload(variants=None), STAT3, 770)


def test_a_constraint_that_is_null_beside_a_fault_is_not_known() -> None:
    null = gene_record(gnomad_constraint=None)
    with pytest.raises(SourceDown):
        parse_constraint(payload(g38=null, errors=(FAULT,)), STAT3, "v4-live", DAY)
    assert parse_constraint(payload(g38=null), STAT3, "v4-live", DAY) is None


def test_t9_the_symbols_answer_counts_only_with_the_same_hgnc_id() -> None:
    found = payload()
    found["data"] |= {"g37": None, "g37_symbol": gene_record(gene_id="ENSG2")}
    found["errors"] = [{"message": NOT_FOUND}]
    by_symbol = gene_part(found, STAT3, "g37")
    assert by_symbol is not None
    assert by_symbol["gene_id"] == "ENSG2"
    found["data"]["g37_symbol"] = gene_record(gene_id="ENSG2", hgnc_id="HGNC:1")
    assert gene_part(found, STAT3, "g37") is None


def test_an_answer_about_another_gene_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="not ENSG00000168610"):
        gene_part(payload(g38=gene_record(gene_id="ENSG00000000001")), STAT3, "g38")


@pytest.mark.parametrize("answer", [*NO_ANSWERS, {"data": None}, {"data": []}, {"data": {}}])
def test_what_is_no_answer_is_an_error_and_nothing_is_returned(answer: Any) -> None:
    if answer == {"data": {}}:
        assert all(isinstance(found, SourceError) for found in readers(answer))
        return
    with pytest.raises(SourceError):
        fetch_gene(FakeClient([answer]), STAT3)


def test_an_answer_of_nulls_and_faults_is_an_error_and_no_payload() -> None:
    answer = {"data": {"meta": {}, "g38": None, "g37": None, "transcript": None},
              "errors": [{"message": FAULT}]}  # fmt: skip
    with pytest.raises(SourceDown):
        fetch_gene(FakeClient([answer]), STAT3)


def test_no_damage_ends_in_anything_but_data_or_a_source_error() -> None:
    whole = payload(variants=(variant(382), variant(1, hgvsp=None)))
    for broken in [*damaged(whole), nulled(whole), *NO_ANSWERS]:
        assert len(readers(broken)) == 4


def test_the_words_of_an_error_have_no_text_of_the_service() -> None:
    with pytest.raises(SourceDown) as caught:
        parse_variants(payload(variants=None, errors=("<b>key=1</b>",)), STAT3)
    assert "key" not in caught.value.message
    assert caught.value.source == "gnomad"


def test_a_transcript_that_gnomad_does_not_have_is_not_no_variants() -> None:
    with pytest.raises(SourceRefused, match="no MANE Select"):
        parse_variants(payload(), replace(STAT3, mane_select=None))
    found = payload(errors=("Transcript not found",))
    found["data"]["transcript"] = None
    with pytest.raises(SourceRefused, match=r"does not know the transcript ENST00000264657\.10"):
        parse_variants(found, STAT3)
