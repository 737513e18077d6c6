"""Calls of upstream services: the only way out of this program.

A call takes its turn under the source's limit, obeys one deadline for everything, tries
again where that makes sense, and leaves one line in the log. It raises nothing but
`dashboard.errors.SourceError`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from dashboard.upstream.http import body as bodies
from dashboard.upstream.http import error_mapping as faults
from dashboard.upstream.http.body import Body
from dashboard.upstream.http.call import Calls
from dashboard.upstream.http.call_log import Past
from dashboard.upstream.http.error_mapping import RetryableError
from dashboard.upstream.http.exchange import Question
from dashboard.upstream.http.limiter import Limiter, limit_storage
from dashboard.upstream.http.pace import Pace, shared_slots
from dashboard.upstream.http.upstream import DEFAULT_BOUNDS, Bounds, Upstream
from dashboard.upstream.http.waiting_line import shared_line

JSON_HEADERS: Mapping[str, str] = {"Accept": "application/json"}
SEND_JSON: Mapping[str, str] = {**JSON_HEADERS, "Content-Type": "application/json"}
SEND_FORM: Mapping[str, str] = {
    **JSON_HEADERS,
    "Content-Type": "application/x-www-form-urlencoded",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does as seen from this process.

    `failures` in a row; `blocked_s` for which it is left alone; `waiting` callers in line;
    `past` has when it answered and failed last.
    """

    failures: int
    blocked_s: float
    waiting: int
    past: Past = field(default_factory=Past)


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
        pace: Pace | None = None,
    ) -> None:
        """Take the sources; nothing is connected before the first call."""
        # urllib3 would write whole addresses, keys included; our one line says what matters.
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)
        self._limiter = limiter or Limiter()
        self._call = Calls(upstreams, bounds, self._limiter, use_environment, clock, sleep, pace)

    def json(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        body: object | None = None,
        headers: Mapping[str, str] | None = None,
        gene: str | None = None,
        slow: bool = False,
    ) -> Any:
        """Return a JSON answer: a GET, or a POST of JSON where `body` is given.

        A `slow` question may take the source a minute.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        if body is None:
            sent = {**JSON_HEADERS, **(headers or {})}
            question = Question("GET", path, params or {}, sent, slow=slow)
        else:
            sent = {**SEND_JSON, **(headers or {})}
            question = Question("POST", path, params or {}, sent, orjson.dumps(body), slow)
        return self._call(upstream, question, _parsed, gene)

    def form(
        self, upstream: str, path: str, data: Mapping[str, str], *, gene: str | None = None
    ) -> Any:
        """Return the JSON answer to a POST of form fields.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        question = Question("POST", path, {}, SEND_FORM, data)
        return self._call(upstream, question, _parsed, gene)

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

    def waiting(self, upstream: str, slow: bool = False) -> int:
        """Return how many wait for their turn at a source, in all processes together."""
        return self._limiter.waiting_anywhere(self._call.line(upstream, slow)[0])

    def wait_s(self, upstream: str, slow: bool = False) -> float:
        """Return the seconds until all who wait at a source now have had their turn."""
        return self._limiter.wait_s(*self._call.line(upstream, slow))

    def health(self, upstream: str, slow: bool = False) -> Health:
        """Return how a source does; a page need not wait for one that keeps failing."""
        breaker = self._call.breakers[self._call.line(upstream, slow)[0]]
        blocked_s = max(breaker.open_s(), breaker.paused_s())
        waiting = self._limiter.waiting(upstream)
        return Health(breaker.failures, blocked_s, waiting, self._call.past[upstream])

    def address(self, upstream: str) -> str:
        """Return the address that a source is asked at."""
        return self._call.sources[upstream].base_url

    def try_again(self, upstream: str, slow: bool = False) -> None:
        """Let the next call through although the source is left alone: a person asked for it."""
        self._call.breakers[self._call.line(upstream, slow)[0]].try_again()

    def close(self) -> None:
        """Close the connections that stay open between calls."""
        self._call.close()


def _parsed(source: Upstream, body: Body) -> Any:
    """Return JSON; NCBI says "too many requests" in an answer that seems to be well."""
    answer = bodies.parsed(body)
    problem = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(problem, str) and faults.says_rate_limit(problem):
        raise RetryableError(faults.busy(source, None))
    return answer


def make_http(
    upstreams: Iterable[Upstream],
    cache_dir: Path | None = None,
    redis_url: str | None = None,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Http:
    """Return a client whose limits are shared by all workers, by Redis or by files."""
    limiter = Limiter(limit_storage(cache_dir, redis_url), line=shared_line(cache_dir, redis_url))
    pace = Pace(shared_slots(cache_dir, redis_url))
    return Http(upstreams, bounds=bounds, limiter=limiter, pace=pace)
