"""The keeper's promises: one fetch at a time, stale values at once, nobody waits on."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from dashboard.upstream.cache.cache import Keeper
from dashboard.upstream.cache.entries import Kept
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.locks import NoLocks
from dashboard.upstream.cache.memory import Memory
from dashboard.upstream.cache.resilient_store import Shelf
from tests.unit.cache.cache_sources import KEY, LONG, Clock, Source


def test_a_value_is_fetched_once_and_then_kept(keeper: Keeper, clock: Clock) -> None:
    source = Source({"pli": 1.0, "flags": [], "none": None})
    assert keeper.look(KEY) is None
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert asked.kept == Kept(
        {"pli": 1.0, "flags": [], "none": None}, "2027-01-15T08:00:00.000+00:00", fresh=True
    )
    clock.now += 59
    again = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert again == asked
    assert keeper.look(KEY) == asked.kept
    assert source.calls == 1


def test_a_stale_value_is_there_at_once_while_one_fetch_renews_it(
    keeper: Keeper, clock: Clock
) -> None:
    source = Source("old")
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    clock.now += 61
    source.gate.clear()
    source.answer = "new"
    for _ in range(5):
        asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
        assert asked.kept is not None
        assert (asked.kept.value, asked.kept.fresh, asked.refreshing) == ("old", False, True)
    source.gate.set()
    assert _settled(keeper, source).value == "new"
    assert source.calls == 2


def _settled(keeper: Keeper, source: Source) -> Kept:
    """Wait for the fetch under way, as a page does that asks again."""
    flight = keeper._flights.get(KEY)
    if flight is not None:
        assert flight.done.wait(LONG)
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert asked.kept is not None
    assert not asked.refreshing
    return asked.kept


def test_nobody_waits_longer_than_they_said(keeper: Keeper) -> None:
    source = Source()
    source.gate.clear()
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=0.01)
    assert (asked.kept, asked.refreshing, asked.failure) == (None, True, None)
    source.gate.set()
    assert _settled(keeper, source).value == 1
    assert source.calls == 1


def test_threads_that_want_the_same_share_one_fetch(keeper: Keeper) -> None:
    source, answers = Source("one"), list[Any]()
    source.gate.clear()

    def ask() -> None:
        answers.append(keeper.ask(KEY, source, fresh_s=60, wait_s=LONG).kept)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    source.gate.set()
    for thread in threads:
        thread.join(LONG)
    assert [kept.value for kept in answers] == ["one"] * 8
    assert source.calls == 1


def test_the_line_in_the_log_of_the_call_tells_what_the_cache_decided(
    keeper: Keeper, clock: Clock
) -> None:
    import structlog

    seen: list[Any] = []

    def fetch() -> int:
        seen.append(structlog.contextvars.get_contextvars().get("cache"))
        return 1

    keeper.ask(KEY, fetch, fresh_s=60, wait_s=LONG)
    clock.now += 61
    keeper.ask(KEY, fetch, fresh_s=60, wait_s=LONG)
    _settled(keeper, Source())
    clock.now += 61
    keeper.ask(KEY, fetch, fresh_s=60, wait_s=LONG, retry=True)
    assert seen == ["miss", "stale", "retry"]


@pytest.mark.parametrize("backwards", [30.0, 7_200.0])
def test_a_value_from_the_future_is_fresh_within_a_minute_only(
    keeper: Keeper, clock: Clock, backwards: float
) -> None:
    keeper.ask(KEY, Source(), fresh_s=60, wait_s=LONG)
    clock.now -= backwards
    kept = keeper.look(KEY)
    assert kept is not None
    assert kept.fresh == (backwards < 60)


def test_close_gives_a_fetch_under_way_its_time(keeper: Keeper) -> None:
    source = Source()
    source.gate.clear()
    keeper.ask(KEY, source, fresh_s=60, wait_s=0)
    assert not keeper.close(0.01)
    source.gate.set()
    assert keeper.close(LONG)
    assert keeper.look(KEY) is not None


def test_out_of_courtesy_only_so_many_wait_and_somebody_is_left_to_answer() -> None:
    source = Source("slow")
    source.gate.clear()
    keeper = Keeper(Shelf(None, Memory()), NoLocks(), Pool(2, 2), waiters=1)
    insisting = threading.Thread(
        target=lambda: keeper.ask(KEY, source, fresh_s=60, wait_s=LONG, courtesy=True)
    )
    insisting.start()
    end = time.monotonic() + LONG
    while keeper._waiters._value and time.monotonic() < end:  # until the first one waits
        time.sleep(0)
    began = time.monotonic()
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG, courtesy=True)
    assert asked.refreshing
    assert time.monotonic() - began < LONG / 2
    source.gate.set()
    insisting.join(LONG)
    assert keeper.close(LONG)
