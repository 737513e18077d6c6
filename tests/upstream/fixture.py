"""The upstream as a fixture: `from tests.upstream.fixture import upstream` in a conftest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.upstream.server import Upstream


@pytest.fixture(scope="session")
def running_upstream(shared: Path) -> Iterator[Upstream]:
    """Serve every source for the whole run; without gnomAD's schema the test is skipped."""
    with Upstream(shared) as served:
        yield served


@pytest.fixture
def upstream(running_upstream: Upstream) -> Iterator[Upstream]:
    """Return the upstream, healthy and with nothing counted; healthy again afterwards."""
    running_upstream.reset()
    yield running_upstream
    running_upstream.reset()
    running_upstream.state.limits = True
