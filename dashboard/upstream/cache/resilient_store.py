"""One store with the process's memory behind it: a dead, full or read-only store breaks nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, Protocol, TypeVar

import orjson
import redis
import structlog
from cachetools import TLRUCache

from dashboard.upstream.cache.entries import HEAD_BYTES, head_of

log = structlog.get_logger(__name__)

MOST_ENTRIES = 1_000
MOST_BYTES = 64 * 1024 * 1024
COMPLAIN_EVERY_S = 60.0
REST_S = 5.0  # a dead Redis costs its time-out once in so many seconds
PROBE = "probe"
TROUBLE = (OSError, redis.RedisError)
LOST = (redis.ConnectionError, redis.TimeoutError)

T = TypeVar("T")


class Memory:
    """Keeps encoded entries; the one that was not read for longest goes first."""

    def __init__(
        self,
        most_entries: int = MOST_ENTRIES,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Begin empty."""
        self._most_entries = most_entries
        self._lock = Lock()
        self._entries: TLRUCache[str, tuple[float, bytes]] = TLRUCache(
            most_bytes, lambda _, entry, now: now + entry[0], clock, lambda entry: len(entry[1])
        )

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    def get(self, key: str) -> Any:
        """Return what is cached; None for nothing and for what is too old."""
        data = self._data(key)
        return orjson.loads(data) if data else None

    def head(self, key: str) -> dict[str, Any] | None:
        """Return an envelope without its value."""
        data = self._data(key)
        return head_of(data[:HEAD_BYTES]) if data else None

    def set(self, key: str, value: Any, seconds: float) -> None:
        """Keep a value for so long, if it is not larger than all the room there is."""
        data = orjson.dumps(value)
        with self._lock:
            self._entries.pop(key, None)
            # What is larger than all the room the cache refuses with this error.
            with suppress(ValueError):
                self._entries[key] = (seconds, data)
            while len(self._entries) > self._most_entries:
                self._entries.popitem()

    def delete(self, key: str) -> None:
        """Forget an entry."""
        with self._lock:
            self._entries.pop(key, None)

    def _data(self, key: str) -> bytes:
        with self._lock:
            _, data = self._entries.get(key, (0.0, b""))
        return data


class Store(Protocol):
    """What is needed of one of flask-caching's backends."""

    def get(self, key: str) -> Any:
        """Return what is stored, or None."""
        ...

    def head(self, key: str) -> dict[str, Any] | None:
        """Return a stored envelope without its value, or None."""
        ...

    def set(self, key: str, value: Any, timeout: Any = None) -> Any:
        """Store a value for so many seconds."""
        ...

    def delete(self, key: str) -> Any:
        """Forget an entry."""
        ...


class ResilientStore:
    """Puts and finds JSON-able entries; never raises for the store's sake."""

    def __init__(
        self, store: Store | None, memory: Memory, clock: Callable[[], float] = time.time
    ) -> None:
        """Use a store; without one, the memory alone."""
        self._store = store
        self._memory = memory
        self._clock = clock
        self._lock = Lock()
        self._retry_at = 0.0
        self._complained = -COMPLAIN_EVERY_S

    def get(self, key: str) -> Any:
        """Return the newest that is cached, as JSON; None if there is nothing."""
        own = self._memory.get(key)
        stored = self._tried("read", lambda store: store.get(key))
        return _newer(own, stored)

    def head(self, key: str) -> dict[str, Any] | None:
        """Return the newest envelope that is cached, without its value; None if there is none."""
        own = self._memory.head(key)
        stored = self._tried("read", lambda store: store.head(key))
        newer: dict[str, Any] | None = _newer(own, stored)
        return newer

    def set(self, key: str, value: dict[str, Any], seconds: float) -> None:
        """Keep an entry with an `at` for so long; in memory where the store fails."""

        def put(store: Store) -> bool:
            store.set(key, value, timeout=max(1, int(seconds)))
            return True

        if self._tried("write", put):
            self._memory.delete(key)
        else:
            self._memory.set(key, value, seconds)

    def delete(self, key: str) -> None:
        """Forget an entry."""
        self._memory.delete(key)
        self._tried("delete", lambda store: store.delete(key))

    def reachable(self) -> bool:
        """Tell whether the store keeps what is put there; True for memory alone."""
        if self._store is None:
            return True
        mark = {"at": self._clock()}
        self._tried("write", lambda store: store.set(PROBE, mark, timeout=60))
        return bool(self._tried("read", lambda store: store.get(PROBE)) == mark)

    def in_memory(self) -> int:
        """Return how many entries only this process has."""
        return len(self._memory)

    def _tried(self, what: str, work: Callable[[Store], T]) -> T | None:
        """Do something with the store; None when that fails or the store rests."""
        if self._store is None or self._clock() < self._retry_at:
            return None
        try:
            return work(self._store)
        except TROUBLE as error:
            if isinstance(error, LOST):
                self._retry_at = self._clock() + REST_S
            self._complain(what, error)
            return None

    def _complain(self, what: str, error: Exception) -> None:
        """Say once a minute that the store fails; not where it is: that may hold a password."""
        now = self._clock()
        with self._lock:
            if now - self._complained < COMPLAIN_EVERY_S:
                return
            self._complained = now
        log.warning(
            "cache_trouble",
            what=what,
            problem=type(error).__name__,
            code=getattr(error, "errno", None),
        )


def _newer(own: Any, stored: Any) -> Any:
    """Return what the store has, unless the memory alone has it or has it newer."""
    if own is None or (isinstance(stored, dict) and stored.get("at", 0) > own["at"]):
        return stored
    return own
