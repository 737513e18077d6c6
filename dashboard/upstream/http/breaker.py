"""Leave a source alone for a while when it keeps failing."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

LONGEST_PAUSE = 300.0


class Breaker:
    """Counts a source's failures in a row; safe between threads, one for each process.

    After `failures` of them it lets nobody through for `reset_s` seconds, then one call to
    try. `pause` keeps everybody back for as long as the source itself asked for.
    """

    def __init__(
        self, failures: int, reset_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin closed: everybody passes."""
        self._limit = failures
        self._reset_s = reset_s
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._until = 0.0
        self._paused_until = 0.0
        self._trying = False

    @property
    def failures(self) -> int:
        """Return the failures in a row since the last good answer."""
        return self._failed

    def open_s(self) -> float:
        """Return the seconds for which the circuit stays open because of failures."""
        with self._lock:
            return self._open_s()

    def paused_s(self) -> float:
        """Return the seconds for which the source asked to be left alone."""
        with self._lock:
            return max(0.0, self._paused_until - self._clock())

    def enter(self) -> bool:
        """Tell whether a call may go; one that may must end in `succeeded`, `failed` or `left`."""
        with self._lock:
            if self._failed < self._limit:
                return True
            if self._trying or self._open_s() > 0:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """Note an answer, be it a refusal: the source works."""
        with self._lock:
            self._failed = 0
            self._trying = False

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self._failed += 1
            self._trying = False
            if self._failed >= self._limit:
                self._until = self._clock() + self._reset_s

    def left(self) -> None:
        """Note that a call ended before the source was asked."""
        with self._lock:
            self._trying = False

    def pause(self, seconds: float) -> None:
        """Keep everybody back for as long as the source asked for, five minutes at most."""
        with self._lock:
            self._paused_until = self._clock() + min(seconds, LONGEST_PAUSE)

    def try_again(self) -> None:
        """Let the next call through as the one that tries: a person asked for it."""
        with self._lock:
            self._until = self._paused_until = 0.0

    def _open_s(self) -> float:
        if self._failed < self._limit:
            return 0.0
        return max(0.0, self._until - self._clock())
