"""How services are asked: by which name, how far apart, how long; the services count themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.errors import SourceRefused
from dashboard.settings import Settings
from dashboard.upstream.answers.assembly import upstreams
from dashboard.upstream.http import Http, make_http
from dashboard.upstream.http.upstream import CLIENT, PRODUCT
from tests.faults.house import PATIENT
from tests.upstream.client import one_study
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.server import NAMES, Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

CONTACT = "somebody@example.org"
SEARCH = {"db": "pubmed", "term": "STAT3[Title/Abstract]", "retmode": "json"}


def asking(upstream: Upstream, folder: Path, **settings: object) -> Http:
    """Return the wire as an installation with these settings has it."""
    addresses = {f"{name}_url": upstream.address(name) for name in NAMES}
    made = Settings(cache_dir=folder, **addresses, **settings)  # type: ignore[arg-type]
    return make_http(upstreams(made), folder, None, PATIENT)


def names_asked_by(upstream: Upstream) -> list[str]:
    return [call["agent"] for call in upstream.state.list_calls()]


def test_each_service_is_told_the_client_the_product_and_a_contact(
    upstream: Upstream, tmp_path: Path
) -> None:
    one_study(asking(upstream, tmp_path, contact=CONTACT))
    assert names_asked_by(upstream) == [f"{CLIENT} {PRODUCT} ({CONTACT})"]


def test_a_refused_name_is_followed_by_one_try_with_another_that_stays(
    upstream: Upstream, tmp_path: Path
) -> None:
    own = {"clinicaltrials": "our-clinic/1.0"}  # the service answers no such name
    http = asking(upstream, tmp_path, user_agents=own)
    assert one_study(http)["totalCount"] > 0
    assert one_study(http)["totalCount"] > 0
    assert names_asked_by(upstream) == ["our-clinic/1.0", CLIENT, CLIENT]


def test_a_refused_address_is_told_with_its_cause(upstream: Upstream, tmp_path: Path) -> None:
    upstream.switch("clinicaltrials", "403")
    http = asking(upstream, tmp_path)
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


def test_ncbi_counts_no_more_than_three_in_a_second_of_two_processes(
    upstream: Upstream, tmp_path: Path
) -> None:
    both = [asking(upstream, tmp_path) for _ in range(2)]

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
    http = asking(upstream, tmp_path, ncbi_api_key="made-up-key-0815")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: http.json("eutils", "esearch.fcgi", params=SEARCH), range(12)))
    calls = upstream.state.list_calls()
    assert [call["status"] for call in calls] == [200] * 12
    moments = sorted(call["at"] for call in calls)
    assert moments[-1] - moments[0] >= 11 * 0.1
    http.close()


def test_ncbi_is_told_the_tool_and_whom_to_write_to(upstream: Upstream, tmp_path: Path) -> None:
    asking(upstream, tmp_path, contact=CONTACT).json("eutils", "esearch.fcgi", params=SEARCH)
    (call,) = upstream.state.list_calls()
    assert call["query"]["tool"] == "gene-constraint-dashboard"
    assert call["query"]["email"] == CONTACT
