"""Exports: provenance first, raw values, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv

import pytest

from dashboard.export.answer import COLUMNS, attachment_name, cell, table_text
from dashboard.models import Answer, Gene, Problem, Provenance, Publication, State

GENE = Gene("HGNC:1", "ABC1", "a gene")
ORIGIN = Provenance("PubMed", release="a\nb", url="https://pubmed.ncbi.nlm.nih.gov/")


def publication(title: str) -> Publication:
    """Return a publication with a title from outside."""
    return Publication(None, title, ("A B",), None, 2024, None)


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_neutralised(text: str) -> None:
    assert not str(cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_negative_numbers_stay_numbers() -> None:
    assert cell(-1.5) == -1.5


def test_missing_is_empty_and_lists_are_joined() -> None:
    assert cell(None) == ""
    assert cell(("AD", "AR")) == "AD; AR"
    assert cell(()) == ""


def test_yes_and_no_are_written_as_in_the_json() -> None:
    assert (cell(True), cell(False)) == ("true", "false")
    assert cell(1) == 1


def test_titles_with_breaks_quotes_and_markup_come_back_whole() -> None:
    answer = Answer(State.SNAPSHOT, (publication('<b>"x"</b>,\ny'),), ORIGIN)
    text = table_text(GENE, "publications", answer, "csv")
    rows = list(csv.DictReader(x for x in text.splitlines() if not x.startswith("# ")))
    assert rows[0]["title"] == '<b>"x"</b>, y'


def test_a_release_with_a_line_break_cannot_leave_the_preamble() -> None:
    text = table_text(
        GENE, "publications", Answer(State.SNAPSHOT, (publication("t"),), ORIGIN), "csv"
    )
    assert "# Release: a b" in text.splitlines()


def test_an_answer_without_data_still_says_why() -> None:
    answer: Answer[object] = Answer(
        State.NOT_COVERED, None, ORIGIN, Problem("not_covered", "Not here.")
    )
    text = table_text(GENE, "trials", answer, "tsv")
    assert "# State: not_covered" in text
    assert "# Note: Not here." in text


@pytest.mark.parametrize("resource", sorted(COLUMNS))
@pytest.mark.parametrize("state", [State.EMPTY, State.NOT_COVERED, State.UNAVAILABLE])
def test_t60_an_answer_without_rows_still_names_its_columns(resource: str, state: State) -> None:
    text = table_text(GENE, resource, Answer(state, None, ORIGIN), "csv")
    *head, columns = text.splitlines()
    assert all(line.startswith("# ") for line in head)
    assert columns.startswith("symbol,hgnc_id,")
    assert columns.count(",") > 2


def test_file_names_hold_nothing_odd() -> None:
    name = attachment_name(Gene("HGNC:1", 'A/"B', "x"), "trials", Answer(State.EMPTY), "csv")
    assert name == "A--B_trials.csv"
