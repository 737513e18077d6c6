"""Fetched values: fresh ones at once, stale ones at once while one fetch renews them.

However many threads and processes ask for a key, one fetches it. What fails is remembered
for a short while, apart from the data. Nobody waits longer than they said.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import BoundedSemaphore, Event, Lock
from typing import Any

import orjson
import structlog

from dashboard.errors import SourceBusy, SourceError
from dashboard.process.memo import Recent
from dashboard.upstream.cache import entries as envelopes
from dashboard.upstream.cache.entries import CacheEntry, CacheLookup, Failure, moment, stored_at
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.locks import Locks
from dashboard.upstream.cache.resilient_store import ResilientStore

log = structlog.get_logger(__name__)

DAY_S = 24 * 3_600.0
KEEP_S = 30 * DAY_S
MOST_WAITERS = 64
LOCK_PATIENCE_S = 400.0  # longer than any fetch: its turn, its time limit, and some
FAILURE_S = 30.0
LONGEST_FAILURE_S = 300.0
DECODED_BYTES = 8 * 1024 * 1024  # as JSON; decoded they take some five times as much

Fetch = Callable[[], Any]
Arrived = Callable[[CacheEntry], None]


def broken() -> SourceError:
    """Return the error for a fault of ours; the log has the rest."""
    return SourceError("This answer could not be worked with.", "The log says why; report it.")


def described(error: SourceError, at: float) -> Failure:
    """Return an error as what is remembered of it; `at` in seconds since 1970."""
    return Failure(error.kind, error.message, error.hint, moment(at), error.retry_after)


def remembered(error: SourceError) -> float:
    """Return for how many seconds nobody asks again.

    A busy source says itself when to; others get half a minute, or more if they want it.
    """
    shortest = 1.0 if isinstance(error, SourceBusy) else FAILURE_S
    wanted = FAILURE_S if error.retry_after is None else error.retry_after
    return min(math.ceil(max(shortest, wanted)), LONGEST_FAILURE_S)


class Decoded:
    """Reads envelopes out of a store; of one that this process knows, the first bytes only.

    Threads share what they are given: it is not to be changed.
    """

    def __init__(self, store: ResilientStore, most_bytes: int = DECODED_BYTES) -> None:
        """Begin empty."""
        self._store = store
        self._recent = Recent(most_bytes, lambda envelope: len(orjson.dumps(envelope)))

    def get(self, store_key: str, key: str) -> Any:
        """Return the envelope for `key` that is cached under a store's key; None: none that is."""
        at = stored_at(self._store.head(store_key), key)
        if at is None:
            return None
        return self._recent.get((store_key, at), lambda: self._store.get(store_key))


class InFlightFetch:
    """One fetch under way; those who want the same wait for `done`."""

    def __init__(self, previous: CacheEntry | None = None) -> None:
        """Begin; `previous` is what there was before."""
        self.previous = previous
        self.done = Event()
        self.outcome: CacheEntry | Failure | None = None


