"""The cache's promises: one fetch at a time, stale values at once, nobody waits on."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from dashboard.upstream.cache.entries import CacheEntry
from dashboard.upstream.cache.fetch_cache import FetchCache
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.locks import NoLocks
from dashboard.upstream.cache.resilient_store import Memory, ResilientStore
from tests.unit.cache.cache_sources import KEY, LONG, Clock, Source


def test_a_value_is_fetched_once_and_then_cached(fetch_cache: FetchCache, clock: Clock) -> None:
    source = Source({"pli": 1.0, "flags": [], "none": None})
    assert fetch_cache.get(KEY) is None
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert lookup.entry == CacheEntry(
        {"pli": 1.0, "flags": [], "none": None}, "2027-01-15T08:00:00.000+00:00", fresh=True
    )
    clock.now += 59
    again = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert again == lookup
    assert fetch_cache.get(KEY) == lookup.entry
    assert source.calls == 1


def test_a_stale_value_is_there_at_once_while_one_fetch_renews_it(
    fetch_cache: FetchCache, clock: Clock
) -> None:
    source = Source("old")
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    clock.now += 61
    source.gate.clear()
    source.answer = "new"
    for _ in range(5):
        lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
        assert lookup.entry is not None
        assert (lookup.entry.value, lookup.entry.fresh, lookup.refreshing) == ("old", False, True)
    source.gate.set()
    assert _settled(fetch_cache, source).value == "new"
    assert source.calls == 2


def _settled(fetch_cache: FetchCache, source: Source) -> CacheEntry:
    """Wait for the fetch under way, as a page does that asks again."""
    in_flight = fetch_cache._in_flight.get(KEY)
    if in_flight is not None:
        assert in_flight.done.wait(LONG)
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert lookup.entry is not None
    assert not lookup.refreshing
    return lookup.entry


def test_nobody_waits_longer_than_they_said(fetch_cache: FetchCache) -> None:
    source = Source()
    source.gate.clear()
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=0.01)
    assert (lookup.entry, lookup.refreshing, lookup.failure) == (None, True, None)
    source.gate.set()
    assert _settled(fetch_cache, source).value == 1
    assert source.calls == 1


def test_threads_that_want_the_same_share_one_fetch(fetch_cache: FetchCache) -> None:
    source, answers = Source("one"), list[Any]()
    source.gate.clear()

    def ask() -> None:
        answers.append(fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG).entry)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    source.gate.set()
    for thread in threads:
        thread.join(LONG)
    assert [entry.value for entry in answers] == ["one"] * 8
    assert source.calls == 1


def test_the_line_in_the_log_of_the_call_tells_what_the_cache_decided(
    fetch_cache: FetchCache, clock: Clock
) -> None:
    import structlog

    seen: list[Any] = []

    def fetch() -> int:
        seen.append(structlog.contextvars.get_contextvars().get("cache"))
        return 1

    fetch_cache.ask(KEY, fetch, fresh_s=60, wait_s=LONG)
    clock.now += 61
    fetch_cache.ask(KEY, fetch, fresh_s=60, wait_s=LONG)
    _settled(fetch_cache, Source())
    clock.now += 61
    fetch_cache.ask(KEY, fetch, fresh_s=60, wait_s=LONG, retry=True)
    assert seen == ["miss", "stale", "retry"]


@pytest.mark.parametrize("backwards", [30.0, 7_200.0])
def test_a_value_from_the_future_is_fresh_within_a_minute_only(
    fetch_cache: FetchCache, clock: Clock, backwards: float
) -> None:
    fetch_cache.ask(KEY, Source(), fresh_s=60, wait_s=LONG)
    clock.now -= backwards
    entry = fetch_cache.get(KEY)
    assert entry is not None
    assert entry.fresh == (backwards < 60)


def test_close_gives_a_fetch_under_way_its_time(fetch_cache: FetchCache) -> None:
    source = Source()
    source.gate.clear()
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=0)
    assert not fetch_cache.close(0.01)
    source.gate.set()
    assert fetch_cache.close(LONG)
    assert fetch_cache.get(KEY) is not None


def test_only_so_many_of_those_that_yield_wait_and_somebody_is_left_to_answer() -> None:
    source = Source("slow")
    source.gate.clear()
    fetch_cache = FetchCache(ResilientStore(None, Memory()), NoLocks(), Pool(2, 2), waiters=1)
    insisting = threading.Thread(
        target=lambda: fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG, yields_when_busy=True)
    )
    insisting.start()
    end = time.monotonic() + LONG
    while fetch_cache._waiters._value and time.monotonic() < end:  # until the first one waits
        time.sleep(0)
    began = time.monotonic()
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG, yields_when_busy=True)
    assert lookup.refreshing
    assert time.monotonic() - began < LONG / 2
    source.gate.set()
    insisting.join(LONG)
    assert fetch_cache.close(LONG)
