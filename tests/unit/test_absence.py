"""Why there is nothing to show: who was asked, when, and what that means (T60)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from components import status
from components.data import view as data
from components.gene import literature, summary, trials
from components.html.elements import tree
from components.lollipop.controls import clinvar_line
from dashboard.commands.main import main
from dashboard.models import Answer, Gene, GeneAnswers, Problem, Provenance, State, failures
from dashboard.rules.absence import STATE_WORDS, extent_words
from dashboard.service import DataService

GENE = Gene("HGNC:1516", "CAT", "catalase")
CLINGEN = Provenance("ClinGen", fetched_at="2026-11-24T05:46:00.000+00:00")
REGISTRY = Provenance("ClinicalTrials.gov", fetched_at="2026-11-24T05:46:00.000+00:00")


def test_t60_empty_names_who_was_asked_and_when() -> None:
    words = status.why_words("validity", "CAT", Answer(State.EMPTY, (), CLINGEN))
    assert words == ("ClinGen, asked 2026-11-24, lists no gene-disease validity curation of CAT.")


def test_t60_pending_says_who_is_being_asked_and_how_long_the_queue_is() -> None:
    queued = Problem("queued", "3 genes are ahead in the queue.")
    origin = Provenance("gnomAD")
    words = status.why_words("constraint", "CAT", Answer(State.PENDING, None, origin, queued))
    assert words == "gnomAD is being asked. 3 genes are ahead in the queue."


def test_t60_a_failure_beside_an_older_none_is_said_too() -> None:
    failed = Problem("down", "ClinGen could not be reached.")
    words = status.why_words("validity", "CAT", Answer(State.EMPTY, (), CLINGEN, failed))
    assert words.endswith("curation of CAT. ClinGen could not be reached.")


def test_what_has_data_needs_no_words() -> None:
    assert status.why_words("validity", "CAT", Answer(State.LOADED, ("one",), CLINGEN)) == ""


def test_an_embedded_table_says_once_what_it_lists_none_of(service: DataService) -> None:
    answer = service.ask("validity", service.gene("CFTR"))
    assert answer.state is State.EMPTY
    assert answer.problem is not None
    assert answer.problem.message == (
        "ClinGen (2026-02-09) lists no gene-disease validity curation of CFTR."
    )


def summary_of(**answers: Answer[Any]) -> str:
    """Return the summary of a gene of which all other questions wait."""
    pending: Answer[Any] = Answer(State.PENDING, None, REGISTRY)
    waiting = dict.fromkeys(summary.PANEL.questions, pending)
    content = summary.render(GeneAnswers(GENE, {**waiting, **answers}), "CAT")
    return repr(tree(content.slots["lines"]))


@pytest.mark.parametrize("state", [State.EMPTY, State.PENDING])
def test_t60_no_line_of_the_summary_is_blank(state: State) -> None:
    said = summary_of(validity=Answer(state, () if state is State.EMPTY else None, CLINGEN))
    assert "'inside': []" not in said
    wanted = {
        State.EMPTY: "no gene-disease validity curation of CAT",
        State.PENDING: "ClinGen is being asked.",
    }
    assert wanted[state] in said


def test_t60_the_trials_panel_and_its_tile_name_source_and_date_of_none() -> None:
    content = trials.render(GeneAnswers(GENE, {"trials": Answer(State.EMPTY, (), REGISTRY)}), "CAT")
    assert "asked 2026-11-24, lists no trial" in repr(tree(content.message))
    tile = content.tiles[trials.TILE]
    assert tile.value == "0"
    assert tile.note == "ClinicalTrials.gov lists none; asked 2026-11-24 05:46 UTC"


def test_a_tile_that_waits_shows_no_failure_beneath_its_skeleton() -> None:
    failed = Problem("down", "PubTator could not be reached.")
    tile = literature.publications_tile(Answer(State.PENDING, None, REGISTRY, failed), 0)
    assert tile.note == "PubMed is being asked."


def test_a_reason_and_the_badge_of_an_ambiguous_symbol_are_parted() -> None:
    shown = tree(status.message("trials", GENE, Answer(State.EMPTY, (), REGISTRY)))
    assert " " in shown


def test_a_source_that_failed_is_named_also_where_the_tables_stand_in_for_it() -> None:
    failed = Problem("down", "gnomAD could not be reached.", source="gnomAD")
    other = Problem("down", "UniProt could not be reached.", source="UniProt")
    stands_in: Answer[Any] = Answer(State.SNAPSHOT, ("a row",), CLINGEN, failed)
    part: Answer[Any] = Answer(State.UNAVAILABLE, None, REGISTRY, other)
    several: Answer[Any] = Answer(State.LOADED, ("a row",), CLINGEN, parts=(part, stands_in))
    none: Answer[Any] = Answer(State.EMPTY, (), CLINGEN, Problem("empty", "There is none."))
    assert failures([stands_in, several, none]) == (failed, other)
    answers = GeneAnswers(GENE, {"features": several, "validity": none})
    assert answers.failures == (other, failed)
    assert "failed:UniProt" in answers.version


@pytest.mark.parametrize(
    ("wholly", "words"),
    [
        (0, "partial: at least these rows, of no gene known to be all that the source has"),
        (1, "partial: all that the source has of 1 gene"),
        (18_467, "partial: all that the source has of 18,467 genes"),
        (None, "partial: some genes only"),
    ],
)
def test_t61_a_table_says_of_how_many_genes_it_has_all(wholly: int | None, words: str) -> None:
    assert extent_words(wholly, partial=True) == words
    assert extent_words(None, partial=False) == "complete"


def data_page(service: DataService) -> str:
    """Return the words of the page that lists the tables, as JSON."""
    return json.dumps([tree(part) for part in data.tables(service.tables())], ensure_ascii=False)


def test_t61_the_data_page_and_the_command_line_say_the_same_extent(
    service: DataService, capsys: pytest.CaptureFixture[str]
) -> None:
    page = data_page(service)
    assert main(["snapshot", "info"]) == 0
    printed = capsys.readouterr().out
    for words, tables in (
        ("partial: all that the source has of each gene in it", 2),
        ("partial: all that the source has of 192 genes", 1),
        ("partial: at least these rows, of no gene known to be all that the source has", 4),
    ):
        assert page.count(words) == printed.count(words) == tables
    assert " 0 genes" not in page + printed


def test_t74_the_data_page_writes_plof(service: DataService) -> None:
    page = data_page(service)
    assert "pLoF counts" in page
    assert not re.search(r"\bLoF\b", page)


@pytest.mark.parametrize("state", [state for state in State if not state.has_data])
def test_t60_the_line_in_place_of_clinvars_breakdown_has_the_state_in_words(state: State) -> None:
    problem = Problem("some", "Why there is none.")
    line = clinvar_line(Answer(state, problem=problem), Answer(State.NOT_COVERED))
    assert str(line[1]).startswith(f"{STATE_WORDS[state]}. ")
    assert "_" not in str(line[1])
