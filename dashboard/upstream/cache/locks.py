"""Locks between processes: who fetches a key. They end when their holder dies."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

import redis
import structlog
from filelock import FileLock, Timeout
from redis.lock import Lock as RedisLock

from dashboard.process.private_folder import private_folder
from dashboard.upstream.cache.stores import changed

log = structlog.get_logger(__name__)

POLL_S = 0.05  # each look is a question to Redis, from every fetch that another process does
LEASE_S = 6.0  # a dead holder's Redis lock keeps the others waiting no longer than this
OLD_S = 24 * 3_600.0


class Locks(Protocol):
    """A lock for each key; the block is entered in any case, after `patience` seconds at most.

    Without the lock, two processes may fetch the same: that costs a call and breaks nothing.
    """

    def held(self, key: str, patience: float) -> AbstractContextManager[bool]:
        """Hold the key's lock; False if it could not be had."""
        ...


class NoLocks:
    """For a cache that no other process shares."""

    def held(self, key: str, patience: float) -> AbstractContextManager[bool]:
        """Enter at once."""
        del key, patience
        return nullcontext(True)


class FileLocks:
    """The system's own locks on files: they go with the process that holds them."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; lock files of days gone by are removed from it."""
        private_folder(folder)
        self._folder = folder
        old = time.time() - OLD_S
        for path in folder.glob("*.lock"):
            if changed(path) < old:
                path.unlink(missing_ok=True)

    @contextmanager
    def held(self, key: str, patience: float) -> Iterator[bool]:
        """Hold the key's lock; False if it could not be had."""
        lock = FileLock(self._folder / f"{_name(key)}.lock", mode=0o600, poll_interval=POLL_S)
        try:
            private_folder(self._folder)  # somebody may have cleared the cache
            lock.acquire(timeout=patience)
        except (OSError, Timeout) as error:
            log.warning("lock_not_had", problem=type(error).__name__)
            yield False
            return
        try:
            yield True
        finally:
            lock.release()


class RedisLocks:
    """Locks of the Redis client, with a short lease that is renewed while the holder works."""

    def __init__(self, client: redis.Redis, lease_s: float | None = None) -> None:
        """Use a Redis client."""
        self._client = client
        self._lease_s = LEASE_S if lease_s is None else lease_s

    @contextmanager
    def held(self, key: str, patience: float) -> Iterator[bool]:
        """Hold the key's lock; False if it could not be had."""
        lock = RedisLock(
            self._client,
            f"gcd-lock:{_name(key)}",
            timeout=self._lease_s,
            sleep=POLL_S,
            thread_local=False,  # the thread that renews is another one
        )
        if not self._had(lock, patience):
            yield False
            return
        done = Event()
        Thread(target=self._renew, args=(lock, done), daemon=True, name="lease").start()
        try:
            yield True
        finally:
            done.set()
            _released(lock)

    @staticmethod
    def _had(lock: RedisLock, patience: float) -> bool:
        try:
            return bool(lock.acquire(blocking_timeout=patience))
        except redis.RedisError as error:
            log.warning("lock_not_had", problem=type(error).__name__)
            return False

    def _renew(self, lock: RedisLock, done: Event) -> None:
        while not done.wait(self._lease_s / 3):
            try:
                lock.extend(self._lease_s, replace_ttl=True)
            except redis.RedisError:
                return  # lost: another process may fetch, too


def _released(lock: RedisLock) -> None:
    try:
        lock.release()
    except redis.RedisError as error:
        log.debug("lock_not_released", problem=type(error).__name__)  # its lease ends by itself


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
