"""ClinVar's files as tables: the whole release that an update brings, excerpts of an import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from dashboard.errors import BadFile, SnapshotError
from dashboard.rules import licences
from dashboard.tables.importing.opening import Say, shown
from dashboard.tables.importing.store import NewTable
from dashboard.tables.making.clinvar_records import Genes, Ledger
from dashboard.tables.making.clinvar_table import (
    ClinvarFile,
    Heard,
    export_blocks,
    header_of,
    kind_of,
    summary_blocks,
    write_clinvar,
)
from dashboard.tables.making.rows import Built, RowsOnDisk
from dashboard.tables.making.wheels import sha256_of
from dashboard.tables.manifest import Source

TABLE = "clinvar"
EXCERPT = "clinvar_excerpt_"
"""What the name of an excerpt's table begins with; the rest is of its content."""

WHOLE_ROWS = 3_000_000
"""Variants from which a file is no excerpt any more."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
_EVERY = 1_000_000  # rows between two lines of progress


def clinvar_release(
    path: Path, version: str | None, notes: Iterable[str], genes: Genes, scratch: Path, say: Say
) -> NewTable:
    """Return a whole variant_summary as a table; the file is in `scratch` until it is moved.

    Raises:
        BadFile: The file is another one, cut off or damaged.
        SnapshotError: The folder cannot be written.
    """
    told = 0

    def heard(rows: int) -> None:
        nonlocal told
        if rows - told >= _EVERY:
            told = rows
            say(f"{rows:,} rows read")

    made = _written(summary_blocks(path), genes, scratch, heard)
    for line in made.ledger.lines():
        say(line)
    release = version or f"undated, newest evaluation {made.ledger.newest or 'not stated'}"
    return NewTable(TABLE, _built(made), _source(made.ledger, release, version, tuple(notes)))


def clinvar_excerpt(path: Path, genes: Genes, scratch: Path) -> tuple[NewTable, Ledger]:
    """Return an excerpt of ClinVar as a table of its own, and the ledger of its rows.

    It is never taken for the whole, whatever it has. The table is named by the file's content, so
    that excerpts stand side by side; its file is in `scratch` until it is moved.

    Raises:
        BadFile: It is no table of ClinVar, cut off or damaged, has the size of the whole, or no
            row of it is a gene's.
        SnapshotError: The folder cannot be written.
    """
    kind = kind_of(header_of(path))
    if kind is None:
        raise BadFile(f"{shown(path.name)} is no table of ClinVar.")
    sha256 = sha256_of(path)
    blocks = summary_blocks(path) if kind == "summary" else export_blocks(path)
    made = _written(blocks, genes, scratch, lambda _rows: None)
    if made.rows >= WHOLE_ROWS:
        raise BadFile(
            f"{shown(path.name)} has {made.rows:,} variants: it is a whole release.",
            "`update --only clinvar --from FOLDER` checks it and takes it as one.",
        )
    if not made.rows:
        raise BadFile(f"No row of {shown(path.name)} is of a gene. {' '.join(made.ledger.lines())}")
    name = f"{EXCERPT}{sha256[:8]}"
    day = _day_in(path.name)
    newest = made.ledger.newest
    dated = f"of {day}" if day else f"undated, newest evaluation {newest or 'not stated'}"
    notes = (
        f"An excerpt, {shown(path.name)} ({path.stat().st_size:,} bytes, SHA-256 {sha256}): at "
        "least these records; nothing follows from what is missing.",
    )
    source = _source(made.ledger, f"excerpt {shown(path.name)}, {dated}", day, notes)
    built = replace(_built(made), covers=frozenset())
    return NewTable(name, built, source), made.ledger


def _written(blocks: Iterator[pa.Table], genes: Genes, scratch: Path, heard: Heard) -> ClinvarFile:
    """Write a table into a folder.

    Raises:
        BadFile: As the blocks do.
        SnapshotError: The folder cannot be written.
    """
    path = scratch / f"{TABLE}.parquet"
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        return write_clinvar(blocks, genes, path, scratch / "between", heard)
    except OSError as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise SnapshotError(
            f"{scratch} cannot be written: {error.strerror or error}.",
            "ClinVar needs about 1.5 GB there while it is built. Make room and run it again.",
        ) from error


def _day_in(name: str) -> str | None:
    found = _DAY.search(name)
    return found[1] if found else None


def _built(made: ClinvarFile) -> Built:
    return Built(RowsOnDisk(made.path, made.rows, made.of))


def _source(ledger: Ledger, release: str, day: str | None, notes: tuple[str, ...]) -> Source:
    return Source(
        source="ClinVar",
        release=release,
        build="GRCh38",
        licence=licences.CLINVAR.licence,
        citation=licences.CLINVAR.citation,
        url="https://www.ncbi.nlm.nih.gov/clinvar/",
        date=day,
        package=None,
        method="variant_summary: each variant once, its GRCh38 row, else that of an older build; "
        "of the gene that its ids name, of several the one whose transcript its name is on; "
        "residues are read from the name where it is on the gene's MANE Select transcript",
        caveats=(
            *notes,
            "The consequence is that of the protein change in the name; the file has none.",
            *ledger.lines(),
            *ledger.unknown_words(),
        ),
    )
