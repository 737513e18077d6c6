"""One call with all that belongs to it: turn, deadline, attempts, breaker, line in the log."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import TypeVar

from dashboard.errors import SourceBusy, SourceError, SourceRefused
from dashboard.registry import TITLES
from dashboard.upstream.http import error_mapping as faults
from dashboard.upstream.http.body import Body
from dashboard.upstream.http.breaker import Breaker
from dashboard.upstream.http.call_log import Entry, Past
from dashboard.upstream.http.deadline import Deadline
from dashboard.upstream.http.error_mapping import RetryableError
from dashboard.upstream.http.exchange import Exchange, Question
from dashboard.upstream.http.limiter import Limiter
from dashboard.upstream.http.pace import Pace
from dashboard.upstream.http.redact import Redactor
from dashboard.upstream.http.upstream import Bounds, Upstream

T = TypeVar("T")

Understood = Callable[[Upstream, Body], T]


class Calls:
    """Calls sources by name; safe to share between threads."""

    def __init__(
        self,
        upstreams: Iterable[Upstream],
        bounds: Bounds,
        limiter: Limiter,
        use_environment: bool = True,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        pace: Pace | None = None,
    ) -> None:
        """Take the sources; nothing is connected before the first call."""
        self.sources = {source.name: source for source in upstreams}
        self._bounds = bounds
        self._limiter = limiter
        self._clock = clock
        self._sleep = sleep
        secrets = (text for source in self.sources.values() for text in source.secrets())
        self._exchange = Exchange(bounds, Redactor(secrets), use_environment, pace)
        # Slow questions fail by themselves: they do not have the others left alone.
        both = product(self.sources.values(), (False, True))
        channels = {source.channel(slow) for source, slow in both}
        self.breakers = {name: Breaker(bounds.failures, bounds.reset_s, clock) for name in channels}
        self.past = {name: Past() for name in self.sources}

    def __call__(
        self,
        name: str,
        question: Question,
        understood: Understood[T],
        gene: str | None,
    ) -> T:
        """Return what was understood of the answer.

        Raises:
            SourceError: There is none; its subclass says why.
        """
        if name not in self.sources:
            raise SourceRefused(
                f"{TITLES.get(name, name)} is not set up here.",
                "The other sources are unharmed; the settings say what it needs.",
                source=name,
            )
        source = self.sources[name]
        breaker = self.breakers[source.channel(question.slow)]
        entry = Entry(source.name, gene, self._clock)
        try:
            self._admitted(source, breaker)
            with _recorded(breaker):
                answer = self._attempts(source, question, understood, entry)
        except SourceError as error:
            entry.write(error)
            self.past[name] = self.past[name].failed(error, entry.status)
            raise
        entry.write()
        self.past[name] = self.past[name].succeeded(entry.status)
        return answer

    def _admitted(self, source: Upstream, breaker: Breaker) -> None:
        """Raise if the source is left alone, because it failed or because it said so."""
        paused_s = breaker.paused_s()
        if paused_s > 0:
            raise faults.busy(source, paused_s)
        if not breaker.enter():
            raise faults.circuit_open(source, self._bounds, breaker.open_s())

    def _attempts(
        self,
        source: Upstream,
        question: Question,
        understood: Understood[T],
        entry: Entry,
    ) -> T:
        """Wait for a turn, then try under one deadline until there is an answer or no more time.

        A source that refuses the name it is asked by (403) is asked once more by another.
        """
        late = self._turn(source, question.slow, self._bounds.queue_s)
        if late is not None:
            raise faults.OwnLimit(faults.queue_too_long(source, late))
        bounds = self._bounds.of(question.slow)
        with Deadline(bounds.whole_s, self._clock) as deadline:

            def may_ask_again() -> bool:
                return self._turn(source, question.slow, deadline.left()) is None

            def attempt(number: int) -> T:
                entry.attempt = number
                name = self._exchange.agent(source) if source.user_agents else ""
                try:
                    return self._understood(source, question, understood, entry, deadline)
                except SourceRefused as refused:
                    other = refused.status == 403 and self._exchange.renamed(source, name)
                    if not (other and may_ask_again()):
                        raise
                    entry.attempt += 1
                    return self._understood(source, question, understood, entry, deadline)

            return self._patiently(attempt, may_ask_again, bounds, deadline)

    def _patiently(
        self,
        attempt: Callable[[int], T],
        may_ask_again: Callable[[], bool],
        bounds: Bounds,
        deadline: Deadline,
    ) -> T:
        """Call with the attempt's number, from 1, until it does not raise `RetryableError`.

        Before each further attempt, `may_ask_again` waits for its turn; False: there is none.

        Raises:
            SourceError: The last attempt's, when there are no more or the next would be too late.
        """
        number = 1
        while True:
            try:
                return attempt(number)
            except RetryableError as again:
                fault = again.error
            seconds = pause(fault, number, bounds.pause_s)
            if number > bounds.retries or seconds >= deadline.left():
                raise fault from None
            self._sleep(seconds)
            if not may_ask_again():
                raise fault from None
            number += 1

    def _turn(self, source: Upstream, slow: bool, patience: float) -> float | None:
        """Wait for a turn: one that slow questions may have, then one of the source's own."""
        end = self._clock() + patience
        channel = source.channel(slow)
        if channel != source.name:
            late = self._limiter.acquire(channel, source.slow_limit or source.limit, patience)
            if late is not None:
                return late
        return self._limiter.acquire(source.name, source.limit, max(0.0, end - self._clock()))

    def _understood(
        self,
        source: Upstream,
        question: Question,
        understood: Understood[T],
        entry: Entry,
        deadline: Deadline,
    ) -> T:
        """Ask once and read the answer; what goes wrong is raised without its own history.

        The history would hold the address, and the address may hold a key.
        """
        try:
            return understood(source, self._exchange(source, question, entry, deadline))
        except (SourceError, RetryableError) as error:
            fault: Exception = error
        except faults.WIRE_ERRORS as error:
            fault = faults.of_exception(source, self._bounds.of(question.slow), error)
        if deadline.over:
            fault = faults.too_late(source, self._bounds.of(question.slow))
        raise fault.with_traceback(None) from None

    def line(self, name: str, slow: bool) -> tuple[str, str]:
        """Return the line that a source's questions stand in, and its limit."""
        source = self.sources[name]
        channel = source.channel(slow)
        return channel, source.limit if channel == name else source.slow_limit or source.limit

    def close(self) -> None:
        """Close the connections that stay open between calls."""
        self._exchange.close()


@contextmanager
def _recorded(breaker: Breaker) -> Iterator[None]:
    """Tell the breaker how a call ended; a refusal is an answer, our own limit is no failure."""
    try:
        yield
    except SourceRefused:
        breaker.succeeded()
        raise
    except faults.OwnLimit as late:
        breaker.left()
        raise late.error from None
    except BaseException as error:
        breaker.failed()
        if isinstance(error, SourceBusy) and error.retry_after:
            breaker.pause(error.retry_after)
        raise
    breaker.succeeded()


def pause(fault: SourceError, number: int, base: float) -> float:
    """Return the seconds after attempt `number`, from 1.

    What the source asked for, or twice as long each time; half of that is chance, so that
    callers who failed together do not return together.
    """
    if fault.retry_after is not None:
        return fault.retry_after
    longest: float = base * 2 ** (number - 1)
    return longest * (0.5 + random.random() / 2)  # noqa: S311  # no secret depends on it
