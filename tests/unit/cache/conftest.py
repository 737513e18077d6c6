"""What the tests of the cache share: a clock that stands, and keepers of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.upstream.cache.cache import Keeper
from tests.unit.cache.cache_sources import LONG, Clock, keeper_of


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands."""
    return Clock()


@pytest.fixture(params=["memory", "files"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Keeper]:
    """Return a keeper in memory or on files; it is closed after the test."""
    made = keeper_of(request.param, tmp_path, clock)
    yield made
    assert made.close(LONG)
