"""ClinVar's table out of its files: read in blocks, sorted by gene on the disk, written once.

Memory stays flat whatever the file has: rows go to scratch files by ranges of genes, and each of
those is sorted and written by itself. In the table a gene's rows lie in one row group (several
where it has very many), so that reading a gene reads a few thousand rows.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from dashboard.errors import BadFile
from dashboard.tables.gene_rows import LEDGER
from dashboard.tables.importing.opening import AGAIN, open_text, shown
from dashboard.tables.making.clinvar_records import (
    RAW,
    SCHEMA,
    Genes,
    Ledger,
    Placer,
    later_builds,
)
from dashboard.tables.making.rows import Row
from dashboard.tables.snapshot import Snapshot

COLUMNS: Mapping[str, str] = {
    "allele": "AlleleID",
    "type": "Type",
    "name": "Name",
    "entrez": "GeneID",
    "genes": "GeneSymbol",
    "hgnc": "HGNC_ID",
    "class": "ClinicalSignificance",
    "evaluated": "LastEvaluated",
    "rs": "RS# (dbSNP)",
    "condition_ids": "PhenotypeIDS",
    "conditions": "PhenotypeList",
    "origin": "Origin",
    "assembly": "Assembly",
    "chromosome": "Chromosome",
    "review": "ReviewStatus",
    "submitters": "NumberSubmitters",
    "variation": "VariationID",
    "pos": "PositionVCF",
    "ref": "ReferenceAlleleVCF",
    "alt": "AlternateAlleleVCF",
    "somatic": "SomaticClinicalImpact",
    "somatic_review": "ReviewStatusClinicalImpact",
    "oncogenicity": "Oncogenicity",
    "oncogenicity_review": "ReviewStatusOncogenicity",
}
"""The columns of variant_summary that are read, by the names here; surplus ones are allowed."""

NEEDED = tuple(
    COLUMNS[name]
    for name in ("name", "entrez", "genes", "class", "review", "assembly", "variation", "evaluated")
)
"""Columns without which a file is no variant_summary; the others are as old as 2024."""

_BLOCK = 8 << 20
_BUCKETS = 64
_ROWS_A_BATCH = 40_000
_GROUP = 6_000
_LEVEL = 9
_IPC = pa.ipc.IpcWriteOptions(compression="lz4")
_DICTIONARY = (
    *("gene", "transcript", "consequence", "reason", "type", "raw_class", "review_status"),
    *("evaluated", "submitters", "origin", "conditions", "condition_ids", "build", "chromosome"),
    *("ref", "alt", "somatic_impact", "somatic_review", "oncogenicity", "oncogenicity_review"),
)
_NUMBERS = ("start", "end", "variation_id", "allele_id", "pos", "dbsnp")

Heard = Callable[[int], None]
"""Is told how many rows are read."""


@dataclass(frozen=True, slots=True)
class ClinvarFile:
    """A table that was written: its file and its ledger."""

    path: Path
    rows: int
    ledger: Ledger

    def of(self, hgnc_id: str) -> list[Row]:
        """Return the rows of a gene."""
        number = int(hgnc_id.removeprefix("HGNC:"))
        found = pq.read_table(self.path, filters=[("gene", "=", number)], use_threads=False)
        return [{"hgnc_id": hgnc_id, **row} for row in found.to_pylist()]


def genes_of(snapshot: Snapshot) -> Genes:
    """Return what finds the gene of a record, out of the tables of genes and of transcripts."""
    genes = snapshot.arrow("genes").select(
        ["hgnc_id", "symbol", "entrez_id", "mane_refseq", "previous"]
    )
    transcripts = snapshot.arrow("transcripts").select(
        ["hgnc_id", "refseq", "status", "protein_length"]
    )
    return Genes(genes.to_pylist(), transcripts.to_pylist())


def header_of(path: Path) -> tuple[str, ...]:
    """Return the columns of a tab-separated file, without the first one's #.

    Raises:
        BadFile: It is no text, empty, or damaged.
    """
    try:
        with open_text(path) as file:
            first = file.readline(1 << 16)
    except (EOFError, OSError, zlib.error) as error:
        raise BadFile(f"{shown(path.name)} is damaged or cut off: {error}.", AGAIN) from error
    line = first.decode("utf-8-sig", "replace").rstrip("\r\n")
    return tuple(part.strip() for part in line.removeprefix("#").split("\t"))


def summary_blocks(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of variant_summary in blocks, its columns named as in RAW.

    Raises:
        BadFile: It lacks a column, is cut off or damaged, or a row is longer or shorter.
    """
    header = header_of(path)
    lacking = [name for name in NEEDED if name not in header]
    if lacking:
        raise BadFile(
            f"{shown(path.name)} lacks the column {lacking[0]}.", "It is no variant_summary.txt."
        )
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise BadFile(f"{shown(path.name)} has the column {shown(twice[0], 40)} twice.", AGAIN)
    yield from read_blocks(path, header, COLUMNS)


