"""ClinicalTrials.gov: every page, where each trial matched, and a count that is explained."""

from __future__ import annotations

import gzip
import json
import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceDown, SourceRefused, SourceUnreadable
from dashboard.models import Gene
from dashboard.upstream.sources.clinicaltrials import (
    AREAS,
    MOST_PAGES,
    MOST_ROWS,
    MOST_TERMS,
    TrialsFound,
    fetch_trials,
    parse_trials,
    query_terms,
)
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled

TODAY = date(2026, 11, 22)
ONE_NAME = replace(STAT3, aliases=())  # one question to the registry


def study(number: int, **fields: Any) -> dict[str, Any]:
    """Return a made-up study; the gene stands in its title unless `title` is given."""
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT{number:08}",
                "briefTitle": fields.get("title", "A trial of STAT3"),
            },
            "statusModule": {
                "overallStatus": fields.get("status", "RECRUITING"),
                "startDateStruct": {"date": fields.get("start", "2026-02")},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A sponsor"}},
            "conditionsModule": {
                "conditions": fields.get("conditions", ["Cancer"]),
                "keywords": fields.get("keywords", []),
            },
            "designModule": {"phases": fields.get("phases", ["PHASE1", "PHASE2"])},
            "armsInterventionsModule": {"interventions": fields.get("arms", [{"name": "Drug X"}])},
            "eligibilityModule": {"eligibilityCriteria": fields.get("criteria", "Adults")},
        }
    }


def page(studies: list[Any], token: str | None = None, total: int | None = None) -> dict[str, Any]:
    """Return a page of studies as the registry sends it."""
    found: dict[str, Any] = {"studies": studies}
    if token is not None:
        found["nextPageToken"] = token
    if total is not None:
        found["totalCount"] = total
    return found


def found(*pages: Any, gene: Gene = ONE_NAME) -> TrialsFound:
    """Return what is made of pages."""
    return parse_trials(fetch_trials(FakeClient(list(pages)), gene), TODAY)


def test_t42_pages_are_followed_to_the_end_with_the_same_parameters() -> None:
    http = FakeClient(
        [page([study(1), study(2)], "b", 3), page([], "c"), page([study(3)])],
    )
    payload = fetch_trials(http, ONE_NAME)
    assert [call.params.get("pageToken") for call in http.calls] == [None, "b", "c"]
    same = [{k: v for k, v in c.params.items() if k != "pageToken"} for c in http.calls]
    assert same[0] == same[1] == same[2]
    answer = parse_trials(payload, TODAY)
    assert [trial.nct_id for trial in answer.trials] == [
        "NCT00000001",
        "NCT00000002",
        "NCT00000003",
    ]
    assert (answer.announced, answer.left_out, answer.notes) == (3, 0, ())


def test_t53_a_trial_says_every_place_where_the_gene_matched() -> None:
    arms = [{"name": "Drug", "otherNames": ["STAT3 inhibitor"]}]
    everywhere = study(1, conditions=["STAT3 GOF"], keywords=["STAT3"], arms=arms, criteria="STAT3")
    only = study(2, title="A trial", criteria="* Carriers of a STAT3 variant")
    answer = found(page([everywhere, only], total=2))
    places = [trial.matched_in for trial in answer.trials]
    assert places == [
        ("title", "condition", "keyword", "intervention", "eligibility"),
        ("eligibility",),
    ]


def test_t67_a_trial_of_brca1_2_is_brca2s_by_title_and_condition() -> None:
    gene = replace(STAT3, symbol="BRCA2", aliases=(), previous=("FANCD1",))
    one = study(
        2000622,
        title="Olaparib in Patients With Germline BRCA1/2 Mutations",
        conditions=["Breast Cancer", "BRCA 2 Gene Mutation"],
    )
    trial = found(page([one], total=1), gene=gene).trials[0]
    assert trial.nct_id == "NCT02000622"
    assert trial.matched_in == ("title", "condition")
    assert trial.wanted == ()


def test_t67_a_trial_that_wants_wild_type_or_negative_says_so() -> None:
    criteria = "Inclusion Criteria:\n* Adults\n\nExclusion Criteria:\n* A STAT3 mutation"
    answer = found(
        page(
            [
                study(1, title="Drug X in STAT3 wild-type lymphoma"),
                study(2, title="Drug X", conditions=["STAT3-negative lymphoma"]),
                study(3, title="Drug X", criteria=criteria),
                study(4, title="Drug X in STAT3-mutant lymphoma", criteria=criteria),
                study(5, title="Drug X", arms=[{"name": "anti-STAT3, STAT3 negative control"}]),
            ],
            total=5,
        )
    )
    states = [trial.wanted for trial in answer.trials]
    assert states == [("wild type",), ("negative",), ("excluded",), (), ()]


