"""Who waits for a turn at a source, in all processes together: what the page shows as the queue."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from dashboard.process.private_folder import private_folder

LONGEST_S = 330.0  # nobody waits so long; who still stands there has gone without a word
PATIENCE_S = 0.5


class Line(Protocol):
    """A line for each source. Raises OSError or redis.RedisError where it cannot be kept."""

    def join(self, name: str) -> str:
        """Stand in a source's line; returns the ticket to leave it with."""
        ...

    def leave(self, name: str, ticket: str) -> None:
        """Leave the line."""
        ...

    def length(self, name: str) -> int:
        """Return how many stand in it."""
        ...


class FileLine:
    """One empty file for each who waits."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """Make the folder, for its owner only."""
        private_folder(folder)
        self._folder = folder
        self._clock = clock

    def join(self, name: str) -> str:
        """Stand in a source's line; returns the ticket to leave it with."""
        ticket = f"{name}.{uuid.uuid4().hex}"
        private_folder(self._folder)  # somebody may have cleared it
        (self._folder / ticket).touch(mode=0o600)
        return ticket

    def leave(self, name: str, ticket: str) -> None:
        """Leave the line."""
        del name  # the ticket says it
        (self._folder / ticket).unlink(missing_ok=True)

    def length(self, name: str) -> int:
        """Return how many stand in it; those who were lost are let go."""
        count = 0
        for path in self._folder.glob(f"{name}.*"):
            try:
                changed = path.stat().st_mtime
            except FileNotFoundError:  # its owner has had a turn since the folder was read
                continue
            if self._clock() - changed < LONGEST_S:
                count += 1
            else:
                path.unlink(missing_ok=True)
        return count


class RedisLine:
    """A sorted set for each source: tickets by when they were drawn."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        """Connect on first use."""
        self._client = redis.Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE_S,
            socket_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 1),
        )
        self._clock = clock

    def join(self, name: str) -> str:
        """Stand in a source's line; returns the ticket to leave it with."""
        ticket = uuid.uuid4().hex
        self._client.zadd(_key(name), {ticket: self._clock()})
        self._client.expire(_key(name), int(LONGEST_S))
        return ticket

    def leave(self, name: str, ticket: str) -> None:
        """Leave the line."""
        self._client.zrem(_key(name), ticket)

    def length(self, name: str) -> int:
        """Return how many stand in it; those who were lost are let go."""
        self._client.zremrangebyscore(_key(name), 0, self._clock() - LONGEST_S)
        return int(self._client.zcard(_key(name)))


def shared_line(cache_dir: Path | None, redis_url: str | None) -> Line | None:
    """Return the line that all processes share: in Redis, else in files, else none."""
    if redis_url:
        return RedisLine(redis_url)
    try:
        return None if cache_dir is None else FileLine(cache_dir / "line")
    except OSError:
        return None  # the limiter, in the same folder, has said so


def _key(name: str) -> str:
    return f"gcd-line:{name}"
