"""STAT3 from the test upstream, over HTTP: every number is whole or explained."""

from __future__ import annotations

import pytest

from components.gene import literature, trials
from components.gene.variants import panel as variants
from components.html.elements import tree
from dashboard.models import State, Wait
from dashboard.rules.clinvar import BUCKETS, bucket
from dashboard.web.api import RESOURCES
from tests.faults.healthy import live_app, running_upstream
from tests.faults.live_app import LiveApp
from tests.upstream.genes import BY_SYMBOL

__all__ = ["live_app", "running_upstream"]  # fixtures

PLACES = {"title", "condition", "keyword", "intervention", "eligibility"}


def test_t42_all_clinvar_variants_are_there_on_one_transcript(live_app: LiveApp) -> None:
    body = live_app.settled("variants").body
    found = body["data"]
    assert body["state"] == "loaded"
    assert found["source_set"] == "clinvar"
    assert found["transcript"] == "ENST00000264657.10"
    rows = [*found["variants"], *found["unplaced"]]
    assert len(rows) == BY_SYMBOL["STAT3"].variants == 1_200
    assert len(rows) + found["left_out"] == found["announced"]
    assert found["release_date"]


def test_t30_to_t35_classes_are_counted_by_the_exact_vocabulary(live_app: LiveApp) -> None:
    found = live_app.settled("variants").body["data"]
    rows = [*found["variants"], *found["unplaced"]]
    assert all(row["class"] == bucket(row["raw_class"]) for row in rows)
    counted = {name: sum(row["class"] == name for row in rows) for name in BUCKETS}
    assert {name: number for name, number in counted.items() if number} == found["counts"]
    assert found["counts"]["conflicting"] == 70


def test_t53_each_trial_says_where_it_matched_and_the_number_is_explained(
    live_app: LiveApp,
) -> None:
    body = live_app.settled("trials").body
    announced = BY_SYMBOL["STAT3"].trials
    assert {place for trial in body["data"] for place in trial["matched_in"]} == PLACES
    assert all(trial["matched_in"] for trial in body["data"])
    left_out = announced - len(body["data"])
    assert body["notes"] == [
        f"ClinicalTrials.gov finds {announced} for the gene's names in 2 questions, each once; "
        f"{len(body['data'])} name it as it is written, {left_out} do not and are left out."
    ]


def test_t57_each_count_of_publications_says_what_it_counts(live_app: LiveApp) -> None:
    counts = live_app.settled("publication_counts").body["data"]
    assert [one["what"] for one in counts] == [
        "publications of two years",
        "reviews",
        "case reports of five years",
        "full-text mentions",
    ]
    assert all(one["count"] > 0 and "STAT3" in one["query"] for one in counts)


def test_the_panels_show_what_explains_the_numbers(live_app: LiveApp) -> None:
    for module in (variants, trials, literature):
        panel = module.PANEL
        answers = live_app.service.answers(live_app.gene, panel.questions, None, Wait(10))
        while answers.refreshing:
            answers = live_app.service.answers(live_app.gene, panel.questions, None, Wait(10))
        content = panel.render(answers, "token")
        assert content.state is State.LOADED
        if module is trials:
            assert "name it as it is written" in repr(tree(content.source))


BROUGHT = {"gencc": "not_covered", "g2p": "not_covered", "scores": "snapshot"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_comes_as_json_and_as_tables(live_app: LiveApp, resource: str) -> None:
    # T71; what only an update brings has no live source.
    state = {"constraint": "snapshot", **BROUGHT}.get(resource, "loaded")
    assert live_app.settled(resource).state == state
    if state == "not_covered":
        return
    for form in ("csv", "tsv"):
        lines = live_app.text(resource, form).splitlines()
        rows = [line for line in lines if not line.startswith("#")]
        assert len(rows) > 1, lines
