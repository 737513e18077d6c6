"""Every source takes its time: what is held comes at once, the rest one answer later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.live_app import LiveApp
from tests.faults.slow_world import AT_ONCE, STEPS, courses
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

DELAY_S = 1.0
SLACK_S = 2.5  # of a busy machine: the test upstream makes its answers while it is measured


@pytest.fixture
def live_app(upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """Return an app whose sources all take a second."""
    upstream.state.limits = False
    upstream.switch("*", None, delay=DELAY_S)
    with LiveApp(upstream, tmp_path_factory.mktemp("caches"), gene="STAT3") as served:
        yield served


@pytest.mark.parametrize("users", [1, 16])
def test_t60_a_slow_world_holds_up_nobody(live_app: LiveApp, users: int) -> None:
    for question in AT_ONCE:
        live_app.get(question)  # the first question opens its table
    with live_app.living(live_app.folder / "cache"):
        went = courses(live_app, users)
    for one in went:
        # T71: the figures of constraint stay; what gnomAD answers is offered beside them.
        assert one.last_state == ("snapshot" if one.question == "constraint" else "loaded")
        assert one.last_s < STEPS[one.question] * DELAY_S + SLACK_S * (1 if users == 1 else 3)
        if one.question in AT_ONCE:
            assert one.first_state == "snapshot"
            assert one.first_s < DELAY_S or users > 1
    calls = live_app.upstream.calls()
    assert calls["gnomad"] == 2, "constraint and variants, apart"
    assert calls["clinicaltrials"] == 2, "two names in seven fields are two questions"
    assert calls["uniprot"] == 1
