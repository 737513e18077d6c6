"""Turns, rests and pauses: how often a source is asked."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from limits.storage import MemoryStorage
from structlog.testing import capture_logs

from dashboard.errors import SourceBusy, SourceDown
from dashboard.upstream.http.breaker import Breaker
from dashboard.upstream.http.call import pause
from dashboard.upstream.http.client import Http
from dashboard.upstream.http.limiter import Limiter, LimitFiles, limit_storage
from dashboard.upstream.http.upstream import Upstream
from dashboard.upstream.http.waiting_line import LONGEST_S, FileLine

LONG = 5.0


@dataclass
class Clock:
    """Stands until it is moved; sleeping moves it."""

    now: float = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def limiter(folder: Path, clock: Clock) -> Limiter:
    return Limiter(LimitFiles(folder, clock), clock, clock.sleep)


def test_a_turn_is_waited_for_and_never_longer_than_the_patience(
    tmp_path: Path, clock: Clock
) -> None:
    turns = limiter(tmp_path, clock)
    began = clock.now
    assert [turns.acquire("gnomad", "10/minute", 20) for _ in range(10)] == [None] * 10
    assert turns.acquire("gnomad", "10/minute", 20) == pytest.approx(60)
    assert clock.now == began, "a turn that comes too late is not waited for"
    clock.now += 45
    assert turns.acquire("gnomad", "10/minute", 20) is None
    assert clock.now == pytest.approx(began + 60, abs=0.1)


def test_sources_are_limited_by_name_not_by_host(tmp_path: Path, clock: Clock) -> None:
    turns = limiter(tmp_path, clock)
    assert turns.acquire("eutils", "1/minute", 0) is None
    assert turns.acquire("pubtator", "1/minute", 0) is None
    assert turns.acquire("eutils", "1/minute", 0) is not None


def test_the_line_before_a_source_can_be_counted(tmp_path: Path, clock: Clock) -> None:
    asleep, wake = threading.Event(), threading.Event()

    def sleep(seconds: float) -> None:
        asleep.set()
        assert wake.wait(LONG)
        clock.now += seconds

    turns = Limiter(LimitFiles(tmp_path, clock), clock, sleep)
    order: list[int] = []

    def take(number: int) -> None:
        assert turns.acquire("gnomad", "3/second", 20) is None
        order.append(number)

    for _ in range(3):
        turns.acquire("gnomad", "3/second", 20)
    threads = []
    for number in range(3):
        threads.append(threading.Thread(target=take, args=(number,)))
        threads[-1].start()
        assert asleep.wait(LONG)
        while turns.waiting("gnomad") <= number:
            assert threads[-1].is_alive()
    assert turns.waiting("gnomad") == 3
    assert turns.waiting("uniprot") == 0
    wake.set()
    for thread in threads:
        thread.join(LONG)
    assert sorted(order) == [0, 1, 2]
    assert turns.waiting("gnomad") == 0


def test_of_those_who_wait_only_the_first_of_each_line_is_awake(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns_given: list[threading.Event] = []
    wake = threading.Event()
    order: list[tuple[str, int]] = []

    class Turn(threading.Event):
        def __init__(self) -> None:
            super().__init__()
            turns_given.append(self)

    def sleep(seconds: float) -> None:
        assert wake.wait(LONG)
        clock.now += seconds

    def take(name: str, number: int) -> None:
        assert turns.acquire(name, "3/second", 20) is None
        order.append((name, number))

    monkeypatch.setattr("dashboard.upstream.http.limiter.Event", Turn)
    turns = Limiter(LimitFiles(tmp_path, clock), clock, sleep)
    sources = ("gnomad", "eutils")
    for name in sources * 3:
        turns.acquire(name, "3/second", 20)
    threads = []
    for number in range(3):
        for name in sources:
            threads.append(threading.Thread(target=take, args=(name, number)))
            threads[-1].start()
            while turns.waiting(name) <= number:
                assert threads[-1].is_alive()
    waiting = turns_given[6:]
    assert [turn.is_set() for turn in waiting] == [True, True, False, False, False, False]
    wake.set()
    for thread in threads:
        thread.join(LONG)
    for name in sources:
        assert [number for own, number in order if own == name] == [0, 1, 2]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"a":1}', b'["x", null]', b"[99999999999.0]"])
def test_a_damaged_count_begins_anew(damage: bytes, tmp_path: Path, clock: Clock) -> None:
    turns = limiter(tmp_path, clock)
    turns.acquire("gnomad", "1/minute", 0)
    (file,) = tmp_path.glob("*.json")
    file.write_bytes(damage)
    assert turns.acquire("gnomad", "1/minute", 0) is None
    assert turns.acquire("gnomad", "1/minute", 0) is not None


def test_counts_can_be_read_while_another_process_writes_them(tmp_path: Path, clock: Clock) -> None:
    files = LimitFiles(tmp_path, clock)
    assert files.acquire_entry("gnomad", 3, 60)
    (lock,) = tmp_path.glob("*.lock")
    with FileLock(lock):
        assert files.get_moving_window("gnomad", 3, 60) == (clock.now, 1)


def test_counts_may_be_cleared_and_their_folder_may_vanish(tmp_path: Path, clock: Clock) -> None:
    import shutil

    folder = tmp_path / "limits"
    turns = limiter(folder, clock)
    turns.acquire("gnomad", "1/minute", 0)
    shutil.rmtree(folder)
    assert turns.acquire("gnomad", "1/minute", 0) is None


def test_without_folder_and_redis_a_process_counts_for_itself() -> None:
    assert limit_storage(None, None) is None
    turns = Limiter(MemoryStorage())
    assert [turns.acquire("gnomad", "2/minute", 0) for _ in range(2)] == [None, None]
    assert turns.acquire("gnomad", "2/minute", 0) is not None


def test_our_own_limit_is_no_failure_of_the_source(clock: Clock) -> None:
    http = Http(
        [Upstream("gnomad", "http://127.0.0.1:9", "1/hour")],
        limiter=Limiter(),
        use_environment=False,
        clock=clock,
        sleep=clock.sleep,
    )
    http._limiter.acquire("gnomad", "1/hour", 0)
    for _ in range(5):
        with pytest.raises(SourceBusy, match=r"gnomAD answers 1 questions a hour") as caught:
            http.json("gnomad")
        assert caught.value.retry_after is not None
        assert caught.value.retry_after > 3_000
    assert http.health("gnomad").failures == 0


def test_a_source_that_keeps_failing_rests_then_one_call_tries(clock: Clock) -> None:
    breaker = Breaker(3, 60, clock)
    for _ in range(3):
        assert breaker.enter()
        breaker.failed()
    assert not breaker.enter()
    assert breaker.open_s() == 60
    clock.now += 60
    assert breaker.enter()
    assert not breaker.enter(), "only one tries"
    breaker.left()
    assert breaker.enter(), "one that never asked does not count"
    breaker.succeeded()
    assert breaker.enter()
    assert breaker.enter()


def test_failures_count_in_a_row_only(clock: Clock) -> None:
    breaker = Breaker(3, 60, clock)
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.enter()


def test_a_person_may_ask_before_the_rest_is_over(clock: Clock) -> None:
    breaker = Breaker(1, 60, clock)
    breaker.failed()
    breaker.pause(1_000)
    assert breaker.paused_s() == 300
    breaker.try_again()
    assert breaker.paused_s() == 0
    assert breaker.enter()
    assert not breaker.enter()


def test_pauses_grow_and_differ_and_obey_what_the_source_asked_for() -> None:
    fault = SourceDown("x")
    for number, longest in ((1, 0.5), (2, 1.0), (3, 2.0)):
        pauses = {pause(fault, number, 0.5) for _ in range(50)}
        assert all(longest / 2 <= seconds <= longest for seconds in pauses)
        assert len(pauses) > 10
    assert pause(SourceBusy("x", retry_after=7.5), 1, 0.5) == 7.5


def test_who_waits_in_another_process_is_counted_and_who_was_lost_is_not(tmp_path: Path) -> None:
    now = [time.time()]
    here, there = (FileLine(tmp_path / "line", lambda: now[0]) for _ in range(2))
    turns = Limiter(line=here)
    tickets = [there.join("gnomad") for _ in range(3)]
    there.join("uniprot")
    assert turns.waiting_anywhere("gnomad") == 3
    assert turns.waiting("gnomad") == 0
    there.leave("gnomad", tickets[0])
    assert turns.waiting_anywhere("gnomad") == 2
    now[0] += LONGEST_S + 1
    assert turns.waiting_anywhere("gnomad") == 0
    assert not list((tmp_path / "line").glob("gnomad.*"))


def test_who_leaves_while_the_line_is_counted_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = FileLine(tmp_path / "line")
    tickets = [line.join("gnomad") for _ in range(3)]
    whole_folder = Path.glob

    def glob(folder: Path, pattern: str) -> Any:
        found = list(whole_folder(folder, pattern))
        line.leave("gnomad", tickets[0])  # between the reading of the folder and of its files
        return found

    monkeypatch.setattr(Path, "glob", glob)
    with capture_logs() as logs:
        assert Limiter(line=line).waiting_anywhere("gnomad") == 2
    assert logs == []


def test_a_line_whose_folder_was_cleared_is_begun_anew(tmp_path: Path) -> None:
    line = FileLine(tmp_path / "line")
    (tmp_path / "line").rmdir()
    ticket = line.join("gnomad")
    assert line.length("gnomad") == 1
    line.leave("gnomad", ticket)


def test_the_wait_for_all_who_stand_in_line_follows_from_the_limit(
    tmp_path: Path, clock: Clock
) -> None:
    line = FileLine(tmp_path / "line", clock)
    turns = Limiter(LimitFiles(tmp_path, clock), clock, clock.sleep, line)
    assert turns.wait_s("gnomad", "8/minute") == 0
    for _ in range(8):
        turns.acquire("gnomad", "8/minute", 0)
    for _ in range(9):
        line.join("gnomad")
    assert turns.wait_s("gnomad", "8/minute") == pytest.approx(120, abs=1)


def test_a_line_that_cannot_be_kept_costs_nothing_but_the_count(tmp_path: Path) -> None:
    line = FileLine(tmp_path / "line")
    turns = Limiter(line=line)
    (tmp_path / "line").rmdir()
    assert turns.waiting_anywhere("gnomad") == 0
    assert turns.acquire("gnomad", "10/minute", 1.0) is None
