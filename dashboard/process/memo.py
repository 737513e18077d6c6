"""What this process worked out last: the same question about the same data is answered once."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

T = TypeVar("T")
DAY_S = 86_400  # of Unix time, whose days are those of UTC


class Recent:
    """Keeps the results that were asked for last; safe to share between threads.

    A key names everything that a result depends on but the day (in UTC, by which a start is
    planned or past): a result is of its day. Results are shared: they never change. Of several
    threads that want the same result, one makes it. A result that weighs more than all that may be
    cached is given and not cached: it does not displace the others.
    """

    def __init__(self, most: int, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        """Begin empty; what is cached weighs no more than `most`, by default in results."""
        self._lock = Lock()
        self._results: LRUCache[Hashable, Any] = LRUCache(most, weigh)
        self._making: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is cached under a key, else make and cache it; errors are not cached."""
        key = (key, int(time.time() // DAY_S))
        known, found = self._look(key)
        if known:
            return found  # type: ignore[no-any-return]  # what `make` made under this key
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            known, found = self._look(key)  # another thread may have made it meanwhile
            if known:
                return found  # type: ignore[no-any-return]
            try:
                made = make()
                self._store(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _look(self, key: Hashable) -> tuple[bool, Any]:
        with self._lock:
            if key not in self._results:
                return False, None
            return True, self._results[key]

    def _store(self, key: Hashable, made: Any) -> None:
        # What is too heavy for it the cache refuses with this error.
        with self._lock, suppress(ValueError):
            self._results[key] = made
