"""Names that the embedded table does not know, and lengths that it has not, from the upstream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.errors import GeneNotFound
from dashboard.models import Features, State, Wait
from dashboard.service import DataService
from tests.faults.test_diseases_end_to_end import served
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

LONG_S = 20.0
NEW = "OLDSTAT3"  # a previous symbol that HGNC has and the table has not


@pytest.fixture
def service(upstream: Upstream, tmp_path: Path) -> Iterator[DataService]:
    """Return a service whose sources answer at once."""
    upstream.state.limits = False
    yield from served(upstream, tmp_path)


def test_a_name_that_only_hgnc_knows_is_found(service: DataService, upstream: Upstream) -> None:
    with pytest.raises(GeneNotFound):
        service.gene(NEW)
    gene = service.find_gene(NEW, LONG_S)
    assert gene.symbol == "STAT3"
    assert gene.mane_select == "ENST00000264657.10"  # the table's own record
    assert gene.resolved_from is not None
    assert gene.resolved_from.how == "previous"
    assert gene.note == f"{NEW} is not in the embedded gene table; by HGNC it is STAT3."
    calls = upstream.calls()["hgnc"]
    assert service.find_gene(NEW, LONG_S) == gene
    assert upstream.calls()["hgnc"] == calls  # kept


def test_a_known_name_is_asked_of_nobody(service: DataService, upstream: Upstream) -> None:
    assert service.find_gene("HIES", LONG_S).symbol == "STAT3"
    assert not any(upstream.calls().values())


def test_mygene_is_asked_where_hgnc_fails(service: DataService, upstream: Upstream) -> None:
    upstream.switch("hgnc", "500")
    with pytest.raises(GeneNotFound):
        service.find_gene("NOSUCHGENE1", LONG_S)
    assert upstream.calls()["mygene"] == 1


def test_a_sentence_leaves_the_house_for_nobody(service: DataService, upstream: Upstream) -> None:
    with pytest.raises(GeneNotFound):
        service.find_gene("Jane Doe, born 1970", LONG_S)
    assert not any(upstream.calls().values())


def test_who_did_not_answer_is_named(service: DataService, upstream: Upstream) -> None:
    upstream.switch("hgnc", "500")
    upstream.switch("mygene", "500")
    with pytest.raises(GeneNotFound, match="NOSUCHGENE2") as caught:
        service.find_gene("NOSUCHGENE2", LONG_S)
    assert "HGNC" in caught.value.hint


def test_a_slow_hgnc_is_not_waited_for(service: DataService, upstream: Upstream) -> None:
    upstream.switch("hgnc", delay=2.0)
    with pytest.raises(GeneNotFound) as caught:
        service.find_gene(NEW, 0.05)
    assert caught.value.hint == "HGNC is being asked; try again in a moment."
    assert service.find_gene(NEW, LONG_S).symbol == "STAT3"


def test_t10_ensembl_gives_a_length_that_nobody_else_has(
    service: DataService, upstream: Upstream
) -> None:
    upstream.switch("uniprot", "500")
    gene = replace(service.gene("STAT3"), hgnc_id="HGNC:99999999")  # not in any table here
    answer = service.ask("features", gene, wait=Wait(LONG_S))
    assert answer.state is State.LOADED
    assert answer.data == Features("P40763", 770, "mane", None, ())
    assert answer.provenance is not None
    assert answer.provenance.source == "Ensembl"
