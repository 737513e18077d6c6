"""Where live answers say that they come from: release, licence, citation; over HTTP."""

from __future__ import annotations

import json

import pytest

from callbacks.panels import failed_words
from components.data import view as data
from components.html.elements import tree
from dashboard.models import State
from dashboard.rules import licences
from dashboard.tables.making.catalogue import SOURCES
from tests.faults.healthy import live_app, running_upstream
from tests.faults.live_app import HASTY, LiveApp

__all__ = ["live_app", "running_upstream"]  # fixtures

LICENSED = ("constraint", "variants", "features", "validity", "dosage", "trials", "publications")


def test_t41_clinvars_release_is_that_of_the_source_and_not_the_day_of_asking(
    live_app: LiveApp,
) -> None:
    body = live_app.settled("variants").body
    origin = body["provenance"]
    assert origin["release"] == body["data"]["release_date"]
    assert origin["release"] not in origin["fetched_at"]
    assert f"# Release: {origin['release']}\n" in live_app.text("variants", "csv")


def test_clingens_release_is_the_day_of_its_file(live_app: LiveApp) -> None:
    body = live_app.settled("validity").body
    (created,) = {row["file_date"] for row in body["data"]}
    assert body["provenance"]["release"] == f"file created {created}"
    assert live_app.settled("dosage").body["provenance"]["release"].startswith("file created ")


@pytest.mark.parametrize("question", LICENSED)
def test_a_live_answer_has_licence_and_citation_in_json_and_csv(
    live_app: LiveApp, question: str
) -> None:
    origin = live_app.settled(question).body["provenance"]
    assert origin["licence"]
    assert origin["citation"]
    lines = live_app.text(question, "csv").splitlines()
    assert f"# Licence: {origin['licence']}" in lines
    assert f"# Citation: {origin['citation']}" in lines


def test_a_live_answer_and_a_table_of_one_source_have_one_licence(live_app: LiveApp) -> None:
    for question, table in (("validity", "validity"), ("trials", "trials"), ("dosage", "dosage")):
        origin = live_app.settled(question).body["provenance"]
        assert origin["licence"] == SOURCES[table].licence, question
        assert origin["citation"] == SOURCES[table].citation, question
    newest = live_app.settled("constraint", release="v4-live").body["provenance"]
    assert newest["citation"] == SOURCES["constraint_v4_1_1"].citation
    older = live_app.settled("constraint", release="v2.1.1").body["provenance"]
    assert older["citation"] == SOURCES["constraint_v2_1_1"].citation


def test_no_licence_is_guessed_and_an_export_says_so(live_app: LiveApp) -> None:
    origin = live_app.settled("phenotypes").body["provenance"]
    assert origin["source"] == "NCBI MedGen"
    assert origin["licence"] is None
    assert f"# Licence: {licences.TERMS_UNKNOWN}" in live_app.text("phenotypes", "csv").splitlines()


def test_t5_v2_1_1_has_its_rank_and_its_other_releases_with_the_network_up(
    live_app: LiveApp,
) -> None:
    """T71: a row of a frozen release's own table is not replaced by the live answer to it."""
    assert live_app.settled("constraint", release="v4-live").state == "loaded"
    body = live_app.settled("constraint", release="v2.1.1").body
    assert body["state"] == "snapshot"
    found = body["data"]
    assert (found["rank"]["rank"], found["rank"]["of"]) == (173, 19_197)
    assert found["loeuf"] == 0.095
    assert "v4-live" in {one["release"] for one in found["available_releases"]}


def test_each_pmid_comes_once_whatever_lists_have_it(live_app: LiveApp) -> None:
    rows = live_app.settled("publications").body["data"]
    pmids = [row["pmid"] for row in rows if row["pmid"]]
    assert len(pmids) == len(set(pmids))
    assert max(len(row["listed_in"]) for row in rows) > 1


def test_every_source_that_failed_is_named_whatever_its_panel_fell_back_to(
    live_app: LiveApp,
) -> None:
    live = live_app.service.live
    elsewhere = dict.fromkeys(("gnomad", "uniprot"), "http://127.0.0.1:9")
    try:
        with live_app.living(live_app.folder / "empty", HASTY, elsewhere):
            questions = ("constraint", "variants", "features", "validity")
            for question in questions:
                live_app.settled(question)
            answers = live_app.service.answers(live_app.gene, questions, "v2.1.1")
            assert answers["constraint"].state is State.SNAPSHOT
            assert answers["features"].state is State.SNAPSHOT
            assert {one.source for one in answers.failures} == {"gnomAD", "UniProt"}
            shown = json.loads(failed_words(answers.failures))
            assert ["gnomAD", "gnomAD could not be reached."] in shown
            facts = {one.title: one for one in live_app.service.sources()}
            assert facts["gnomAD"].failure == "gnomAD could not be reached."
            assert facts["gnomAD"].failed_at
            assert facts["gnomAD"].succeeded_at is facts["gnomAD"].newest_at is None
            assert facts["ClinGen"].succeeded_at
            assert facts["ClinGen"].newest_at
            page = repr(tree(data.sources(live_app.service.sources())))
            assert "UTC: gnomAD could not be reached." in page
    finally:
        live_app.service.live = live