class FetchCache:
    """Keeps what was fetched; safe to share between threads."""

    def __init__(
        self,
        store: ResilientStore,
        locks: Locks,
        pool: Pool,
        clock: Callable[[], float] = time.time,
        backend: str = "memory",
        entries: Callable[[], int | None] = lambda: None,
        waiters: int = MOST_WAITERS,
    ) -> None:
        """Take the parts; `backend` is their name for people; so many `waiters` that yield."""
        self._store = store
        self._values = Decoded(store)
        self._locks = locks
        self._pool = pool
        self._clock = clock
        self._backend = backend
        self._entries = entries
        self._waiters = BoundedSemaphore(waiters)
        self._in_flight: dict[str, InFlightFetch] = {}
        self._in_flight_lock = Lock()

    def get(self, key: str) -> CacheEntry | None:
        """Return what is cached for a key, fresh or stale; never fetches."""
        return envelopes.read_value(self._envelope(key), key, self._clock())

    def peek(self, key: str, fresh_s: float) -> CacheLookup:
        """Return what `ask` would, without having anything fetched."""
        under_way = self._in_flight.get(key)
        if under_way is not None:
            return self._result(under_way, 0.0, yields_when_busy=False)
        entry = self._read_entry(key, fresh_s)
        fresh = entry is not None and entry.fresh
        return CacheLookup(entry, failure=None if fresh else self._failure(key))

    def ask(
        self,
        key: str,
        fetch: Fetch,
        *,
        fresh_s: float,
        keep_s: float = KEEP_S,
        wait_s: float,
        retry: bool = False,
        yields_when_busy: bool = False,
        lane: str | None = None,
        arrived: Arrived = lambda _: None,
    ) -> CacheLookup:
        """Return what is cached for a key and have it fetched if that is stale or nothing.

        Args:
            key: Names the value; what stands before its first colon is the lane.
            fetch: Returns a value of JSON, or raises SourceError. It runs in another thread
                and must not ask the cache for anything that waits for itself.
            fresh_s: Age in seconds up to which a value need not be fetched again.
            keep_s: Age up to which a stale one is better than none.
            wait_s: Longest wait for a fetch, when nothing is cached or a person retries.
            retry: Whether to ask again although it has just failed.
            yields_when_busy: Whether not to wait where many do already.
            lane: Which threads fetch it: one lane for each source.
            arrived: Is given what was fetched before anybody else, in the thread that fetched.
        """
        under_way = self._in_flight.get(key)
        if under_way is not None and not retry:  # those who ask again cost the store nothing
            return self._result(under_way, wait_s, yields_when_busy)
        entry = self._read_entry(key, fresh_s)
        if entry is not None and entry.fresh:
            return CacheLookup(entry)
        if retry:
            self.forget_failure(key)
        else:
            failure = self._failure(key)
            if failure is not None:
                return CacheLookup(entry, failure=failure)
        decision = "retry" if retry else "miss" if entry is None else "stale"

        def work(in_flight: InFlightFetch) -> None:
            with structlog.contextvars.bound_contextvars(cache=decision):
                self._run(in_flight, key, fetch, fresh_s, keep_s, retry, arrived)

        in_flight = self._join_or_start(key, entry, lane, work)
        if in_flight is None:
            return CacheLookup(entry, failure=self._too_much())
        return self._result(in_flight, wait_s, yields_when_busy, retry=retry)

    def forget_failure(self, key: str) -> None:
        """Let the next question be asked although the last one has just failed."""
        self._store.delete(_failure_key(key))

    def status(self) -> dict[str, Any]:
        """Return backend, whether it keeps what is put there, and how busy the fetching is."""
        reachable = self._store.reachable()
        return {
            "backend": self._backend,
            "reachable": reachable,
            "entries": self._entries() if reachable else None,
            "in_memory": self._store.in_memory(),
            "running": self._pool.running(),
            "waiting": self._pool.waiting(),
        }

    def close(self, grace_s: float = 0.0) -> bool:
        """Fetch nothing more; what is under way has so long to end. True if all has ended."""
        return self._pool.close(grace_s)

    def _wait(self, in_flight: InFlightFetch, seconds: float, yields_when_busy: bool) -> None:
        """Wait for a fetch; one that yields, only while somebody is left to answer."""
        if not yields_when_busy:
            in_flight.done.wait(seconds)
        elif seconds > 0 and self._waiters.acquire(blocking=False):
            try:
                in_flight.done.wait(seconds)
            finally:
                self._waiters.release()

    def _read_entry(self, key: str, fresh_s: float) -> CacheEntry | None:
        return envelopes.read_value(self._envelope(key), key, self._clock(), fresh_s)

    def _envelope(self, key: str) -> Any:
        return self._values.get(_value_key(key), key)

    def _failure(self, key: str) -> Failure | None:
        return envelopes.read_failure(self._store.get(_failure_key(key)), key)

    def _join_or_start(
        self,
        key: str,
        entry: CacheEntry | None,
        lane: str | None,
        work: Callable[[InFlightFetch], None],
    ) -> InFlightFetch | None:
        """Return the key's fetch, a new one if there is none; None if the lane is full."""
        with self._in_flight_lock:
            in_flight = self._in_flight.get(key)
            if in_flight is None:
                in_flight = InFlightFetch(entry)
                new = in_flight  # one name for the closure that never changes
                if not self._pool.submit(lane or key.partition(":")[0], lambda: work(new)):
                    return None
                self._in_flight[key] = in_flight
            return in_flight

    def _run(
        self,
        in_flight: InFlightFetch,
        key: str,
        fetch: Fetch,
        fresh_s: float,
        keep_s: float,
        retry: bool,
        arrived: Arrived,
    ) -> None:
        """Fetch, unless another process has done so meanwhile; runs in the pool."""
        begun = self._clock()
        try:
            with self._locks.held(key, LOCK_PATIENCE_S):
                in_flight.outcome = self._meanwhile(key, begun, fresh_s, retry)
                if in_flight.outcome is None:
                    in_flight.outcome = self._fetched(key, fetch, fresh_s, keep_s, arrived)
        finally:
            with self._in_flight_lock:
                self._in_flight.pop(key, None)
            in_flight.done.set()

    def _meanwhile(
        self, key: str, begun: float, fresh_s: float, retry: bool
    ) -> CacheEntry | Failure | None:
        """Return what another process fetched, or failed to, while this one waited for the lock."""
        envelope = self._envelope(key)
        at = envelopes.stored_at(envelope, key)
        entry = envelopes.read_value(envelope, key, self._clock(), fresh_s)
        if entry is not None and (entry.fresh or (at is not None and at >= begun)):
            return entry
        envelope = self._store.get(_failure_key(key))
        at = envelopes.stored_at(envelope, key)
        if at is None or (retry and at < begun):
            return None
        return envelopes.read_failure(envelope, key)

    def _fetched(
        self, key: str, fetch: Fetch, fresh_s: float, keep_s: float, arrived: Arrived
    ) -> CacheEntry | Failure:
        """Fetch and cache what came, or remember for a while that nothing did."""
        try:
            packed = envelopes.packed(fetch())
        except SourceError as error:
            return self._failed(key, error)
        except Exception:
            log.exception("fetch_broken", key=key)
            return self._failed(key, broken())
        at = self._clock()
        envelope = envelopes.value_envelope(key, packed, at, fresh_s)
        self._store.set(_value_key(key), envelope, keep_s)
        self.forget_failure(key)
        entry = CacheEntry(orjson.loads(packed), moment(at), fresh=True)
        arrived(entry)
        return entry

    def _failed(self, key: str, error: SourceError) -> Failure:
        at = self._clock()
        failure = described(error, at)
        seconds = remembered(error)
        self._store.set(_failure_key(key), envelopes.failure_envelope(key, failure, at), seconds)
        return failure

    def _too_much(self) -> Failure:
        """Return the failure of a lane that is full; it is nobody's fault and not remembered."""
        message = "Too many questions wait for this source."
        return Failure("too_busy", message, "Ask again in a moment.", moment(self._clock()), 2.0)

    def _result(
        self,
        in_flight: InFlightFetch,
        wait_s: float,
        yields_when_busy: bool,
        *,
        retry: bool = False,
    ) -> CacheLookup:
        """Return what a fetch brought, if it ends in time; what there was before, if not."""
        entry = in_flight.previous
        if entry is None or retry:
            self._wait(in_flight, wait_s, yields_when_busy)
        if not in_flight.done.is_set():
            return CacheLookup(entry, refreshing=True)
        if isinstance(in_flight.outcome, CacheEntry):
            return CacheLookup(in_flight.outcome)
        return CacheLookup(entry, failure=in_flight.outcome or described(broken(), self._clock()))


def _value_key(key: str) -> str:
    return f"value:{key}"


def _failure_key(key: str) -> str:
    return f"failure:{key}"
