"""Counts of recent requests in small files, for several processes without Redis."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
from filelock import FileLock, Timeout
from limits.storage import MovingWindowSupport, Storage

from dashboard.process.private_folder import private_folder

PATIENCE_S = 1.0  # for the lock of a file that is held for less than a millisecond


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
