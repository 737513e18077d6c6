"""A clock that stands, a source that counts its calls, and caches to try with them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.errors import SourceError
from dashboard.upstream.cache.fetch_cache import FetchCache
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.locks import FileLocks, NoLocks
from dashboard.upstream.cache.resilient_store import Memory, ResilientStore
from dashboard.upstream.cache.stores import JsonFiles

KEY = "gnomad:constraint:STAT3"
NOW = 1_800_000_000.0
LONG = 5.0  # seconds that a good test never waits


@dataclass
class Clock:
    """Stands until it is moved."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class Source:
    """Counts its calls; answers, fails, or waits until it is let go."""

    answer: Any = 1
    error: SourceError | None = None
    calls: int = 0
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Begin open."""
        self.gate.set()

    def __call__(self) -> Any:
        self.calls += 1
        assert self.gate.wait(LONG)
        if self.error is not None:
            raise self.error
        return self.answer


def cache_of(kind: str, folder: Path, clock: Clock) -> FetchCache:
    """Return a cache in memory or on files, with two threads and two places a lane."""
    memory, pool = Memory(clock=clock), Pool(2, 2)
    if kind == "memory":
        return FetchCache(ResilientStore(None, memory, clock), NoLocks(), pool, clock)
    store = ResilientStore(JsonFiles(folder / "values"), memory, clock)
    return FetchCache(store, FileLocks(folder / "locks"), pool, clock)
