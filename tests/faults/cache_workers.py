"""Processes that use one cache together; shared by tests and benchmark."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from threading import Thread
from typing import Any

from dashboard.errors import SourceDown
from dashboard.upstream.cache import FetchCache, make_cache

SPAWN = get_context("spawn")
PATIENCE_S = 30.0
KEY = "gnomad:constraint:STAT3"


@dataclass(frozen=True)
class Place:
    """Where the processes meet: a cache, and a file with one line for each call upstream."""

    folder: Path
    redis_url: str | None = None

    @property
    def calls_file(self) -> Path:
        """Return the file of calls."""
        return self.folder / "calls.txt"

    def cache(self) -> FetchCache:
        """Return a cache on this place's cache."""
        return make_cache(None if self.redis_url else self.folder / "cache", self.redis_url)

    def calls(self) -> int:
        """Return how often the upstream was called, by all processes."""
        return len(self.calls_file.read_text().splitlines()) if self.calls_file.exists() else 0

    def fetch(self, takes_s: float, fails: bool = False) -> Callable[[], Any]:
        """Return an upstream call that takes its time and leaves its line."""

        def call() -> Any:
            with self.calls_file.open("a") as file:
                file.write(f"{os.getpid()}\n")
            time.sleep(takes_s)
            if fails:
                raise SourceDown("gnomAD is out of order.", "Ask later.", source="gnomad")
            return {"by": os.getpid()}

        return call


def ask_in_threads(
    place: Place, threads: int, takes_s: float, fails: bool, begin: Barrier, answers: Any
) -> None:
    """Ask for one cold key from so many threads at once; runs in a process of its own."""
    cache = place.cache()
    found: list[Any] = []

    def ask() -> None:
        lookup = cache.ask(KEY, place.fetch(takes_s, fails), fresh_s=600, wait_s=PATIENCE_S)
        found.append(lookup.entry.value if lookup.entry else lookup.failure and lookup.failure.kind)

    workers = [Thread(target=ask) for _ in range(threads)]
    begin.wait(PATIENCE_S)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE_S)
    answers.put(found)


def cold_key(
    place: Place, processes: int = 2, threads: int = 8, takes_s: float = 0.2, fails: bool = False
) -> list[Any]:
    """Return what each thread of each process got for one cold key."""
    begin, answers = SPAWN.Barrier(processes), SPAWN.Queue()
    words = (place, threads, takes_s, fails, begin, answers)
    children = [SPAWN.Process(target=ask_in_threads, args=words) for _ in range(processes)]
    for child in children:
        child.start()
    found = [answer for _ in children for answer in answers.get(timeout=PATIENCE_S)]
    for child in children:
        child.join(PATIENCE_S)
    return found


def hold_and_hang(place: Place, lease_s: float | None, holds: Event) -> None:
    """Hold the key's lock and never let go; runs in a process that is to be killed."""
    import redis

    from dashboard.upstream.cache.locks import FileLocks, RedisLocks

    if place.redis_url is None:
        held = FileLocks(place.folder / "cache" / "locks").held(KEY, PATIENCE_S)
    else:
        client = redis.Redis.from_url(place.redis_url)
        held = RedisLocks(client, lease_s or PATIENCE_S).held(KEY, PATIENCE_S)
    with held:
        holds.set()
        time.sleep(PATIENCE_S)
