"""ClinVar's files as tables: the whole release that an update brings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dashboard.rules import licences
from dashboard.tables.importing.opening import Say
from dashboard.tables.importing.store import NewTable
from dashboard.tables.making.clinvar_records import Genes, Ledger
from dashboard.tables.making.clinvar_table import ClinvarFile, summary_blocks, write_clinvar
from dashboard.tables.making.rows import Built, RowsOnDisk
from dashboard.tables.manifest import Source

TABLE = "clinvar"
_EVERY = 1_000_000  # rows between two lines of progress


def clinvar_release(
    path: Path, version: str | None, notes: Iterable[str], genes: Genes, scratch: Path, say: Say
) -> NewTable:
    """Return a whole variant_summary as a table; the file is in `scratch` until it is moved.

    Raises:
        BadFile: The file is another one, cut off or damaged.
        OSError: The disk is full.
    """
    told = 0

    def heard(rows: int) -> None:
        nonlocal told
        if rows - told >= _EVERY:
            told = rows
            say(f"{rows:,} rows read")

    scratch.mkdir(parents=True, exist_ok=True)
    made = write_clinvar(
        summary_blocks(path), genes, scratch / f"{TABLE}.parquet", scratch / "between", heard
    )
    for line in made.ledger.lines():
        say(line)
    release = version or f"undated, newest evaluation {made.ledger.newest or 'not stated'}"
    return NewTable(TABLE, _built(made), _source(made.ledger, release, version, tuple(notes)))


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
