"""gnomAD's questions: valid by its own schema, within its cost, and asked once a gene."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from dashboard.errors import SourceBusy, SourceRefused, SourceTimeout
from dashboard.upstream.sources.gnomad import fetch_clinvar, fetch_gene, fetch_genes, is_whole
from dashboard.upstream.sources.gnomad_queries import (
    BY_GENE,
    MOST_GENES,
    MOST_GENES_OF_BOTH,
    batch_query,
    clinvar_query,
    gene_query,
)
from tests.unit.sources.fake_client import STAT3, FakeClient
from tests.unit.sources.gnomad_service import Service, cost, gene_record, schema_of, variant

MOST_COST = 25
GENES = [replace(STAT3, ensembl_id=f"ENSG{n:011}", symbol=f"G{n}") for n in range(MOST_GENES)]
QUERIES = {
    "gene": gene_query(STAT3),
    "gene without ids": gene_query(replace(STAT3, ensembl_id=None, mane_select=None)),
    "variants": clinvar_query(STAT3, by_gene=False),
    "variants by gene": clinvar_query(STAT3, by_gene=True),
    "variants by symbol": clinvar_query(replace(STAT3, ensembl_id=None), by_gene=True),
    "genes": batch_query(GENES),
    "genes without ids": batch_query([replace(STAT3, ensembl_id=None)]),
    "genes of GRCh37": batch_query(GENES[:MOST_GENES_OF_BOTH], "37"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_valid_by_the_services_own_schema(name: str, shared: Path) -> None:
    schema = schema_of(shared, newest=False)
    assert validate(schema, parse(QUERIES[name]["query"])) == []


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_costs_more_than_the_service_takes(name: str) -> None:
    assert cost(QUERIES[name]["query"]) <= MOST_COST


def test_the_costs_are_as_documented() -> None:
    assert cost(QUERIES["gene"]["query"]) == 4
    assert cost(QUERIES["variants"]["query"]) == 11
    assert cost(QUERIES["genes"]["query"]) == MOST_GENES
    assert cost(QUERIES["genes of GRCh37"]["query"]) == 2 * MOST_GENES_OF_BOTH


def test_no_question_asks_for_what_nothing_shows() -> None:
    assert not any("percentile" in requested["query"] for requested in QUERIES.values())


def test_clinvar_is_asked_on_the_mane_transcript_without_its_version() -> None:
    assert QUERIES["variants"]["variables"] == {"name": "ENST00000264657"}
    with pytest.raises(SourceRefused, match="no MANE Select transcript"):
        fetch_clinvar(FakeClient([]), replace(STAT3, mane_select=None))


@pytest.mark.parametrize(
    ("number", "build"),
    [(0, "38"), (MOST_GENES + 1, "38"), (0, "37"), (MOST_GENES_OF_BOTH + 1, "37")],
)
def test_a_batch_has_a_limit(number: int, build: str) -> None:
    with pytest.raises(ValueError, match="one request takes"):
        batch_query([STAT3] * number, build)


def test_constraint_and_variants_are_asked_apart_each_by_one_request(shared: Path) -> None:
    service = Service(schema_of(shared), [gene_record()], [variant(382)])
    found = fetch_gene(service, STAT3)  # type: ignore[arg-type]
    assert is_whole(found)
    assert found["data"]["g38"]["gnomad_constraint"]["oe_lof_upper"] == 0.11498
    variants = fetch_clinvar(service, STAT3)  # type: ignore[arg-type]
    assert is_whole(variants)
    assert variants["data"]["transcript"]["clinvar_variants"][0]["hgvsp"] == "p.Arg382Trp"
    assert ["clinvar" in body["query"] for body in service.bodies] == [False, True]


def asked_by_gene(http: FakeClient) -> list[bool]:
    """Return of each question for variants whether it was by gene."""
    return ["gene: gene(" in call.body["query"] for call in http.calls]


@pytest.mark.parametrize("symbol", sorted(BY_GENE))
def test_variants_of_a_gene_known_as_large_are_asked_by_gene(symbol: str) -> None:
    http = FakeClient([{"data": {"gene": {}}}])
    fetch_clinvar(http, replace(STAT3, symbol=symbol))
    assert asked_by_gene(http) == [True]


def test_variants_of_a_transcript_that_takes_too_long_are_asked_by_gene() -> None:
    http = FakeClient([SourceTimeout("late"), {"data": {"gene": {}}}])
    fetch_clinvar(http, STAT3)
    assert asked_by_gene(http) == [False, True]
    with pytest.raises(SourceTimeout):
        fetch_clinvar(FakeClient([SourceTimeout("late")]), STAT3)


@pytest.mark.parametrize(
    "error",
    [
        SourceRefused("no", status=400, detail="Syntax Error: Unexpected Name"),
        SourceRefused("no", status=400, detail='Cannot query field "pli" on type "Gene".'),
        SourceRefused("no", status=400, detail="Query is too expensive (26)."),
        SourceBusy("wait"),
    ],
)
def test_any_other_refusal_is_passed_on_and_not_asked_again(error: Any) -> None:
    http = FakeClient([error])
    with pytest.raises(type(error)):
        fetch_gene(http, STAT3)
    assert len(http.calls) == 1


def test_several_genes_are_one_request(shared: Path) -> None:
    service = Service(schema_of(shared), [gene_record()], [])
    found = fetch_genes(service, [STAT3, *GENES[:3]])  # type: ignore[arg-type]
    assert len(service.bodies) == 1
    assert is_whole(found), "genes that are not found are explained"
    assert [found["data"][f"g{n}"] is None for n in range(4)] == [False, True, True, True]
