"""The keeper's promises: one fetch at a time, stale at once, failures apart, nobody waits on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from dashboard.cache.keeper import Keeper
from dashboard.cache.kept import Kept
from dashboard.cache.locks import FileLocks, NoLocks
from dashboard.cache.memory import Memory
from dashboard.cache.pool import Pool
from dashboard.cache.shelf import Shelf
from dashboard.cache.stores import JsonFiles
from dashboard.errors import SourceBusy, SourceDown, SourceError

KEY = "gnomad:constraint:STAT3"
NOW = 1_800_000_000.0
LONG = 5.0  # seconds that a good test never waits


@dataclass
class Clock:
    """Stands until it is moved."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class Source:
    """Counts its calls; answers, fails, or waits until it is let go."""

    answer: Any = 1
    error: SourceError | None = None
    calls: int = 0
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Begin open."""
        self.gate.set()

    def __call__(self) -> Any:
        self.calls += 1
        assert self.gate.wait(LONG)
        if self.error is not None:
            raise self.error
        return self.answer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "files"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Keeper]:
    memory, pool = Memory(clock=clock), Pool(2, 2)
    if request.param == "memory":
        made = Keeper(Shelf(None, memory, clock), NoLocks(), pool, clock)
    else:
        shelf = Shelf(JsonFiles(tmp_path / "values"), memory, clock)
        made = Keeper(shelf, FileLocks(tmp_path / "locks"), pool, clock)
    yield made
    assert made.close(LONG)


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


def test_a_failure_is_remembered_for_half_a_minute_and_is_no_data(
    keeper: Keeper, clock: Clock
) -> None:
    source = Source(error=SourceDown("gnomAD is out of order.", "Ask later.", source="gnomad"))
    for _ in range(3):
        asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
        assert asked.kept is None
        assert not asked.refreshing
        assert asked.failure is not None
        assert (asked.failure.kind, asked.failure.hint) == ("source_down", "Ask later.")
        assert asked.failure.message == "gnomAD is out of order."
        assert asked.failure.at == "2027-01-15T08:00:00.000+00:00"
    assert keeper.look(KEY) is None
    assert source.calls == 1


def test_a_failure_leaves_the_older_value_where_it_is(keeper: Keeper, clock: Clock) -> None:
    source = Source("old")
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    clock.now += 3_600
    source.error = SourceDown("gnomAD is out of order.")
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG, retry=True)
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert asked.kept == Kept("old", "2027-01-15T08:00:00.000+00:00", fresh=False)
    assert asked.failure is not None
    assert asked.failure.at == "2027-01-15T09:00:00.000+00:00"


def test_a_person_who_retries_is_not_held_back_by_the_last_failure(keeper: Keeper) -> None:
    source = Source(error=SourceDown("gnomAD is out of order."))
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    source.error = None
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG, retry=True)
    assert asked.kept is not None
    assert asked.failure is None
    assert keeper.ask(KEY, source, fresh_s=60, wait_s=LONG).failure is None
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
    keeper = Keeper(Shelf(None, memory, clock), NoLocks(), Pool(1, 1), clock)
    source = Source(error=error)
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    clock.now += seconds - 0.5
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert source.calls == 1
    clock.now += 1
    keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert source.calls == 2
    assert keeper.close(LONG)


@pytest.mark.parametrize("value", [object(), {1, 2}, Clock(), "\ud800"])
def test_what_is_no_json_is_a_fault_in_the_log_and_is_not_kept(keeper: Keeper, value: Any) -> None:
    with capture_logs() as lines:
        asked = keeper.ask(KEY, Source(value), fresh_s=60, wait_s=LONG)
    assert asked.kept is None
    assert asked.failure is not None
    assert asked.failure.kind == "source"
    assert [line["event"] for line in lines] == ["fetch_broken"]


def test_a_bug_in_a_source_ends_in_one_failure_and_a_line_in_the_log(keeper: Keeper) -> None:
    def broken() -> Any:
        return dict[str, Any]()["no such key"]

    with capture_logs() as lines:
        asked = keeper.ask(KEY, broken, fresh_s=60, wait_s=LONG)
    assert asked.failure is not None
    assert [(line["event"], line["key"]) for line in lines] == [("fetch_broken", KEY)]


def test_a_full_lane_is_a_state_and_leaves_the_other_lanes_alone(keeper: Keeper) -> None:
    slow = Source()
    slow.gate.clear()
    asked = [keeper.ask(f"gnomad:{n}", slow, fresh_s=60, wait_s=0) for n in range(5)]
    assert [a.refreshing for a in asked] == [True] * 4 + [False]  # two at work, two waiting
    assert asked[4].failure is not None
    assert asked[4].failure.kind == "too_busy"
    assert keeper.status()["waiting"] == 2
    assert keeper.ask("uniprot:1", Source(), fresh_s=60, wait_s=LONG).kept is not None
    slow.gate.set()


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


def test_after_close_nothing_is_fetched(keeper: Keeper) -> None:
    source = Source()
    assert keeper.close()
    asked = keeper.ask(KEY, source, fresh_s=60, wait_s=LONG)
    assert asked.failure is not None
    assert source.calls == 0


def test_close_gives_a_fetch_under_way_its_time(keeper: Keeper) -> None:
    source = Source()
    source.gate.clear()
    keeper.ask(KEY, source, fresh_s=60, wait_s=0)
    assert not keeper.close(0.01)
    source.gate.set()
    assert keeper.close(LONG)
    assert keeper.look(KEY) is not None
