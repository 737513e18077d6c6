"""PubTator3: asked by entity, its marks stripped, its count believed only with its results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceError, SourceUnreadable
from dashboard.models import Gene
from dashboard.upstream.sources.pubtator import (
    fetch_mentions,
    parse_count,
    parse_mentions,
    unmarked,
)
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled

# Annotated papers and the entity search: no question of ours.
NOT_ASKED = {"autocomplete_braf.json", "biocjson-93f9ce.json", "export_22663011.json"}
COUNTS = {"search-a64585.json": (0, 0), "search_braf.json": (1, 1)}


def recorded(shared: Path, name: str) -> Any:
    """Return a recorded answer."""
    return json.loads((shared / "data" / "recorded" / "pubtator3" / name).read_text())


def answer(**changes: Any) -> dict[str, Any]:
    """Return a made-up answer with one result."""
    row = {"pmid": 7, "title": "On STAT3", "journal": "J", "authors": ["A B"],
           "date": "2024-02-08T00:00:00Z"}  # fmt: skip
    return {"results": [row | changes], "count": 1}


def test_t54_the_entity_is_asked_and_not_the_text() -> None:
    http = FakeClient([answer()])
    fetch_mentions(http, Gene("HGNC:7029", "MET", "x"))
    assert (http.calls[0].path, http.calls[0].params["text"]) == ("search/", "@GENE_MET")


@pytest.mark.parametrize("name", COUNTS)
def test_recorded_searches_report_the_count_they_announce(name: str, shared: Path) -> None:
    found = fetch_mentions(FakeClient([recorded(shared, name)]), STAT3)
    assert (parse_count(found).count, len(parse_mentions(found))) == COUNTS[name]


def test_the_recorded_first_page_has_ten_of_its_count(shared: Path) -> None:
    raw = recorded(shared, "search-c90ee9.json")
    found = fetch_mentions(FakeClient([raw]), STAT3)
    count = parse_count(found)
    assert count.count == raw["count"]
    assert count.query == "@GENE_STAT3"
    listed = parse_mentions(found)
    assert len(listed) == min(10, len(raw["results"]))
    assert all(p.title and p.journal and p.year and p.url for p in listed)


def test_every_recorded_response_is_read_or_its_reason_named(shared: Path) -> None:
    names = {file.name for file in (shared / "data" / "recorded" / "pubtator3").iterdir()}
    assert names == NOT_ASKED | set(COUNTS) | {"search-c90ee9.json"}


def test_the_marks_of_recognition_are_stripped() -> None:
    marked = "@GENE_BRCA1 @GENE_672 @@@<m>BRCA1</m>@@@-BRCT Mutations"
    assert unmarked(marked) == "BRCA1-BRCT Mutations"
    found = fetch_mentions(FakeClient([answer(title=marked)]), STAT3)
    assert parse_mentions(found)[0].title == "BRCA1-BRCT Mutations"


def test_missing_fields_are_missing_and_not_made_up() -> None:
    found = fetch_mentions(
        FakeClient([{"results": [{"pmid": 7}, {"title": "x"}, None, 3], "count": 2}]), STAT3
    )
    only = parse_mentions(found)
    assert len(only) == 1
    assert (only[0].title, only[0].authors, only[0].journal, only[0].year) == (None, (), None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"results": [], "count": 5},
        {"results": [{"pmid": 1}], "count": 0},
        {"results": [], "count": None},
        {"results": None, "count": 0},
        {"results": [], "count": -1},
    ],
)
def test_a_total_that_disagrees_with_the_rows_is_no_answer(wrong: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_mentions(FakeClient([wrong]), STAT3)


@pytest.mark.parametrize("wrong", NO_ANSWERS)
def test_what_is_no_answer_is_a_source_error(wrong: Any) -> None:
    with pytest.raises(SourceError):
        fetch_mentions(FakeClient([wrong]), STAT3)


def test_hostile_results_are_plain_and_short() -> None:
    found = fetch_mentions(
        FakeClient([answer(title=HOSTILE * 50_000, authors=[HOSTILE] * 9_999, journal=HOSTILE)]),
        STAT3,
    )
    shown = parse_mentions(found)[0]
    assert len(shown.title or "") <= 500
    assert len(shown.authors) == 100
    assert all("<" not in text for text in (shown.title or "", shown.journal or "", *shown.authors))


def test_no_damage_ends_in_anything_but_data_or_a_source_error() -> None:
    whole = fetch_mentions(FakeClient([answer()]), STAT3)
    for broken in [*damaged(whole), nulled(whole), *NO_ANSWERS]:
        for reader in (parse_count, parse_mentions):
            try:
                reader(broken)
            except SourceError:
                continue
