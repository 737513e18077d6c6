"""Long work in one process waits for other long work, and short work never does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from dashboard.process.turns import SWITCH_S, one_at_a_time, share_time


def test_long_work_waits_for_other_long_work_and_short_work_does_not() -> None:
    began, go_on = Event(), Event()
    done: list[str] = []

    def first() -> None:
        with one_at_a_time(True):
            began.set()
            assert go_on.wait(10)
            done.append("first")

    def second() -> None:
        with one_at_a_time(True):
            done.append("second")

    with ThreadPoolExecutor(2) as pool:
        both: list[Callable[[], None]] = [first, second]
        one = pool.submit(both[0])
        assert began.wait(10)
        two = pool.submit(both[1])
        with one_at_a_time(False):
            done.append("short")
        assert not two.done()
        go_on.set()
        one.result(10)
        two.result(10)
    assert done == ["short", "first", "second"]


def test_threads_wait_a_millisecond_for_one_another() -> None:
    share_time()
    assert sys.getswitchinterval() == SWITCH_S
