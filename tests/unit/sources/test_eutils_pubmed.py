"""PubMed: each count with its query, ambiguous symbols in phrases, titles that are readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceError, SourceRefused, SourceUnreadable
from dashboard.models import Publication
from dashboard.upstream.sources.eutils_pubmed import (
    fetch_records,
    fetch_search,
    parse_count,
    parse_records,
    together,
)
from dashboard.upstream.sources.pubmed_queries import (
    CASES,
    KINDS,
    RECENT,
    REVIEWS,
    REVIEWS_OR_CASES,
    query,
    years_before,
)
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled
from tests.unit.sources.test_eutils import page, recorded

TODAY = date(2026, 11, 22)
MET = replace(STAT3, symbol="MET")


def record(**changes: Any) -> dict[str, Any]:
    """Return a made-up summary of a paper."""
    return {
        "title": "STAT3 in <i>man</i>.",
        "authors": [{"name": "Smith J", "authtype": "Author"}, {"name": "Doe A"}],
        "fulljournalname": "Journal of &amp; Tests",
        "source": "J Tests",
        "pubdate": "2026 Jan 15",
        "sortpubdate": "2025/12/15 00:00",
        "pubtype": ["Journal Article", "Review"],
        "lang": ["eng"],
        **changes,
    }


def read(**changes: Any) -> Publication:
    """Return what is made of one summary."""
    http = FakeClient([page(["7"], 1), {"result": {"7": record(**changes)}}])
    found = fetch_search(http, STAT3, REVIEWS, TODAY)
    return parse_records(fetch_records(http, found, STAT3))[0]


def test_t57_each_count_says_what_it_counts_and_its_query() -> None:
    for kind, words in KINDS.items():
        found = fetch_search(FakeClient([page(["1"], 1_234)]), STAT3, kind, TODAY)
        count = parse_count(found, STAT3)
        assert (count.what, count.count, count.note) == (words.what, 1_234, None)
        assert count.query == query(('"STAT3"',), kind, TODAY)


def test_the_queries_are_those_that_pubmeds_search_box_takes() -> None:
    gene = '"STAT3"[Title/Abstract]'
    since = "2024/11/22:2026/11/22[Date - Publication]"
    assert query(('"STAT3"',), RECENT, TODAY) == f"{gene} AND {since}"
    assert query(('"STAT3"',), REVIEWS, TODAY) == (
        f"{gene} AND (review[Publication Type] OR systematic review[Publication Type])"
    )
    assert query(('"STAT3"',), CASES, TODAY) == (
        f"{gene} AND case reports[Publication Type] AND 2021/11/22:2026/11/22[Date - Publication]"
    )
    assert query(('"STAT3"',), REVIEWS_OR_CASES, TODAY) == (
        f"{gene} AND ((review[Publication Type] OR systematic review[Publication Type]) OR "
        "(case reports[Publication Type] AND 2021/11/22:2026/11/22[Date - Publication]))"
    )


def test_a_leap_day_has_a_day_two_years_before() -> None:
    assert years_before(date(2028, 2, 29), 2) == date(2026, 2, 28)


def test_t54_a_symbol_that_is_a_word_is_asked_in_phrases_and_says_so() -> None:
    http = FakeClient([page([], 0)])
    found = fetch_search(http, MET, RECENT, TODAY)
    requested = http.calls[0].params["term"]
    assert '"MET gene"[Title/Abstract] OR "MET protein"[Title/Abstract]' in requested
    assert '"MET"[Title/Abstract]' not in requested
    note = parse_count(found, MET).note
    assert note is not None
    assert note.startswith("Ambiguous symbol: MET")


def test_t54_a_phrase_that_pubmed_does_not_know_is_left_out_of_the_query_that_is_shown() -> None:
    dropped = {"warninglist": {"quotedphrasesnotfound": ['"MET deficiency"[Title/Abstract]']}}
    http = FakeClient([page(["1"], 99_999, **dropped), page(["1"], 12)])
    found = fetch_search(http, MET, RECENT, TODAY)
    assert found["count"] == 12
    assert "MET deficiency" not in found["query"]
    assert "MET gene" in found["query"]
    assert http.calls[1].params["term"] == found["query"]


@pytest.mark.parametrize("gene", [STAT3, MET])
def test_hits_of_another_question_are_refused(gene: Any) -> None:
    dropped = {"errorlist": {"phrasesnotfound": ["case reports"]}}
    with pytest.raises(SourceRefused):
        fetch_search(FakeClient([page(["1"], 40_362, **dropped)]), gene, CASES, TODAY)


def test_a_symbol_that_stands_in_no_paper_is_a_true_zero() -> None:
    dropped = {"warninglist": {"quotedphrasesnotfound": ['"STAT3"[Title/Abstract]']}}
    found = fetch_search(FakeClient([page([], 0, **dropped)]), STAT3, RECENT, TODAY)
    assert parse_count(found, STAT3).count == 0
    with pytest.raises(SourceRefused):
        fetch_search(FakeClient([page(["1"], 5, **dropped)]), STAT3, RECENT, TODAY)


def test_the_newest_ten_are_listed_in_pubmeds_order() -> None:
    ids = [str(n) for n in range(20, 10, -1)]
    http = FakeClient([page(ids, 345), {"result": {uid: record() for uid in sorted(ids)}}])
    found = fetch_search(http, STAT3, RECENT, TODAY)
    assert http.calls[0].params["sort"] == "pub_date"
    assert http.calls[0].params["retmax"] == "10"
    listed = parse_records(fetch_records(http, found, STAT3))
    assert [publication.pmid for publication in listed] == ids
    assert len(http.calls) == 2


def test_the_lists_of_several_searches_are_one_question_and_stay_apart() -> None:
    http = FakeClient(
        [
            page(["9", "8"], 2),
            page(["8", "7"], 2),
            page([], 0),
            {"result": {uid: record() for uid in ("7", "8", "9")}},
        ]
    )
    searches = {kind: fetch_search(http, STAT3, kind, TODAY) for kind in (RECENT, REVIEWS, CASES)}
    found = fetch_records(http, together(searches), STAT3)
    assert len(http.calls) == 4
    assert http.calls[3].params["id"] == "9,8,7"
    lists = [[one.pmid for one in parse_records(found, kind)] for kind in searches]
    assert lists == [["9", "8"], ["8", "7"], []]
    with pytest.raises(SourceUnreadable, match="no list of reviews"):
        parse_records(fetch_records(http, together({RECENT: searches[RECENT]}), STAT3), REVIEWS)


def test_thirty_papers_of_three_lists_are_all_asked_for() -> None:
    ids = [str(n) for n in range(130, 100, -1)]
    parts = dict(zip((RECENT, REVIEWS, CASES), (ids[:10], ids[10:20], ids[20:]), strict=True))
    every = together({kind: {"ids": part} for kind, part in parts.items()})
    http = FakeClient([{"result": {uid: record() for uid in ids}}])
    found = fetch_records(http, every, STAT3)
    assert [one.pmid for one in parse_records(found)] == ids


def test_nothing_found_asks_for_nothing() -> None:
    http = FakeClient([page([], 0)])
    found = fetch_records(http, fetch_search(http, STAT3, CASES, TODAY), STAT3)
    assert parse_records(found) == ()
    assert len(http.calls) == 1


def test_hits_without_any_summary_are_an_error_and_not_an_empty_list() -> None:
    http = FakeClient([page(["1"], 1), {"result": {"1": {"error": "no"}}}])
    found = fetch_search(http, STAT3, RECENT, TODAY)
    with pytest.raises(SourceUnreadable):
        fetch_records(http, found, STAT3)


def test_a_summary_becomes_a_publication() -> None:
    assert read() == Publication(
        pmid="7",
        title="STAT3 in man.",
        authors=("Smith J", "Doe A"),
        journal="Journal of & Tests",
        year=2026,
        kind="Review",
        language=None,
        url="https://pubmed.ncbi.nlm.nih.gov/7/",
    )


@pytest.mark.parametrize(
    ("title", "lang", "shown", "language"),
    [
        ("[STAT3 bei Menschen].", ["ger"], "STAT3 bei Menschen", "German"),
        ("[In two tongues]", ["eng", "fre"], "In two tongues", "French"),
        ("[No language named].", None, "No language named", "translated"),
        ("Klar", ["xyz"], "Klar", "xyz"),
        ("[Not Available].", ["jpn"], None, "Japanese"),
        ("", ["eng"], None, None),
        (None, None, None, None),
    ],
)
def test_t57_translations_keep_their_language_and_damaged_titles_are_none(
    title: Any, lang: Any, shown: str | None, language: str | None
) -> None:
    found = read(title=title, lang=lang)
    assert (found.title, found.language) == (shown, language)


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["Journal Article", "Review", "Systematic Review"], "Systematic review"),
        (["Case Reports", "Journal Article"], "Case report"),
        (["Review", "Retracted Publication"], "Retracted publication"),
        (["Journal Article"], "Article"),
        (["Something New"], "Something New"),
        ([], None),
        (None, None),
    ],
)
def test_the_kind_is_the_most_telling_publication_type(types: Any, kind: str | None) -> None:
    assert read(pubtype=types).kind == kind


@pytest.mark.parametrize(
    ("changes", "kind", "notice"),
    [
        ({"pubtype": ["Review", "Expression of Concern"]}, "Expression of concern", None),
        ({"pubtype": ["Published Erratum"]}, "Erratum", None),
        ({"pubtype": ["Retraction of Publication"]}, "Retraction notice", None),
        (
            {"references": [{"refsource": "J 2026", "reftype": "Expression of concern in"}]},
            "Under an expression of concern",
            None,
        ),
        ({"references": [{"reftype": "Erratum in"}]}, "Review", "Has an erratum"),
        ({"references": [{"reftype": "Comment in"}, None, 7]}, "Review", ""),
    ],
)
def test_t72_a_notice_is_never_an_ordinary_review(
    changes: dict[str, Any], kind: str, notice: str | None
) -> None:
    found = read(**changes)
    assert found.kind == kind
    assert found.notice == (kind if notice is None else notice or None)


def test_a_year_is_a_year_or_nothing() -> None:
    assert read(pubdate="", sortpubdate="2024/01/15 00:00").year == 2024
    assert read(pubdate="soon", sortpubdate=None).year is None


def test_the_recorded_summaries_are_read(shared: Path) -> None:
    http = FakeClient([page(["1", "2"], 2), recorded(shared, "esummary_two_ids.json")])
    found = parse_records(fetch_records(http, fetch_search(http, STAT3, RECENT, TODAY), STAT3))
    assert [(p.title, p.journal, p.year) for p in found] == [
        ("First title", "Journal One", 2024),
        ("Second title", "Journal Two", 2023),
    ]


def test_hostile_papers_are_plain_and_short() -> None:
    found = read(
        title=HOSTILE * 20_000,
        fulljournalname=HOSTILE,
        source=HOSTILE,
        authors=[{"name": HOSTILE * 99}] * 5_000,
        pubtype=[HOSTILE],
        lang=[HOSTILE],
    )
    assert len(found.title or "") <= 500
    assert len(found.authors) == 100
    for text in (found.title, found.journal, found.kind, found.language, *found.authors):
        assert text is None or ("<" not in text and "\x00" not in text)


def test_no_damage_ends_in_anything_but_data_or_a_source_error() -> None:
    http = FakeClient([page(["7"], 1), {"result": {"7": record()}}])
    whole = fetch_records(http, fetch_search(http, STAT3, REVIEWS, TODAY), STAT3)
    for broken in [*damaged(whole), nulled(whole), *NO_ANSWERS]:
        for reader in (parse_records, lambda found: parse_count(found, STAT3)):
            try:
                reader(broken)
            except SourceError:
                continue
