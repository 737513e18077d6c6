"""What the tests of the cache share: a clock that stands, and caches of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.upstream.cache.fetch_cache import FetchCache
from tests.unit.cache.cache_sources import LONG, Clock, cache_of


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands."""
    return Clock()


@pytest.fixture(params=["memory", "files"])
def fetch_cache(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> Iterator[FetchCache]:
    """Return a cache in memory or on files; it is closed after the test."""
    made = cache_of(request.param, tmp_path, clock)
    yield made
    assert made.close(LONG)
