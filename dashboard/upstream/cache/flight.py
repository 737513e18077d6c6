"""One fetch under way, for all in this process who want its value."""

from __future__ import annotations

from threading import Event

from dashboard.upstream.cache.entries import Failure, Kept


class Flight:
    """One fetch under way; those who want the same wait for `done`."""

    def __init__(self, kept: Kept | None = None) -> None:
        """Begin; `kept` is what there was before."""
        self.kept = kept
        self.done = Event()
        self.outcome: Kept | Failure | None = None
