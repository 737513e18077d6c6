"""The faults of the upstream of the tests: each is seen by a client, and goes away."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from dashboard.errors import (
    SourceBusy,
    SourceDown,
    SourceError,
    SourceRefused,
    SourceTimeout,
    SourceUnreachable,
    SourceUnreadable,
)
from dashboard.upstream.http import Http
from dashboard.upstream.sources import gnomad
from tests.unit.sources.fake_client import STAT3
from tests.upstream.client import SHORT, client, one_study
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.server import FAULTS, Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures


@pytest.fixture
def http(upstream: Upstream) -> Http:
    """Return a client of every source of the upstream."""
    return client(upstream)


@pytest.fixture
def hurried(upstream: Upstream) -> Http:
    """Return a client with short limits of time."""
    return client(upstream, SHORT)


# fault: what the client makes of it; None: nothing is wrong with it
ON_THE_WIRE: dict[str, type[SourceError] | None] = {
    "read-timeout": SourceTimeout,
    "drip": SourceTimeout,
    "reset": SourceUnreachable,
    "truncated": SourceUnreadable,
    "wrong-encoding": SourceUnreadable,
    "double-gzip": None,
    "huge": SourceUnreadable,
    "redirect-loop": SourceUnreadable,
    "429": SourceBusy,
    "500": SourceDown,
    "503-html": SourceDown,
    "200-html": SourceUnreadable,
    "400-rate-limit": SourceBusy,
    "200-rate-limit": SourceBusy,
    "400": SourceRefused,
    "403": SourceRefused,
    "404": SourceRefused,
    "empty": SourceUnreadable,
    "no-json": SourceUnreadable,
}


@pytest.mark.parametrize("fault", ON_THE_WIRE)
def test_a_fault_of_the_wire_is_seen_and_goes_away(
    upstream: Upstream, hurried: Http, fault: str
) -> None:
    upstream.switch("clinicaltrials", fault)
    expected = ON_THE_WIRE[fault]
    if expected is None:
        assert one_study(hurried)["studies"]
    else:
        with pytest.raises(expected):
            one_study(hurried)
    upstream.switch("clinicaltrials")
    assert one_study(hurried)["studies"]


IN_CONTENT: dict[str, Callable[[Any], bool]] = {
    "nulls": lambda page: page["totalCount"] is None,
    "unknown-enum": lambda page: "SOMETHING_NEW" in str(page),
    "missing-modules": lambda page: "statusModule" not in str(page),
    "markup": lambda page: "<script>" in str(page),
    "wrong-total": lambda page: page["totalCount"] == 64 + 37,
    "repeat-page": lambda page: page["nextPageToken"] == "again",
}


@pytest.mark.parametrize("fault", IN_CONTENT)
def test_a_fault_of_the_content_is_in_the_answer(
    upstream: Upstream, http: Http, fault: str
) -> None:
    upstream.switch("clinicaltrials", fault)
    assert IN_CONTENT[fault](one_study(http))


def test_t60_gnomads_null_with_an_error_has_both(upstream: Upstream, http: Http) -> None:
    upstream.switch("gnomad", "null-with-error")
    answer = gnomad.fetch_clinvar(http, STAT3)
    assert answer["data"]["transcript"]["clinvar_variants"] is None
    assert answer["errors"]
    upstream.switch("gnomad", "graphql-errors")
    with pytest.raises(SourceDown):
        gnomad.fetch_gene(http, STAT3)


def test_a_search_with_dropped_phrases_names_them(upstream: Upstream, http: Http) -> None:
    upstream.switch("eutils", "dropped-phrases")
    params = {"db": "pubmed", "term": '"STAT3"[Title/Abstract]', "retmode": "json"}
    found = http.json("eutils", "esearch.fcgi", params=params)["esearchresult"]
    assert (found["count"], found["errorlist"]["phrasesnotfound"]) == ("40362", ["STAT3"])


def test_a_fault_may_be_for_one_time_one_path_and_all_sources(
    upstream: Upstream, http: Http
) -> None:
    how: Any = {"source": "*", "fault": "429", "times": 1, "retry_after": "7", "path": "studies"}
    assert requests.post(f"{upstream.url}/_faults", json=how, timeout=5).status_code == 200
    assert http.json("clinicaltrials", "version")["apiVersion"] == "2.0.5"
    with pytest.raises(SourceBusy) as busy:
        one_study(http)
    assert busy.value.retry_after == pytest.approx(7, abs=1)
    assert requests.get(f"{upstream.url}/_faults", timeout=5).json()["*"]["times"] == 0
    assert (
        requests.post(f"{upstream.url}/_faults", json={"fault": "x"}, timeout=5).status_code == 400
    )


def test_a_delay_is_waited_for(upstream: Upstream, http: Http) -> None:
    upstream.switch("clinicaltrials", delay=0.2)
    began = time.monotonic()
    one_study(http)
    assert time.monotonic() - began >= 0.2


def test_every_fault_is_tried_here() -> None:
    elsewhere = {"null-with-error", "graphql-errors", "dropped-phrases", "old-schema"}
    assert set(FAULTS) == {*ON_THE_WIRE, *IN_CONTENT, *elsewhere}
