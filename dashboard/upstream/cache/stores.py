"""flask-caching's stores with JSON in them: a file or a Redis entry is parsed, never executed.

Both raise what goes wrong (OSError, redis.RedisError);
`dashboard.upstream.cache.resilient_store` copes with it.
"""

from __future__ import annotations

import os
import struct
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson
from cachelib.serializers import BaseSerializer
from flask_caching.backends.filesystemcache import FileSystemCache
from flask_caching.backends.rediscache import RedisCache

from dashboard.process.private_folder import private_folder
from dashboard.upstream.cache.entries import HEAD_BYTES, head_of

THRESHOLD = 20_000  # files
PRUNE_EVERY = 100  # writes: counting means listing the folder
SHARE_AFTER_PRUNING = 0.9
EXPIRES = struct.Struct("I")  # cachelib's own beginning of a file: seconds since 1970, 0 = never
PREFIX = "gcd:"  # of what is ours in Redis
LEFT_OVER_S = 3_600.0  # a half-written file as old as this has lost its writer


class Json(BaseSerializer):
    """Replaces cachelib's pickle, which runs what it reads."""

    def dumps(self, value: Any, protocol: int = 0) -> bytes:
        """Return a value as bytes."""
        del protocol  # part of cachelib's signature
        return orjson.dumps(value)

    def loads(self, bvalue: bytes | memoryview | None) -> Any:
        """Return the value of bytes; None for nothing and for what is no JSON."""
        try:
            return None if bvalue is None else orjson.loads(bvalue)
        except orjson.JSONDecodeError:
            return None

    def dump(self, value: Any, f: Any, protocol: int = 0) -> None:
        """Write a value."""
        f.write(self.dumps(value, protocol))

    def load(self, f: Any) -> Any:
        """Read a value."""
        return self.loads(f.read())


class JsonFiles(FileSystemCache):
    """One file an entry in a folder of its own, readable by its owner only."""

    serializer = Json()  # type: ignore[assignment]  # cachelib asks for its pickling one

    def __init__(self, folder: Path, threshold: int = THRESHOLD) -> None:
        """Use a folder; make it if it is not there."""
        private_folder(folder)
        super().__init__(str(folder), threshold=threshold)
        self._folder = folder
        self._writes = 0

    def get(self, key: str) -> Any:
        """Return what is stored; None for nothing, for what is too old, and for damaged files."""
        return self.serializer.loads(self._read(key))

    def head(self, key: str) -> dict[str, Any] | None:
        """Return an envelope without its value, by the file's first bytes."""
        data = self._read(key, HEAD_BYTES)
        return None if data is None else head_of(data)

    def set(self, key: str, value: Any, timeout: Any = None, mgmt_element: bool = False) -> bool:
        """Store a value whole or not at all."""
        del mgmt_element  # cachelib's count of files, which is not kept here
        data = EXPIRES.pack(self._normalize_timeout(timeout)) + self.serializer.dumps(value)
        try:
            self._write(self._get_filename(key), data)
        except FileNotFoundError:  # somebody cleared the cache, folder and all
            private_folder(self._folder)
            self._write(self._get_filename(key), data)
        self._writes += 1
        if self._writes % PRUNE_EVERY == 0:
            self._prune()
        return True

    def entries(self) -> int:
        """Return the number of files."""
        return self._file_count

    def _read(self, key: str, most: int = -1) -> memoryview | None:
        try:
            with Path(self._get_filename(key)).open("rb") as file:
                data = file.read(most)
        except FileNotFoundError:
            return None
        if len(data) <= EXPIRES.size:
            return None
        (expires,) = EXPIRES.unpack_from(data)
        if expires and expires < time.time():
            return None
        return memoryview(data)[EXPIRES.size :]

    def _write(self, name: str, data: bytes) -> None:
        handle, partial = tempfile.mkstemp(suffix=self._fs_transaction_suffix, dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(partial).replace(name)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise

    @property
    def _file_count(self) -> int:
        return sum(1 for _ in self._list_dir())

    def _update_count(self, delta: int | None = None, value: int | None = None) -> None:
        """Keep no count: several processes write here, and cachelib's would drift."""

    def _prune(self) -> None:
        """Delete what expires first until there is room for a while, and what was left over."""
        now = time.time()
        for path in self._folder.glob(f"*{self._fs_transaction_suffix}"):
            if now - changed(path) > LEFT_OVER_S:
                path.unlink(missing_ok=True)
        if not self._over_threshold():
            return
        ages = sorted((_expires(Path(name)), name) for name in self._list_dir())
        for _, name in ages[: len(ages) - int(self._threshold * SHARE_AFTER_PRUNING)]:
            Path(name).unlink(missing_ok=True)


class JsonRedis(RedisCache):
    """Entries in Redis, under a prefix of their own."""

    serializer = Json()  # type: ignore[assignment]  # cachelib asks for its pickling one

    def __init__(self, client: Any) -> None:
        """Use a Redis client."""
        super().__init__(host=client, key_prefix=PREFIX)

    def head(self, key: str) -> dict[str, Any] | None:
        """Return an envelope without its value, by its first bytes."""
        return head_of(self._read_client.getrange(f"{PREFIX}{key}", 0, HEAD_BYTES - 1))


def _expires(path: Path) -> int:
    try:
        with path.open("rb") as file:
            (expires,) = EXPIRES.unpack(file.read(EXPIRES.size))
    except (OSError, struct.error):
        return 0  # damaged or gone: the first to be deleted
    return int(expires)


def changed(path: Path) -> float:
    """Return when a file was changed, in seconds since 1970; now if it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()
