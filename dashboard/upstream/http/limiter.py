"""Ask each source no more often than it wants, all workers together."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import TypeVar

import orjson
import redis
import structlog
from filelock import FileLock, Timeout
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, MovingWindowSupport, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry

from dashboard.process.private_folder import private_folder
from dashboard.upstream.http.waiting_line import Line

log = structlog.get_logger(__name__)

PATIENCE_S = 1.0  # for the lock of a file that is held for less than a millisecond
COMPLAIN_EVERY_S = 60.0
REDIS_PATIENCE_S = 0.5
SHARED_RETRY_S = 5.0  # a dead Redis costs its time-out once in so many seconds

T = TypeVar("T")


class LimitFiles(Storage, MovingWindowSupport):
    """A storage of the `limits` library: one file a key, the times of its recent requests.

    Only moving windows are offered. Raises OSError when the folder cannot be used.
    """

    STORAGE_SCHEME = None

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """Make the folder, for its owner only."""
        super().__init__()
        private_folder(folder)
        self._folder = folder
        self._clock = clock

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """Return what may go wrong."""
        return OSError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Note so many requests if the window has room for them; tell whether it had."""
        with self._locked(key) as path:
            times = self._read(path, expiry)
            if len(times) + amount > limit:
                return False
            written = path.with_suffix(".new")
            written.write_bytes(orjson.dumps([*times, *([self._clock()] * amount)]))
            written.replace(path)  # whole at any moment, for those who only read
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return the time of the oldest request in the window and how many it has."""
        del limit  # part of the library's signature
        times = self._read(self._path(key), expiry)
        return (times[0] if times else self._clock()), len(times)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Refuse: there are no fixed windows here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Refuse: there are no fixed windows here."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Refuse: there are no fixed windows here."""
        raise NotImplementedError

    def check(self) -> bool:
        """Tell whether the folder is there."""
        return self._folder.is_dir()

    def reset(self) -> int | None:
        """Forget every request."""
        files = list(self._folder.glob("*.json"))
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def clear(self, key: str) -> None:
        """Forget the requests of one key."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"

    @contextmanager
    def _locked(self, key: str) -> Iterator[Path]:
        path = self._path(key)
        private_folder(self._folder)  # somebody may have cleared it
        try:
            with FileLock(
                path.with_suffix(".lock"), timeout=PATIENCE_S, poll_interval=0.005, mode=0o600
            ):
                yield path
        except Timeout as error:
            raise OSError("the file of recent requests stays locked") from error

    def _read(self, path: Path, expiry: int) -> list[float]:
        """Return the times in the window, oldest first; a damaged file counts as empty."""
        try:
            stored = orjson.loads(path.read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return []
        now = self._clock()
        numbers = (t for t in stored if isinstance(t, float)) if isinstance(stored, list) else ()
        # A time from the future is left over from a clock that was wrong.
        return sorted(t for t in numbers if now - expiry < t <= now)


class Limiter:
    """Counts requests by source name and lets callers wait in line for their turn.

    Where the shared counts cannot be used, this process counts for itself and says so in
    the log once a minute.
    """

    def __init__(
        self,
        storage: Storage | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        line: Line | None = None,
    ) -> None:
        """Count in a storage of the `limits` library; None: in this process's memory.

        `line` is where those who wait in all processes are counted.
        """
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(storage) if storage is not None else self._own
        self._clock = clock
        self._sleep = sleep
        self._line = line
        self._lock = Lock()
        self._lines: dict[str, deque[Event]] = {}  # each is set when its turn has come
        self._complained = 0.0
        self._own_until = 0.0

    def waiting(self, name: str) -> int:
        """Return how many callers of this process wait for their turn at a source."""
        with self._lock:
            return len(self._lines.get(name, ()))

    def waiting_anywhere(self, name: str) -> int:
        """Return how many wait in all processes; this one's own, where that cannot be told."""
        everywhere = self._in_line(lambda line: line.length(name))
        return max(self.waiting(name), everywhere or 0)

    def wait_s(self, name: str, limit: str) -> float:
        """Return the seconds until all who wait at a source now have had their turn."""
        item, ahead = parse(limit), self.waiting_anywhere(name)
        turns = max(0, ahead - 1) // item.amount * item.get_expiry()
        return (self._wait_s(item, name) if ahead else 0.0) + turns

    def acquire(self, name: str, limit: str, patience: float) -> float | None:
        """Wait for a turn at a source, first come, first served.

        Returns:
            None when it is the caller's turn; else the seconds after which it may be. A
            caller whose turn would come too late is told so at once: it must not hold a
            thread that others could use.
        """
        item, me = parse(limit), Event()
        end = self._clock() + patience
        with self._lock:
            line = self._lines.setdefault(name, deque())
            ahead = len(line)
            line.append(me)
            line[0].set()
        ticket = None
        try:
            expected = self._wait_s(item, name) + ahead // item.amount * item.get_expiry()
            if 0 < expected <= patience:
                ticket = self._in_line(lambda shared: shared.join(name))
            if expected > patience or not me.wait(end - self._clock()):
                return max(expected, 1.0)
            return self._turn_or_wait(item, name, end)
        finally:
            if ticket is not None:
                self._in_line(lambda shared: shared.leave(name, ticket))
            with self._lock:
                line.remove(me)
                if line:
                    line[0].set()  # one thread wakes, not all that wait for any source

    def _turn_or_wait(self, item: RateLimitItem, name: str, end: float) -> float | None:
        while not self._hit(item, name):
            wait = max(self._wait_s(item, name), 0.01)
            if self._clock() + wait > end:
                return wait
            self._sleep(wait)
        return None

    def _hit(self, item: RateLimitItem, name: str) -> bool:
        return self._counted(lambda counts: counts.hit(item, name))

    def _wait_s(self, item: RateLimitItem, name: str) -> float:
        """Return the seconds until the window has room for one more."""
        stats = self._counted(lambda counts: counts.get_window_stats(item, name))
        return 0.0 if stats.remaining > 0 else max(0.0, stats.reset_time - self._clock())

    def _counted(self, question: Callable[[MovingWindowRateLimiter], T]) -> T:
        """Ask the shared counts; this process's own while those cannot be used."""
        if self._clock() >= self._own_until:
            try:
                return question(self._shared)
            except (OSError, StorageError, redis.RedisError) as error:
                self._own_until = self._clock() + SHARED_RETRY_S
                self._complain(error)
        return question(self._own)

    def _in_line(self, work: Callable[[Line], T]) -> T | None:
        """Do something with the shared line; None where there is none or it cannot be kept."""
        if self._line is None or self._clock() < self._own_until:
            return None
        try:
            return work(self._line)
        except (OSError, redis.RedisError) as error:
            self._complain(error)
            return None

    def _complain(self, error: Exception) -> None:
        now = self._clock()
        if now - self._complained >= COMPLAIN_EVERY_S:
            self._complained = now
            log.warning("limits_not_shared", problem=type(error).__name__)


def limit_storage(cache_dir: Path | None, redis_url: str | None) -> Storage | None:
    """Return where all workers count together: Redis, else files, else nowhere (None)."""
    if redis_url:
        return RedisStorage(
            redis_url,
            key_prefix="gcd-limits",
            socket_connect_timeout=REDIS_PATIENCE_S,
            socket_timeout=REDIS_PATIENCE_S,
            retry=Retry(NoBackoff(), 1),  # type: ignore[arg-type]  # passed on to redis-py as it is
        )
    if cache_dir is None:
        return None
    try:
        return LimitFiles(cache_dir / "limits")
    except OSError as error:
        log.warning("limits_not_shared", problem=type(error).__name__)
        return None
