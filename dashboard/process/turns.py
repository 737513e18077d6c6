"""Long work beside short answers, in one process of several threads."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

SWITCH_S = 0.001
_long = Lock()


@cache
def share_time() -> None:
    """Have threads wait at most about a millisecond for one another; once a process.

    A short answer takes the interpreter's lock some dozens of times, and waits for a busy thread
    each time: 5 ms by Python's default. What is loaded by now stays, so that the collection of
    garbage, for which every thread waits, need not look through it each time.
    """
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()


@contextmanager
def one_at_a_time(is_long: bool) -> Iterator[None]:
    """Let long work wait until other long work of the process is done; short work never waits."""
    if not is_long:
        yield
        return
    with _long:
        yield
