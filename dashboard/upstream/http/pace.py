"""Let requests leave one after the other, so far apart as the service wants them at its own end.

A limit of three in a second lets three leave at once, and a service that counts by itself sees a
fourth within the same second. Here the time is counted from the moment at which the last request
has been sent, over a connection that was open already.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Protocol

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


class Slots(Protocol):
    """When the last request left, by source. Raises OSError or redis.RedisError."""

    def reserve(self, name: str, gap_s: float) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        ...

    def sent(self, name: str, gap_s: float) -> None:
        """Say that the request has left just now."""
        ...


class OwnSlots:
    """The slots of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with every slot free."""
        self._clock = clock
        self._lock = Lock()
        self._last: dict[str, float] = {}

    def reserve(self, name: str, gap_s: float) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        with self._lock:
            now = self._clock()
            left = self._last.get(name, now - gap_s) + gap_s - now
            if left > 0:
                return left
            self._last[name] = now
            return 0.0

    def sent(self, name: str, gap_s: float) -> None:
        """Say that the request has left just now."""
        del gap_s  # the next one brings its own
        with self._lock:
            self._last[name] = self._clock()


class FileSlots:
    """The slots of all processes that share a folder: one file a source, with the moment in it."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """Make the folder, for its owner only."""
        private_folder(folder)
        self._folder = folder
        self._clock = clock

    def reserve(self, name: str, gap_s: float) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        with self._locked(name) as path:
            now = self._clock()
            last = _moment(path)
            # A moment in the future is left over from a clock that was wrong.
            left = 0.0 if last is None or last > now else last + gap_s - now
            if left > 0:
                return left
            path.write_text(repr(now))
            return 0.0

    def sent(self, name: str, gap_s: float) -> None:
        """Say that the request has left just now."""
        del gap_s  # the next one brings its own
        with self._locked(name) as path:
            path.write_text(repr(self._clock()))

    @contextmanager
    def _locked(self, name: str) -> Iterator[Path]:
        private_folder(self._folder)  # somebody may have cleared it
        path = self._folder / f"{name}.last"
        try:
            with FileLock(
                path.with_suffix(".lock"), timeout=PATIENCE_S, poll_interval=0.005, mode=0o600
            ):
                yield path
        except Timeout as error:
            raise OSError("the file of the last request stays locked") from error


class RedisSlots:
    """The slots of all processes that share a Redis: a key that lives as long as the gap."""

    def __init__(self, url: str) -> None:
        """Connect on first use."""
        self._client = redis.Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE_S,
            socket_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 1),
        )

    def reserve(self, name: str, gap_s: float) -> float:
        """Take the next slot; returns 0, or the seconds after which there may be one."""
        if self._client.set(_key(name), 1, nx=True, px=_ms(gap_s)):
            return 0.0
        left = int(self._client.pttl(_key(name)))
        return max(left / 1_000, SHORTEST_WAIT_S)

    def sent(self, name: str, gap_s: float) -> None:
        """Say that the request has left just now."""
        self._client.set(_key(name), 1, px=_ms(gap_s))


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
    def slot(self, name: str, gap_s: float, left: Callable[[], float]) -> Iterator[None]:
        """Wait for the next slot of a source; the block sends the request.

        `left` returns the seconds that there are for it.

        Raises:
            TimeoutError: There is none in time.
        """
        while (wait := self._reserve(name, gap_s)) > 0:
            if wait > left():
                raise TimeoutError("no turn in time")
            self._sleep(max(wait, SHORTEST_WAIT_S))
        try:
            yield
        finally:
            self._sent(name, gap_s)

    def _reserve(self, name: str, gap_s: float) -> float:
        if self._shared is not None:
            try:
                return self._shared.reserve(name, gap_s)
            except (OSError, redis.RedisError) as error:
                self._complain(error)
        return self._own.reserve(name, gap_s)

    def _sent(self, name: str, gap_s: float) -> None:
        self._own.sent(name, gap_s)
        if self._shared is not None:
            try:
                self._shared.sent(name, gap_s)
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


def _moment(path: Path) -> float | None:
    try:
        return float(path.read_text())
    except (FileNotFoundError, ValueError):
        return None


def _key(name: str) -> str:
    return f"gcd-pace:{name}"


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1_000))
