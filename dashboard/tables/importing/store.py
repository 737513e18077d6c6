"""The folder of imported releases: a Parquet table each and a manifest, as the snapshot has.

A table's file is named by its content and written before the manifest that names it, so that a
reader, and an import that is broken off, see the old release or the new one, never a part. The
file of the release before stays until the next import: a running server may still read it.

An update brings several tables and switches them by one replacement of the manifest, which also
names the tables that they stand in the place of: a rollback brings those back.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.errors import BadRelease, SnapshotError
from dashboard.rules.absence import NOT_COVERED
from dashboard.rules.releases import RELEASES, importable
from dashboard.tables.brought import BROUGHT
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.making.catalogue import SOURCES
from dashboard.tables.making.files import write_table
from dashboard.tables.making.rows import Built, RowsOnDisk
from dashboard.tables.making.schemas import SCHEMAS
from dashboard.tables.making.wheels import sha256_of
from dashboard.tables.manifest import (
    FILE,
    IMPORT_AGAIN,
    Manifest,
    Source,
    TableEntry,
    Update,
    read_manifest,
)
from dashboard.tables.snapshot import Snapshot
from dashboard.tables.verify import problem_of

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
    return save_table(
        NewTable(parsed.release.table, parsed.built, source_of(parsed)), folder, today
    )


def save_table(table: NewTable, folder: Path, today: date) -> TableEntry:
    """Put a table into the folder, in the place of an older one of its name; raises as `save`."""
    name = table.name
    with _writing(folder):
        entry = write_built(table, folder)
        before = _manifest(folder)
        _switch(
            folder,
            before,
            Manifest(today.isoformat(), {**before.tables, name: entry}, previous=before.previous),
            name,
        )
    return entry


def joined(
    parsed: ParsedRelease, folder: Path, embedded: Snapshot
) -> tuple[ParsedRelease | None, tuple[str, ...]]:
    """Return an excerpt with the genes of the table that it would hide, and what to say of it.

    None where the whole release is here already: an excerpt adds nothing to it.

    Raises:
        SnapshotError: The table that it joins cannot be read.
    """
    table, name = parsed.release.table, parsed.release.name
    if parsed.complete:
        return parsed, ()
    here = Snapshot(folder) if table in imported(folder) else embedded
    if not here.has(table):
        return parsed, ()
    before = here.opened(table)
    if before.covers is None:
        rows = f"{before.arrow.num_rows:,} rows"
        return None, (f"The whole {name} is here, {rows}: this excerpt adds nothing to it.",)
    own = parsed.built.covers or frozenset()
    printed = {(row["symbol"], row["transcript"]) for row in parsed.built.rows}
    kept = [
        row
        for row in before.arrow.to_pylist()
        if row["hgnc_id"] not in own and (row["symbol"], row["transcript"]) not in printed
    ]
    genes = {row["hgnc_id"] for row in kept if row["hgnc_id"]}
    if not kept:
        return parsed, ()
    origin = "embedded" if here is embedded else "imported before"
    words = f"{len(genes):,} further genes of {name} stay as they were {origin}."
    whole = before.covers if before.wholly is None else before.wholly
    built = replace(
        parsed.built,
        rows=[*parsed.built.rows, *kept],
        covers=own | before.covers,
        complete_for=own | whole,
    )
    caveats = [one for one in here.entry(table).caveats if not one.startswith("An excerpt: ")]
    told = dict.fromkeys((*parsed.warnings, words, *caveats))
    return replace(parsed, built=built, warnings=tuple(told)), (words,)


def switch(entries: Mapping[str, TableEntry], built: Path, folder: Path, today: date) -> None:
    """Put tables in the place of others, all at once; `built` is the folder with their files.

    Raises:
        SnapshotError: The folder cannot be written, or an import is under way.
    """
    with _writing(folder):
        before = _manifest(folder)
        after = Manifest(
            today.isoformat(),
            {**before.tables, **entries},
            previous={name: before.tables.get(name) for name in entries},
        )
        for entry in entries.values():
            (built / entry.file).replace(folder / entry.file)
        _switch(folder, before, after)


def roll_back(folder: Path, today: date) -> Mapping[str, TableEntry | None]:
    """Bring back the tables that the last update replaced; done twice, it brings the update back.

    Returns what stands now of each, None where the table is not in the folder any more.

    Raises:
        BadRelease: No update has replaced anything.
        SnapshotError: The folder cannot be written, its manifest or a table of before is damaged.
    """
    if not (folder / FILE).exists():
        raise BadRelease(f"No update has been made in {folder}: there is nothing to go back to.")
    with _writing(folder):
        now = read_manifest(folder, IMPORT_AGAIN)
        if not now.previous:
            raise BadRelease(
                f"No update has been made in {folder}: there is nothing to go back to."
            )
        restored = {name: entry for name, entry in now.previous.items() if entry is not None}
        for name, entry in restored.items():
            if problem := problem_of(folder, entry):
                raise SnapshotError(
                    f"The table {name} of before cannot be brought back: {problem}.",
                    "What is here stands; run the update again for the newest.",
                )
        others = {name: entry for name, entry in now.tables.items() if name not in now.previous}
        after = Manifest(
            today.isoformat(),
            {**others, **restored},
            previous={name: now.tables.get(name) for name in now.previous},
        )
        _switch(folder, now, after)
    return now.previous


def drop(release: str, folder: Path, today: date) -> None:
    """Take a release out of the folder; the embedded one, if there is one, stands again.

    Raises:
        BadRelease: It has not been imported.
        SnapshotError: The folder cannot be written.
    """
    name = RELEASES[release].table if release in RELEASES else release
    with _writing(folder):
        tables = dict(imported(folder))
        if name not in tables or (tables[name].update is not None and release not in RELEASES):
            raise BadRelease(f"Release {release[:40]!r} has not been imported into {folder}.")
        gone = tables.pop(name)
        before = read_manifest(folder, IMPORT_AGAIN)
        after = Manifest(today.isoformat(), tables, previous=before.previous)
        if after.files:
            _replace(folder / FILE, after.as_json())
        else:
            (folder / FILE).unlink()
        if gone.file not in after.files:
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


def _manifest(folder: Path) -> Manifest:
    """Return what is there. A damaged manifest says nothing: those releases are lost."""
    try:
        return read_manifest(folder, IMPORT_AGAIN)
    except SnapshotError:
        return Manifest("", {})


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table to be written: its name, its rows, what the manifest says of it."""

    name: str
    built: Built
    source: Source
    update: Update | None = None


