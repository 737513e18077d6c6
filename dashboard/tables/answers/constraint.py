"""Constraint of one gene, read from the snapshot's tables into models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import SnapshotError
from dashboard.models import (
    Answer,
    Constraint,
    ConstraintRow,
    Coverage,
    Gene,
    OtherRelease,
    Problem,
    State,
)
from dashboard.rules.constraint import (
    CLASSES,
    TRIED,
    capped_notes,
    has_all_classes,
    is_mane_select,
    loeuf_band,
    no_row,
    other_transcript_note,
    rank_of,
    warnings_for,
    why_absent,
)
from dashboard.rules.releases import BAND_STANDS, RELEASES, Release
from dashboard.tables.manifest import DOUBT
from dashboard.tables.snapshot import Snapshot

FIELDS = ("obs", "exp", "oe", "oe_lower", "oe_upper", "z")


def constraint(
    snapshot: Snapshot,
    gene: Gene,
    release: Release,
) -> Answer[Constraint]:
    """Return the gene's constraint in one release, or why there is none.

    Raises:
        TableDamaged: The release's table cannot be read.
    """
    provenance = snapshot.provenance(release.table)
    rows = snapshot.records(release.table, gene.hgnc_id)
    own = next((row for row in rows if row["is_primary"]), None)
    if own is None:
        state = _absent_state(snapshot, gene, release)
        return Answer(
            state,
            None,
            provenance,
            _absent_problem(snapshot, gene, release),
            coverage=Coverage(state is State.EMPTY, 0 if state is State.EMPTY else None),
        )
    others = tuple(row["transcript"] for row in rows if not row["is_primary"])
    found = _constraint_of(own, gene, release, snapshot)
    found = replace(found, other_transcripts=others)
    whole = snapshot.has_all_of(release.table, gene.hgnc_id)
    return Answer(
        State.SNAPSHOT,
        found,
        provenance,
        notes=import_note(snapshot, release),
        coverage=Coverage(whole, len(CLASSES) if whole else None),
    )


def import_note(snapshot: Snapshot, release: Release) -> tuple[str, ...]:
    """Return what stands beside figures that do not come from the embedded tables."""
    if not snapshot.is_imported(release.table):
        return ()
    update = snapshot.entry(release.table).update
    return (f"Updated here on {update.retrieved[:10]}." if update else "Imported here.",)


def plausibility_warnings(snapshot: Snapshot, release: Release) -> tuple[str, ...]:
    """Return the caveats that speak against the release's name: every figure carries them."""
    caveats = snapshot.entry(release.table).caveats
    return tuple(caveat for caveat in caveats if caveat.startswith(DOUBT))


def table_releases(snapshot: Snapshot) -> dict[str, Release]:
    """Return the releases of which there is a table, newest first; none without a manifest."""
    try:
        return {name: rel for name, rel in RELEASES.items() if snapshot.has(rel.table)}
    except SnapshotError:
        return {}


def every_release(snapshot: Snapshot, gene: Gene) -> dict[str, Answer[Constraint]]:
    """Return the answer of each release that has the gene and can be read, newest first.

    A damaged table is left out here: the panel asks for its own release and reports the damage.
    """
    found = {}
    for name, release in table_releases(snapshot).items():
        try:
            answer = constraint(snapshot, gene, release)
        except SnapshotError:
            continue
        if answer.data is not None:
            found[name] = answer
    return found


def in_short(found: Constraint) -> OtherRelease:
    """Return what the release switch says of a release."""
    return OtherRelease(
        found.release, found.label, has_all_classes(found), found.loeuf, found.loeuf_threshold
    )


def _constraint_of(
    row: Mapping[str, Any],
    gene: Gene,
    release: Release,
    snapshot: Snapshot,
) -> Constraint:
    loeuf = row["lof_oe_upper"]
    partial = snapshot.covers(release.table) is not None
    rank = rank_of(row["loeuf_rank"], ranked(snapshot, release, "loeuf_rank"))
    band = None if rank else loeuf_band(release, loeuf)
    rows = tuple(_class_row(row, name) for name in CLASSES)
    return Constraint(
        release=release.name,
        label=release.label,
        complete=not partial,
        build=release.build,
        transcript=row["transcript"],
        rows=rows,
        loeuf=loeuf,
        pli=row["pli"],
        flags=tuple(row["flags"]),
        loeuf_threshold=release.loeuf_threshold,
        rank=rank,
        missense_rank=rank_of(row["mis_z_rank"], ranked(snapshot, release, "mis_z_rank")),
        band=band,
        symbol_in_release=row["symbol"],
        mapped_by=row["mapped_by"],
        is_mane_select=is_mane_select(row["transcript"], gene),
        notes=(
            *_printed_as(row, gene, release),
            *((caution,) if (caution := row.get("caution")) else ()),  # older imports have none
            *_gaps(row, release),
            *capped_notes(release, rows),
            *other_transcript_note(release.label, row["transcript"], gene),
            *release.caveats,
            *plausibility_warnings(snapshot, release),
            *(release.partial_caveats if partial else ()),
            *((BAND_STANDS,) if band else ()),
            *warnings_for(gene.symbol, release),
        ),
    )


