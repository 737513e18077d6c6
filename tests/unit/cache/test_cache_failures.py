"""What fails is remembered for a while, apart from the data, and never taken for data."""

from __future__ import annotations

import threading
from threading import Thread
from typing import Any

import pytest
from structlog.testing import capture_logs

from dashboard.errors import SourceBusy, SourceDown, SourceError
from dashboard.upstream.cache.entries import CacheEntry
from dashboard.upstream.cache.fetch_cache import FetchCache
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.locks import NoLocks
from dashboard.upstream.cache.resilient_store import Memory, ResilientStore
from tests.unit.cache.cache_sources import KEY, LONG, Clock, Source


def test_a_failure_is_remembered_for_half_a_minute_and_is_no_data(
    fetch_cache: FetchCache, clock: Clock
) -> None:
    source = Source(error=SourceDown("gnomAD is out of order.", "Ask later.", source="gnomad"))
    for _ in range(3):
        lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
        assert lookup.entry is None
        assert not lookup.refreshing
        assert lookup.failure is not None
        assert (lookup.failure.kind, lookup.failure.hint) == ("source_down", "Ask later.")
        assert lookup.failure.message == "gnomAD is out of order."
        assert lookup.failure.at == "2027-01-15T08:00:00.000+00:00"
    assert fetch_cache.get(KEY) is None
    assert source.calls == 1


def test_a_failure_leaves_the_older_value_where_it_is(
    fetch_cache: FetchCache, clock: Clock
) -> None:
    source = Source("old")
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    clock.now += 3_600
    source.error = SourceDown("gnomAD is out of order.")
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG, retry=True)
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert lookup.entry == CacheEntry("old", "2027-01-15T08:00:00.000+00:00", fresh=False)
    assert lookup.failure is not None
    assert lookup.failure.at == "2027-01-15T09:00:00.000+00:00"


def test_a_person_who_retries_is_not_kept_back_by_the_last_failure(fetch_cache: FetchCache) -> None:
    source = Source(error=SourceDown("gnomAD is out of order."))
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    source.error = None
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG, retry=True)
    assert lookup.entry is not None
    assert lookup.failure is None
    assert fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG).failure is None
    assert source.calls == 2


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (SourceDown("x"), 30),
        (SourceDown("x", retry_after=2), 30),
        (SourceDown("x", retry_after=60), 60),
        (SourceBusy("x"), 30),
        (SourceBusy("x", retry_after=2), 2),
        (SourceBusy("x", retry_after=4_000), 300),
    ],
)
def test_how_long_a_failure_is_remembered(error: SourceError, seconds: int, clock: Clock) -> None:
    memory = Memory(clock=clock)
    fetch_cache = FetchCache(ResilientStore(None, memory, clock), NoLocks(), Pool(1, 1), clock)
    source = Source(error=error)
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    clock.now += seconds - 0.5
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert source.calls == 1
    clock.now += 1
    fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert source.calls == 2
    assert fetch_cache.close(LONG)


@pytest.mark.parametrize("value", [object(), {1, 2}, Clock(), "\ud800"])
def test_what_is_no_json_is_a_fault_in_the_log_and_is_not_cached(
    fetch_cache: FetchCache, value: Any
) -> None:
    with capture_logs() as lines:
        lookup = fetch_cache.ask(KEY, Source(value), fresh_s=60, wait_s=LONG)
    assert lookup.entry is None
    assert lookup.failure is not None
    assert lookup.failure.kind == "source"
    assert [line["event"] for line in lines] == ["fetch_broken"]


def test_a_bug_in_a_source_ends_in_one_failure_and_a_line_in_the_log(
    fetch_cache: FetchCache,
) -> None:
    def broken() -> Any:
        return dict[str, Any]()["no such key"]

    with capture_logs() as lines:
        lookup = fetch_cache.ask(KEY, broken, fresh_s=60, wait_s=LONG)
    assert lookup.failure is not None
    assert [(line["event"], line["key"]) for line in lines] == [("fetch_broken", KEY)]


def test_a_full_lane_is_a_state_and_leaves_the_other_lanes_alone(fetch_cache: FetchCache) -> None:
    slow = Source()
    slow.gate.clear()
    lookup = [fetch_cache.ask(f"gnomad:{n}", slow, fresh_s=60, wait_s=0) for n in range(5)]
    assert [a.refreshing for a in lookup] == [True] * 4 + [False]  # two at work, two waiting
    assert lookup[4].failure is not None
    assert lookup[4].failure.kind == "too_busy"
    assert fetch_cache.status()["waiting"] == 2
    assert fetch_cache.ask("uniprot:1", Source(), fresh_s=60, wait_s=LONG).entry is not None
    slow.gate.set()


def test_no_thread_to_be_had_is_a_state_and_costs_the_lane_nothing(
    fetch_cache: FetchCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(_thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", no_more)
        lookup = fetch_cache.ask(KEY, Source(), fresh_s=60, wait_s=LONG)
    assert lookup.failure is not None
    assert (lookup.failure.kind, fetch_cache.status()["running"]) == ("too_busy", 0)
    assert fetch_cache.ask(KEY, Source(), fresh_s=60, wait_s=LONG).entry is not None


def test_where_no_thread_comes_any_more_fetches_go_one_after_the_other(
    fetch_cache: FetchCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Thread.start

    def only_first(thread: Thread) -> None:
        if thread.name != "fetch-start":
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(Thread, "start", only_first)
    for name in ("gnomad:1", "uniprot:1", "gnomad:2"):
        assert fetch_cache.ask(name, Source(), fresh_s=60, wait_s=LONG).entry is not None
    assert fetch_cache.close(LONG), "all has ended"


def test_who_asks_does_not_wait_for_threads_to_come(
    fetch_cache: FetchCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, come = Thread.start, threading.Event()

    def late(thread: Thread) -> None:
        assert thread.name == "fetch-start" or come.wait(LONG)
        start(thread)

    monkeypatch.setattr(Thread, "start", late)
    keys = ("gnomad:1", "gnomad:2", "uniprot:1")
    for key in keys:
        assert fetch_cache.ask(key, Source(), fresh_s=60, wait_s=0).refreshing
    come.set()
    for key in keys:
        assert fetch_cache.ask(key, Source(), fresh_s=60, wait_s=LONG).entry is not None


def test_after_close_nothing_is_fetched(fetch_cache: FetchCache) -> None:
    source = Source()
    assert fetch_cache.close()
    lookup = fetch_cache.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert lookup.failure is not None
    assert source.calls == 0