def test_t53_a_real_record_says_where_and_as_what_it_names_the_gene(shared: Path) -> None:
    file = shared / "data" / "tables" / "clinicaltrials-full" / "NCT02513394.json.gz"
    record = json.loads(gzip.decompress(file.read_bytes()))
    gene = replace(STAT3, symbol="ERBB2", aliases=("HER2",), previous=("NGL",))
    trial = found(page([record], total=1), gene=gene).trials[0]
    assert trial.matched_in is not None
    assert trial.matched_in[0] == "title"
    assert "negative" in trial.wanted


def test_t54_a_study_that_does_not_name_the_gene_is_left_out_and_counted() -> None:
    answer = found(page([study(1), study(2, title="stat3 in lower case")], total=2))
    assert [trial.nct_id for trial in answer.trials] == ["NCT00000001"]
    assert answer.announced == len(answer.trials) + answer.left_out == 2


def test_t54_a_longer_alias_is_a_match_too() -> None:
    answer = found(page([study(1, title="ADMIO1 and more")], total=1), gene=STAT3)
    assert answer.names == ("STAT3", "ADMIO1")
    assert answer.trials[0].matched_in == ("title",)


def test_t55_an_unknown_status_or_phase_passes_through() -> None:
    answer = found(page([study(1, status="PAUSED_BY_MOON", phases=["PHASE9", "NA"])], total=1))
    assert answer.trials[0].status == "PAUSED_BY_MOON"
    assert answer.trials[0].phases == ("PHASE9", "NA")


@pytest.mark.parametrize(
    ("start", "planned"),
    [("2026-12-01", True), ("2027-01", True), ("2012-02", False), ("2026-11-22", False)],
)
def test_t56_a_start_in_the_future_is_planned(start: str, planned: bool) -> None:
    answer = found(page([study(1, start=start)], total=1))
    assert (answer.trials[0].start, answer.trials[0].start_planned) == (start, planned)


@pytest.mark.parametrize("title", ["", "   ", None, "<b></b>"])
def test_t57_a_missing_title_is_said_to_be_missing(title: str | None) -> None:
    trial = found(page([study(1, title=title, keywords=["STAT3"])], total=1)).trials[0]
    assert trial.title == "Title not available"


def test_t57_a_title_has_no_markup_and_no_control_characters() -> None:
    trial = found(page([study(1, title=f"STAT3 {HOSTILE}")], total=1)).trials[0]
    assert "<" not in trial.title
    assert trial.title.isprintable()


def test_pages_that_go_round_are_an_error_and_no_list() -> None:
    pages = [page([study(1)], "b"), page([study(2)], "c"), page([study(3)], "b")]
    with pytest.raises(SourceUnreadable, match="circle"):
        fetch_trials(FakeClient(pages), ONE_NAME)


def test_a_page_that_comes_twice_is_an_error_and_no_list() -> None:
    http = FakeClient([page([study(1)], "b"), page([study(1)], "c")])
    with pytest.raises(SourceUnreadable, match="twice"):
        fetch_trials(http, ONE_NAME)
    assert len(http.calls) == 2


def test_empty_pages_without_end_are_an_error() -> None:
    http = FakeClient([page([], f"token{n}") for n in range(99)])
    with pytest.raises(SourceUnreadable, match="circle"):
        fetch_trials(http, ONE_NAME)
    assert len(http.calls) == MOST_PAGES


def test_a_failing_page_fails_the_whole_list() -> None:
    with pytest.raises(SourceDown):
        fetch_trials(FakeClient([page([study(1)], "b"), SourceDown("down")]), ONE_NAME)


def test_the_list_is_cut_at_its_cap_and_says_so() -> None:
    pages = [page([study(n) for n in range(k, k + 1000)], f"t{k}", 5000) for k in (0, 1000, 2000)]
    http = FakeClient(pages)
    answer = parse_trials(fetch_trials(http, ONE_NAME), TODAY)
    assert (len(http.calls), len(answer.trials)) == (2, MOST_ROWS)
    assert answer.notes == ("The 2,000 studies changed last were read of 5,000.",)


@pytest.mark.parametrize(
    ("total", "said"), [(9, "announced 9 studies and sent 2"), (2, ""), (0, "announced 0")]
)
def test_t42_a_total_that_disagrees_is_explained(total: int, said: str) -> None:
    notes = " ".join(found(page([study(1), study(2)], total=total)).notes)
    assert said in notes
    assert bool(said) == bool(notes)


def test_duplicates_and_nameless_studies_are_counted() -> None:
    nameless: dict[str, Any] = {"protocolSection": {}}
    answer = found(page([study(1), study(1), nameless, None, 7], total=5))
    assert len(answer.trials) == 1
    assert answer.notes == ("4 came twice or without a number.",)


def test_t60_no_study_is_an_answer() -> None:
    answer = found(page([], total=0))
    assert (answer.trials, answer.announced, answer.notes) == ((), 0, ())


