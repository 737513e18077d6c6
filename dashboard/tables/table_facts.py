"""Where the tables come from and whether their files are as they should be."""

from __future__ import annotations

from dataclasses import replace

from dashboard.errors import SnapshotError
from dashboard.models import Provenance, TableFacts
from dashboard.tables.manifest import FILE, IMPORT_AGAIN, REBUILD, TableEntry, Update, read_manifest
from dashboard.tables.snapshot import Snapshot
from dashboard.tables.verify import verify


def table_facts(snapshot: Snapshot) -> tuple[TableFacts, ...]:
    """Return what is known of every table, with what is wrong with its file; imported ones first.

    Raises:
        SnapshotError: The embedded tables' manifest cannot be read.
    """
    imported = _imported(snapshot.imported)
    names = {facts.name: "updated" if facts.updated else "imported" for facts in imported}
    problems = {report.name: report.problem for report in verify(snapshot.folder)}
    embedded = (
        replace(
            _facts(name, entry, problems[name]),
            behind=name in names,
            stands_before=names.get(name, "imported"),
        )
        for name, entry in snapshot.manifest.tables.items()
    )
    return (*imported, *embedded)


def _imported(tables: Snapshot | None) -> tuple[TableFacts, ...]:
    """Return the facts of the imported tables as they are on the disk now."""
    if tables is None or not (tables.folder / FILE).exists():
        return ()
    try:
        entries = read_manifest(tables.folder, IMPORT_AGAIN).tables
    except SnapshotError as error:
        return _unlisted(tables, error)
    problems = {report.name: report.problem for report in verify(tables.folder)}
    return tuple(
        replace(_facts(name, entry, problems[name]), imported=True, remedy=_remedy(entry))
        for name, entry in entries.items()
    )


def _remedy(entry: TableEntry) -> str:
    if entry.update is None:
        return IMPORT_AGAIN
    return f"Run `python -m dashboard update --only {entry.update.source}`: it makes it anew."


def _unlisted(tables: Snapshot, error: SnapshotError) -> tuple[TableFacts, ...]:
    """Return the releases whose manifest is damaged, by the names of their files."""
    names = {path.name.rpartition("-")[0] for path in tables.folder.glob("constraint_*-*.parquet")}
    return tuple(
        TableFacts(
            name=name,
            provenance=Provenance(source="imported"),
            rows=0,
            partial=False,
            sha256="",
            package=None,
            method="",
            caveats=(),
            problem=error.message,
            imported=True,
            remedy=error.hint,
        )
        for name in sorted(names) or (FILE,)
    )


def _facts(name: str, entry: TableEntry, problem: str | None) -> TableFacts:
    return TableFacts(
        name=name,
        provenance=entry.provenance,
        rows=entry.rows,
        partial=entry.partial,
        sha256=entry.sha256,
        package=entry.package,
        method=entry.method,
        caveats=entry.caveats,
        problem=problem,
        remedy=REBUILD,
        wholly=None if entry.complete_for is None else len(entry.complete_for),
        each_wholly=entry.each_wholly,
        updated=_updated(entry.update),
    )


def _updated(update: Update | None) -> tuple[str, ...]:
    """Say when an update made a table, and from which files."""
    if update is None:
        return ()
    moment = update.retrieved.replace("T", " ").replace("+00:00", " UTC")
    return (
        f"Made by update at {moment}, checked before it was switched to.",
        *(
            f"{file.name}: {file.bytes:,} bytes, SHA-256 {file.sha256}, "
            # What follows a question mark can be somebody's key.
            f"{'from ' + file.url.partition('?')[0] if file.url else 'out of a folder'}; "
            f"{'published: ' + file.checksum if file.checksum else 'no checksum is published'}."
            for file in update.files
        ),
    )