def read_blocks(
    path: Path, header: Sequence[str], columns: Mapping[str, str]
) -> Iterator[pa.Table]:
    """Yield the rows of a tab-separated file as blocks of RAW; a column that it lacks is empty.

    Quotes are letters: in ClinVar's names they stand alone.

    Raises:
        BadFile: It is cut off or damaged, or a row is longer or shorter than the header.
    """
    here = {ours: theirs for ours, theirs in columns.items() if theirs in header}
    names = [str(place) if header[place] == "" else header[place] for place in range(len(header))]
    try:
        with ExitStack() as stack:
            packed = stack.enter_context(path.open("rb"))
            is_gzip = packed.read(2) == b"\x1f\x8b"
            packed.seek(0)
            stream = stack.enter_context(
                pa.input_stream(str(path), compression="gzip" if is_gzip else None)
            )
            reader = stack.enter_context(
                pcsv.open_csv(
                    stream,
                    read_options=pcsv.ReadOptions(
                        column_names=names, skip_rows=1, block_size=_BLOCK, use_threads=True
                    ),
                    parse_options=pcsv.ParseOptions(
                        delimiter="\t", quote_char=False, double_quote=False
                    ),
                    convert_options=pcsv.ConvertOptions(
                        include_columns=list(here.values()),
                        column_types=dict.fromkeys(here.values(), pa.string()),
                        strings_can_be_null=False,
                    ),
                )
            )
            for batch in reader:
                if batch.num_rows:
                    yield _named(pa.Table.from_batches([batch]), here)
    except (pa.ArrowException, OSError, EOFError, gzip.BadGzipFile) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BadFile(
            f"{shown(path.name)} is cut off or damaged: {shown(first, 160)}.", AGAIN
        ) from error


def _named(batch: pa.Table, here: Mapping[str, str]) -> pa.Table:
    nothing = pa.repeat(pa.scalar("", pa.string()), batch.num_rows)
    return pa.table({name: batch[here[name]] if name in here else nothing for name in RAW})


def write_clinvar(
    blocks: Iterator[pa.Table], genes: Genes, path: Path, scratch: Path, heard: Heard
) -> ClinvarFile:
    """Write the table of all rows of some blocks; each row is in it or in its ledger.

    Args:
        blocks: As `summary_blocks` yields them.
        genes: What finds the gene of a row.
        path: The file to write.
        scratch: A folder for what is in between, which is emptied again.
        heard: Told the rows read so far.

    Raises:
        BadFile: As the blocks do.
        OSError: The disk is full.
    """
    placer = Placer(genes)
    with _Scratch(scratch, genes) as between:
        for block in blocks:
            for piece in _pieces(block):
                first, later = placer.first_rows(piece)
                between.put(placer.placed(first))
                between.put_later(later)
            heard(placer.ledger.rows)
        for build in later_builds():
            for piece in between.later():
                between.put(placer.placed(placer.later_rows(piece, build)))
        assert placer.ledger.accounted
        rows = _write(between.sorted(), path, placer.ledger)
    return ClinvarFile(path, rows, placer.ledger)


def _pieces(block: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, block.num_rows, _ROWS_A_BATCH):
        yield block.slice(start, _ROWS_A_BATCH).combine_chunks()


