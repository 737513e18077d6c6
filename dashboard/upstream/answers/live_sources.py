"""Payloads of live sources, through the cache, as answers with a state (rule T60)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from dashboard.errors import SourceDown, SourceError, SourceRefused
from dashboard.models import (
    Answer,
    Constraint,
    Coverage,
    Features,
    Gene,
    Problem,
    Provenance,
    SourceFacts,
    State,
    VariantSet,
    Wait,
)
from dashboard.models.answers import NOT_ASKED, QUEUED
from dashboard.process.memo import Recent
from dashboard.registry import SOURCES, TITLES
from dashboard.rules.absence import not_asked
from dashboard.upstream.answers.source_facts import source_facts
from dashboard.upstream.cache import CacheEntry, CacheLookup, Failure, FetchCache, make_cache
from dashboard.upstream.cache.entries import moment
from dashboard.upstream.http import Http
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.http.upstream import channel

T = TypeVar("T")

DAY_S = 24 * 3_600.0
MOST_PARSED = 1_024  # answers, of some forty genes
MOST_READ = 64  # payloads, from their arrival until each question has taken its part
SHORTEST_SHOWN_S = 3.0  # nobody has read a sentence about less
COUNTED_S = 0.5  # how long it holds how many wait: all pages that poll would count them otherwise


@dataclass(frozen=True, slots=True)
class Payload:
    """What one upstream call, or one chain of calls, brings for a gene or for all genes.

    `source` is the upstream's short name, `name` tells its payloads apart. What `check` raises
    SourceError for is a failure and never cached, and so is one of whose `parts` none can be read;
    a part is read once, when it arrives, for all questions about it. A payload that is not `whole`,
    or has a part that cannot be read, is cached for `partial_s` only, and never in place of one
    that was whole. A part that is refused is none that failed. `then`
    names what is to be fetched as soon as it is there, so that a second step does not wait for
    the next question; it may use what is cached of others. One that is not `stored` stays in
    the memory of this process: its source does not allow more. A `slow` one may take its source a
    minute.
    """

    source: str
    name: str
    fetch: Callable[[HttpClient, Gene], Any]
    fresh_s: float = DAY_S
    of_gene: bool = True
    check: Callable[[Any, Gene], object] = lambda _payload, _gene: None
    parts: Mapping[str, Callable[[Any, Gene], Any]] = field(default_factory=dict, hash=False)
    whole: Callable[[Any, Gene], bool] = lambda _payload, _gene: True
    partial_s: float = 60.0
    then: Callable[[Any, Callable[[Payload], Any]], Payload | None] = lambda _payload, _cached: None
    stored: bool = True
    slow: bool = False

    @property
    def lane(self) -> str:
        """Return the name of the threads that fetch it: slow ones hold up no others."""
        return channel(self.source, self.slow)

    def key(self, gene: Gene) -> str:
        """Return the cache key; its first part is the source, which has threads of its own."""
        return f"{self.source}:{self.name}:{gene.hgnc_id if self.of_gene else 'all'}"

    def read(self, value: Any, gene: Gene) -> Read:
        """Return what each part says, or why it cannot be read."""
        found: dict[str, Any] = {}
        for name, parse in self.parts.items():
            try:
                found[name] = parse(value, gene)
            except SourceError as error:
                found[name] = error.with_traceback(None)
        return Read(found)


class Read(dict[str, Any]):
    """What the parts of a payload say, by name; a SourceError where one cannot be read."""

    @property
    def fault(self) -> SourceError | None:
        """Return why the first part that failed cannot be read, None where none failed."""
        errors = (one for one in self.values() if isinstance(one, SourceError))
        return next((one for one in errors if not isinstance(one, SourceRefused)), None)

    def check(self) -> None:
        """Check that there is a part that can be read.

        Raises:
            SourceError: The fault of the first.
        """
        if self and all(isinstance(one, SourceError) for one in self.values()):
            raise self.fault or next(iter(self.values()))


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a parse found, with sentences that explain its number, and the release it names.

    `of` is how many records the source has for the gene, None where what was found is all of them;
    more than was found means that it is a part (T61). `is_part`: a part of a number not known.
    """

    data: T | None
    notes: tuple[str, ...] = ()
    release: str | None = None
    of: int | None = None
    is_part: bool = False

    @property
    def coverage(self) -> Coverage:
        """Return whether this is all that the source has of the gene."""
        listed = records_in(self.data)
        if self.is_part or (self.of is not None and self.of > listed):
            return Coverage(complete=False, of=self.of)
        return Coverage(complete=True, of=listed)


