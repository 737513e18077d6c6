"""Asking upstream services: the only way out of this house.

A call takes its turn under the source's limit, obeys one deadline for everything, tries
again where that makes sense, and leaves one line in the log. It raises nothing but
`dashboard.errors.SourceError`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import orjson

from dashboard.errors import SourceBusy, SourceError, SourceRefused
from dashboard.http import body as bodies
from dashboard.http import faults
from dashboard.http.body import Body
from dashboard.http.breaker import Breaker
from dashboard.http.deadline import Deadline
from dashboard.http.exchange import Exchange, Question
from dashboard.http.faults import Again
from dashboard.http.journal import Entry
from dashboard.http.limiter import Limiter, limit_storage
from dashboard.http.redact import Redactor
from dashboard.http.retries import patiently
from dashboard.http.upstream import DEFAULT_BOUNDS, Bounds, Upstream

JSON_HEADERS: Mapping[str, str] = {"Accept": "application/json"}
SEND_JSON: Mapping[str, str] = {**JSON_HEADERS, "Content-Type": "application/json"}
SEND_FORM: Mapping[str, str] = {
    **JSON_HEADERS,
    "Content-Type": "application/x-www-form-urlencoded",
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does as seen from this process.

    `failures` in a row; `resting_s` for which it is left alone; `waiting` callers in line.
    """

    failures: int
    resting_s: float
    waiting: int


class Http:
    """Asks upstream services by name; safe to share between threads."""

    def __init__(
        self,
        upstreams: Iterable[Upstream],
        *,
        bounds: Bounds = DEFAULT_BOUNDS,
        limiter: Limiter | None = None,
        use_environment: bool = True,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the sources; nothing is connected before the first call."""
        # urllib3 would write whole addresses, keys included; our one line says what matters.
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)
        self._sources = {source.name: source for source in upstreams}
        self._bounds = bounds
        self._limiter = limiter or Limiter()
        self._clock = clock
        self._sleep = sleep
        self._redact = Redactor(s for source in self._sources.values() for s in source.secrets())
        self._exchange = Exchange(bounds, self._redact, use_environment)
        self._breakers = {
            name: Breaker(bounds.failures, bounds.rest_s, clock) for name in self._sources
        }

    def json(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        body: object | None = None,
        headers: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> Any:
        """Return a JSON answer: a GET, or a POST of JSON where `body` is given.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        if body is None:
            question = Question("GET", path, params or {}, {**JSON_HEADERS, **(headers or {})})
        else:
            sent = {**SEND_JSON, **(headers or {})}
            question = Question("POST", path, params or {}, sent, orjson.dumps(body))
        return self._call(upstream, question, self._parsed, gene)

    def form(
        self, upstream: str, path: str, data: Mapping[str, str], *, gene: str | None = None
    ) -> Any:
        """Return the JSON answer to a POST of form fields.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        question = Question("POST", path, {}, SEND_FORM, data)
        return self._call(upstream, question, self._parsed, gene)

    def text(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> str:
        """Return an answer as text.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        question = Question("GET", path, params or {}, headers or {})
        return self._call(upstream, question, lambda _, body: bodies.text(body), gene)

    def content(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> bytes:
        """Return an answer as bytes.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        question = Question("GET", path, params or {}, {})
        return self._call(upstream, question, lambda _, body: bodies.content(body), gene)

    def waiting(self, upstream: str) -> int:
        """Return how many callers of this process wait for their turn at a source."""
        return self._limiter.waiting(upstream)

    def health(self, upstream: str) -> Health:
        """Return how a source does; a page need not wait for one that keeps failing."""
        breaker = self._breakers[upstream]
        resting = max(breaker.resting(), breaker.held())
        return Health(breaker.failures, resting, self.waiting(upstream))

    def try_again(self, upstream: str) -> None:
        """Let the next call through although the source is left alone: a person asked for it."""
        self._breakers[upstream].try_again()

    def _call(
        self,
        name: str,
        question: Question,
        understood: Callable[[Upstream, Body], T],
        gene: str | None,
    ) -> T:
        """Ask once, with all that belongs to it, and leave one line in the log."""
        source, breaker = self._sources[name], self._breakers[name]
        entry = Entry(source.name, gene, self._clock)
        try:
            self._admitted(source, breaker)
            try:
                answer = self._attempts(source, question, understood, entry)
            except SourceRefused:
                breaker.succeeded()
                raise
            except faults.OwnLimit as late:
                breaker.left()
                raise late.error from None
            except BaseException as error:
                breaker.failed()
                if isinstance(error, SourceBusy) and error.retry_after:
                    breaker.hold(error.retry_after)
                raise
            breaker.succeeded()
        except SourceError as error:
            entry.write(error)
            raise
        entry.write()
        return answer

    def _admitted(self, source: Upstream, breaker: Breaker) -> None:
        """Raise if the source is left alone, because it failed or because it said so."""
        held = breaker.held()
        if held > 0:
            raise faults.busy(source, held)
        if not breaker.enter():
            raise faults.resting(source, self._bounds, breaker.resting())

    def _attempts(
        self,
        source: Upstream,
        question: Question,
        understood: Callable[[Upstream, Body], T],
        entry: Entry,
    ) -> T:
        """Wait for a turn, then try under one deadline until there is an answer or no more time."""
        late = self._turn(source, self._bounds.whole_s)
        if late is not None:
            raise faults.OwnLimit(faults.queue_too_long(source, late))
        with Deadline(self._bounds.whole_s, self._clock) as deadline:

            def attempt(number: int) -> T:
                entry.attempt = number
                return self._understood(source, question, understood, entry, deadline)

            def may_ask_again() -> bool:
                return self._turn(source, deadline.left()) is None

            return patiently(attempt, may_ask_again, self._bounds, deadline, self._sleep)

    def _turn(self, source: Upstream, patience: float) -> float | None:
        return self._limiter.take(source.name, source.limit, patience)

    def _understood(
        self,
        source: Upstream,
        question: Question,
        understood: Callable[[Upstream, Body], T],
        entry: Entry,
        deadline: Deadline,
    ) -> T:
        """Ask once and read the answer; what goes wrong is raised without its own history.

        The history would hold the address, and the address may hold a key.
        """
        try:
            return understood(source, self._exchange(source, question, entry, deadline))
        except (SourceError, Again) as error:
            fault: Exception = error
        except faults.WIRE_ERRORS as error:
            fault = faults.of_exception(source, self._bounds, error)
        if deadline.over:
            fault = faults.too_late(source, self._bounds)
        raise fault.with_traceback(None) from None

    @staticmethod
    def _parsed(source: Upstream, body: Body) -> Any:
        """Return JSON; NCBI says "too many requests" in an answer that seems to be well."""
        answer = bodies.parsed(body)
        problem = answer.get("error") if isinstance(answer, dict) else None
        if isinstance(problem, str) and faults.says_rate_limit(problem):
            raise Again(faults.busy(source, None))
        return answer


def make_http(
    upstreams: Iterable[Upstream],
    cache_dir: Path | None = None,
    redis_url: str | None = None,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Http:
    """Return a client whose limits are shared by all workers, by Redis or by files."""
    return Http(upstreams, bounds=bounds, limiter=Limiter(limit_storage(cache_dir, redis_url)))
