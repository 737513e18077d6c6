"""NCBI Gene: the summary of the gene that was asked for, and of no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceError, SourceUnreadable
from dashboard.models import Gene
from dashboard.upstream.sources.eutils_gene import fetch_about, parse_about
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled
from tests.unit.sources.test_eutils import page, recorded

TPM4 = Gene("HGNC:12013", "TPM4", "tropomyosin 4", entrez_id="7171")


def answer(uid: str = "6774", **changes: Any) -> dict[str, Any]:
    """Return a made-up summary of a gene."""
    record = {
        "uid": uid,
        "name": "STAT3",
        "summary": "It does things. [provided by RefSeq, Nov 2009]",
        "currentid": "",
        "organism": {"taxid": 9606},
        **changes,
    }
    return {"result": {"uids": [uid], uid: record}}


def test_the_recorded_summary_is_read(shared: Path) -> None:
    http = FakeClient([recorded(shared, "esummary_gene_7171_TPM4.json")])
    found = parse_about(fetch_about(http, TPM4), TPM4)
    assert found is not None
    assert found.summary is not None
    assert found.summary.endswith("[provided by RefSeq, Nov 2009]")
    assert found.url == "https://www.ncbi.nlm.nih.gov/gene/7171"
    assert len(http.calls) == 1


def test_a_replaced_record_leads_to_its_successor() -> None:
    http = FakeClient([answer(currentid="99"), answer("99", name="STAT3")])
    found = parse_about(fetch_about(http, STAT3), STAT3)
    assert found is not None
    assert found.url == "https://www.ncbi.nlm.nih.gov/gene/99"


def test_without_an_entrez_id_the_symbol_is_asked() -> None:
    gene = Gene("HGNC:1", "STAT3", "x")
    http = FakeClient([page(["6774"], 1), answer()])
    assert parse_about(fetch_about(http, gene), gene) is not None
    assert http.calls[0].params["term"] == "STAT3[Symbol] AND Homo sapiens[Organism]"


@pytest.mark.parametrize("ids", [[], ["1", "2"]])
def test_a_symbol_of_no_or_two_records_has_no_summary(ids: list[str]) -> None:
    gene = Gene("HGNC:1", "STAT3", "x")
    found = fetch_about(FakeClient([page(ids, len(ids))]), gene)
    assert parse_about(found, gene) is None


def test_an_empty_summary_is_none_and_not_an_empty_sentence() -> None:
    assert parse_about(fetch_about(FakeClient([answer(summary="")]), STAT3), STAT3) is None


def test_another_organisms_record_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="taxon 10090"):
        parse_about(fetch_about(FakeClient([answer(organism={"taxid": 10090})]), STAT3), STAT3)


def test_a_successor_of_another_name_is_refused() -> None:
    http = FakeClient([answer(currentid="5"), answer("5", name="STAT4")])
    with pytest.raises(SourceUnreadable, match="another gene"):
        parse_about(fetch_about(http, STAT3), STAT3)


def test_a_hostile_summary_is_plain_and_short() -> None:
    found = parse_about(fetch_about(FakeClient([answer(summary=HOSTILE * 50_000)]), STAT3), STAT3)
    assert found is not None
    assert found.summary is not None
    assert len(found.summary) <= 4_000
    assert "<" not in found.summary


def test_no_damage_ends_in_anything_but_data_or_a_source_error() -> None:
    whole = fetch_about(FakeClient([answer()]), STAT3)
    for broken in [*damaged(whole), nulled(whole), *NO_ANSWERS]:
        try:
            found = parse_about(broken, STAT3)
        except SourceError:
            continue
        assert found is None or found.summary