def records_in(data: object) -> int:
    """Return how many records an answer has: those of a list or set, else one; 0 for none."""
    if data is None:
        return 0
    if isinstance(data, VariantSet):
        return len(data.variants) + len(data.unplaced)
    if isinstance(data, Features):
        return len(data.domains or ())
    if isinstance(data, Constraint):
        return len(data.rows)
    return len(data) if isinstance(data, tuple) else 1


class LiveSources:
    """The live sources as this process sees them; safe to share between threads."""

    def __init__(
        self,
        http: Http,
        cache: FetchCache,
        memory: FetchCache | None = None,
        *,
        has_omim: bool = False,
        checks: Path | None = None,
    ) -> None:
        """Take the wire and the cache.

        Args:
            http: The wire.
            cache: The cache.
            memory: A cache of this process alone, for what may not be stored.
            has_omim: Whether there is a key of OMIM, which is never asked without one.
            checks: Folder where the outcome of `sources check` is stored.
        """
        self.http = http
        self.cache = cache
        self.memory = memory or make_cache(None, None)
        self.has_omim = has_omim
        self.parsed = Recent(MOST_PARSED)
        self.read = Recent(MOST_READ)
        self.newest: dict[str, str] = {}  # source -> when its newest cached answer was fetched
        self._checks = checks
        self._queues = Recent(2 * len(SOURCES))

    def request(self) -> LiveRequest:
        """Return the sources for one request, which looks up each settled answer once."""
        return LiveRequest(self)

    def sources(self) -> tuple[SourceFacts, ...]:
        """Return how each source does, as seen from this process."""
        return source_facts(self.http, self.newest, self._checks)

    def pending(self, payload: Payload) -> Problem | None:
        """Say about how long it takes, where many wait for a source or it is slow."""
        now = time.monotonic() // COUNTED_S
        wait_s = self._queues.get(
            (payload.lane, now), lambda: self.http.wait_s(payload.source, payload.slow)
        )
        title = TITLES[payload.source]
        if wait_s >= SHORTEST_SHOWN_S:
            words = f"Others are ahead of it at {title}: it is due within about {span(wait_s)}."
        elif payload.slow:
            words = f"This takes {title} some seconds, of a large gene up to a minute."
        else:
            return None
        return Problem(QUEUED, words, "")


