"""The memory of one process, for when there is no better store: bounded in entries and bytes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

import orjson

from dashboard.upstream.cache.entries import HEAD_BYTES, head_of

MOST_ENTRIES = 1_000
MOST_BYTES = 64 * 1024 * 1024


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
        self._most_bytes = most_bytes
        self._clock = clock
        self._lock = Lock()
        self._entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._bytes = 0

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
            self._drop(key)
            if len(data) > self._most_bytes:
                return
            self._entries[key] = (self._clock() + seconds, data)
            self._bytes += len(data)
            while len(self._entries) > self._most_entries or self._bytes > self._most_bytes:
                self._drop(next(iter(self._entries)))

    def delete(self, key: str) -> None:
        """Forget an entry."""
        if self._entries:
            with self._lock:
                self._drop(key)

    def _data(self, key: str) -> bytes | None:
        if not self._entries:  # the usual case, without a lock
            return None
        with self._lock:
            expires, data = self._entries.get(key, (0.0, b""))
            if not data or expires < self._clock():
                self._drop(key)
                return None
            self._entries.move_to_end(key)
        return data

    def _drop(self, key: str) -> None:
        _, data = self._entries.pop(key, (0.0, b""))
        self._bytes -= len(data)
