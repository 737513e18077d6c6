"""Let requests leave one after the other, so far apart as the service wants them at its own end.

A limit of three in a second lets three leave at once, and a service that counts by itself sees a
fourth within the same second. Here the time is counted from the moment at which the last request
has been sent, over a connection that was open already; and as some are longer on their way than
others, no more are on it at a time than the service takes in a second.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

import orjson
import redis
import structlog
from filelock import FileLock, Timeout
from redis.backoff import NoBackoff
from redis.retry import Retry

from dashboard.process.private_folder import private_folder

log = structlog.get_logger(__name__)

PATIENCE_S = 0.5
SHORTEST_WAIT_S = 0.005
COMPLAIN_EVERY_S = 60.0
WINDOW_S = 1.0  # within which services count
LATE_S = 1.5  # no request arrives so long after it has left
LOCK_PATIENCE_S = 5.0  # for processes that work; a lock ends with its process


class Slots(Protocol):
    """When the last request left, by source, and which may arrive still.

    Raises OSError or redis.RedisError.
    """

    def reserve(self, name: str, gap_s: float, ticket: str) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        ...

    def sent(self, name: str, gap_s: float, ticket: str) -> None:
        """Say that the request has left just now."""
        ...

    def answered(self, name: str, ticket: str) -> None:
        """Say that the request has arrived, as its answer is there."""
        ...


def places(gap_s: float) -> int:
    """Return how many requests may arrive within a second."""
    return math.ceil(WINDOW_S / gap_s)


@dataclass
class Book:
    """The requests of one source: when the last one left, and until when each has its place.

    A request has one of as many places as the service takes in a second, from its leaving until a
    second after its answer has begun, at the latest until a second after it must have arrived: so
    no more than that arrive within any second, whatever the network does to them on their way.
    """

    last: float | None = None
    until: dict[str, float] = field(default_factory=dict)

    def reserve(self, now: float, gap_s: float, ticket: str) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        # What is further in the future is left over from a clock that was wrong.
        latest = now + LATE_S + WINDOW_S
        self.until = {one: end for one, end in self.until.items() if now < end <= latest}
        gap = 0.0 if self.last is None or self.last > now else self.last + gap_s - now
        ends = sorted(self.until.values())
        most = places(gap_s)
        wait = max(gap, ends[len(ends) - most] - now if len(ends) >= most else 0.0)
        if wait > 0:
            return wait
        self.sent(now, ticket)
        return 0.0

    def sent(self, now: float, ticket: str) -> None:
        """Write down that the request has left just now."""
        self.last = now
        self.until[ticket] = now + LATE_S + WINDOW_S

    def answered(self, now: float, ticket: str) -> None:
        """Write down that the request has arrived."""
        if ticket in self.until:
            self.until[ticket] = min(self.until[ticket], now + WINDOW_S)


class OwnSlots:
    """The slots of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with every slot free."""
        self._clock = clock
        self._lock = Lock()
        self._books: defaultdict[str, Book] = defaultdict(Book)

    def reserve(self, name: str, gap_s: float, ticket: str) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        with self._lock:
            return self._books[name].reserve(self._clock(), gap_s, ticket)

    def sent(self, name: str, gap_s: float, ticket: str) -> None:
        """Say that the request has left just now."""
        del gap_s  # the next one brings its own
        with self._lock:
            self._books[name].sent(self._clock(), ticket)

    def answered(self, name: str, ticket: str) -> None:
        """Say that the request has arrived, as its answer is there."""
        with self._lock:
            self._books[name].answered(self._clock(), ticket)


class FileSlots:
    """The slots of all processes that share a folder: one file a source, with its book in it."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """Make the folder, for its owner only."""
        private_folder(folder)
        self._folder = folder
        self._clock = clock

    def reserve(self, name: str, gap_s: float, ticket: str) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        with self._book(name) as book:
            return book.reserve(self._clock(), gap_s, ticket)

    def sent(self, name: str, gap_s: float, ticket: str) -> None:
        """Say that the request has left just now."""
        del gap_s  # the next one brings its own
        with self._book(name) as book:
            book.sent(self._clock(), ticket)

    def answered(self, name: str, ticket: str) -> None:
        """Say that the request has arrived, as its answer is there."""
        with self._book(name) as book:
            book.answered(self._clock(), ticket)

    @contextmanager
    def _book(self, name: str) -> Iterator[Book]:
        """Yield a source's book, and write down what has changed in it."""
        private_folder(self._folder)  # somebody may have cleared it
        path = self._folder / f"{name}.last"
        try:
            with FileLock(
                path.with_suffix(".lock"), timeout=LOCK_PATIENCE_S, poll_interval=0.005, mode=0o600
            ):
                book = _read(path)
                before = _written(book)
                yield book
                if (after := _written(book)) != before:
                    path.write_bytes(after)
        except Timeout as error:
            raise OSError("the file of the last request stays locked") from error


