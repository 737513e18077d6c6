"""The literature panel: a selection is no count, and a damaged title says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.gene import literature
from dashboard.models import Answer, Gene, GeneAnswers, Problem, Provenance, Publication, State
from dashboard.service import DataService
from dashboard.upstream.answers.literature import each_once

GENE = Gene("HGNC:11364", "STAT3", "x")
ORIGIN = Provenance("PubMed", "six titles noted for STAT3")
HOSTILE = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "x" * 100_000)


def publication(title: str | None, pmid: str | None = None) -> Publication:
    """Return a made-up publication."""
    return Publication(pmid, title, ("A B", "et al."), "A Journal", 2024, None, url="https://x.y/")


@pytest.fixture(scope="module")
def answers(service: DataService) -> GeneAnswers:
    return service.answers(service.gene("STAT3"), literature.PANEL.questions)


@pytest.mark.parametrize("title", [None, ""])
def test_t57_a_damaged_title_is_not_available_and_stays_null_in_the_data(title: str | None) -> None:
    row = literature.publication_row(publication(title))
    assert row["title_words"] == "Title not available"
    assert row["title"] == title


def test_t57_a_translation_keeps_its_language_mark() -> None:
    found = Publication("1", "A title", (), None, None, None, language="Chinese")
    assert literature.publication_row(found)["title_words"] == "A title [Chinese]"


def test_without_a_pmid_the_link_says_that_it_is_a_search() -> None:
    assert literature.publication_row(publication("T"))["record"] == "no PMID: search by title"
    assert "author" in literature.publication_row(publication(None))["record"]
    assert literature.publication_row(publication("T", "123"))["record"] == "PMID 123"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_travel_as_they_are(title: str) -> None:
    assert literature.publication_row(publication(title))["title_words"] == title


def test_six_titles_are_no_count(answers: GeneAnswers) -> None:
    content = literature.render(answers, "STAT3")
    tile = content.tiles["publications"]
    assert (tile.state, tile.value) == (State.NOT_COVERED, "—")
    assert "6 titles" in tile.note


def test_the_list_says_whose_selection_it_is_and_that_it_is_undated(answers: GeneAnswers) -> None:
    words = literature.render(answers, "STAT3").slots["list"]
    assert "six titles noted for STAT3 (undated)" in words
    assert "undated" in words
    assert "not a count" in words


def test_t60_a_gene_without_an_embedded_list_is_not_covered(service: DataService) -> None:
    by_question = service.answers(service.gene("TP53"), literature.PANEL.questions)
    content = literature.render(by_question, "TP53")
    assert content.state is State.NOT_COVERED
    assert content.message
    assert content.slots["literature-grid-rows"] == []
    assert content.tiles["publications"].value == "—"


def test_t60_a_damaged_table_never_shows_a_number() -> None:
    problem = Problem("table_damaged", "Snapshot table publications is damaged.")
    answer: Answer[tuple[Publication, ...]] = Answer(State.UNAVAILABLE, None, ORIGIN, problem)
    content = literature.render(
        GeneAnswers(GENE, {"publications": answer, "publication_counts": answer}), "STAT3"
    )
    assert content.tiles["publications"].state is State.UNAVAILABLE
    assert content.tiles["publications"].value == "—"


def test_columns_show_fields_that_the_rows_have() -> None:
    row = literature.publication_row(publication("T"))
    for column in literature.COLUMNS:
        assert {column.field, column.csv_field or column.field} <= set(row)


def test_every_slot_is_filled(answers: GeneAnswers) -> None:
    content = literature.render(answers, "STAT3")
    assert set(content.slots) == {slot.name for slot in literature.PANEL.slots}


def test_a_publication_of_several_lists_comes_once_with_all_its_kinds() -> None:
    def found(kind: str | None) -> Publication:
        return replace(publication("T", "123"), kind=kind)

    lists = (
        ("publications of two years", (found("Review"), publication("no PMID"))),
        ("reviews", (found("Systematic review"),)),
        ("full-text mentions", (found(None), publication("no PMID"))),
    )
    first, *others = each_once(lists)
    assert first.kind == "Review; Systematic review"
    assert first.listed_in == ("publications of two years", "reviews", "full-text mentions")
    assert [one.pmid for one in others] == [None, None]


def test_t72_a_notice_stands_before_the_title_and_in_a_column_of_its_own() -> None:
    notice = "Retracted publication"
    found = replace(publication("STAT3", "1"), kind=notice, notice=notice)
    row = literature.publication_row(found)
    assert row["title_words"] == "Retracted publication: STAT3"
    assert (row["kind"], row["notice"]) == ("Retracted publication", "Retracted publication")


def test_t72_a_publication_of_two_lists_is_no_review_where_one_says_that_it_is_retracted() -> None:
    review = replace(publication("STAT3", "1"), kind="Review")
    notice = "Retracted publication"
    other = replace(review, kind=notice, notice=notice)
    (joined,) = each_once([("reviews", (review,)), ("recent", (other,))])
    assert (joined.kind, joined.notice) == (notice, notice)
