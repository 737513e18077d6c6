"""An app in front of a world in which every source is well; a fixture of fault tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.live_app import LiveApp
from tests.upstream.fixture import running_upstream
from tests.upstream.server import Upstream

__all__ = ["live_app", "running_upstream"]  # fixtures


@pytest.fixture(scope="module")
def live_app(
    running_upstream: Upstream, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveApp]:
    """Return an app that answers about STAT3 from a healthy world."""
    running_upstream.reset()
    running_upstream.state.limits = False
    with (
        LiveApp(running_upstream, tmp_path_factory.mktemp("caches"), gene="STAT3") as served,
        served.living(served.folder / "cache"),
    ):
        yield served
    running_upstream.state.limits = True