@pytest.mark.parametrize("answer", NO_ANSWERS, ids=repr)
def test_an_answer_without_studies_is_an_error(answer: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_trials(FakeClient([answer]), ONE_NAME)
    with pytest.raises(SourceUnreadable):
        parse_trials(answer)


def test_any_part_of_a_study_may_be_missing_or_wrong() -> None:
    whole = study(1, keywords=["STAT3"])
    for wrong in (*damaged(whole), nulled(whole)):
        for trial in found(page([wrong, study(2)], total=2)).trials:
            assert isinstance(trial.title, str)
            assert all(isinstance(phase, str) for phase in trial.phases)


@pytest.mark.parametrize(
    "answer",
    [
        page([nulled(study(1))], total=1),
        page([{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}], total=1),
        page([], total=3),
    ],
    ids=["nulls", "no modules", "none of three"],
)
def test_t60_studies_that_say_nothing_are_an_error_and_not_no_trial(answer: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_trials(FakeClient([answer]), ONE_NAME)


def test_the_eligibility_text_is_not_kept_whole() -> None:
    long = study(
        1, title="A trial", criteria="lorem ipsum " * 20_000 + " STAT3 " + "dolor " * 9_000
    )
    payload = fetch_trials(FakeClient([page([long], total=1)]), ONE_NAME)
    assert len(json.dumps(payload)) < 2_000
    assert parse_trials(payload, TODAY).trials[0].matched_in == ("eligibility",)


def test_a_payload_survives_the_cache_and_is_left_as_it_was() -> None:
    payload = fetch_trials(FakeClient([page([study(1)], total=1)]), ONE_NAME)
    before = deepcopy(payload)
    kept = json.loads(json.dumps(payload))
    assert parse_trials(kept, TODAY) == parse_trials(payload, TODAY)
    assert payload == before


def test_the_query_asks_for_each_name_as_a_phrase_in_each_field() -> None:
    first, second = query_terms(("STAT3", 'AB"1]'))
    both = first.count('("STAT3" OR "AB 1")') + second.count('("STAT3" OR "AB 1")')
    assert both == len(AREAS)
    whole = first + second
    assert whole.count("[") == whole.count("]") == len(AREAS)
    assert whole.count("(") == whole.count(")")


def terms_of(query: str) -> list[tuple[str, str]]:
    """Return area and name of each term of a query."""
    return [
        (area, name)
        for area, names in re.findall(r"AREA\[(\w+)\]\(([^)]*)\)", query)
        for name in re.findall(r'"([^"]*)"', names)
    ]


@pytest.mark.parametrize("number", range(1, 13))
def test_no_question_has_more_terms_than_the_registry_takes_and_none_is_left_out(
    number: int,
) -> None:
    names = tuple(f"GENE{place}" for place in range(number))
    requested = [terms_of(query) for query in query_terms(names)]
    assert all(1 <= len(terms) <= MOST_TERMS for terms in requested)
    every = [term for terms in requested for term in terms]
    assert sorted(every) == sorted((area, name) for area in AREAS for name in names)


def test_studies_of_several_questions_count_once_and_the_newest_stands_first() -> None:
    def changed(number: int, day: str, **fields: Any) -> dict[str, Any]:
        made = study(number, **fields)
        made["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = {"date": day}
        return made

    both, old = changed(1, "2026-03-01"), changed(2, "2020-01-01")
    new, other = changed(3, "2026-11-01"), changed(4, "2026-10-01", title="stat3")
    http = FakeClient([page([both, old], total=2), page([new, other, both], total=3)])
    answer = parse_trials(fetch_trials(http, STAT3), TODAY)
    assert [trial.nct_id[-1] for trial in answer.trials] == ["3", "1", "2"]
    assert answer.announced == len(answer.trials) + answer.left_out == 4
    assert answer.ledger == (
        "ClinicalTrials.gov finds 4 for the gene's names in 2 questions, each once; 3 name it as "
        "it is written, 1 do not and are left out.",
    )


COMPLICATED = SourceRefused("refused", status=400, detail="Too complicated query")


def test_a_question_found_too_complicated_is_asked_for_the_symbol_alone_and_says_so() -> None:
    http = FakeClient([COMPLICATED, page([study(1)], total=1)])
    answer = parse_trials(fetch_trials(http, STAT3), TODAY)
    assert "ADMIO1" in http.calls[0].params["query.term"]
    assert all("ADMIO1" not in call.params["query.term"] for call in http.calls[1:])
    assert answer.notes == (
        "ClinicalTrials.gov found the question too complicated and was asked for the symbol "
        "alone, not for ADMIO1.",
    )


def test_the_symbol_alone_is_asked_in_parts_before_the_registry_is_given_up() -> None:
    http = FakeClient([COMPLICATED, page([study(1)], total=1)])
    answer = parse_trials(fetch_trials(http, ONE_NAME), TODAY)
    assert [len(terms_of(call.params["query.term"])) for call in http.calls] == [7, 2, 2, 2, 1]
    assert (answer.announced, answer.notes) == (1, ())
    with pytest.raises(SourceRefused):
        fetch_trials(FakeClient([COMPLICATED]), STAT3)


def test_another_refusal_is_not_asked_again() -> None:
    http = FakeClient([SourceRefused("refused", status=400, detail="Error parsing query")])
    with pytest.raises(SourceRefused):
        fetch_trials(http, STAT3)
    assert len(http.calls) == 1