def _printed_as(row: Mapping[str, Any], gene: Gene, release: Release) -> tuple[str, ...]:
    """Say under which symbol the release prints the row, where it is not the gene's of today."""
    if row["symbol"] == gene.symbol:
        return ()
    return (f"{release.label} prints this row as {row['symbol']}.",)


def _gaps(row: Mapping[str, Any], release: Release) -> tuple[str, ...]:
    """Say which classes the copy of a release lacks for a gene; unknown is not zero."""
    if row["lof_oe_upper"] is not None and row["lof_oe"] is None:
        return (
            f"The copy of {release.label} here has LOEUF and pLI only for this gene: its counts, "
            "o/e, Z, flags and rank are not known here.",
        )
    words = {"mis": "missense", "syn": "synonymous"}
    missing = [
        words[name]
        for name in words
        if row[f"{name}_exp"] is None and f"no_exp_{name}" not in row["flags"]
    ]
    if not missing:
        return ()
    classes = " and ".join(missing)
    return (f"The copy of {release.label} here has no {classes} counts for this gene.",)


def _class_row(row: Mapping[str, Any], name: str) -> ConstraintRow:
    values = {field: row[f"{name}_{field}"] for field in FIELDS}
    prefix = f"{name}_"
    computed = tuple(c.removeprefix(prefix) for c in row["computed"] if c.startswith(prefix))
    return ConstraintRow(variant_class=name, **values, computed=computed)


def ranked(snapshot: Snapshot, release: Release, column: str) -> int | None:
    """Return how many rows of a release are ranked: its own figure, or the rows with a rank."""
    if snapshot.covers(release.table) is not None:
        return release.ranked_of
    return snapshot.filled(release.table, column)


def _absent_state(snapshot: Snapshot, gene: Gene, release: Release) -> State:
    if why_absent(gene, release) or snapshot.covers(release.table) is None:
        return State.EMPTY
    return State.NOT_COVERED


def _absent_problem(snapshot: Snapshot, gene: Gene, release: Release) -> Problem:
    reason = why_absent(gene, release)
    if reason:
        return Problem("not_applicable", reason)
    if snapshot.covers(release.table) is not None:
        covers = snapshot.covers(release.table) or ()
        return Problem(
            "not_covered",
            f"Only {len(covers):,} genes of {release.label} are here; "
            f"{gene.symbol} is not among them.",
            "Choose another release.",
        )
    message = f"{no_row(gene, release)}{_unclear(snapshot, gene, release)}"
    return Problem("empty", message, TRIED)


def _unclear(snapshot: Snapshot, gene: Gene, release: Release) -> str:
    """Return which rows carry the id or an old name of a gene and stand elsewhere (T63)."""
    rows = snapshot.arrow(release.table)
    names = pa.array([name.upper() for name in (gene.symbol, *gene.previous, *gene.aliases)])
    with_id = pc.equal(rows["ensembl_id"], gene.ensembl_id or "")
    named = pc.is_in(pc.utf8_upper(rows["symbol"]), value_set=names)
    columns = ["symbol", "transcript", "hgnc_id", "ensembl_id"]
    found = rows.select(columns).filter(pc.or_(pc.fill_null(with_id, False), named)).to_pylist()
    said = []
    for row in found:
        owner = _symbol_of(snapshot, row["hgnc_id"])
        has_id = gene.ensembl_id is not None and row["ensembl_id"] == gene.ensembl_id
        if has_id or owner != row["symbol"]:  # else the row is another gene's by its own symbol
            carries = "its gene id" if has_id else "one of its names"
            stands = f"{owner}'s" if owner else "a row of its own"
            said.append(
                f" Not clear: the row printed as {row['symbol']} ({row['transcript']}) carries "
                f"{carries} and is shown as {stands}."
            )
    return "".join(said)


def _symbol_of(snapshot: Snapshot, hgnc_id: str | None) -> str | None:
    found = snapshot.records("genes", hgnc_id) if hgnc_id else []
    return found[0]["symbol"] if found else None