class _Scratch:
    """Files of rows by ranges of genes, and one of rows that may stand in for others."""

    def __init__(self, folder: Path, genes: Genes) -> None:
        """Name the folder; the files are made in it."""
        self._folder = folder
        self._edges = genes.ranges(_BUCKETS)
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}
        self._waiting: dict[int, list[pa.Table]] = {}

    def __enter__(self) -> _Scratch:
        """Make the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_error: object) -> None:
        """Delete the files."""
        self._stack.close()
        for path in self._folder.glob("rows-*.arrow"):
            path.unlink(missing_ok=True)

    def put(self, rows: pa.Table) -> None:
        """Take placed rows, each to the file of its gene's range."""
        if not rows.num_rows:
            return
        bucket = np.searchsorted(self._edges, rows["gene"].to_numpy(), "right")
        order = np.argsort(bucket, kind="stable")
        rows = rows.take(pa.array(order))
        ends = np.searchsorted(bucket[order], np.arange(_BUCKETS), "right")
        start = 0
        for number, end in enumerate(ends.tolist()):
            if end > start:
                self._write(f"{number:02}", rows.slice(start, end - start))
            start = end

    def put_later(self, rows: pa.Table) -> None:
        """Take rows of other builds, as they were read."""
        if rows.num_rows:
            self._write("later", rows)

    def _write(self, name: str, rows: pa.Table) -> None:
        writer = self._writers.get(name)
        if writer is None:
            file = self._stack.enter_context(pa.OSFile(str(self._path(name)), "wb"))
            writer = self._writers[name] = self._stack.enter_context(
                pa.ipc.new_stream(file, rows.schema, options=_IPC)
            )
        writer.write_table(rows)

    def _path(self, name: str) -> Path:
        return self._folder / f"rows-{name}.arrow"

    def _read(self, name: str) -> Iterator[pa.RecordBatch]:
        if name in self._writers:
            with pa.OSFile(str(self._path(name)), "rb") as file:
                yield from pa.ipc.open_stream(file)

    def later(self) -> Iterator[pa.Table]:
        """Yield the rows of other builds again; no more of them can be put then."""
        if "later" in self._writers:
            self._writers["later"].close()
        for batch in self._read("later"):
            yield pa.Table.from_batches([batch])

    def sorted(self) -> Iterator[pa.Table]:
        """Yield the placed rows range by range, each in the order of the table."""
        self._stack.close()
        for number in range(_BUCKETS):
            name = f"{number:02}"
            batches = list(self._read(name))
            if batches:
                rows = pa.Table.from_batches(batches)
                order = pc.sort_indices(
                    rows,
                    sort_keys=[
                        (column, "ascending") for column in ("gene", "start", "end", "variation_id")
                    ],
                )
                yield rows.take(order)
            self._path(name).unlink(missing_ok=True)


def _write(ranges: Iterator[pa.Table], path: Path, ledger: Ledger) -> int:
    """Write the rows, a gene's in one group; return how many there are."""
    told = {
        "ledger": [[ledger.rows, ledger.placed], dict(ledger.reasons)],
        "left_out": {str(gene): count for gene, count in sorted(ledger.left_out.items())},
    }
    schema = SCHEMA.with_metadata({LEDGER: json.dumps(told).encode()})
    rows = 0
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_LEVEL,
        use_dictionary=list(_DICTIONARY),
        column_encoding=dict.fromkeys(_NUMBERS, "DELTA_BINARY_PACKED"),
        write_statistics=["gene"],
    ) as writer:
        for table in ranges:
            for start, stop in _groups(table["gene"].to_numpy()):
                writer.write_table(table.slice(start, stop - start), row_group_size=1 << 30)
            rows += table.num_rows
        if not rows:
            writer.write_table(schema.empty_table())
    return rows


def _groups(genes: Any) -> Iterator[tuple[int, int]]:
    """Yield where groups begin and end: whole genes, some thousand rows."""
    ends = np.append(np.flatnonzero(np.diff(genes)) + 1, len(genes)).tolist()
    start = last = 0
    for end in ends:
        if end - start > _GROUP and last > start:
            yield start, last
            start = last
        last = end
    if last > start:
        yield start, last
