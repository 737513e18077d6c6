"""Check every table of a snapshot against its manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.tables.manifest import TableEntry, read_manifest


@dataclass(frozen=True, slots=True)
class TableReport:
    """The verdict on one table; `problem` is None where all is well."""

    name: str
    file: str
    rows: int | None
    sha256: str | None
    problem: str | None

    @property
    def ok(self) -> bool:
        """Tell whether the table is as the manifest says."""
        return self.problem is None


def damage_of(content: bytes, entry: TableEntry) -> str | None:
    """Say in a few words what is wrong with a table's bytes, or None if they are right."""
    return damage_by(len(content), hashlib.sha256(content).hexdigest(), entry)


LARGE = 20_000_000
"""Bytes above which a file is hashed once for each state of it, not at each look."""


@lru_cache(maxsize=32)
def _hashed(path: str, _modified: int, _inode: int, _size: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(path: Path) -> tuple[int, str]:
    """Return a file's bytes and SHA-256; of a large one that did not change, as computed before.

    Raises:
        OSError: It cannot be read.
    """
    found = path.stat()
    if found.st_size > LARGE:
        state = found.st_mtime_ns, found.st_ino, found.st_size
        return found.st_size, _hashed(str(path), *state)
    content = path.read_bytes()
    return len(content), hashlib.sha256(content).hexdigest()


def damage_by(size: int, sha256: str, entry: TableEntry) -> str | None:
    """Say in a few words what is wrong with a table's file, or None if it is right."""
    if size != entry.bytes:
        return f"{size} bytes instead of {entry.bytes}"
    if sha256 != entry.sha256:
        return "its SHA-256 is not the one in the manifest"
    return None


def problem_of(folder: Path, entry: TableEntry) -> str | None:
    """Say what is wrong with a table's file in a folder, or None if it is there and right."""
    return _report(folder, "", entry).problem


def _problem(path: Path, size: int, sha256: str, entry: TableEntry) -> str | None:
    if wrong := damage_by(size, sha256, entry):
        return wrong
    try:
        rows = int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException) as error:
        return f"it is no parquet table ({error})"
    return None if rows == entry.rows else f"{rows} rows instead of {entry.rows}"


def _report(folder: Path, name: str, entry: TableEntry) -> TableReport:
    try:
        size, sha256 = digest_of(folder / entry.file)
    except OSError as error:
        why = "the file is missing" if isinstance(error, FileNotFoundError) else str(error)
        return TableReport(name, entry.file, None, None, why)
    problem = _problem(folder / entry.file, size, sha256, entry)
    rows = entry.rows if problem is None else None
    return TableReport(name, entry.file, rows, sha256, problem)


def verify(folder: Path) -> list[TableReport]:
    """Recompute SHA-256 and rows of every table, in the manifest's order.

    Raises:
        SnapshotError: the manifest itself is missing or damaged.
    """
    tables = read_manifest(folder).tables
    return [_report(folder, name, entry) for name, entry in tables.items()]