class RedisSlots:
    """The slots of all processes that share a Redis.

    A key that lives as long as the gap, and the places by the moment until which each is held.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        """Connect on first use."""
        self._client = redis.Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE_S,
            socket_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 1),
        )
        self._clock = clock

    def reserve(self, name: str, gap_s: float, ticket: str) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        now = self._clock()
        self._client.zremrangebyscore(_held(name), "-inf", now)
        self._client.zremrangebyscore(_held(name), f"({now + LATE_S + WINDOW_S}", "+inf")
        ends = self._client.zrange(_held(name), 0, -1, withscores=True)
        if len(ends) >= (most := places(gap_s)):
            return max(float(ends[len(ends) - most][1]) - now, SHORTEST_WAIT_S)
        if self._client.set(_key(name), 1, nx=True, px=_ms(gap_s)):
            self._hold(name, ticket)
            return 0.0
        left = int(self._client.pttl(_key(name)))
        return max(left / 1_000, SHORTEST_WAIT_S)

    def sent(self, name: str, gap_s: float, ticket: str) -> None:
        """Say that the request has left just now."""
        self._client.set(_key(name), 1, px=_ms(gap_s))
        self._hold(name, ticket)

    def answered(self, name: str, ticket: str) -> None:
        """Say that the request has arrived, as its answer is there."""
        self._client.zadd(_held(name), {ticket: self._clock() + WINDOW_S}, xx=True, lt=True)

    def _hold(self, name: str, ticket: str) -> None:
        self._client.zadd(_held(name), {ticket: self._clock() + LATE_S + WINDOW_S})
        self._client.expire(_held(name), math.ceil(LATE_S + WINDOW_S) + 1)


class Pace:
    """Waits for slots; where the shared ones cannot be used, this process has its own."""

    def __init__(
        self,
        shared: Slots | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the shared slots; None: those of this process alone."""
        self._own = OwnSlots(clock)
        self._shared = shared
        self._clock = clock
        self._sleep = sleep
        self._complained = -COMPLAIN_EVERY_S

    @contextmanager
    def slot(
        self, name: str, gap_s: float, left: Callable[[], float], ticket: str
    ) -> Iterator[None]:
        """Wait for the next slot of a source; the block sends the request.

        `left` returns the seconds that there are for it; `ticket` is to be given to `answered`.

        Raises:
            TimeoutError: There is none in time.
        """
        while (wait := self._reserve(name, gap_s, ticket)) > 0:
            if wait > left():
                raise TimeoutError("no turn in time")
            self._sleep(max(wait, SHORTEST_WAIT_S))
        try:
            yield
        finally:
            self._told(lambda slots: slots.sent(name, gap_s, ticket))

    def answered(self, name: str, ticket: str) -> None:
        """Say that the answer to a request has begun, or that there will be none."""
        self._told(lambda slots: slots.answered(name, ticket))

    def _reserve(self, name: str, gap_s: float, ticket: str) -> float:
        if self._shared is not None:
            try:
                return self._shared.reserve(name, gap_s, ticket)
            except (OSError, redis.RedisError) as error:
                self._complain(error)
        return self._own.reserve(name, gap_s, ticket)

    def _told(self, what: Callable[[Slots], None]) -> None:
        what(self._own)
        if self._shared is not None:
            try:
                what(self._shared)
            except (OSError, redis.RedisError) as error:
                self._complain(error)

    def _complain(self, error: Exception) -> None:
        now = self._clock()
        if now - self._complained >= COMPLAIN_EVERY_S:
            self._complained = now
            log.warning("pace_not_shared", problem=type(error).__name__)


def shared_slots(cache_dir: Path | None, redis_url: str | None) -> Slots | None:
    """Return the slots that all processes share: in Redis, else in files, else none."""
    if redis_url:
        return RedisSlots(redis_url)
    try:
        return None if cache_dir is None else FileSlots(cache_dir / "pace")
    except OSError:
        return None  # the limiter, in the same folder, has said so


def _read(path: Path) -> Book:
    """Return the book in a file; an empty one where there is none, or it is damaged."""
    try:
        found = orjson.loads(path.read_bytes())
        last = found["last"]
        until = {str(ticket): float(end) for ticket, end in found["until"].items()}
        return Book(None if last is None else float(last), until)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return Book()


def _written(book: Book) -> bytes:
    return orjson.dumps({"last": book.last, "until": book.until})


def _held(name: str) -> str:
    return f"gcd-places:{name}"


def _key(name: str) -> str:
    return f"gcd-pace:{name}"


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1_000))
