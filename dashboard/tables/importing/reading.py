"""A constraint file, read whole: one row a gene, given to genes, ranked if the release is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dashboard.errors import BadFile
from dashboard.rules.releases import RELEASES, Release
from dashboard.tables.importing.figures import columns_of, figures
from dashboard.tables.importing.layouts import (
    V2_BY_GENE,
    V2_BY_TRANSCRIPT,
    V4_RANK,
    layout_of,
)
from dashboard.tables.importing.opening import AGAIN, Say, open_text
from dashboard.tables.importing.plausibility import plausibility_warnings, release_by_rows
from dashboard.tables.importing.rows import Fields, Table
from dashboard.tables.importing.selection import (
    Selection,
    canonical_rows,
    every_row,
    one_a_gene,
)
from dashboard.tables.making.constraint_rows import give_to_genes, rank
from dashboard.tables.making.constraint_tables import v2_names
from dashboard.tables.making.names import NAME_COLUMNS, GeneNames, count_ways, mane_lengths
from dashboard.tables.making.rows import Built, Row, whole
from dashboard.tables.snapshot import Snapshot

FEWEST_GENES = 16_000
"""A v4 file with fewer rows, one a gene, is an excerpt: v4.1 has 18,623, the newer ones more."""

Count = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRelease:
    """A release read from a file: its table, and what to say of it.

    `counts` go from the rows read to the rows ranked; `warnings` are kept as caveats. `own_ranks`:
    the ranks are those that a v4 file prints, not computed here.
    """

    release: Release
    file: str
    size: int
    sha256: str
    built: Built
    complete: bool
    canonical: int
    counts: tuple[Count, ...]
    warnings: tuple[str, ...]
    own_ranks: bool = False


def names_of(tables: Snapshot) -> GeneNames:
    """Return what finds the gene of a release's row, by the genes and transcripts of a snapshot.

    Raises:
        SnapshotError: One of the two tables cannot be read.
    """
    genes = tables.arrow("genes").select(list(NAME_COLUMNS)).to_pylist()
    return GeneNames(genes, mane_lengths(tables.arrow("transcripts").to_pylist()))


def read_release(
    path: Path, release: str | None, names: GeneNames, say: Say, named: str = "at the import"
) -> ParsedRelease:
    """Read and check a constraint file of a release; `named` says who tells that it is of it.

    Without a release its columns tell it, and its rows where columns are those of two.

    Raises:
        BadRelease: Files of this release are not imported.
        BadFile: The file is another release's, mixed, cut off, damaged, empty or no table.
    """
    if release is not None:
        layout_of(release)  # refuses another release before the file is read
    table, selected = _read(path, release, say)
    release, how = table.releases[0], None
    if len(table.releases) > 1:
        release, how = release_by_rows(table.name, table.columns, selected.rows)
    say(f"{table.count:,} rows read, {len(selected.rows):,} kept; giving them to genes")
    rows = figures(selected.rows, columns_of(table.columns), table.name)
    rows = give_to_genes(rows, names, v2_names() if table.layout in _V2_LAYOUTS else None)
    complete = _is_complete(rows, RELEASES[release], table.name)
    printed, unusable = (
        own_ranks(selected.rows, rows) if release == "v4.1.2" and complete else (None, None)
    )
    ranked = _rank(rows, RELEASES[release], printed, complete=complete)
    covers = None if complete else frozenset(str(r["hgnc_id"]) for r in rows if r["hgnc_id"])
    return ParsedRelease(
        release=RELEASES[release],
        file=table.name,
        size=path.stat().st_size,
        sha256=_sha256(path),
        built=Built(rows, covers),
        complete=complete,
        canonical=selected.canonical,
        own_ranks=printed is not None,
        counts=(*_counts(table.count, selected, rows), *ranked),
        warnings=(
            *plausibility_warnings(
                table.name, release, selected.rows, named, complete=complete, how=how
            ),
            *((unusable,) if unusable else ()),
        ),
    )


_V2_LAYOUTS = (V2_BY_GENE, V2_BY_TRANSCRIPT)
_SELECT = {V2_BY_GENE.title: every_row, V2_BY_TRANSCRIPT.title: canonical_rows}


def _read(path: Path, release: str | None, say: Say) -> tuple[Table, Selection]:
    with open_text(path) as file:
        table = Table(path, file, release)
        # gzip keeps the packed file under `fileobj`; its place tells how much is read.
        packed, size = getattr(file, "fileobj", file), path.stat().st_size
        rows = table.rows(say, lambda: packed.tell() / size)
        select = _SELECT.get(table.layout.title, one_a_gene)
        selected = select(rows, table.name)
    if not selected.rows:
        raise BadFile(
            f"{table.name} has {table.count:,} rows, but none of an Ensembl transcript that is "
            "MANE Select or canonical."
        )
    return table, selected


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_complete(rows: Sequence[Row], release: Release, name: str) -> bool:
    """Tell whether every gene of the release is there: by its own ranks, else by their number.

    Raises:
        BadFile: Two genes have one rank, or a rank is beyond those of the release.
    """
    if release.ranked_of is None:
        return len(rows) >= FEWEST_GENES
    places = [row["loeuf_rank"] for row in rows if row["loeuf_rank"] is not None]
    if not places:  # a copy without the column: it is whole if all that are ranked are here
        return sum(row["lof_oe_upper"] is not None for row in rows) == release.ranked_of
    if len(set(places)) < len(places) or max(places, default=0) > release.ranked_of:
        raise BadFile(
            f"The ranks in {name} are not {release.label}'s: 1 to {release.ranked_of:,}, each "
            f"once, is expected; found are {len(places):,}, up to {max(places):,}.",
            AGAIN,
        )
    return len(places) == release.ranked_of


def own_ranks(
    selected: Sequence[Fields], rows: Sequence[Row]
) -> tuple[list[int] | None, str | None]:
    """Return the rank of each row as v4.1.2 prints it, counted from 1 (T75), or why it is none.

    They are used where they count these rows: each row with a LOEUF once, in the order of LOEUF.
    """
    places = [whole(fields.get(V4_RANK)) for fields in selected]
    ranked = [
        (place, row["lof_oe_upper"])
        for place, row in zip(places, rows, strict=True)
        if row["lof_oe_upper"] is not None
    ]
    found = sorted((place, value) for place, value in ranked if place is not None)
    why = None
    if len(found) < len(ranked):
        why = f"{len(ranked) - len(found):,} rows with a LOEUF have none"
    elif [place for place, _ in found] != list(range(len(found))):
        last = found[-1][0] if found else 0
        why = f"they count others than these {len(found):,} rows, up to {last:,}"
    elif any(first > second for (_, first), (_, second) in pairwise(found)):
        why = "they are not in the order of LOEUF"
    if why:
        return None, f"The file's own ranks are not used, as {why}: ranks are computed."
    return [-1 if place is None else place + 1 for place in places], None


def _rank(
    rows: Sequence[Row], release: Release, printed: Sequence[int] | None, *, complete: bool
) -> tuple[Count, ...]:
    """Rank the rows of a whole release (T5); `printed` and v2.1.1's ranks are the file's own."""
    valued = [row["lof_oe_upper"] for row in rows if row["lof_oe_upper"] is not None]
    below = sum(value < release.loeuf_threshold for value in valued)
    counts = [
        ("with a LOEUF", len(valued)),
        (f"with a LOEUF below {release.loeuf_threshold:g}", below),
    ]
    if release.ranked_of is not None:
        ranked = sum(row["loeuf_rank"] is not None for row in rows)
        if complete and not ranked:
            ranked = rank(rows, "lof_oe_upper", "loeuf_rank")
    elif printed is not None:
        for row, place in zip(rows, printed, strict=True):
            row["loeuf_rank"] = place if row["lof_oe_upper"] is not None else None
        ranked = len(valued)
    elif complete:
        ranked = rank(rows, "lof_oe_upper", "loeuf_rank")
    else:
        ranked = 0
    counts.append(("ranked by LOEUF", ranked))
    if complete:
        by_z = rank(rows, "mis_z", "mis_z_rank", largest_first=True)
        counts.append(("ranked by missense Z", by_z))
    return tuple(counts)


def _counts(read: int, selected: Selection, rows: Sequence[Row]) -> tuple[Count, ...]:
    ways = {
        "mane": "given to a gene by MANE Select transcript",
        "id": "by Ensembl gene id",
        "symbol": "by approved symbol",
        "previous": "by previous symbol",
        "alias": "by alias",
        "unmapped": "under their own symbol: no gene of HGNC has their id or symbol",
    }
    return (
        ("rows read", read),
        *((f"dropped: {why}", count) for why, count in selected.dropped.items() if count),
        ("rows kept, one a gene", len(rows)),
        *((ways[way], count) for way, count in count_ways(rows).items()),
        ("further rows of a gene", sum(not row["is_primary"] for row in rows)),
    )
