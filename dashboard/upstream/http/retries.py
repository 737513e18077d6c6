"""Trying again: what may be over soon, a few times, with jitter, before the deadline."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type

from dashboard.errors import SourceError
from dashboard.upstream.http.deadline import Deadline
from dashboard.upstream.http.error_mapping import RetryableError
from dashboard.upstream.http.upstream import Bounds

T = TypeVar("T")


class _NoTurn(Exception):
    """Our own limit leaves no time for another attempt; carries the last one's error."""

    def __init__(self, error: SourceError) -> None:
        super().__init__(error.message)
        self.error = error


def patiently(
    attempt: Callable[[int], T],
    may_ask_again: Callable[[], bool],
    bounds: Bounds,
    deadline: Deadline,
    sleep: Callable[[float], None],
) -> T:
    """Call with the attempt's number, from 1, until it does not raise `RetryableError`.

    Before each further attempt, `may_ask_again` waits for its turn; False: there is none.

    Raises:
        SourceError: The last attempt's, when there are no more or the next would be too late.
    """

    def enough(state: RetryCallState) -> bool:
        return state.attempt_number > bounds.retries or state.upcoming_sleep >= deadline.left()

    failed: list[RetryableError] = []

    def turn() -> T:
        if failed and not may_ask_again():
            raise _NoTurn(failed[-1].error)
        try:
            return attempt(1 + len(failed))
        except RetryableError as again:
            failed.append(again)
            raise

    trying = Retrying(
        retry=retry_if_exception_type(RetryableError),
        stop=enough,
        wait=lambda state: pause(state, bounds.pause_s),
        sleep=sleep,
        reraise=True,
    )
    fault: SourceError
    try:
        return trying(turn)
    except (RetryableError, _NoTurn) as again:
        fault = again.error
    raise fault from None


def pause(state: RetryCallState, base: float) -> float:
    """Return the seconds before the next attempt.

    What the source asked for, or twice as long each time; half of that is chance, so that
    callers who failed together do not return together.
    """
    outcome = state.outcome
    error = outcome.exception() if outcome is not None else None
    retry_after = error.error.retry_after if isinstance(error, RetryableError) else None
    if retry_after is not None:
        return retry_after
    longest: float = base * 2 ** (state.attempt_number - 1)
    return longest * (0.5 + random.random() / 2)  # noqa: S311  # no secret depends on it
