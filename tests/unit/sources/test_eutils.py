"""E-utilities: each way in which NCBI says that it failed, and searches to their end (T42)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceBusy, SourceDown, SourceError, SourceRefused, SourceUnreadable
from dashboard.upstream.sources.eutils import (
    LONGEST_GET,
    MOST_SUMMARIES,
    refuse_dropped,
    search,
    search_all,
    summaries,
)
from tests.unit.sources.fake_client import NO_ANSWERS, FakeClient, damaged

RATE_LIMIT = "25d2878202364a3ed7e3c45a166f42121f8d49e5552be6951a87fa54d126f548.json"
DROPPED = "4c7a563ff50997b399a3e8b43ea5d68ab1e676093e6d46e92ab47268c4636995.json"
HITS = {
    "2ebc125ce85e958951e46ab078cf6ff28d34e7db4ea65482745eb2822de16ebc.json": 3,
    "a7c2c7880e6d99a892dc8beb6531cbaa26d71bda98bbce01a64d46b34a9e11a8.json": 1,
    "esearch_braf.json": 2,
}
# Answers to questions that are not asked here: XML instead of JSON, whole PubMed records.
NOT_ASKED = {"efetch.fcgi-ba25ae.xml", "esearch.fcgi-37eadf.xml", "esearch.fcgi-6ff89c.xml"}
# Each has its test beside the source that reads it.
ELSEWHERE = {
    "esummary_clinvar_15333_HBB.json",
    "esummary_gene_7171_TPM4.json",
    "esummary_medgen_44287_382914.json",
}


def recorded(shared: Path, name: str) -> Any:
    """Return a recorded answer."""
    return json.loads((shared / "data" / "recorded" / "eutils" / name).read_text())


def page(ids: list[str], count: int | str, **more: Any) -> dict[str, Any]:
    """Return a page of a search as the service sends it."""
    return {"esearchresult": {"count": str(count), "idlist": ids, **more}}


def client_with(*answers: Any) -> Any:
    """Return what a search makes of answers."""
    return search(FakeClient(list(answers)), "pubmed", "x", most=10)


@pytest.mark.parametrize("name", HITS)
def test_recorded_searches_report_the_count_they_announce(name: str, shared: Path) -> None:
    found = client_with(recorded(shared, name))
    assert found.count == len(found.ids) == HITS[name]
    refuse_dropped(found, "pubmed")


def test_every_recorded_response_is_read_or_its_reason_named(shared: Path) -> None:
    read = {RATE_LIMIT, DROPPED, "error_rate_limit.json", "error_too_many_uids.json", *HITS}
    names = {file.name for file in (shared / "data" / "recorded" / "eutils").iterdir()}
    assert names == read | NOT_ASKED | ELSEWHERE | {"esummary_two_ids.json"}


@pytest.mark.parametrize("name", [RATE_LIMIT, "error_rate_limit.json"])
def test_a_rate_limit_inside_an_answer_is_busy(name: str, shared: Path) -> None:
    with pytest.raises(SourceBusy) as caught:
        client_with(recorded(shared, name))
    assert "192.0" not in caught.value.message + caught.value.hint
    assert caught.value.source == "eutils"


def test_too_many_ids_is_our_own_fault(shared: Path) -> None:
    answer = recorded(shared, "error_too_many_uids.json")
    with pytest.raises(SourceRefused):
        summaries(FakeClient([answer]), "pubmed", ["1"])


def test_recorded_hits_of_a_dropped_phrase_are_refused(shared: Path) -> None:
    found = client_with(recorded(shared, DROPPED))
    assert (found.count, len(found.ids)) == (40_362, 100)
    with pytest.raises(SourceRefused, match=r"does not know p\.E1317Q"):
        refuse_dropped(found, "pubmed")


def test_a_dropped_phrase_without_hits_is_a_true_zero() -> None:
    refuse_dropped(client_with(page([], 0, errorlist={"phrasesnotfound": ["LINC1"]})), "pubmed")


@pytest.mark.parametrize(
    "where",
    [
        {"errorlist": {"phrasesnotfound": ["x y"]}},
        {"errorlist": {"fieldsnotfound": ["[zz]"]}},
        {"warninglist": {"quotedphrasesnotfound": ['"x y"']}},
    ],
)
def test_each_kind_of_dropped_phrase_is_seen(where: Any) -> None:
    with pytest.raises(SourceRefused):
        refuse_dropped(client_with(page(["1"], 1, **where)), "pubmed")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"esearchresult": {"ERROR": "Search Backend failed: timeout"}}, SourceDown),
        ({"esearchresult": {"ERROR": "Invalid db name specified: x"}}, SourceRefused),
        ({"error": "API key invalid", "api-key": "SECRET"}, SourceRefused),
        ({"error": "Unable to obtain query #1"}, SourceDown),
        ({"esearchresult": {"count": None, "idlist": []}}, SourceUnreadable),
        ({"esearchresult": {"count": "-1", "idlist": []}}, SourceUnreadable),
        ({"esearchresult": {"count": "1"}}, SourceUnreadable),
    ],
)
def test_each_error_inside_an_answer_has_its_kind(answer: Any, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        client_with(answer)
    assert "SECRET" not in str(vars(caught.value))


@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_what_is_no_answer_is_a_source_error(answer: Any) -> None:
    with pytest.raises(SourceError):
        client_with(answer)
    with pytest.raises(SourceError):
        summaries(FakeClient([answer]), "gene", ["1"])


def test_no_damage_to_a_search_ends_in_another_error() -> None:
    whole = page(["1", "2"], 2, errorlist={"phrasesnotfound": ["x"], "fieldsnotfound": []})
    for broken in damaged(whole):
        try:
            found = client_with(broken)
        except SourceError:
            continue
        assert found.count >= 0


def test_t42_pages_are_followed_by_their_start() -> None:
    http = FakeClient([page(["1", "2"], 5), page(["3", "4"], 5), page(["5"], 5)])
    found = search_all(http, "clinvar", "x", most=1_000)
    assert found.ids == ("1", "2", "3", "4", "5")
    assert [call.params["retstart"] for call in http.calls] == ["0", "2", "4"]


def test_pages_that_repeat_are_an_error_and_no_endless_search() -> None:
    with pytest.raises(SourceUnreadable, match="came twice"):
        search_all(FakeClient([page(["1", "2"], 5)]), "clinvar", "x", most=1_000)


def test_an_empty_page_ends_a_search_that_announced_more() -> None:
    found = search_all(FakeClient([page(["1"], 5), page([], 5)]), "clinvar", "x", most=1_000)
    assert (found.count, found.ids) == (5, ("1",))


def test_a_search_stops_at_its_most() -> None:
    http = FakeClient([page([str(n) for n in range(10)], 50)])
    assert len(search_all(http, "clinvar", "x", most=10).ids) == 10
    assert len(http.calls) == 1


def test_many_ids_go_by_post_and_in_parts() -> None:
    ids = [str(n) for n in range(1, MOST_SUMMARIES + 2)]
    answer = {"result": {uid: {"uid": uid} for uid in ids}}
    http = FakeClient([answer])
    assert list(summaries(http, "clinvar", ids)) == ids
    assert [len(call.params["id"].split(",")) for call in http.calls] == [MOST_SUMMARIES, 1]
    assert LONGEST_GET < MOST_SUMMARIES <= 500


def test_a_record_with_an_error_is_not_among_the_summaries() -> None:
    answer = {"result": {"1": {"error": "cannot get document summary"}, "2": {"uid": "2"}, "3": 4}}
    assert list(summaries(FakeClient([answer]), "gene", ["1", "2", "3", "4"])) == ["2"]