class LiveRequest:
    """The live sources as one request sees them: what has settled is looked up and built once."""

    def __init__(self, sources: LiveSources) -> None:
        """Take the sources; nothing has been looked up."""
        self._sources = sources
        self._seen: dict[str, CacheLookup] = {}
        self._here: dict[str, bool] = {}
        self._answers: dict[tuple[str, str, str], tuple[CacheLookup, Answer[Any]]] = {}
        self.together: tuple[Gene, ...] = ()  # genes of which one question asks about all

    @property
    def has_omim(self) -> bool:
        """Tell whether there is a key of OMIM, which is never asked without one."""
        return self._sources.has_omim

    def begin(self, payloads: Iterable[Payload], gene: Gene, wait: Wait) -> None:
        """Have all payloads fetched that are not fresh, so that they are waited for together."""
        for payload in payloads:
            self.ask(payload, gene, wait.at_once())

    def has(self, payload: Payload, gene: Gene) -> bool:
        """Tell whether anything is cached of a payload; never fetches."""
        key = payload.key(gene)
        if key not in self._here:
            self._here[key] = self._cache_of(payload).get(key) is not None
        return self._here[key]

    def ask(self, payload: Payload, gene: Gene, wait: Wait) -> CacheLookup:
        """Return what is cached of a payload, and have it fetched if that is stale or nothing.

        Nobody waits for a source that has just failed, but for the person who asks again.
        """
        key = payload.key(gene)
        if key not in self._seen:
            lookup = self._found(payload, gene, wait)
            if lookup.refreshing or wait.retry:
                return lookup
            self._seen[key] = lookup
        return self._seen[key]

    def answer(
        self,
        payload: Payload,
        gene: Gene,
        wait: Wait,
        parse: Callable[[Any], T | Parsed[T] | None],
        origin: Callable[[CacheEntry | None], Provenance],
        what: str = "",
        *,
        part: str | None = None,
    ) -> Answer[T]:
        """Return a payload's part for one question, with state, origin and what went wrong.

        Nothing, or an empty tuple, is "empty".

        Args:
            payload: What is fetched.
            gene: Of which gene.
            wait: How long it may take.
            parse: Reads the payload, or makes the answer out of the `part` that was read.
            origin: Where it comes from, by what is cached.
            what: Tells the questions of one payload apart.
            part: Name of the payload's part that answers.
        """
        lookup = self.ask(payload, gene, wait)
        key = payload.key(gene), gene.hgnc_id, what
        before, built = self._answers.get(key, (None, None))
        if before is lookup and built is not None:
            return built
        built = self._built(lookup, payload, gene, wait, parse, origin, what, part)
        if not (lookup.refreshing or wait.idle):
            self._answers[key] = lookup, built
        return built

    def _built(
        self,
        lookup: CacheLookup,
        payload: Payload,
        gene: Gene,
        wait: Wait,
        parse: Callable[[Any], T | Parsed[T] | None],
        origin: Callable[[CacheEntry | None], Provenance],
        what: str,
        part: str | None,
    ) -> Answer[T]:
        title = TITLES[payload.source]
        failed = problem_of(lookup.failure, title)
        if wait.idle and not (lookup.refreshing or lookup.failure):
            failed = Problem(NOT_ASKED, not_asked(origin(None).source))
            if lookup.entry is None:
                return Answer(State.PENDING, None, origin(None), failed)
            failed = None if lookup.entry.fresh else failed
        if lookup.entry is None:
            state = State.PENDING if lookup.refreshing else State.UNAVAILABLE
            problem = self._sources.pending(payload) if lookup.refreshing else failed
            return Answer(state, None, origin(None), problem, lookup.refreshing)
        entry = lookup.entry
        newest = self._sources.newest
        if entry.fetched_at > newest.get(payload.source, ""):
            newest[payload.source] = entry.fetched_at

        key = payload.key(gene), gene.hgnc_id, entry.fetched_at, what
        try:
            made = self._sources.parsed.get(
                key, lambda: parse(self._part(payload, gene, entry, part))
            )
        except SourceError as error:
            problem = Problem(error.kind, error.message, error.hint, source=title)
            return Answer(State.UNAVAILABLE, None, origin(entry), problem, lookup.refreshing)
        parsed = made if isinstance(made, Parsed) else Parsed(made)
        data, came_from = parsed.data, origin(entry)
        if parsed.release is not None:
            came_from = replace(came_from, release=parsed.release)
        state = State.LOADED if entry.fresh else State.STALE
        if data is None or data == ():
            state = State.EMPTY
        return Answer(
            state,
            data,
            came_from,
            failed,
            lookup.refreshing,
            parsed.notes,
            coverage=parsed.coverage,
        )

    def _part(self, payload: Payload, gene: Gene, entry: CacheEntry, part: str | None) -> Any:
        """Return a part as it was read, the whole payload where none is named.

        Raises:
            SourceError: The part cannot be read.
        """
        if part is None:
            return entry.value
        found = self._read(payload, gene, entry)[part]
        if isinstance(found, SourceError):
            raise found.with_traceback(None)
        return found

    def _found(self, payload: Payload, gene: Gene, wait: Wait) -> CacheLookup:
        http = self._sources.http
        if wait.idle:
            return self._cache_of(payload).peek(payload.key(gene), payload.fresh_s)
        health = http.health(payload.source, payload.slow)
        if wait.retry and health.blocked_s:
            http.try_again(payload.source, payload.slow)
        if health.failures and not wait.retry:
            wait = wait.at_once()
        lookup = self._look_up(payload, gene, wait, payload.fresh_s)
        entry, failure = lookup.entry, lookup.failure
        if entry is not None and entry.fresh and not self._whole(payload, gene, entry):
            again = wait.retry and entry.fetched_at < moment(wait.begun)
            fresh_s = 0.0 if again else payload.partial_s
            return self._look_up(payload, gene, wait, fresh_s, retry=again)
        if wait.retry and failure is not None and failure.at < moment(wait.begun):
            return self._look_up(payload, gene, wait, payload.fresh_s, retry=True)
        return lookup

    def _look_up(
        self, payload: Payload, gene: Gene, wait: Wait, fresh_s: float, *, retry: bool = False
    ) -> CacheLookup:
        read = Read()

        def fetch() -> Any:
            value, parts = self._fetched(payload, gene)
            read.update(parts)
            return value

        def arrived(entry: CacheEntry) -> None:
            if read:  # what was read to check it is not read again
                self._sources.read.get(_read_key(payload, gene, entry), lambda: read)

        return self._cache_of(payload).ask(
            payload.key(gene),
            fetch,
            fresh_s=fresh_s,
            wait_s=wait.left(),
            retry=retry,
            yields_when_busy=wait.yields_when_busy,
            lane=payload.lane,
            arrived=arrived,
        )

    def _fetched(self, payload: Payload, gene: Gene) -> tuple[Any, Read]:
        """Fetch a payload that can be read, and is not worse than the one that is cached.

        Raises:
            SourceError: There is none; nothing is cached then, and what was cached stays.
        """
        value = payload.fetch(self._sources.http, gene)
        payload.check(value, gene)
        read = payload.read(value, gene)
        read.check()
        if read.fault or not payload.whole(value, gene):
            entry = self._cache_of(payload).get(payload.key(gene))
            if entry is not None and self._whole(payload, gene, entry):
                raise SourceDown(
                    f"{TITLES[payload.source]} answered in part only.",
                    "The older, whole answer is shown; ask again in a few minutes.",
                    source=payload.source,
                )

        def cached(other: Payload) -> Any:
            found = self._cache_of(other).get(other.key(gene))
            return None if found is None else found.value

        following = payload.then(value, cached)
        if following is not None and gene not in self.together:  # those are asked for at once
            self._found(following, gene, Wait())
        return value, read

    def _cache_of(self, payload: Payload) -> FetchCache:
        return self._sources.cache if payload.stored else self._sources.memory

    def _read(self, payload: Payload, gene: Gene, entry: CacheEntry) -> Read:
        key = _read_key(payload, gene, entry)
        return self._sources.read.get(key, lambda: payload.read(entry.value, gene))

    def _whole(self, payload: Payload, gene: Gene, entry: CacheEntry) -> bool:
        def is_whole() -> bool:
            of_parts = not payload.parts or self._read(payload, gene, entry).fault is None
            return of_parts and payload.whole(entry.value, gene)

        key = (payload.key(gene), gene.hgnc_id, entry.fetched_at, "whole")
        return self._sources.parsed.get(key, is_whole)


