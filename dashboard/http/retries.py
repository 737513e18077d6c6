"""Trying again: what may be over soon, a few times, with jitter, before the deadline."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from dashboard.errors import SourceError
from dashboard.http.deadline import Deadline
from dashboard.http.faults import Again
from dashboard.http.upstream import Bounds

T = TypeVar("T")


def patiently(
    attempt: Callable[[int], T],
    bounds: Bounds,
    deadline: Deadline,
    sleep: Callable[[float], None],
) -> T:
    """Call with the attempt's number, from 1, until it does not raise `Again`.

    Raises:
        SourceError: The last attempt's, when there are no more or the next would be too late.
    """

    def too_late(state: RetryCallState) -> bool:
        return state.upcoming_sleep >= deadline.left()

    trying = Retrying(
        retry=retry_if_exception_type(Again),
        stop=stop_after_attempt(1 + bounds.retries) | too_late,
        wait=lambda state: pause(state, bounds.pause_s),
        sleep=sleep,
        reraise=True,
    )
    fault: SourceError
    try:
        for state in trying:
            with state:
                return attempt(state.retry_state.attempt_number)
        raise AssertionError("tenacity ends with an answer or an error")
    except Again as again:
        fault = again.error
    raise fault from None


def pause(state: RetryCallState, base: float) -> float:
    """Return the seconds before the next attempt: what the source asked for, or twice as long
    each time; half of it is chance, so that callers who failed together do not return together.
    """
    outcome = state.outcome
    error = outcome.exception() if outcome is not None else None
    asked = error.error.retry_after if isinstance(error, Again) else None
    if asked is not None:
        return asked
    longest = base * 2 ** (state.attempt_number - 1)
    return longest * (0.5 + random.random() / 2)  # noqa: S311  # no secret depends on it
