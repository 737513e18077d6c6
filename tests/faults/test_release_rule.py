"""T71: the release under a gene is chosen by a rule; what gnomAD answers stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from components.gene.constraint import panel as constraint
from components.html.elements import tree
from dashboard.models import State, Wait
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.tables.answers.questions import TableAnswers
from tests.faults.live_app import LiveApp
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.genes import GENES
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

LATE_S = 1.0


@pytest.fixture(params=["early", "late"])
def live_app(
    request: pytest.FixtureRequest,
    upstream: Upstream,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LiveApp]:
    """Return an app in front of a gnomAD that answers at once, or after a second."""
    upstream.state.limits = False
    if request.param == "late":
        upstream.switch("gnomad", None, delay=LATE_S)
    with (
        LiveApp(upstream, tmp_path_factory.mktemp("caches"), gene="STAT3") as served,
        served.living(served.folder / "cache"),
    ):
        yield served


def figures(body: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what stands beside its figures."""
    beside = ("available_releases",)
    data = {name: value for name, value in body["data"].items() if name not in beside}
    return {"state": body["state"], "data": data, "provenance": body["provenance"]}


def test_t71_the_json_without_a_release_stays_what_the_tables_give(live_app: LiveApp) -> None:
    before = live_app.get("constraint")
    after = live_app.settled("constraint")
    assert before.body["data"]["release"] == "v2.1.1"
    assert before.state == "snapshot"
    assert figures(after.body) == figures(before.body)
    assert not after.body["refreshing"]
    beside = {one["release"]: one["loeuf"] for one in after.body["data"]["available_releases"]}
    assert beside["v4-live"] not in (None, after.body["data"]["loeuf"])
    live = live_app.settled("constraint", release="v4-live").body["data"]
    assert live["loeuf"] == beside["v4-live"]


def test_t71_the_page_keeps_its_figures_and_offers_the_live_ones(live_app: LiveApp) -> None:
    service, gene = live_app.service, live_app.gene

    def page(release: str | None = None) -> Any:
        questions = constraint.PANEL.questions
        return service.answers(gene, questions, release, Wait(0.0))

    first = page()
    live_app.settled("constraint")
    last = page()
    assert (first.release, last.release) == ("v2.1.1", "v2.1.1")
    contents = [constraint.render(one, "STAT3|") for one in (first, last)]
    for slot in ("cards", "bars", "classes", "notes"):
        assert contents[0].slots[slot] == contents[1].slots[slot]
    assert "v2.1.1" in str(contents[0].slots["notes"])
    assert last.offered is not None
    assert last.offered.state is State.LOADED
    offer = str(contents[1].slots["switch"])
    assert last.offered.data.label in offer
    assert f"LOEUF {last.offered.data.loeuf:.3f}" in offer
    assert "'data-value': 'v4-live', 'data-testid': 'show-live'" in offer
    chosen = page("v4-live")
    assert (chosen.release, chosen["constraint"].state) == ("v4-live", State.LOADED)
    assert "show-live" not in str(constraint.render(chosen, "STAT3|v4-live").slots["switch"])


def test_t71_a_comparison_keeps_its_release_when_gnomad_answers(live_app: LiveApp) -> None:
    fields = {"genes": ",".join(gene.symbol for gene in GENES)}
    first = several(live_app.service, fields, ("constraint",))
    last = several(live_app.service, fields, ("constraint",), Wait(20.0))
    while last.refreshing:
        last = several(live_app.service, fields, ("constraint",), Wait(20.0))
    assert last.counts["v4-live"] == len(GENES)
    assert first.release == last.release != "v4-live"


def test_t71_a_gene_that_no_table_has_is_shown_in_gnomads_own_answer(
    live_app: LiveApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TableAnswers, "every_release", lambda _tables, _gene: ())
    answers = live_app.service.answers(live_app.gene, ("constraint",), None, Wait(10.0))
    assert answers.release == "v4-live"
    assert answers["constraint"].state is State.LOADED


def test_t71_a_source_that_fails_costs_no_figure_and_is_named(
    live_app: LiveApp, upstream: Upstream
) -> None:
    upstream.switch("gnomad", "500")
    body = live_app.settled("constraint").body
    assert body["data"]["release"] == "v2.1.1"
    assert body["problem"]["source"] == "gnomAD"


@pytest.mark.parametrize(
    ("gene", "preferred", "shown", "words"),
    [
        ("STAT3", None, "v2.1.1", ""),
        ("STAT3", "v2.1", "v2.1", ""),
        ("STAT3", "v4.1.1", "v4.1.1", ""),
        (
            "KMT2B",
            "v2.1.1",
            "v2.1",
            "KMT2B is not in gnomAD v2.1.1 here; shown: gnomAD v2.1 (2018). Only 18,343 genes of "
            "gnomAD v2.1.1 are here; KMT2B is not among them.",
        ),
        ("STAT3", "v9", "v2.1.1", "There is no release 'v9'; shown: gnomAD v2.1.1 (2019)."),
        ("STAT3", "v4.1", "v2.1.1", "gnomAD v4.1 is not here; shown: gnomAD v2.1.1 (2019)."),
        (
            "STAT3",
            "v4-live",
            "v2.1.1",
            "gnomAD v4 API is not asked here: live sources are switched off; shown: gnomAD v2.1.1 "
            "(2019).",
        ),
        ("A1BG", "v2.1.1", "v2.1.1", ""),  # its LOEUF alone is here: what is there is shown
        ("XIST", "v2.1.1", "v2.1.1", ""),
    ],
)
def test_t71_a_preferred_release_is_shown_or_the_page_says_why_not(
    service: DataService, gene: str, preferred: str | None, shown: str, words: str
) -> None:
    answers = service.answers(service.gene(gene), constraint.PANEL.questions, preferred)
    assert answers.release == shown
    assert " ".join(answers.notices) == words
    assert answers.preferred == preferred
    rule = str(tree(constraint.render(answers, "x").slots["switch"]))
    if answers.releases:
        assert ("Preferred from gene to gene" in rule) is (preferred is not None)
        assert ("'data-field': 'release', 'data-value': ''" in rule) is (preferred is not None)
