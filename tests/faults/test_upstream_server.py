"""The upstream of the tests: it answers as the contracts say, and fails when it is told to."""

from __future__ import annotations

import socket
import time
from collections import Counter
from pathlib import Path

import pytest
import requests
import yaml
from jsonschema import Draft4Validator

from dashboard.errors import SourceBusy, SourceRefused
from dashboard.models import Gene
from dashboard.rules.clinvar import bucket
from dashboard.upstream.http import Http
from dashboard.upstream.sources import clinicaltrials, gnomad
from tests.unit.sources.fake_client import STAT3
from tests.upstream import nowhere
from tests.upstream.client import client, one_study
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.genes import BY_SYMBOL
from tests.upstream.server import NAMES, Upstream
from tests.upstream.variants import CLASSES, FIRST_NUMBER, variants_of

__all__ = ["running_upstream", "upstream"]  # fixtures

TP53 = Gene("HGNC:11998", "TP53", "x")


@pytest.fixture
def http(upstream: Upstream) -> Http:
    """Return a client of every source of the upstream."""
    return client(upstream)


def test_the_settings_lead_to_every_source(upstream: Upstream) -> None:
    assert upstream.settings()["GCD_NCBI_FTP_URL"] == f"{upstream.url}/ncbi_ftp"
    assert len(upstream.settings()) == len(NAMES) == 11


def test_calls_are_counted_by_source(upstream: Upstream, http: Http) -> None:
    for _ in range(3):
        one_study(http)
    assert upstream.calls() == {"clinicaltrials": 3}
    listed = requests.get(f"{upstream.url}/_calls?list=1", timeout=5).json()
    assert [call["path"] for call in listed] == ["studies"] * 3
    requests.delete(f"{upstream.url}/_calls", timeout=5)
    assert upstream.calls() == {}


def test_pages_are_followed_and_each_study_is_one_of_the_contract(
    http: Http, shared: Path, upstream: Upstream
) -> None:
    payload = clinicaltrials.fetch_trials(http, TP53)
    assert (payload["total"], payload["rows"], len(payload["studies"])) == (1_250, 1_250, 1_250)
    assert upstream.calls() == {"clinicaltrials": 2}
    contract = shared / "contracts" / "clinicaltrials" / "openapi-2.0.0.yaml"
    components = yaml.safe_load(contract.read_text(encoding="utf-8"))["components"]
    schema = {"$ref": "#/components/schemas/PagedStudies", "components": components}
    assert list(Draft4Validator(schema).iter_errors(one_study(http))) == []


def test_a_page_token_with_other_parameters_is_refused(http: Http) -> None:
    token = one_study(http)["nextPageToken"]
    with pytest.raises(SourceRefused, match=r"."):
        http.json("clinicaltrials", "studies", params={"query.term": '"CFTR"', "pageToken": token})


@pytest.mark.parametrize("term", ["STAT3[", "(STAT3", '"STAT3', 'AREA[BriefTitle]("A[1]")'])
def test_a_query_that_cannot_be_read_is_refused(http: Http, term: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        http.json("clinicaltrials", "studies", params={"query.term": term})
    assert "Error parsing query" in refused.value.detail


def test_stat3_has_1200_made_up_variants_of_every_class(http: Http) -> None:
    variants = variants_of("STAT3")
    assert Counter(one.classification for one in variants) == CLASSES
    assert min(one.number for one in variants) == FIRST_NUMBER
    assert "unknown" not in {bucket(name) for name in CLASSES}
    answer = gnomad.fetch_clinvar(http, STAT3)
    rows = answer["data"]["transcript"]["clinvar_variants"]
    assert len(rows) == sum(CLASSES.values()) == BY_SYMBOL["STAT3"].variants == 1_200
    assert {row["transcript_id"] for row in rows} == {"ENST00000264657"}


def test_a_wrong_query_fails_as_it_would_live(http: Http) -> None:
    body = {"query": '{ gene(gene_symbol: "STAT3", reference_genome: GRCh38) { nonsense } }'}
    with pytest.raises(SourceRefused) as refused:
        http.json("gnomad", body=body, headers={"Accept": "application/json"})
    assert refused.value.status == 400
    assert "Cannot query field" in refused.value.detail


def test_an_older_schema_knows_all_that_is_asked_for(http: Http, upstream: Upstream) -> None:
    upstream.switch("gnomad", "old-schema")
    assert gnomad.fetch_gene(http, STAT3)["errors"] == []
    assert gnomad.fetch_clinvar(http, STAT3)["errors"] == []
    assert upstream.calls() == {"gnomad": 2}


def test_a_gene_that_is_not_there_is_null_with_an_error(http: Http) -> None:
    query = '{ gene(gene_symbol: "NOPE", reference_genome: GRCh38) { symbol } }'
    answer = http.json("gnomad", body={"query": query}, headers={"Accept": "application/json"})
    assert answer == {"errors": [{"message": "Gene not found"}], "data": {"gene": None}}


def test_too_costly_a_query_is_refused(http: Http) -> None:
    parts = " ".join(f'g{n}: gene(gene_symbol: "A", reference_genome: GRCh38) {{ symbol }}'
                     for n in range(26))  # fmt: skip
    with pytest.raises(SourceRefused) as refused:
        http.json(
            "gnomad", body={"query": f"{{ {parts} }}"}, headers={"Accept": "application/json"}
        )
    assert "too expensive (26)" in refused.value.detail


def ask_often(http: Http, *requested: str, **fields: str) -> None:
    """Ask the same thing five times as fast as can be."""
    for _ in range(5):
        http.json(*requested, params=fields)


def test_the_rates_are_those_of_the_services(http: Http) -> None:
    with pytest.raises(SourceBusy):
        ask_often(http, "eutils", "esearch.fcgi", db="gene", term="x", retmode="json")
    with pytest.raises(SourceBusy):
        ask_often(http, "pubtator", "search/", text="@GENE_STAT3")


def test_nowhere_refuses_or_never_answers() -> None:
    with nowhere.refused() as url, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 1)
    with nowhere.black_hole() as url, pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 0.2)


def test_the_upstream_ends_at_once_though_answers_wait(shared: Path) -> None:
    with Upstream(shared) as served:
        served.switch("clinicaltrials", "read-timeout")
        with socket.create_connection(("127.0.0.1", served.port)) as line:
            line.sendall(b"GET /clinicaltrials/version HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.1)
            began = time.monotonic()
            served.state.stop.set()
    assert time.monotonic() - began < 2
