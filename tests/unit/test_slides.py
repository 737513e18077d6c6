"""The slides of a gene: every figure with its release, at most three lines, reasons for gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from callbacks.slides import gene_slides
from components.gene import slides
from dashboard.errors import DashboardError
from dashboard.models import Answer, GeneAnswers, Provenance, State, Trial
from dashboard.service import DataService


def shown(service: DataService, **asked: str) -> dict[str, dict[str, Any]]:
    """Return the slides of a gene by their names."""
    found: list[dict[str, Any]] = gene_slides(service, asked)["slides"]  # type: ignore[assignment]
    return {slide["name"]: slide for slide in found}


def words(figure: dict[str, Any]) -> str:
    return " ".join(note["text"] for note in figure["layout"]["annotations"])


@pytest.mark.parametrize("gene", ["STAT3", "TTN", "GJB2", "XIST", "COX7B2", "MT-ND1", "AR"])
def test_every_slide_has_a_figure_a_list_or_the_reason_why_there_is_none(
    service: DataService, gene: str
) -> None:
    for slide in shown(service, gene=gene).values():
        assert slide["figure"] or slide["rows"] or slide["message"], slide["name"]
        assert len(slide["lines"]) <= slides.MOST_LINES
        assert slide["subject"] == gene
        assert "Research use, not for diagnosis." in slide["source"]
        if slide["figure"]:
            go.Figure(slide["figure"])  # plotly knows every property


def test_the_slide_of_constraint_names_release_interval_threshold_and_rank(
    service: DataService,
) -> None:
    slide = shown(service, gene="STAT3", release="v2.1.1")["constraint"]
    assert slide["title"] == "Constraint, gnomAD v2.1.1 (GRCh37)"
    assert slide["lines"][0] == [
        "LOEUF 0.095",
        "rank 173 of 19,197, among the most constrained 0.9\N{NO-BREAK SPACE}%",
    ]
    drawn = words(slide["figure"])
    assert "LOEUF threshold 0.35" in drawn
    assert "<b>0.02</b> (0.006–0.095)" in drawn
    assert "gnomAD" in slide["source"]


def test_t12_what_is_not_estimable_is_said_in_place_of_the_bar(service: DataService) -> None:
    slide = shown(service, gene="COX7B2")["constraint"]
    assert "not estimable: 0 expected" in words(slide["figure"])
    assert slide["lines"][0][0] == "LOEUF —"
    assert "pLoF: not estimable: 0 expected" in slide["cautions"]


def test_every_caution_of_a_release_stands_on_its_slide(service: DataService) -> None:
    titin = shown(service, gene="TTN", release="v4.1.1")["constraint"]["cautions"]
    assert "pLoF: unreliable: synonymous control fails" in titin
    connexin = shown(service, gene="GJB2", release="v2.1.1")["constraint"]["cautions"]
    assert "ENST00000382844: not the MANE Select transcript" in connexin


def test_releases_are_compared_only_where_v2_and_v4_are_here(service: DataService) -> None:
    assert "releases" in shown(service, gene="STAT3")
    assert "releases" not in shown(service, gene="AR")
    slide = shown(service, gene="TTN")["releases"]
    assert [big for big, _ in slide["lines"]][:2] == ["LOEUF 0.354", "LOEUF 0.494"]
    assert "gnomAD v4.1.1: pLoF: unreliable: synonymous control fails" in slide["cautions"]


def test_the_lollipop_labels_what_is_found_and_shows_what_the_filters_leave(
    service: DataService,
) -> None:
    slide = shown(service, gene="STAT3", find="R382W")["variants"]
    assert "Arg382Trp" in words(slide["figure"])
    few = shown(service, gene="STAT3", **{"class": "uncertain"})["variants"]
    assert few["lines"][0][0] == "30 of 68 records"
    assert {t["name"] for t in few["figure"]["data"] if "ids" in t} == {"Uncertain (30)"}
    none = shown(service, gene="STAT3", **{"class": "none"})["variants"]
    assert none["lines"][0][0] == "0 of 68 records"


def test_a_selection_is_said_to_be_one(service: DataService) -> None:
    slide = shown(service, gene="STAT3", source_set="clinvar_plp")["variants"]
    assert "at least these" in slide["lines"][0][1]
    assert slide["cautions"] == ["A selection: no total and no share of classes follows from it"]


def test_t61_a_part_of_the_trials_gives_no_total(service: DataService) -> None:
    slide = shown(service, gene="STAT3")["trials"]
    assert slide["lines"][0][0] == "≥ 8 active"
    assert slide["cautions"] == ["At least these trials: the registry may have more"]


def test_a_hostile_text_of_a_source_is_no_markup_on_a_slide(service: DataService) -> None:
    gene = service.gene("STAT3")
    answers = service.answers(gene, slides.QUESTIONS)
    first = next(iter(answers["validity"].data or ()))
    evil = replace(first, disease="<img src=x onerror=alert(1)>" * 9)
    by_question = {**answers.by_question, "validity": replace(answers["validity"], data=(evil,))}
    found = {s["name"]: s for s in slides.slides(replace(answers, by_question=by_question))}
    assert "<img" not in words(found["disease"]["figure"])


def test_a_source_that_failed_says_so(service: DataService) -> None:
    gene = service.gene("STAT3")
    answers: GeneAnswers = service.answers(gene, slides.QUESTIONS)
    empty: Answer[tuple[Trial, ...]] = Answer(
        State.EMPTY, (), Provenance("ClinicalTrials.gov", fetched_at="2026-11-24")
    )
    by_question = {**answers.by_question, "trials": empty}
    found = {s["name"]: s for s in slides.slides(replace(answers, by_question=by_question))}
    assert "lists no trial whose record names STAT3" in found["trials"]["message"]


def test_an_unknown_gene_is_refused_with_a_sentence(service: DataService) -> None:
    with pytest.raises(DashboardError):
        gene_slides(service, {"gene": "NOTAGENE"})
