"""The vocabulary of trials: human words, exact values, unknown ones pass through."""

from __future__ import annotations

import pytest

from dashboard.rules import trials


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("RECRUITING", "Recruiting"),
        ("ACTIVE_NOT_RECRUITING", "Active, not recruiting"),
        ("NOT_YET_RECRUITING", "Not yet recruiting"),
        ("UNKNOWN", "Unknown status"),
        (None, "Not stated"),
        ("", "Not stated"),
    ],
)
def test_t55_statuses_are_in_human_words(status: str | None, words: str) -> None:
    assert trials.status_words(status) == words


def test_t55_an_unknown_status_passes_through() -> None:
    assert trials.status_words("PAUSED_FOR_NOW") == "PAUSED_FOR_NOW"


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        (("PHASE1", "PHASE2"), "Phase 1/2"),
        (("PHASE2",), "Phase 2"),
        (("EARLY_PHASE1",), "Early phase 1"),
        (("NA",), "Not applicable"),
        ((), "Not stated"),
        (("PHASE9",), "PHASE9"),
    ],
)
def test_t55_phases_combine_and_na_is_not_applicable(phases: tuple[str, ...], words: str) -> None:
    assert trials.phase_words(phases) == words


def test_t56_a_start_that_has_not_come_is_a_planned_start() -> None:
    assert trials.start_words("2126-06", True) == "2126-06 (planned start)"
    assert trials.start_words("2018-01-24", False) == "2018-01-24"
    assert trials.start_words(None, None) is None


def test_t56_a_planned_start_in_the_past_is_no_planned_start_any_more() -> None:
    assert trials.start_words("2026-03-01", True) == "2026-03-01 (was planned)"


@pytest.mark.parametrize(
    ("matched_in", "words", "hidden"),
    [
        (None, "Not recorded", False),
        ((), "Not recorded", False),
        (("title", "condition"), "title, condition", False),
        (("eligibility",), "eligibility text only", True),
        (("keyword", "eligibility"), "keyword, eligibility", False),
    ],
)
def test_t53_where_the_gene_matched(
    matched_in: tuple[str, ...] | None, words: str, hidden: bool
) -> None:
    assert trials.match_words(matched_in) == words
    assert trials.only_in_eligibility(matched_in) is hidden


@pytest.mark.parametrize("status", ["COMPLETED", "TERMINATED", "UNKNOWN", "AVAILABLE", None, "x"])
def test_only_the_four_running_statuses_are_active(status: str | None) -> None:
    assert not trials.is_active(status)


def test_the_active_statuses_all_have_words() -> None:
    assert all(trials.is_active(status) for status in trials.ACTIVE)
    assert set(trials.STATUS_WORDS) >= trials.ACTIVE
