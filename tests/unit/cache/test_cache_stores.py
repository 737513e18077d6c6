"""Where values lie: JSON in private files, bounded, and never in the way when it fails."""

from __future__ import annotations

import os
import pickle
import stat
import struct
import time
from pathlib import Path
from typing import Any

import pytest
import redis
from structlog.testing import capture_logs

from dashboard.upstream.cache import make_cache
from dashboard.upstream.cache.resilient_store import Memory, ResilientStore
from dashboard.upstream.cache.stores import Json, JsonFiles

KEY = "uniprot:STAT3"
LONG = 5.0


def only_file(folder: Path) -> Path:
    (file,) = (path for path in (folder / "values").iterdir() if "value" not in path.name)
    return file


def test_a_file_of_the_cache_is_json_and_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    fetch_cache = make_cache(folder, None)
    fetch_cache.ask(KEY, lambda: {"length": 770}, fresh_s=60, wait_s=LONG)
    file = only_file(folder)
    data = file.read_bytes()
    assert data[4:].startswith(b'{"format":1,"key":"uniprot:STAT3","at":')
    assert data[4:].endswith(b'"value":{"length":770}}')
    with pytest.raises(pickle.UnpicklingError):
        pickle.loads(data[4:])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what unpickling runs."""
        return Path.mkdir, (self.mark,)


def test_a_planted_pickle_is_not_loaded(tmp_path: Path) -> None:
    fetch_cache, mark = make_cache(tmp_path, None), tmp_path / "it ran"
    fetch_cache.ask(KEY, lambda: 1, fresh_s=60, wait_s=LONG)
    only_file(tmp_path).write_bytes(struct.pack("I", 0) + pickle.dumps(Trap(mark)))
    assert fetch_cache.get(KEY) is None
    assert fetch_cache.ask(KEY, lambda: 2, fresh_s=60, wait_s=LONG).entry is not None
    assert not mark.exists()
    assert Json().loads(b"!" + pickle.dumps(Trap(mark))) is None
    assert not mark.exists()


GOOD = b'{"format":1,"key":"uniprot:STAT3","at":1.0,"fresh_s":9,"value":1}'
DAMAGED = {
    "empty": b"",
    "only the time": struct.pack("I", 0),
    "cut": struct.pack("I", 0) + GOOD[:-5],
    "zeros": b"\0" * 200,
    "a list": struct.pack("I", 0) + b"[]",
    "of another format": struct.pack("I", 0) + GOOD.replace(b'"format":1', b'"format":2'),
    "of another key": struct.pack("I", 0) + GOOD.replace(b"STAT3", b"BRCA1"),
    "a failure in its place": struct.pack("I", 0) + GOOD.replace(b'"value"', b'"failure"'),
    "a time that is none": struct.pack("I", 0) + GOOD.replace(b"1.0", b"1e99"),
    "too old": struct.pack("I", 1) + GOOD,
}


def test_an_entry_that_version_0_1_0_wrote_is_read(tmp_path: Path) -> None:
    fetch_cache = make_cache(tmp_path, None)
    name = "c62da5ec358ab14ba8f1fbf9980a614ddb657fd6e49b97913b43a78929ae2112"  # of the key
    head = b'{"format":1,"key":"uniprot:STAT3","at":1795737600.0,"fresh_s":86400.0,"value":'
    file, entry = tmp_path / "values" / name, head + b'{"n":770}}'
    file.write_bytes(struct.pack("I", 0) + entry)
    found = fetch_cache.get(KEY)
    assert found is not None
    assert (found.value, found.fetched_at) == ({"n": 770}, "2026-11-27T00:00:00.000+00:00")


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_a_miss(name: str, tmp_path: Path) -> None:
    fetch_cache = make_cache(tmp_path, None)
    fetch_cache.ask(KEY, lambda: "good", fresh_s=60, wait_s=LONG)
    only_file(tmp_path).write_bytes(DAMAGED[name])
    assert fetch_cache.get(KEY) is None
    lookup = fetch_cache.ask(KEY, lambda: "again", fresh_s=60, wait_s=LONG)
    assert lookup.entry is not None
    assert lookup.entry.value == "again"


def test_the_cache_may_be_cleared_at_any_time(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "cache"
    fetch_cache = make_cache(folder, None)
    for value in range(3):
        lookup = fetch_cache.ask(KEY, lambda value=value: value, fresh_s=60, wait_s=LONG)  # type: ignore[misc]
        assert lookup.entry is not None
        assert lookup.entry.value == value
        shutil.rmtree(folder)
    assert fetch_cache.get(KEY) is None
    assert not folder.exists()
    fetch_cache.ask(KEY, lambda: 1, fresh_s=60, wait_s=LONG)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())} == {0o700}


def test_the_number_of_files_is_bounded_and_the_newest_stay(tmp_path: Path) -> None:
    files = JsonFiles(tmp_path, threshold=150)
    half_written = tmp_path / "x.__wz_cache"
    half_written.touch()
    os.utime(half_written, (1, 1))
    for number in range(400):
        files.set(str(number), number, timeout=1_000 + number)
    assert files.entries() <= 250
    assert files.get("399") == 399
    assert files.get("0") is None
    assert not half_written.exists()


class Broken:
    """A store whose every use fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.uses = 0

    def get(self, key: str) -> Any:
        self.uses += 1
        raise self.error

    def head(self, key: str) -> Any:
        self.uses += 1
        raise self.error

    def set(self, key: str, value: Any, timeout: Any = None) -> Any:
        self.uses += 1
        raise self.error

    def delete(self, key: str) -> Any:
        self.uses += 1
        raise self.error


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        PermissionError(13, "Permission denied"),
        OSError(30, "Read-only file system"),
        redis.ConnectionError("refused"),
        redis.TimeoutError("slow"),
        redis.ResponseError("OOM command not allowed"),
    ],
)
def test_a_store_that_fails_is_replaced_by_memory_and_said_once_a_minute(error: Exception) -> None:
    now = [1_000.0]
    resilient = ResilientStore(Broken(error), Memory(clock=lambda: now[0]), clock=lambda: now[0])
    with capture_logs() as lines:
        for number in range(20):
            resilient.set(f"k{number}", {"at": now[0], "value": number}, 600)
            assert resilient.get(f"k{number}")["value"] == number
        now[0] += 61
        assert resilient.get("k0")["value"] == 0
        resilient.delete("k0")
        assert resilient.get("k0") is None
    assert [line["event"] for line in lines] == ["cache_trouble"] * 2
    assert not resilient.reachable()


