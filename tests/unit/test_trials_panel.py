"""The trials panel: mentions, not options; active ones counted among those listed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components.gene import trials
from components.html.elements import tree
from components.panel.contract import frame
from dashboard.models import Answer, Gene, GeneAnswers, Problem, Provenance, State, Trial
from dashboard.rules.trials import start_is_planned
from dashboard.service import DataService

GENE = Gene("HGNC:11364", "STAT3", "x")
ORIGIN = Provenance("ClinicalTrials.gov", url="https://clinicaltrials.gov/")


def trial(status: str | None = "RECRUITING", **own: Any) -> Trial:
    """Return a made-up trial."""
    fields: dict[str, Any] = {
        "nct_id": "NCT1",
        "title": "A trial",
        "status": status,
        "phases": (),
        "conditions": (),
        "interventions": (),
        "sponsor": None,
        "start": None,
        "start_planned": None,
        "matched_in": None,
        "url": "https://clinicaltrials.gov/study/NCT1",
    }
    return Trial(**{**fields, **own})


def filling_of(*found: Trial, state: State = State.SNAPSHOT) -> Any:
    answer = Answer(state, found, ORIGIN)
    return trials.render(GeneAnswers(GENE, {"trials": answer}), "STAT3")


@pytest.fixture(scope="module")
def stat3(service: DataService) -> Any:
    answers = service.answers(service.gene("STAT3"), trials.PANEL.questions)
    return trials.render(answers, "STAT3")


def test_t53_a_trial_is_never_called_a_therapeutic_option(stat3: Any) -> None:
    page = json.dumps(
        [frame(trials.PANEL), stat3.slots], default=lambda part: part.to_plotly_json()
    ).lower()
    assert "therapeutic option" not in page
    assert "treatment option" not in page


def test_t53_where_the_gene_matched_is_not_recorded_in_the_snapshot(stat3: Any) -> None:
    rows = stat3.slots["trials-grid-rows"]
    assert {row["match_words"] for row in rows} == {"Not recorded"}
    assert {row["matched_in"] for row in rows} == {None}
    assert stat3.slots["no-hidden"] is True


def test_t53_eligibility_only_rows_are_hidden_behind_one_click() -> None:
    found = filling_of(trial(matched_in=("title",)), trial(matched_in=("eligibility",)))
    hidden = [row[trials.HIDE] for row in found.slots["trials-grid-rows"]]
    assert hidden == [False, True]
    assert found.slots["no-hidden"] is False
    assert "1 " in found.slots["all"]


def test_t55_rows_have_human_words_beside_raw_values(stat3: Any) -> None:
    first = stat3.slots["trials-grid-rows"][0]
    assert (first["status"], first["status_words"]) == (
        "ACTIVE_NOT_RECRUITING",
        "Active, not recruiting",
    )
    assert (first["phases"], first["phase_words"]) == (["PHASE2"], "Phase 2")


@pytest.mark.parametrize(
    ("start", "status", "planned"),
    [
        ("2026-06", "RECRUITING", False),
        ("2026-11", "RECRUITING", False),
        ("2026-12", "RECRUITING", True),
        ("2026-11-23", "RECRUITING", True),
        ("2026-06", "NOT_YET_RECRUITING", True),
        (None, "RECRUITING", None),
    ],
)
def test_t56_a_future_start_is_planned(start: str, status: str, planned: bool | None) -> None:
    assert start_is_planned(start, status, "2026-11-22") is planned


def test_the_tile_counts_active_trials_among_those_listed() -> None:
    found = filling_of(trial(), trial("ACTIVE_NOT_RECRUITING"), trial("COMPLETED"), trial(None))
    tile = found.tiles["trials"]
    assert tile.value == "2"
    assert "of 4 listed" in tile.note
    assert "undated" in tile.note


def test_t60_a_gene_without_embedded_trials_is_not_covered_and_shows_no_zero(
    service: DataService,
) -> None:
    answers = service.answers(service.gene("TP53"), trials.PANEL.questions)
    content = trials.render(answers, "TP53")
    assert content.state is State.NOT_COVERED
    assert content.tiles["trials"].value == "—"
    assert content.slots["trials-grid-count"] == 0


def test_t60_asked_and_none_is_zero_but_a_failure_never_is() -> None:
    none: Answer[Any] = Answer(State.EMPTY, (), ORIGIN, Problem("empty", "None."))
    broken: Answer[Any] = Answer(State.UNAVAILABLE, None, ORIGIN, Problem("damaged", "Damaged."))
    assert trials.trials_tile(none).value == "0"
    assert trials.trials_tile(broken).value == "—"


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "=1+1", "x" * 100_000])
def test_hostile_titles_travel_as_they_are(words: str) -> None:
    row = trials.trial_row(trial(title=words, status=words, phases=(words,)))
    assert (row["title"], row["status_words"], row["phase_words"]) == (words, words, words)


def test_columns_show_fields_that_the_rows_have() -> None:
    row = trials.trial_row(trial())
    for column in trials.COLUMNS:
        assert {column.field, column.csv_field or column.field} <= set(row)


def test_every_slot_is_filled(stat3: Any) -> None:
    assert set(stat3.slots) == {slot.name for slot in trials.PANEL.slots}


def test_t54_a_symbol_that_is_a_word_has_a_badge() -> None:
    answer = Answer(State.SNAPSHOT, (trial(),), ORIGIN)
    cat = Gene("HGNC:1516", "CAT", "catalase")
    message = repr(tree(trials.render(GeneAnswers(cat, {"trials": answer}), "CAT").message))
    assert "ambiguous symbol" in message
    assert "CAT is also a word" in message
    assert "ambiguous" not in repr(tree(filling_of(trial()).message))


def test_t53_the_tile_counts_what_the_table_shows_and_the_rest_apart() -> None:
    found = (trial(), trial(matched_in=("title",)), trial(matched_in=("eligibility",)))
    tile = filling_of(*found).tiles[trials.TILE]
    assert tile.value == "2"
    assert "of 2 listed and 1 in eligibility text only" in tile.note
