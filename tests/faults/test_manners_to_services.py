"""How services are asked: by which name, how far apart, how long; the services count themselves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.errors import SourceDown, SourceRefused, SourceTimeout
from dashboard.settings import Settings
from dashboard.upstream.answers.assembly import upstreams
from dashboard.upstream.http import Bounds, Http, make_http
from dashboard.upstream.http import Upstream as Source
from dashboard.upstream.http.upstream import CLIENT, PRODUCT
from dashboard.upstream.sources import gnomad
from tests.faults.live_app import PATIENT
from tests.faults.redis_server import redis_server
from tests.unit.sources.fake_client import STAT3
from tests.upstream.client import one_study
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.server import NAMES, Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

CONTACT = "somebody@example.org"
SEARCH = {"db": "pubmed", "term": "STAT3[Title/Abstract]", "retmode": "json"}


def client(upstream: Upstream, folder: Path, **settings: object) -> Http:
    """Return the wire as an installation with these settings has it."""
    addresses = {f"{name}_url": upstream.address(name) for name in NAMES}
    made = Settings(cache_dir=folder, **addresses, **settings)  # type: ignore[arg-type]
    url = made.redis_url.get_secret_value() if made.redis_url else None
    return make_http(upstreams(made), folder, url, PATIENT)


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a Redis for the tests of this file."""
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server.url


def names_asked_by(upstream: Upstream) -> list[str]:
    return [call["agent"] for call in upstream.state.list_calls()]


def test_each_service_is_told_the_client_the_product_and_a_contact(
    upstream: Upstream, tmp_path: Path
) -> None:
    one_study(client(upstream, tmp_path, contact=CONTACT))
    assert names_asked_by(upstream) == [f"{CLIENT} {PRODUCT} ({CONTACT})"]


def test_a_refused_name_is_followed_by_one_try_with_another_that_stays(
    upstream: Upstream, tmp_path: Path
) -> None:
    own = {"clinicaltrials": "our-clinic/1.0"}  # the service answers no such name
    http = client(upstream, tmp_path, user_agents=own)
    assert one_study(http)["totalCount"] > 0
    assert one_study(http)["totalCount"] > 0
    assert names_asked_by(upstream) == ["our-clinic/1.0", CLIENT, CLIENT]


def test_a_refused_address_is_told_with_its_cause(upstream: Upstream, tmp_path: Path) -> None:
    upstream.switch("clinicaltrials", "403")
    http = client(upstream, tmp_path)
    with pytest.raises(SourceRefused) as caught:
        one_study(http)
    assert caught.value.message == (
        "ClinicalTrials.gov refuses this program's name or this network's address (HTTP 403)."
    )
    assert upstream.calls() == {"clinicaltrials": 2}
    assert http.health("clinicaltrials").failures == 0


@pytest.mark.parametrize(
    "given", [{"nobody": "x"}, {"gnomad": "a\r\nX-Evil: 1"}, {"gnomad": ""}, {"gnomad": "é"}]
)
def test_a_name_for_no_service_or_of_no_header_is_no_setting(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="user_agents"):
        Settings(user_agents=given)


@pytest.mark.parametrize("contact", ["a b", "x) (y", "a\nb", ""])
def test_a_contact_is_one_word_without_brackets(contact: str) -> None:
    with pytest.raises(ValidationError, match="contact"):
        Settings(contact=contact)


@pytest.mark.parametrize("counted_in", ["files", "redis"])
def test_ncbi_counts_no_more_than_three_in_a_second_of_two_processes(
    upstream: Upstream, tmp_path: Path, counted_in: str, request: pytest.FixtureRequest
) -> None:
    own = {"redis_url": request.getfixturevalue("redis_url")} if counted_in == "redis" else {}
    both = [client(upstream, tmp_path, **own) for _ in range(2)]

    def ask(place: int) -> None:
        both[place % 2].json("eutils", "esearch.fcgi", params=SEARCH)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(12)))
    calls = upstream.state.list_calls()
    assert [call["status"] for call in calls] == [200] * 12
    moments = sorted(call["at"] for call in calls)
    for first, fourth in zip(moments, moments[3:], strict=False):
        assert fourth - first >= 1.0
    for one in both:
        one.close()


def test_a_key_of_ncbi_makes_the_gaps_shorter(upstream: Upstream, tmp_path: Path) -> None:
    http = client(upstream, tmp_path, ncbi_api_key="made-up-key-0815")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: http.json("eutils", "esearch.fcgi", params=SEARCH), range(12)))
    calls = upstream.state.list_calls()
    assert [call["status"] for call in calls] == [200] * 12
    moments = sorted(call["at"] for call in calls)
    assert moments[-1] - moments[0] >= 11 * 0.1
    http.close()


def gnomad_of(upstream: Upstream, bounds: Bounds, slow_limit: str | None = None) -> Http:
    address = upstream.address("gnomad")
    source = Source("gnomad", address, "1000/second", slow_limit=slow_limit)
    return Http([source], bounds=bounds, use_environment=False)


def test_clinvar_may_take_longer_than_other_questions(upstream: Upstream) -> None:
    upstream.state.limits = False
    gnomad.fetch_clinvar(gnomad_of(upstream, PATIENT), STAT3)  # the schema is read once
    upstream.switch("gnomad", delay=0.6)
    http = gnomad_of(upstream, replace(PATIENT, read_s=0.3, slow_s=20.0, retries=0))
    with pytest.raises(SourceTimeout, match=r"sent nothing for 0\.3 s"):
        gnomad.fetch_gene(http, STAT3)
    assert gnomad.is_whole(gnomad.fetch_clinvar(http, STAT3))


def test_a_clinvar_that_fails_again_and_again_has_constraint_still_asked_for(
    upstream: Upstream,
) -> None:
    upstream.state.limits = False
    http = gnomad_of(upstream, replace(PATIENT, retries=0), slow_limit="1000/second")
    upstream.switch("gnomad", "500")
    for _ in range(3):
        with pytest.raises(SourceDown):
            gnomad.fetch_clinvar(http, STAT3)
    upstream.switch("gnomad")
    with pytest.raises(SourceDown, match="left alone"):
        gnomad.fetch_clinvar(http, STAT3)
    assert gnomad.is_whole(gnomad.fetch_gene(http, STAT3))


def test_questions_wait_for_their_turn_and_slow_ones_hold_up_no_others(upstream: Upstream) -> None:
    upstream.state.limits = False
    http = gnomad_of(upstream, PATIENT, slow_limit="1/second")
    with ThreadPoolExecutor(4) as pool:
        slow = [pool.submit(gnomad.fetch_clinvar, http, STAT3) for _ in range(4)]
        gnomad.fetch_gene(http, STAT3)
        assert sum(not one.done() for one in slow) >= 2, "constraint went past them"
        assert http.waiting("gnomad", slow=True) >= 1
        assert http.wait_s("gnomad", slow=True) > 0
        assert http.wait_s("gnomad") == 0
        assert all(gnomad.is_whole(one.result()) for one in slow)


def test_ncbi_is_told_the_tool_and_whom_to_write_to(upstream: Upstream, tmp_path: Path) -> None:
    client(upstream, tmp_path, contact=CONTACT).json("eutils", "esearch.fcgi", params=SEARCH)
    (call,) = upstream.state.list_calls()
    assert call["query"]["tool"] == "gene-constraint-dashboard"
    assert call["query"]["email"] == CONTACT
