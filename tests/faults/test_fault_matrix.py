"""Every fault of every source, over HTTP from end to end: nothing false is shown or kept."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dashboard.upstream.answers import LiveSources
from tests.faults.cases import (
    ALL_FAULTS,
    BUSY_FOR,
    EVERYTHING,
    HARMLESS,
    MORE_CALLS,
    NOWHERE,
    QUESTIONS,
    SLOW,
    falsehoods,
)
from tests.faults.live_app import HASTY, KEY, OLD_S, PATIENT, LiveApp, filled
from tests.upstream.contents import CHANGES
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.nowhere import NO_SUCH_HOST, black_hole, refused
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

# The counts are NCBI's and PubTator's together; a gene's chapter stands in NCBI's words of it.
TOGETHER = {("eutils", "pubtator"), ("ncbi_ftp", "eutils")}
# Another one, where the first brings nothing; ClinicalTrials.gov is asked in parts it can take.
MORE_QUESTIONS = ("eutils", "ncbi_ftp", "clinicaltrials")
QUICK_MS = 1_500.0  # of a busy machine; what is kept is answered in a few milliseconds
MOST_MORE_KB = 100 * 1024


@pytest.fixture(scope="module")
def live_app(
    running_upstream: Upstream, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveApp]:
    """Return an app that serves over HTTP."""
    running_upstream.reset()
    running_upstream.state.limits = False
    with LiveApp(running_upstream, tmp_path_factory.mktemp("caches")) as served:
        yield served
    running_upstream.state.limits = True


@pytest.fixture(scope="module")
def fresh(live_app: LiveApp) -> Path:
    """Return a cache in which every answer is fresh."""
    return filled(live_app, "fresh", EVERYTHING, 0.0)


@pytest.fixture(scope="module")
def old(live_app: LiveApp) -> Path:
    """Return a cache in which every answer is ten days old."""
    return filled(live_app, "old", EVERYTHING, OLD_S)


@pytest.fixture(scope="module")
def healthy(live_app: LiveApp, fresh: Path) -> dict[str, Any]:
    """Return the data of every question without any fault."""
    with live_app.living(fresh):
        return {
            question: answer_of(live_app, question, release) for question, release in EVERYTHING
        }


def answer_of(live_app: LiveApp, question: str, release: str | None) -> Any:
    """Return the data of a settled answer."""
    return live_app.settled(question, **with_release(release)).body["data"]


def with_release(release: str | None) -> dict[str, str]:
    """Return the parameter that asks for a release."""
    return {} if release is None else {"release": release}


@contextmanager
def ill(live_app: LiveApp, source: str, fault: str, folder: Path) -> Iterator[LiveSources]:
    """Let a source have a fault meanwhile."""
    with ExitStack() as stack:
        elsewhere = {}
        if fault == "no-such-host":
            elsewhere = {source: NO_SUCH_HOST}
        elif fault in NOWHERE:
            hole = refused() if fault == "refused" else black_hole()
            elsewhere = {source: stack.enter_context(hole)}
        elif fault == BUSY_FOR:
            live_app.upstream.switch(source, "429", retry_after="100")
        else:
            live_app.upstream.switch(source, fault)
        bounds = HASTY if fault in SLOW else PATIENT
        try:
            yield stack.enter_context(live_app.living(folder, bounds, elsewhere))
        finally:
            live_app.upstream.reset()


CASES = tuple(product(QUESTIONS, ALL_FAULTS))


@pytest.mark.parametrize(("source", "fault"), CASES)
def test_t60_a_fault_is_reported_and_not_cached_and_the_others_are_unharmed(
    live_app: LiveApp, fresh: Path, healthy: dict[str, Any], source: str, fault: str
) -> None:
    folder = live_app.case(fresh, source)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with ill(live_app, source, fault, folder), live_app.listening() as journal:
        first = live_app.get(QUESTIONS[source][0][0], 0.2, **with_release(QUESTIONS[source][0][1]))
        assert first.ms < 200 + QUICK_MS
        the_others_are_unharmed(live_app, source, healthy)
        for place, (question, release) in enumerate(QUESTIONS[source]):
            said = live_app.settled(question, **with_release(release))
            of_tables = live_app.of_tables(question)
            assert falsehoods(question, fault, said.body, healthy[question], of_tables) == []
            if place == 0:
                lines = [line for line in journal.lines if line["source"] == source]
        assert len(lines) == 1 or (lines and fault in MORE_CALLS) or source in MORE_QUESTIONS
        assert all(line["event"] == "upstream" and line["outcome"] for line in lines)
        assert KEY not in repr(journal.lines)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < MOST_MORE_KB
    assert KEY.encode() not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    with live_app.living(folder):
        for question, release in QUESTIONS[source]:
            readable = fault in CHANGES or fault in HARMLESS
            if readable and live_app.get(question, 0.0, **with_release(release)).settles:
                continue  # it could be read: what the source says is kept until it is renewed
            assert came_back(live_app, question, release, healthy[question])


def the_others_are_unharmed(live_app: LiveApp, ill_one: str, healthy: dict[str, Any]) -> None:
    """Assert that the first question of every other source is answered as ever, at once."""
    for source, questions in QUESTIONS.items():
        question, release = questions[0]
        if ill_one == source or (ill_one, source) in TOGETHER:
            continue
        said = live_app.get(question, 0.0, **with_release(release))
        assert said.state in ("loaded", "stale")
        assert said.body["data"] == healthy[question]
        assert said.ms < QUICK_MS


def came_back(live_app: LiveApp, question: str, release: str | None, healthy: Any) -> bool:
    """Tell whether a retry brings the right data once the fault is over."""
    for _ in range(3):
        body = live_app.retried(question, release)
        if body["state"] == "loaded" and body["problem"] is None and body["data"] == healthy:
            return True
    return False


@pytest.mark.parametrize(("source", "fault"), CASES)
def test_t60_an_older_value_is_shown_with_its_date_while_a_fault_lasts(
    live_app: LiveApp,
    fresh: Path,
    old: Path,
    healthy: dict[str, Any],
    source: str,
    fault: str,
) -> None:
    folder = live_app.case(fresh, source, old)
    with ill(live_app, source, fault, folder):
        for question, release in QUESTIONS[source]:
            first = live_app.get(question, 0.0, **with_release(release))
            assert first.ms < QUICK_MS
            said = live_app.settled(question, **with_release(release))
            assert falsehoods(question, fault, said.body, healthy[question]) == []
            assert said.state in ("stale", "loaded")
            if said.state == "stale":
                assert said.body["provenance"]["fetched_at"]
                assert said.body["problem"]["message"]
                assert said.body["data"] == healthy[question]
