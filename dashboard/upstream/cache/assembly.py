"""Putting the cache together: Redis where it is named, else files, else this process's memory."""

from __future__ import annotations

from pathlib import Path

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from dashboard.upstream.cache.fetch_cache import MOST_WAITERS, FetchCache
from dashboard.upstream.cache.fetch_pool import Pool
from dashboard.upstream.cache.locks import FileLocks, NoLocks, RedisLocks
from dashboard.upstream.cache.resilient_store import Memory, ResilientStore
from dashboard.upstream.cache.stores import JsonFiles, JsonRedis

log = structlog.get_logger(__name__)

WORKERS = 16  # threads a source; they wait for the network and cost next to nothing
QUEUE = 4  # fetches that may wait for each of them
REDIS_PATIENCE_S = 0.5


def make_cache(
    cache_dir: Path | None,
    redis_url: str | None,
    workers: int = WORKERS,
    waiters: int = MOST_WAITERS,
) -> FetchCache:
    """Return a cache; with neither folder nor Redis, nothing outlives the process.

    Args:
        cache_dir: Folder for values and locks, made for its owner only (0700).
        redis_url: Address of a Redis; it goes before the folder.
        workers: How many fetches may run at once for each source.
        waiters: How many threads that yield when busy may wait for a fetch.
    """
    pool = Pool(workers, workers * QUEUE)
    if redis_url:
        return _on_redis(redis_url, pool, waiters)
    if cache_dir is not None:
        try:
            return _on_files(cache_dir, pool, waiters)
        except OSError as error:
            log.warning("cache_trouble", what="open", problem=type(error).__name__)
            return FetchCache(
                ResilientStore(None, Memory()), NoLocks(), pool, backend="memory (no folder)"
            )
    return FetchCache(ResilientStore(None, Memory()), NoLocks(), pool)


def _on_files(cache_dir: Path, pool: Pool, waiters: int) -> FetchCache:
    files = JsonFiles(cache_dir / "values")
    locks = FileLocks(cache_dir / "locks")
    store = ResilientStore(files, Memory())
    return FetchCache(store, locks, pool, backend="files", entries=files.entries, waiters=waiters)


def _on_redis(redis_url: str, pool: Pool, waiters: int) -> FetchCache:
    """Connect on first use; one more try for a connection that was closed while idle."""
    client = redis.Redis.from_url(
        redis_url,
        socket_connect_timeout=REDIS_PATIENCE_S,
        socket_timeout=REDIS_PATIENCE_S,
        retry=Retry(NoBackoff(), 1),
    )
    store = ResilientStore(JsonRedis(client), Memory())
    return FetchCache(store, RedisLocks(client), pool, backend="redis", waiters=waiters)
