"""The transcripts table: all MANE transcripts, with exon borders on the protein.

MANE's summary names the transcripts; the bigBed has their exons and coding parts. A transcript
whose exact version is not in the bigBed, or that codes for nothing, has no protein length.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.tables.making.mane_exons import numbers
from dashboard.tables.making.rows import Built, Row, text

_CHROMOSOMES = {f"NC_{number:06d}": str(number) for number in range(1, 23)} | {
    "NC_000023": "X",
    "NC_000024": "Y",
}


@dataclass(frozen=True, slots=True)
class Coding:
    """The coding part of a transcript: bases of each coding exon, in reading order."""

    exon_bases: tuple[int, ...]

    @property
    def protein_length(self) -> int | None:
        """Return the residues without the stop codon; None if the bases are no whole codons."""
        codons, rest = divmod(sum(self.exon_bases), 3)
        return codons - 1 if codons > 1 and not rest else None

    @property
    def exon_borders(self) -> list[int]:
        """Return the residue in which each coding exon but the last ends, ascending.

        A border inside the stop codon is no border of the protein.
        """
        length = self.protein_length or 0
        ends, bases = set(), 0
        for exon in self.exon_bases[:-1]:
            bases += exon
            ends.add(-(-bases // 3))
        return sorted(end for end in ends if end <= length)


def coding(
    start: int, strand: str, thick: tuple[int, int], sizes: Sequence[int], starts: Sequence[int]
) -> Coding:
    """Cut the exons to the coding part and put them in reading order.

    Coordinates are 0-based and half-open, as in BED; `starts` are relative to `start`.
    """
    found = []
    for size, offset in zip(sizes, starts, strict=True):
        begin = max(start + offset, thick[0])
        end = min(start + offset + size, thick[1])
        if end > begin:
            found.append(end - begin)
    return Coding(tuple(reversed(found) if strand == "-" else found))


def parse_record(record: Sequence[object]) -> tuple[str, Coding]:
    """Return the transcript (with version) and the coding part of one bigGenePred record."""
    start, fields = int(str(record[0])), [str(value) for value in record[2:]]
    thick = (int(fields[3]), int(fields[4]))
    part = coding(start, fields[2], thick, numbers(fields[7]), numbers(fields[8]))
    return fields[0], part


def read_bigbed(path: Path) -> list[tuple[str, Sequence[object]]]:
    """Return chromosome and fields of every record in MANE's bigBed.

    Raises:
        SnapshotError: pybigtools, which only the build needs, is not installed.
    """
    try:
        pybigtools = importlib.import_module("pybigtools")
    except ImportError as error:
        raise SnapshotError(
            "building the snapshot needs pybigtools, which is not installed",
            hint="Run `pip install -r requirements-build.txt`.",
        ) from error
    with pybigtools.open(str(path)) as bigbed:
        return [(name, record) for name in bigbed.chroms() for record in bigbed.records(name)]


def coding_parts(records: Iterable[tuple[str, Sequence[object]]]) -> dict[str, Coding]:
    """Return the coding part of every transcript among the bigBed's records."""
    return dict(parse_record(record) for _, record in records)


def parse_reference_chromosome(accession: str) -> str:
    """Return "17" for "NC_000017.11"; patches and alternate loci keep their accession."""
    return _CHROMOSOMES.get(accession.partition(".")[0], accession)


def _transcript(row: Mapping[str, str], part: Coding | None) -> Row:
    length = part.protein_length if part else None
    return {
        "hgnc_id": text(row["HGNC_ID"]),
        "transcript": row["Ensembl_nuc"],
        "refseq": text(row["RefSeq_nuc"]),
        "protein": text(row["Ensembl_prot"]),
        "status": row["MANE_status"],
        "chromosome": parse_reference_chromosome(row["GRCh38_chr"]),
        "strand": row["chr_strand"],
        "protein_length": length,
        "exon_borders": part.exon_borders if part and length else [],
    }


def transcripts_table(mane: Iterable[Mapping[str, str]], parts: Mapping[str, Coding]) -> Built:
    """Return all MANE transcripts; those without a coding part have a null protein length."""
    rows = [_transcript(row, parts.get(row["Ensembl_nuc"])) for row in mane]
    known = {str(row["transcript"]) for row in rows}
    counts = {
        "with a protein length": sum(row["protein_length"] is not None for row in rows),
        "without a HGNC id": sum(row["hgnc_id"] is None for row in rows),
        "bigBed records of no current MANE transcript": len(set(parts) - known),
    }
    return Built(rows, counts=counts)
