"""Fetched values: fresh ones at once, stale ones at once while one fetch renews them.

However many threads and processes ask for a key, one fetches it. What fails is remembered
for a short while, apart from the data. Nobody waits longer than they said.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import Any

import orjson
import structlog

from dashboard.errors import SourceError
from dashboard.upstream.cache import entries as envelopes
from dashboard.upstream.cache.decoded import Decoded
from dashboard.upstream.cache.entries import Asked, Failure, Kept, moment
from dashboard.upstream.cache.failures import broken, described, remembered
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.flight import Flight
from dashboard.upstream.cache.locks import Locks
from dashboard.upstream.cache.resilient_store import Shelf

log = structlog.get_logger(__name__)

DAY_S = 24 * 3_600.0
KEEP_S = 30 * DAY_S
MOST_WAITERS = 64
LOCK_PATIENCE_S = 400.0  # longer than any fetch: its turn, its time limit, and some

Fetch = Callable[[], Any]


class Keeper:
    """Keeps what was fetched; safe to share between threads."""

    def __init__(
        self,
        shelf: Shelf,
        locks: Locks,
        pool: Pool,
        clock: Callable[[], float] = time.time,
        backend: str = "memory",
        entries: Callable[[], int | None] = lambda: None,
        waiters: int = MOST_WAITERS,
    ) -> None:
        """Take the parts; `backend` is their name for people; so many `waiters` of courtesy."""
        self._shelf = shelf
        self._values = Decoded(shelf)
        self._locks = locks
        self._pool = pool
        self._clock = clock
        self._backend = backend
        self._entries = entries
        self._waiters = BoundedSemaphore(waiters)
        self._flights: dict[str, Flight] = {}
        self._flights_lock = Lock()

    def look(self, key: str) -> Kept | None:
        """Return what is kept for a key, fresh or stale; never fetches."""
        return envelopes.read_value(self._envelope(key), key, self._clock())

    def peek(self, key: str, fresh_s: float) -> Asked:
        """Return what `ask` would, without having anything fetched."""
        under_way = self._flights.get(key)
        if under_way is not None:
            return self._landed(under_way, 0.0, courtesy=False)
        kept = self._kept(key, fresh_s)
        fresh = kept is not None and kept.fresh
        return Asked(kept, failure=None if fresh else self._failure(key))

    def ask(
        self,
        key: str,
        fetch: Fetch,
        *,
        fresh_s: float,
        keep_s: float = KEEP_S,
        wait_s: float,
        retry: bool = False,
        courtesy: bool = False,
        lane: str | None = None,
    ) -> Asked:
        """Return what is kept for a key and have it fetched if that is stale or nothing.

        Args:
            key: Names the value; what stands before its first colon is the lane.
            fetch: Returns a value of JSON, or raises SourceError. It runs in another thread
                and must not ask the keeper for anything that waits for itself.
            fresh_s: Age in seconds up to which a value need not be fetched again.
            keep_s: Age up to which a stale one is better than none.
            wait_s: Longest wait for a fetch, when nothing is kept or a person retries.
            retry: Whether to ask again although it has just failed.
            courtesy: Whether not to wait where many do already.
            lane: Which threads fetch it: one lane for each source.
        """
        under_way = self._flights.get(key)
        if under_way is not None and not retry:  # those who ask again cost the store nothing
            return self._landed(under_way, wait_s, courtesy)
        kept = self._kept(key, fresh_s)
        if kept is not None and kept.fresh:
            return Asked(kept)
        if retry:
            self.forget_failure(key)
        else:
            failure = self._failure(key)
            if failure is not None:
                return Asked(kept, failure=failure)
        decision = "retry" if retry else "miss" if kept is None else "stale"

        def work(flight: Flight) -> None:
            with structlog.contextvars.bound_contextvars(cache=decision):
                self._fly(flight, key, fetch, fresh_s, keep_s, retry)

        flight = self._flight(key, kept, lane, work)
        if flight is None:
            return Asked(kept, failure=self._too_much())
        return self._landed(flight, wait_s, courtesy, retry=retry)

    def forget_failure(self, key: str) -> None:
        """Let the next question be asked although the last one has just failed."""
        self._shelf.delete(_failure_key(key))

    def status(self) -> dict[str, Any]:
        """Return backend, whether it keeps what is put there, and how busy the fetching is."""
        reachable = self._shelf.reachable()
        return {
            "backend": self._backend,
            "reachable": reachable,
            "entries": self._entries() if reachable else None,
            "in_memory": self._shelf.in_memory(),
            "running": self._pool.running(),
            "waiting": self._pool.waiting(),
        }

    def close(self, grace_s: float = 0.0) -> bool:
        """Fetch nothing more; what is under way has so long to end. True if all has ended."""
        return self._pool.close(grace_s)

    def _wait(self, flight: Flight, seconds: float, courtesy: bool) -> None:
        """Wait for a fetch; out of courtesy only while there is somebody left to answer."""
        if not courtesy:
            flight.done.wait(seconds)
        elif seconds > 0 and self._waiters.acquire(blocking=False):
            try:
                flight.done.wait(seconds)
            finally:
                self._waiters.release()

    def _kept(self, key: str, fresh_s: float) -> Kept | None:
        return envelopes.read_value(self._envelope(key), key, self._clock(), fresh_s)

    def _envelope(self, key: str) -> Any:
        return self._values.get(_value_key(key), key)

    def _failure(self, key: str) -> Failure | None:
        return envelopes.read_failure(self._shelf.get(_failure_key(key)), key)

    def _flight(
        self, key: str, kept: Kept | None, lane: str | None, work: Callable[[Flight], None]
    ) -> Flight | None:
        """Return the key's flight, a new one if there is none; None if the lane is full."""
        with self._flights_lock:
            flight = self._flights.get(key)
            if flight is None:
                flight = Flight(kept)
                new = flight  # one name for the closure that never changes
                if not self._pool.submit(lane or key.partition(":")[0], lambda: work(new)):
                    return None
                self._flights[key] = flight
            return flight

    def _fly(
        self, flight: Flight, key: str, fetch: Fetch, fresh_s: float, keep_s: float, retry: bool
    ) -> None:
        """Fetch, unless another process has done so meanwhile; runs in the pool."""
        begun = self._clock()
        try:
            with self._locks.held(key, LOCK_PATIENCE_S):
                flight.outcome = self._meanwhile(key, begun, fresh_s, retry)
                if flight.outcome is None:
                    flight.outcome = self._fetched(key, fetch, fresh_s, keep_s)
        finally:
            with self._flights_lock:
                self._flights.pop(key, None)
            flight.done.set()

    def _meanwhile(
        self, key: str, begun: float, fresh_s: float, retry: bool
    ) -> Kept | Failure | None:
        """Return what another process fetched, or failed to, while this one waited for the lock."""
        envelope = self._envelope(key)
        at = envelopes.stored_at(envelope, key)
        kept = envelopes.read_value(envelope, key, self._clock(), fresh_s)
        if kept is not None and (kept.fresh or (at is not None and at >= begun)):
            return kept
        envelope = self._shelf.get(_failure_key(key))
        at = envelopes.stored_at(envelope, key)
        if at is None or (retry and at < begun):
            return None
        return envelopes.read_failure(envelope, key)

    def _fetched(self, key: str, fetch: Fetch, fresh_s: float, keep_s: float) -> Kept | Failure:
        """Fetch and keep what came, or remember for a while that nothing did."""
        try:
            packed = envelopes.packed(fetch())
        except SourceError as error:
            return self._failed(key, error)
        except Exception:
            log.exception("fetch_broken", key=key)
            return self._failed(key, broken())
        at = self._clock()
        envelope = envelopes.value_envelope(key, packed, at, fresh_s)
        self._shelf.set(_value_key(key), envelope, keep_s)
        self.forget_failure(key)
        return Kept(orjson.loads(packed), moment(at), fresh=True)

    def _failed(self, key: str, error: SourceError) -> Failure:
        at = self._clock()
        failure = described(error, at)
        seconds = remembered(error)
        self._shelf.set(_failure_key(key), envelopes.failure_envelope(key, failure, at), seconds)
        return failure

    def _too_much(self) -> Failure:
        """Return the failure of a lane that is full; it is nobody's fault and not remembered."""
        message = "Too many questions wait for this source."
        return Failure("too_busy", message, "Ask again in a moment.", moment(self._clock()), 2.0)

    def _landed(
        self, flight: Flight, wait_s: float, courtesy: bool, *, retry: bool = False
    ) -> Asked:
        """Return what a fetch brought, if it ends in time; what there was before, if not."""
        kept = flight.kept
        if kept is None or retry:
            self._wait(flight, wait_s, courtesy)
        if not flight.done.is_set():
            return Asked(kept, refreshing=True)
        if isinstance(flight.outcome, Kept):
            return Asked(flight.outcome)
        return Asked(kept, failure=flight.outcome or described(broken(), self._clock()))


def _value_key(key: str) -> str:
    return f"value:{key}"


def _failure_key(key: str) -> str:
    return f"failure:{key}"
