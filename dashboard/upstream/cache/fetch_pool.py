"""Threads that fetch, so many for each lane: a slow source does not hold up the others."""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from threading import Condition, Thread

import structlog

log = structlog.get_logger(__name__)

Work = Callable[[], None]

STARTS_S = 0.2  # how long it is looked out for more work that needs a thread


class Pool:
    """Runs work in daemon threads; at most `workers` at once and `queue` waiting, in each lane.

    Threads come when there is work and go when there is none; one of them has the others come, as
    that takes milliseconds where many are busy, and who answers a page starts dozens of fetches.
    Being daemons, they hold up no process that ends: what they fetch is wanted by nobody then.
    """

    def __init__(self, workers: int, queue: int) -> None:
        """Begin without threads."""
        self._workers = workers
        self._queue = queue
        self._changed = Condition()
        self._running: Counter[str] = Counter()
        self._waiting: defaultdict[str, deque[Work]] = defaultdict(deque)
        self._new: deque[tuple[str, Work]] = deque()  # for which a thread is to come
        self._starting = False
        self._closed = False

    def submit(self, lane: str, work: Work) -> bool:
        """Take work on; False if the lane is full, the pool closed, or no thread to be had."""
        with self._changed:
            if self._closed:
                return False
            if self._running[lane] >= self._workers:
                if len(self._waiting[lane]) >= self._queue:
                    return False
                self._waiting[lane].append(work)
                return True
            if not self._starting:
                try:
                    Thread(target=self._start, daemon=True, name="fetch-start").start()
                except RuntimeError:  # the system's limit of threads is no reason to fail a page
                    log.warning("no_thread", lane=lane)
                    return False
                self._starting = True
            self._running[lane] += 1
            self._new.append((lane, work))
            self._changed.notify_all()
        return True

    def running(self) -> int:
        """Return how many pieces of work are being done."""
        return sum(self._running.values())

    def waiting(self) -> int:
        """Return how many pieces of work wait for a thread."""
        return sum(len(line) for line in tuple(self._waiting.values()))

    def close(self, grace_s: float = 0.0) -> bool:
        """Take nothing more, drop what waits, give the rest so long; True if all is done."""
        end = time.monotonic() + grace_s
        with self._changed:
            self._closed = True
            self._waiting.clear()
            return self._changed.wait_for(
                lambda: not self.running(), max(0.0, end - time.monotonic())
            )

    def _start(self) -> None:
        """Have a thread come for each piece of work that is new, until none is for a while."""
        while True:
            with self._changed:
                if not self._changed.wait_for(lambda: bool(self._new), STARTS_S):
                    self._starting = False
                    return
                lane, work = self._new.popleft()
            thread = Thread(target=self._run, args=(lane, work), daemon=True, name=f"fetch-{lane}")
            try:
                thread.start()
            except RuntimeError:
                log.warning("no_thread", lane=lane)
                self._run(lane, work)  # one after the other, then

    def _run(self, lane: str, work: Work) -> None:
        following: Work | None = work
        while following is not None:
            try:
                following()
            except Exception:  # a fault of ours must not cost the lane a thread
                log.exception("fetch_broke_off", lane=lane)
            following = self._next(lane)

    def _next(self, lane: str) -> Work | None:
        """Return the lane's next piece of work; None ends the thread."""
        with self._changed:
            if self._waiting[lane]:
                return self._waiting[lane].popleft()
            self._running[lane] -= 1
            self._changed.notify_all()
            return None