def write_built(table: NewTable, folder: Path) -> TableEntry:
    """Write a table's file into a folder, named by its content; a manifest has to name it yet.

    Raises:
        OSError: The folder cannot be written.
    """
    name, built = table.name, table.built
    brought = BROUGHT.get(name)
    schema = brought.schema if brought else SCHEMAS.get(name, SCHEMAS["constraint_v2_1"])
    handle, scratch = tempfile.mkstemp(prefix=f".{name}-", suffix=".parquet", dir=folder)
    os.close(handle)
    path = Path(scratch)
    try:
        if isinstance(built.rows, RowsOnDisk):
            built.rows.path.replace(path)
            rows = len(built.rows)
        else:
            rows = write_table(path, name, built, schema, _LEVEL)
        digest, size = sha256_of(path), path.stat().st_size
        entry = TableEntry(
            file=f"{name}-{digest[:12]}.parquet",
            rows=rows,
            sha256=digest,
            bytes=size,
            partial=built.covers is not None,
            complete_for=_complete_for(built),
            update=table.update,
            **asdict(table.source),
        )
        path.chmod(0o644)  # mkstemp's file is for its owner only
        _settle(path)
        path.replace(folder / entry.file)
    finally:
        path.unlink(missing_ok=True)
    return entry


def _complete_for(built: Built) -> tuple[str, ...] | None:
    """Return the genes of an excerpt of which it has all: as told, else each with a row."""
    covers = built.covers
    if isinstance(built.rows, RowsOnDisk) and covers is not None:
        return ()
    return None if covers is None else tuple(sorted(built.complete_for or covers))


def _switch(folder: Path, before: Manifest, after: Manifest, only: str = "") -> None:
    """Replace the manifest, then delete files that neither it nor the one before names.

    `only`: those of one table, as an import touches no other.
    """
    _replace(folder / FILE, after.as_json())
    named = before.files | after.files
    tables = (only,) if only else tuple({*before.tables, *before.previous, *after.tables})
    for table in tables:
        for path in folder.glob(f"{table}-*.parquet"):
            if path.name not in named:
                path.unlink(missing_ok=True)


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
        elif parsed.own_ranks:
            of = sum(row["loeuf_rank"] is not None for row in parsed.built.rows)
            ranks = f"rank = the file's lof.oe_ci.upper_rank + 1, of {of:,}"
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
