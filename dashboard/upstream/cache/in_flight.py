"""One fetch under way, for all in this process who want its value."""

from __future__ import annotations

from threading import Event

from dashboard.upstream.cache.entries import CacheEntry, Failure


class InFlightFetch:
    """One fetch under way; those who want the same wait for `done`."""

    def __init__(self, previous: CacheEntry | None = None) -> None:
        """Begin; `previous` is what there was before."""
        self.previous = previous
        self.done = Event()
        self.outcome: CacheEntry | Failure | None = None
