"""Check every table of a snapshot against its manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
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
    if len(content) != entry.bytes:
        return f"{len(content)} bytes instead of {entry.bytes}"
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        return "its SHA-256 is not the one in the manifest"
    return None


def problem_of(folder: Path, entry: TableEntry) -> str | None:
    """Say what is wrong with a table's file in a folder, or None if it is there and right."""
    return _report(folder, "", entry).problem


def _problem(content: bytes, entry: TableEntry) -> str | None:
    if wrong := damage_of(content, entry):
        return wrong
    try:
        rows = int(pq.read_metadata(BytesIO(content)).num_rows)
    except (OSError, pa.ArrowException) as error:
        return f"it is no parquet table ({error})"
    return None if rows == entry.rows else f"{rows} rows instead of {entry.rows}"


def _report(folder: Path, name: str, entry: TableEntry) -> TableReport:
    try:
        content = (folder / entry.file).read_bytes()
    except OSError as error:
        why = "the file is missing" if isinstance(error, FileNotFoundError) else str(error)
        return TableReport(name, entry.file, None, None, why)
    problem = _problem(content, entry)
    rows = entry.rows if problem is None else None
    return TableReport(name, entry.file, rows, hashlib.sha256(content).hexdigest(), problem)


def verify(folder: Path) -> list[TableReport]:
    """Recompute SHA-256 and rows of every table, in the manifest's order.

    Raises:
        SnapshotError: the manifest itself is missing or damaged.
    """
    tables = read_manifest(folder).tables
    return [_report(folder, name, entry) for name, entry in tables.items()]
