"""Where the snapshot's tables come from and whether their files are as they should be."""

from __future__ import annotations

from dashboard.models import TableFacts
from dashboard.snapshot.open import Snapshot
from dashboard.snapshot.verify import verify


def table_facts(snapshot: Snapshot) -> tuple[TableFacts, ...]:
    """Return what is known of every table, with what is wrong with its file.

    Raises:
        SnapshotError: The manifest cannot be read.
    """
    problems = {report.name: report.problem for report in verify(snapshot.folder)}
    return tuple(
        TableFacts(
            name=name,
            provenance=entry.provenance,
            rows=entry.rows,
            partial=entry.partial,
            sha256=entry.sha256,
            package=entry.package,
            method=entry.method,
            caveats=entry.caveats,
            problem=problems[name],
        )
        for name, entry in snapshot.manifest.tables.items()
    )
