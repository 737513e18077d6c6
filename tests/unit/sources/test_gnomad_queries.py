"""gnomAD's questions: valid by its own schema, within its cost, and asked once a gene."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from dashboard.errors import SourceBusy, SourceRefused
from dashboard.upstream.sources.gnomad import fetch_gene, fetch_genes, is_whole
from dashboard.upstream.sources.gnomad_queries import (
    GENE_QUERY_COST,
    MOST_GENES,
    batch_query,
    gene_query,
)
from tests.unit.sources.answering import STAT3, Answering
from tests.unit.sources.gnomad_service import Service, cost, gene_record, schema_of, variant

MOST_COST = 25
GENES = [replace(STAT3, ensembl_id=f"ENSG{n:011}", symbol=f"G{n}") for n in range(MOST_GENES)]
QUERIES = {
    "gene": gene_query(STAT3),
    "gene, older server": gene_query(STAT3, percentile=False),
    "gene without ids": gene_query(replace(STAT3, ensembl_id=None, mane_select=None)),
    "genes": batch_query(GENES),
    "genes, older server": batch_query(GENES, percentile=False),
    "genes without ids": batch_query([replace(STAT3, ensembl_id=None)]),
}


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_valid_by_the_services_own_schema(name: str, shared: Path) -> None:
    schema = schema_of(shared, newest="older" not in name)
    assert validate(schema, parse(QUERIES[name]["query"])) == []


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_costs_more_than_the_service_takes(name: str) -> None:
    assert cost(QUERIES[name]["query"]) <= MOST_COST


def test_the_costs_are_as_documented() -> None:
    assert cost(QUERIES["gene"]["query"]) == GENE_QUERY_COST
    assert cost(QUERIES["genes"]["query"]) == MOST_GENES


def test_clinvar_is_asked_on_the_mane_transcript_without_its_version() -> None:
    assert QUERIES["gene"]["variables"]["transcript"] == "ENST00000264657"
    assert "transcript(" not in QUERIES["gene without ids"]["query"]


@pytest.mark.parametrize("number", [0, MOST_GENES + 1])
def test_a_batch_has_a_limit(number: int) -> None:
    with pytest.raises(ValueError, match="one request takes"):
        batch_query([STAT3] * number)


def test_one_request_answers_everything_of_a_gene(shared: Path) -> None:
    service = Service(schema_of(shared), [gene_record()], [variant(382)])
    found = fetch_gene(service, STAT3)  # type: ignore[arg-type]
    assert len(service.bodies) == 1
    assert is_whole(found)
    assert found["data"]["g38"]["gnomad_constraint"]["oe_lof_upper"] == 0.11498
    assert found["data"]["transcript"]["clinvar_variants"][0]["hgvsp"] == "p.Arg382Trp"


def test_a_server_without_the_newest_field_is_asked_again_without_it(shared: Path) -> None:
    service = Service(schema_of(shared, newest=False), [gene_record()], [])
    found = fetch_gene(service, STAT3)  # type: ignore[arg-type]
    assert len(service.bodies) == 2
    assert found["data"]["g38"]["gnomad_constraint"]["pli"] == 1.0


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
    http = Answering([error])
    with pytest.raises(type(error)):
        fetch_gene(http, STAT3)
    assert len(http.calls) == 1


def test_several_genes_are_one_request(shared: Path) -> None:
    service = Service(schema_of(shared), [gene_record()], [])
    found = fetch_genes(service, [STAT3, *GENES[:3]])  # type: ignore[arg-type]
    assert len(service.bodies) == 1
    assert is_whole(found), "genes that are not found are explained"
    assert [found["data"][f"g{n}"] is None for n in range(4)] == [False, True, True, True]
