"""The symbols that the releases here print for a gene under another name."""

from __future__ import annotations

from dashboard.errors import SnapshotError
from dashboard.genes.printed_names import Names, Printed
from dashboard.genes.text import normal
from dashboard.rules.releases import Release
from dashboard.tables.answers.constraint import table_releases
from dashboard.tables.snapshot import Snapshot

COLUMNS = ("symbol", "hgnc_id", "is_primary")


def printed_names(snapshot: Snapshot) -> Names:
    """Return them by their normal form, the newest release's first; a damaged table has none."""
    found: dict[str, Printed] = {}
    for release in table_releases(snapshot).values():
        try:
            names = _of_release(snapshot, release)
        except SnapshotError:
            continue
        for key, name in names.items():
            found.setdefault(key, name)
    return found


def _of_release(snapshot: Snapshot, release: Release) -> dict[str, Printed]:
    """Return a release's, read once; a name of the rows of two genes is left out."""
    key = f"printed {release.table} {snapshot.entry(release.table).sha256}"

    def read() -> dict[str, Printed]:
        genes = snapshot.arrow("genes")
        symbols = dict(zip(genes["hgnc_id"].to_pylist(), genes["symbol"].to_pylist(), strict=True))
        rows = snapshot.arrow(release.table).select(COLUMNS).to_pylist()
        found: dict[str, set[Printed]] = {}
        for row in rows:
            gene = row["hgnc_id"]
            if gene and row["is_primary"] and row["symbol"] != symbols.get(gene):
                name = Printed(row["symbol"], gene, release.label)
                found.setdefault(normal(row["symbol"]), set()).add(name)
        return {form: next(iter(names)) for form, names in found.items() if len(names) == 1}

    return snapshot.once(key, read)
