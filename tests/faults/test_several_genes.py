"""Several genes at once: gnomAD answers a few questions a minute, so they are one question."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.compare import COMPARE_PANELS
from components.html.elements import tree
from dashboard.models import Answer, Constraint, State, Wait
from dashboard.models.answers import NOT_ASKED
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.upstream.sources import eutils_medgen
from dashboard.upstream.sources.pubmed_queries import (
    CASES,
    KINDS,
    RECENT,
    REVIEWS,
    REVIEWS_OR_CASES,
)
from tests.faults.test_diseases_end_to_end import served
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.genes import BY_SYMBOL, GENES
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

SYMBOLS = [gene.symbol for gene in GENES]


@pytest.fixture
def service(upstream: Upstream, tmp_path: Path) -> Iterator[DataService]:
    """Return a service whose sources answer at once."""
    upstream.state.limits = False
    yield from served(upstream, tmp_path)


def test_the_constraint_of_several_genes_is_one_question_to_gnomad(
    service: DataService, upstream: Upstream
) -> None:
    fields = {"genes": ",".join(SYMBOLS), "release": "v4-live"}
    answers = several(service, fields, ["constraint"], Wait(20.0))
    assert sorted(one.gene.symbol for one in answers.genes) == sorted(SYMBOLS)
    for one in answers.genes:
        assert one["constraint"].state is State.LOADED
        found = one["constraint"].data
        assert isinstance(found, Constraint)
        assert found.release == "v4-live"
        assert found.loeuf is not None
    assert upstream.calls()["gnomad"] == 1
    again = several(service, fields, ["constraint"], Wait(20.0))
    assert [one["constraint"].data for one in again.genes] == [
        one["constraint"].data for one in answers.genes
    ]
    assert upstream.calls()["gnomad"] == 1


def test_a_gene_asked_together_has_the_same_constraint_alone(service: DataService) -> None:
    fields = {"genes": ",".join(SYMBOLS), "release": "v4-live"}
    together = several(service, fields, ["constraint"], Wait(20.0))
    for one in together.genes:
        alone = service.constraint(one.gene, "v4-live", Wait(20.0)).data
        beside = one["constraint"].data
        assert isinstance(alone, Constraint)
        assert isinstance(beside, Constraint)
        assert (beside.rows, beside.loeuf) == (alone.rows, alone.loeuf)


def test_t60_a_failed_question_about_several_is_no_zero(
    service: DataService, upstream: Upstream
) -> None:
    upstream.switch("gnomad", "500")
    fields = {"genes": ",".join(SYMBOLS), "release": "v4-live"}
    answers = several(service, fields, ["constraint"], Wait(20.0))
    for one in answers.genes:
        assert one["constraint"].data is None
        assert one["constraint"].state is State.UNAVAILABLE
        assert one["constraint"].problem is not None


EIGHT = "STAT3,TP53,CFTR,GJB2,BRCA1,BRCA2,SCN1A,PTEN"


def settled(service: DataService, genes: str, *questions: str) -> ComparisonAnswers:
    """Ask as the page does, until no source is being asked any more."""
    for _ in range(200):
        answers = several(service, {"genes": genes}, questions, Wait(0.5))
        if not answers.refreshing:
            return answers
        time.sleep(0.05)
    raise AssertionError("never settled")


def listed(answer: Answer[Any], kind: str) -> dict[str, str | None]:
    """Return the titles of what the search of a kind lists, by PMID, in its order."""
    name = KINDS[kind].what
    return {paper.pmid: paper.title for paper in answer.data or () if name in paper.listed_in}


def asked_of_ncbi(upstream: Upstream) -> list[tuple[str, str]]:
    """Return tool and database of each question that NCBI had."""
    calls = [call for call in upstream.state.list_calls() if call["source"] == "eutils"]
    return [(call["path"].partition(".")[0], call["query"]["db"]) for call in calls]


def test_the_papers_of_eight_genes_are_one_request_after_their_searches(
    service: DataService, upstream: Upstream
) -> None:
    together = settled(service, EIGHT, "publications")
    assert Counter(asked_of_ncbi(upstream)) == {
        ("esearch", "pubmed"): 16,
        ("esummary", "pubmed"): 1,
    }
    for one in together.genes:
        beside = one["publications"]
        assert beside.state is State.LOADED, (one.gene.symbol, beside.problem)
        alone = service.ask("publications", one.gene, wait=Wait(20.0))
        while alone.refreshing:
            alone = service.ask("publications", one.gene, wait=Wait(20.0))
        assert listed(beside, RECENT) == listed(alone, RECENT)
        of_both = listed(beside, REVIEWS_OR_CASES)
        assert of_both
        # The newest twenty of both: of each kind those that the gene's own page lists first.
        own = {**listed(alone, REVIEWS), **listed(alone, CASES)}
        assert set(list(of_both)[:10]) <= own.keys()
        assert all(of_both[pmid] == own[pmid] for pmid in of_both.keys() & own.keys())


def test_eight_genes_are_twenty_questions_to_ncbi_at_most(
    service: DataService, upstream: Upstream
) -> None:
    questions = [question for panel in COMPARE_PANELS for question in panel.questions]
    together = settled(service, EIGHT, *dict.fromkeys(questions))
    assert len(together.genes) == 8
    assert Counter(asked_of_ncbi(upstream)) == {
        ("esearch", "pubmed"): 16,
        ("esummary", "pubmed"): 1,
        ("esearch", "medgen"): 1,
        ("esummary", "medgen"): 1,
    }
    assert upstream.calls()["pubtator"] == 8  # it counts one entity at a time


def test_a_gene_whose_page_was_open_is_not_searched_for_once_more(
    service: DataService, upstream: Upstream
) -> None:
    stat3 = service.gene("STAT3")
    alone = service.ask("publications", stat3, wait=Wait(20.0))
    while alone.refreshing:
        alone = service.ask("publications", stat3, wait=Wait(20.0))
    upstream.state.forget()
    together = settled(service, "STAT3,TP53", "publications")
    assert Counter(asked_of_ncbi(upstream)) == {
        ("esearch", "pubmed"): 2,
        ("esummary", "pubmed"): 1,
    }
    (beside,) = [one for one in together.genes if one.gene == stat3]
    assert beside["publications"].data == alone.data


def test_the_diseases_of_eight_genes_are_one_search_and_one_request(
    service: DataService, upstream: Upstream
) -> None:
    together = settled(service, "STAT3,TP53,CFTR,GJB2", "phenotypes")
    assert sorted(asked_of_ncbi(upstream)) == [("esearch", "medgen"), ("esummary", "medgen")]
    for one in together.genes:
        own = set(BY_SYMBOL[one.gene.symbol].phenotypes)
        found = one["phenotypes"].data or ()
        by_medgen = [d for d in found if "MedGen" in (d.basis or "")]
        assert {d.disease_id.removeprefix("OMIM:") for d in by_medgen} == own


def test_a_search_for_very_many_diseases_is_still_one(
    service: DataService, upstream: Upstream
) -> None:
    assert service.live is not None
    numbers = [str(number) for number in range(600_000, 600_000 + eutils_medgen.MOST_MIMS)]
    stat3 = service.gene("STAT3")
    found = eutils_medgen.fetch_diseases(service.live.http, stat3, [*numbers, "147060"])
    assert found["mims"] == numbers
    (call,) = [call for call in upstream.state.list_calls() if call["source"] == "eutils"]
    assert call["method"] == "POST"  # an address would be too long
    assert call["query"]["term"].count("[mim]") == len(numbers)


def test_a_search_that_fails_for_one_gene_keeps_no_other_genes_papers_back(
    service: DataService, upstream: Upstream
) -> None:
    upstream.switch("eutils", "400", path="TP53", times=1)  # one of its three searches
    together = settled(service, "STAT3,TP53,CFTR", "publications")
    states = {one.gene.symbol: one["publications"] for one in together.genes}
    assert all(any(p.listed_in != ("full-text mentions",) for p in states[name].data or ())
               for name in ("STAT3", "CFTR"))  # fmt: skip
    assert states["TP53"].problem is not None


def test_clinvar_is_asked_of_the_genes_in_view_and_the_others_say_that_it_is_not(
    service: DataService, upstream: Upstream
) -> None:
    questions = ["variants", "features", "uniprot", "clinvar"]

    def requested(*in_view: str) -> ComparisonAnswers:
        for _ in range(200):
            found = several(service, {"genes": EIGHT}, questions, Wait(0.5), in_view)
            if not found.refreshing:
                return found
            time.sleep(0.05)
        raise AssertionError("never settled")

    nobody = requested()
    assert upstream.calls()["gnomad"] == 1  # constraint of all
    for one in nobody.genes:
        variants = one["variants"]
        assert variants.state in (State.SNAPSHOT, State.EMPTY), one.gene.symbol
        assert variants.problem is not None
        assert variants.problem.kind == NOT_ASKED
        assert variants.problem.message == (
            "ClinVar by gnomAD is asked when the plot comes into view."
        )
    assert nobody.failures == ()
    two = {one.gene.symbol: one["variants"] for one in requested("STAT3", "PTEN").genes}
    assert upstream.calls()["gnomad"] == 3
    live = {name for name, variants in two.items() if variants.state is State.LOADED}
    assert live == {"STAT3", "PTEN"}
    again = {one.gene.symbol: one["variants"] for one in requested().genes}  # scrolled away
    assert upstream.calls()["gnomad"] == 3
    assert {name for name, found in again.items() if found.state is State.LOADED} == live
    assert all(again[name].problem is None for name in live)


def test_a_panel_of_plots_nobody_has_looked_at_is_settled_without_any_table(
    upstream: Upstream, tmp_path: Path
) -> None:
    upstream.state.limits = False
    for whole in served(upstream, tmp_path):
        service = DataService(whole.snapshot, whole.live, use_snapshot=False)
        panel = next(panel for panel in COMPARE_PANELS if panel.by_view)
        for _ in range(200):
            found = several(service, {"genes": "STAT3,TP53"}, panel.questions, Wait(0.5), ())
            if not found.refreshing:
                break
        content = panel.render(found, "token")
        assert content.state is State.LOADED  # the proteins' domains are there
        words = json.dumps(tree(content.message))
        assert "STAT3, TP53: " in words
        assert "is asked when the plot comes into view" in words
        assert "Ask for all now" in words
        assert "ClinVar" not in json.dumps(tree(content.source))


def test_a_slow_or_failed_clinvar_costs_no_constraint(
    service: DataService, upstream: Upstream
) -> None:
    upstream.switch("gnomad", "500", path="clinvar_variants")
    answers = several(service, {"genes": EIGHT}, ["constraint", "variants"], Wait(20.0))
    live = several(service, {"genes": EIGHT, "release": "v4-live"}, ["constraint"], Wait(20.0))
    assert len(answers.genes) == 8
    assert {one["constraint"].state for one in live.genes} == {State.LOADED}