def _read_key(payload: Payload, gene: Gene, entry: CacheEntry) -> tuple[str, str, str]:
    return payload.key(gene), gene.hgnc_id, entry.fetched_at


def second_way(
    live: LiveRequest,
    first: Answer[T],
    payload: Payload,
    gene: Gene,
    wait: Wait,
    parse: Callable[[Any], T | Parsed[T] | None],
    origin: Callable[[CacheEntry | None], Provenance],
    what: str = "",
) -> Answer[T]:
    """Return the first source's answer; where that one failed, what a second source has.

    What the second one has said stays while the first is asked again.
    """
    asked_again = first.state is State.PENDING and live.has(payload, gene)
    if first.state is not State.UNAVAILABLE and not asked_again:
        return first
    second = live.answer(
        payload, gene, wait.at_once() if asked_again else wait, parse, origin, what
    )
    if second.state in (State.LOADED, State.STALE, State.EMPTY):
        return replace(second, refreshing=first.refreshing) if asked_again else second
    return second if first.state is State.UNAVAILABLE and second.refreshing else first


def span(seconds: float) -> str:
    """Return a time that is waited, rounded up: "10 s", "a minute", "3 minutes"."""
    if seconds <= 50:
        return f"{math.ceil(seconds / 10) * 10} s"
    minutes = math.ceil(seconds / 60 - 0.01)
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def problem_of(failure: Failure | None, source: str) -> Problem | None:
    """Return a failure of the cache as the problem that a page shows."""
    if failure is None:
        return None
    return Problem(failure.kind, failure.message, failure.hint, source=source)
