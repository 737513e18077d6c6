"""Diseases and GeneReviews from the test upstream: by NCBI without a key, by OMIM with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.models import Answer, GeneAbout, Phenotype, State, Wait
from dashboard.registry import SOURCES
from dashboard.service import DataService
from dashboard.settings import Settings
from dashboard.tables.snapshot import Snapshot
from dashboard.upstream.answers import LiveSources
from dashboard.upstream.answers.assembly import make_live
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.genes import BY_SYMBOL
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

KEY = "made-up-omim-key-4711"
LONG = Wait(20.0)


@pytest.fixture
def service(upstream: Upstream, tmp_path: Path) -> Iterator[DataService]:
    """Return a service whose sources answer at once."""
    upstream.state.limits = False
    yield from served(upstream, tmp_path)


@pytest.fixture
def with_key(upstream: Upstream, tmp_path: Path) -> Iterator[DataService]:
    """Return a service of somebody who has a key of OMIM."""
    upstream.state.limits = False
    yield from served(upstream, tmp_path, omim_key=SecretStr(KEY))


def served(upstream: Upstream, folder: Path, **more: object) -> Iterator[DataService]:
    addresses = {f"{name}_url": upstream.address(name) for name in SOURCES}
    live = make_live(Settings(cache_dir=folder, **addresses, **more))  # type: ignore[arg-type]
    assert live is not None
    yield DataService(Snapshot(), live)
    live.cache.close(grace_s=5)
    live.http.close()


def settled(service: DataService, question: str, symbol: str = "STAT3") -> Answer[object]:
    answer = service.ask(question, service.gene(symbol), wait=LONG)
    while answer.refreshing:
        answer = service.ask(question, service.gene(symbol), wait=Wait(5.0))
    return answer


def diseases(service: DataService) -> dict[str, Phenotype]:
    found = settled(service, "phenotypes")
    assert isinstance(found.data, tuple)
    return {disease.disease_id: disease for disease in found.data}


def test_t51_medgen_gives_each_disease_its_inheritance_and_hpo_adds_its_own(
    service: DataService, upstream: Upstream
) -> None:
    found = settled(service, "phenotypes")
    assert found.state is State.LOADED
    sources = [origin.source for origin in found.origins]
    assert sources[:2] == ["NCBI MedGen", "UniProt"]
    by_id = diseases(service)
    for mim in BY_SYMBOL["STAT3"].phenotypes:
        assert "NCBI MedGen" in str(by_id[f"OMIM:{mim}"].basis)
        assert by_id[f"OMIM:{mim}"].inheritance
    of_tables = DataService(Snapshot()).ask("phenotypes", service.gene("STAT3")).data
    assert of_tables
    assert {disease.disease_id for disease in of_tables} <= set(by_id)  # ORPHA's are HPO's alone
    calls = upstream.calls()
    assert calls["ncbi_ftp"] == 1
    assert calls.get("omim", 0) == 0  # never without a key


def test_genereviews_is_linked_by_ncbis_file_and_by_medgen_where_that_fails(
    service: DataService, upstream: Upstream
) -> None:
    chapter = BY_SYMBOL["STAT3"].chapter
    assert settled(service, "genereviews").data == (chapter,)
    about = settled(service, "about").data
    assert isinstance(about, GeneAbout)
    assert about.genereviews == chapter


def test_a_gene_without_a_chapter_has_none(service: DataService) -> None:
    without = next(gene.symbol for gene in BY_SYMBOL.values() if not gene.chapter)
    assert settled(service, "genereviews", without).state is State.EMPTY


def test_omim_is_asked_with_a_key_and_nothing_of_it_is_stored(
    with_key: DataService, upstream: Upstream, tmp_path: Path
) -> None:
    by_id = diseases(with_key)
    for mim in BY_SYMBOL["STAT3"].phenotypes:
        assert "OMIM" in str(by_id[f"OMIM:{mim}"].basis)
        assert by_id[f"OMIM:{mim}"].disease.startswith("Made-up phenotype")
    assert diseases(with_key) == by_id
    assert upstream.calls()["omim"] == 1  # the second time from memory
    stored = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert stored
    assert not any(b"omim:phenotypes" in data or b"phenotypeMap" in data for data in stored)
    assert not any(KEY.encode() in data for data in stored)
    assert KEY not in repr(with_key.live) + repr(replace(settled(with_key, "phenotypes")))
    assert isinstance(with_key.live, LiveSources)