def test_a_lost_redis_is_left_alone_for_a_few_seconds() -> None:
    now = [1_000.0]
    store = Broken(redis.ConnectionError())
    resilient = ResilientStore(store, Memory(), clock=lambda: now[0])
    for _ in range(10):
        resilient.get("k")
    assert store.uses == 1
    now[0] += 6
    resilient.get("k")
    assert store.uses == 2


def test_what_came_back_is_not_hidden_by_what_memory_kept() -> None:
    class Fickle(dict[str, Any]):
        ready = False

        def get(self, key: str, default: Any = None) -> Any:
            return super().get(key, default)

        def head(self, key: str) -> Any:
            return super().get(key)

        def set(self, key: str, value: Any, timeout: Any = None) -> None:
            if not self.ready:
                raise OSError(28, "full")
            self[key] = value

        def delete(self, key: str) -> None:
            self.pop(key, None)

    store = Fickle()
    resilient = ResilientStore(store, Memory())
    now = time.time()
    resilient.set("k", {"at": now, "value": "mine"}, 60)
    store["k"] = {"at": now - 5, "value": "older"}
    assert resilient.get("k")["value"] == "mine"
    store["k"] = {"at": now + 5, "value": "of another process"}
    assert resilient.get("k")["value"] == "of another process"
    store.ready = True
    resilient.set("k", {"at": now + 6, "value": "mine again"}, 60)
    assert resilient.in_memory() == 0
    assert resilient.get("k")["value"] == "mine again"


def test_memory_is_bounded_in_entries_and_bytes() -> None:
    memory = Memory(most_entries=3, most_bytes=100)
    for number in range(5):
        memory.set(str(number), number, 60)
    memory.get("2")
    memory.set("5", "x" * 90, 60)
    assert [memory.get(str(number)) for number in range(6)] == [None, None, 2, None, 4, "x" * 90]
    memory.set("6", "x" * 200, 60)
    assert memory.get("6") is None
    assert len(memory) == 3


def test_a_folder_that_cannot_be_made_leaves_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with capture_logs() as lines:
        fetch_cache = make_cache(tmp_path / "file" / "cache", None)
    assert [line["event"] for line in lines] == ["cache_trouble"]
    assert fetch_cache.ask(KEY, lambda: 1, fresh_s=60, wait_s=LONG).entry is not None
    assert fetch_cache.status()["backend"] == "memory (no folder)"


def test_the_status_tells_what_readiness_needs(tmp_path: Path) -> None:
    fetch_cache = make_cache(tmp_path, None)
    fetch_cache.ask(KEY, lambda: 1, fresh_s=60, wait_s=LONG)
    assert fetch_cache.close(LONG)  # the thread that fetched is at its end
    status = fetch_cache.status()
    assert status["entries"] == 2  # the value and the probe itself
    assert {k: v for k, v in status.items() if k != "entries"} == {
        "backend": "files",
        "reachable": True,
        "in_memory": 0,
        "running": 0,
        "waiting": 0,
    }
