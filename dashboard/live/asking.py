"""Payloads of live sources, through the cache, as answers with a state (rule T60)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from dashboard.cache import Asked, Failure, Keeper, Kept
from dashboard.errors import SourceError
from dashboard.http import Http
from dashboard.http.upstream import TITLES
from dashboard.live.parsed import Parsed
from dashboard.models import Gene, Loaded, Problem, Provenance, SourceFacts, State, Wait
from dashboard.sources.asking import Asking
from dashboard.sources.registry import SOURCES

T = TypeVar("T")

DAY_S = 24 * 3_600.0


@dataclass(frozen=True, slots=True)
class Payload:
    """What one upstream call, or one chain of calls, brings for a gene or for all genes.

    `source` is the upstream's short name, `name` tells its payloads apart. A payload that is not
    `whole` is kept for `partial_s` only. `stored` is False for what may not be written down.
    """

    source: str
    name: str
    fetch: Callable[[Asking, Gene], Any]
    fresh_s: float = DAY_S
    of_gene: bool = True
    whole: Callable[[Any], bool] = lambda _: True
    partial_s: float = 60.0

    def key(self, gene: Gene) -> str:
        """Return the cache key; its first part is the source, which has threads of its own."""
        return f"{self.source}:{self.name}:{gene.hgnc_id if self.of_gene else 'all'}"


class Live:
    """The live sources as this process sees them; safe to share between threads."""

    def __init__(self, http: Http, keeper: Keeper) -> None:
        """Take the wire and the cache."""
        self.http = http
        self.keeper = keeper
        self._parsed = Parsed()

    def ask(self, payload: Payload, gene: Gene, wait: Wait) -> Asked:
        """Return what is kept of a payload, and have it fetched if that is stale or nothing."""
        key = payload.key(gene)
        kept = self.keeper.look(key)
        fresh_s = payload.fresh_s
        if kept is not None and not payload.whole(kept.value):
            fresh_s = payload.partial_s
        if wait.retry:
            self.http.try_again(payload.source)
        return self.keeper.ask(
            key,
            lambda: payload.fetch(self.http, gene),
            fresh_s=fresh_s,
            wait_s=wait.seconds,
            retry=wait.retry,
            lane=payload.source,
        )

    def answer(
        self,
        payload: Payload,
        gene: Gene,
        wait: Wait,
        parse: Callable[[Any], T | None],
        origin: Callable[[Kept | None], Provenance],
        what: str = "",
    ) -> Loaded[T]:
        """Return a payload's part for one question, with state, origin and what went wrong.

        `what` tells the questions of one payload apart. Nothing, or an empty tuple, is "empty".
        """
        asked = self.ask(payload, gene, wait)
        failed = problem_of(asked.failure)
        if asked.kept is None:
            state = State.PENDING if asked.refreshing else State.UNAVAILABLE
            problem = self._pending(payload) if asked.refreshing else failed
            return Loaded(state, None, origin(None), problem, asked.refreshing)
        kept = asked.kept
        try:
            key = (payload.key(gene), gene.hgnc_id, kept.fetched_at, what)
            data = self._parsed.get(key, lambda: parse(kept.value))
        except SourceError as error:
            problem = Problem(error.kind, error.message, error.hint)
            return Loaded(State.UNAVAILABLE, None, origin(kept), problem, asked.refreshing)
        if data is None or data == ():
            return Loaded(State.EMPTY, data, origin(kept), failed, asked.refreshing)
        state = State.LOADED if kept.fresh else State.STALE
        return Loaded(state, data, origin(kept), failed, asked.refreshing)

    def sources(self) -> tuple[SourceFacts, ...]:
        """Return how each source does, as seen from this process."""
        facts = []
        for name, source in SOURCES.items():
            health = self.http.health(name)
            facts.append(
                SourceFacts(
                    TITLES[name],
                    source.base_url,
                    source.used_for,
                    source.limit,
                    health.failures,
                    health.resting_s,
                    health.waiting,
                )
            )
        return tuple(facts)

    def _pending(self, payload: Payload) -> Problem | None:
        """Say how many questions are ahead, where a source answers only a few a minute."""
        ahead = self.http.waiting(payload.source)
        if not ahead:
            return None
        noun = "gene is" if ahead == 1 else "genes are"
        return Problem("queued", f"{ahead} {noun} ahead in the queue.", "")


def problem_of(failure: Failure | None) -> Problem | None:
    """Return a failure of the cache as the problem that a page shows."""
    return None if failure is None else Problem(failure.kind, failure.message, failure.hint)
