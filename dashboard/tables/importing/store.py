"""The folder of imported releases: a Parquet table each and a manifest, as the snapshot has.

A table's file is named by its content and written before the manifest that names it, so that a
reader, and an import that is broken off, see the old release or the new one, never a part. The
file of the release before stays until the next import: a running server may still read it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.errors import BadRelease, SnapshotError
from dashboard.rules.absence import NOT_COVERED
from dashboard.rules.releases import RELEASES, importable
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.making.catalogue import SOURCES
from dashboard.tables.making.files import write_table
from dashboard.tables.making.schemas import SCHEMAS
from dashboard.tables.making.wheels import sha256_of
from dashboard.tables.manifest import (
    FILE,
    IMPORT_AGAIN,
    Manifest,
    Source,
    TableEntry,
    read_manifest,
)

LOCK = "import.lock"
_PATIENCE_S = 60.0
_LEVEL = 6  # of zstd: packed in a moment, a few per cent larger than the embedded tables


def imported(folder: Path) -> Mapping[str, TableEntry]:
    """Return what has been imported, by table; nothing where there is no folder yet.

    Raises:
        SnapshotError: The folder's manifest is damaged.
    """
    return read_manifest(folder, IMPORT_AGAIN).tables if (folder / FILE).exists() else {}


def save(parsed: ParsedRelease, folder: Path, today: date) -> TableEntry:
    """Put a release into the folder, in the place of an older import of it.

    Raises:
        SnapshotError: The folder cannot be written, or another import is under way.
    """
    with _writing(folder):
        entry = _write_table(parsed, folder)
        _write_manifest(folder, _others(folder, parsed.release.table), entry, parsed, today)
    return entry


def drop(release: str, folder: Path, today: date) -> None:
    """Take a release out of the folder; the embedded one, if there is one, stands again.

    Raises:
        BadRelease: It has not been imported.
        SnapshotError: The folder cannot be written.
    """
    name = RELEASES[release].table if release in RELEASES else ""
    with _writing(folder):
        tables = dict(imported(folder))
        if name not in tables:
            raise BadRelease(f"Release {release[:40]!r} has not been imported into {folder}.")
        gone = tables.pop(name)
        if tables:
            _replace(folder / FILE, Manifest(today.isoformat(), tables).as_json())
        else:
            (folder / FILE).unlink()
        (folder / gone.file).unlink(missing_ok=True)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=_PATIENCE_S):
            yield
    except Timeout:
        raise SnapshotError(
            f"Another import into {folder} is under way.", "Try again when it is done."
        ) from None
    except OSError as error:
        raise SnapshotError(
            f"{folder} cannot be written: {error.strerror or error}.",
            "Name another folder in GCD_DATA_DIR.",
        ) from error


def _others(folder: Path, table: str) -> dict[str, TableEntry]:
    """Return what else is there. A damaged manifest says nothing: those releases are lost."""
    try:
        tables = imported(folder)
    except SnapshotError:
        tables = {}
    return {name: entry for name, entry in tables.items() if name != table}


def _write_table(parsed: ParsedRelease, folder: Path) -> TableEntry:
    name = parsed.release.table
    handle, scratch = tempfile.mkstemp(prefix=f".{name}-", suffix=".parquet", dir=folder)
    os.close(handle)
    path = Path(scratch)
    try:
        rows = write_table(path, name, parsed.built, SCHEMAS["constraint_v2_1"], _LEVEL)
        digest, size = sha256_of(path), path.stat().st_size
        entry = TableEntry(
            file=f"{name}-{digest[:12]}.parquet",
            rows=rows,
            sha256=digest,
            bytes=size,
            partial=parsed.built.covers is not None,
            complete_for=_complete_for(parsed),
            **asdict(source_of(parsed)),
        )
        path.chmod(0o644)  # mkstemp's file is for its owner only
        _settle(path)
        path.replace(folder / entry.file)
    finally:
        path.unlink(missing_ok=True)
    return entry


def _complete_for(parsed: ParsedRelease) -> tuple[str, ...] | None:
    """Return the genes of an excerpt: each has the one row that the release has of it."""
    covers = parsed.built.covers
    return None if covers is None else tuple(sorted(covers))


def _write_manifest(
    folder: Path,
    others: Mapping[str, TableEntry],
    entry: TableEntry,
    parsed: ParsedRelease,
    today: date,
) -> None:
    before = {other.file for other in _before(folder).values()}
    tables = {**others, parsed.release.table: entry}
    _replace(folder / FILE, Manifest(today.isoformat(), tables).as_json())
    named = before | {other.file for other in tables.values()}
    for path in folder.glob(f"{parsed.release.table}-*.parquet"):
        if path.name not in named:
            path.unlink(missing_ok=True)


def _before(folder: Path) -> Mapping[str, TableEntry]:
    try:
        return imported(folder)
    except SnapshotError:
        return {}


def _replace(path: Path, content: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(content, encoding="utf-8")
    _settle(fresh)
    fresh.replace(path)


def _settle(path: Path) -> None:
    """Wait until a file is on the disk: its new name must not get there before its content."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def source_of(parsed: ParsedRelease) -> Source:
    """Return what the manifest says of where a table comes from."""
    published = importable()[parsed.release.name]
    return replace(
        SOURCES[published.like],
        release=parsed.release.name,
        build=parsed.release.build,
        date=published.date,
        package=None,
        method=_method(parsed),
        caveats=_caveats(parsed),
    )


def _method(parsed: ParsedRelease) -> str:
    if parsed.release.ranked_of is not None:
        rows = "Canonical transcripts, one row a gene"
        ranks = f"rank = the file's oe_lof_upper_rank + 1, of {parsed.release.ranked_of:,}"
    else:
        rows = "MANE Select transcripts, Ensembl rows; else the protein-coding canonical one"
        ranks = "rank = 1 + rows with a smaller LOEUF, of all rows with a LOEUF"
        if not parsed.complete:
            ranks = "no ranks"
    return (
        f"{rows}; {parsed.release.interval}; {ranks}. Imported from {parsed.file} "
        f"({parsed.size:,} bytes, SHA-256 {parsed.sha256})"
    )


def _caveats(parsed: ParsedRelease) -> tuple[str, ...]:
    counts = dict(parsed.counts)
    found = [*parsed.warnings]
    if parsed.built.covers is not None:
        found.append(
            f"An excerpt: {counts['rows kept, one a gene']:,} genes, far fewer than the release "
            f"has. Others are {NOT_COVERED}."
            if parsed.release.ranked_of is None
            else f"An excerpt: {counts['ranked by LOEUF']:,} of the release's "
            f"{parsed.release.ranked_of:,} ranked genes. Others are {NOT_COVERED}."
        )
    unmapped = sum(not row["hgnc_id"] for row in parsed.built.rows)
    if unmapped:
        found.append(f"Rows under their own symbol, which no gene of HGNC has: {unmapped:,}.")
    if parsed.canonical:
        found.append(
            f"Genes without a MANE Select row, whose canonical row stands: {parsed.canonical:,}."
        )
    return tuple(found)
