"""From a source's files to tables: what `import` and the embedded snapshot read, whole."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dashboard.errors import BadFile, SnapshotError
from dashboard.rules.clingen import CLASSIFICATIONS
from dashboard.rules.releases import importable
from dashboard.tables.brought import BROUGHT
from dashboard.tables.importing.clinvar_files import clinvar_release
from dashboard.tables.importing.layouts import check_layout
from dashboard.tables.importing.opening import AGAIN, Say, lines, open_text, shown
from dashboard.tables.importing.reading import names_of, read_release
from dashboard.tables.importing.store import NewTable, source_of
from dashboard.tables.making import catalogue, scores_tables
from dashboard.tables.making import phenotypes_table as phenotypes
from dashboard.tables.making.clingen_tables import (
    ClinGenFile,
    parse_clingen,
    whole_dosage_table,
    whole_validity_table,
)
from dashboard.tables.making.clinvar_records import Genes as ClinvarGenes
from dashboard.tables.making.clinvar_table import genes_of
from dashboard.tables.making.g2p_table import COLUMNS as G2P_COLUMNS
from dashboard.tables.making.g2p_table import CONFIDENCE as G2P_WORDS
from dashboard.tables.making.g2p_table import g2p_table
from dashboard.tables.making.gencc_table import CLASSIFICATIONS as GENCC_WORDS
from dashboard.tables.making.gencc_table import COLUMNS as GENCC_COLUMNS
from dashboard.tables.making.gencc_table import gencc_table
from dashboard.tables.making.names import GeneNames, without_version
from dashboard.tables.making.rows import Built, Row
from dashboard.tables.manifest import Source
from dashboard.tables.snapshot import Snapshot


class Genes:
    """The genes of the embedded snapshot, read when they are first needed."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Name the snapshot."""
        self._snapshot = snapshot

    @cached_property
    def of_records(self) -> ClinvarGenes:
        """Return what finds the gene of ClinVar's record."""
        return genes_of(self._snapshot)

    @cached_property
    def names(self) -> GeneNames:
        """Return what finds the gene of a release's row."""
        return names_of(self._snapshot)

    @cached_property
    def hgnc_ids(self) -> frozenset[str]:
        """Return the ids of all genes."""
        return frozenset(str(row["hgnc_id"]) for row in self.rows)

    @cached_property
    def by_transcript(self) -> Mapping[str, str]:
        """Return the gene of a transcript without version: MANE's, else gnomAD v2.1's."""
        older = self._columns("constraint_v2_1", "transcript", "hgnc_id")
        mane = self._columns("transcripts", "transcript", "hgnc_id")
        return {without_version(name): gene for name, gene in (*older, *mane)}

    @cached_property
    def by_v19_symbol(self) -> Mapping[str, str]:
        """Return the gene of a symbol of GENCODE v19, which gnomAD v2.1 prints (T62)."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, gene in self._columns("constraint_v2_1", "symbol", "hgnc_id"):
            found[name].add(gene)
        return {name: next(iter(genes)) for name, genes in found.items() if len(genes) == 1}

    def _columns(self, table: str, name: str, gene: str) -> list[tuple[str, str]]:
        rows = self._snapshot.arrow(table).select([name, gene]).to_pylist()
        return [(str(row[name]), str(row[gene])) for row in rows if row[name] and row[gene]]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """Return HGNC and Entrez id of each gene."""
        rows: list[Row] = self._snapshot.arrow("genes").select(["hgnc_id", "entrez_id"]).to_pylist()
        return rows


@dataclass(frozen=True, slots=True)
class Loaded:
    """The files of a source, in the order of its rules; the version that the source names.

    `notes` are what was said of that version, `scratch` is a folder for what is in between.
    """

    paths: Sequence[Path]
    version: str | None
    notes: tuple[str, ...] = ()
    scratch: Path | None = None


Reader = Callable[[Loaded, Genes, Say], NewTable]
"""Builds the table of a source.

Raises:
    BadFile: A file is another one, cut off or damaged.
    SnapshotError: It has a word that no rule knows.
"""


def gnomad(loaded: Loaded, genes: Genes, say: Say) -> NewTable:
    """Return a release of gnomAD, as `import` reads it; its release is the folder's."""
    assert loaded.version is not None  # a listing and a name tell it
    parsed = read_release(loaded.paths[0], loaded.version, genes.names, say, "by gnomAD's folder")
    return NewTable(parsed.release.table, parsed.built, source_of(parsed))


def gnomad_header(columns: Sequence[str], version: str | None, name: str) -> None:
    """Refuse a file of another layout before the rest of it is loaded.

    Raises:
        BadFile: Its columns are not those of the release.
    """
    if version is not None and version in importable():
        check_layout(columns, version, name)


def clingen_validity(loaded: Loaded, _genes: Genes, _say: Say) -> NewTable:
    """Return every gene-disease curation of ClinGen."""
    file = _clingen(loaded.paths[0], ("GENE SYMBOL",))
    built = _of_clingen(whole_validity_table, file, loaded.paths[0])
    unknown = Counter(
        str(row["classification"])
        for row in built.rows
        if row["classification"] not in CLASSIFICATIONS
    )
    caveats = [
        f"A classification that is not known here, {shown(word, 60)!r}: {count:,} rows."
        for word, count in sorted(unknown.items())
    ]
    return NewTable("validity", built, _dated("validity", file, built, caveats))


def clingen_dosage(loaded: Loaded, _genes: Genes, _say: Say) -> NewTable:
    """Return ClinGen's verdicts on the dosage of every gene; regions are left out and counted."""
    file = _clingen(loaded.paths[0], ("GENE SYMBOL", "GENE/REGION"))
    built = _of_clingen(whole_dosage_table, file, loaded.paths[0])
    left_out = f"Regions left out: {built.counts['regions left out']:,}."
    return NewTable("dosage", built, _dated("dosage", file, built, [left_out]))


def hpo(loaded: Loaded, genes: Genes, _say: Say) -> NewTable:
    """Return HPO's diseases of each gene with their inheritance."""
    annotations, pairs = loaded.paths
    name = shown(annotations.name)
    version = _hpo_version(annotations)
    if version is None:
        raise BadFile(f"{name} does not say its version.", AGAIN)
    if loaded.version and loaded.version.removeprefix("v") != version:
        raise BadFile(f"{name} says version {version}, its release is {loaded.version}.", AGAIN)
    try:
        diseases = phenotypes.parse_diseases(_even(annotations))
        built = phenotypes.phenotypes_table(
            phenotypes.parse_pairs(_even(pairs)), diseases, genes.rows
        )
    except KeyError as error:
        raise BadFile(
            f"{shown(pairs.name)} has {shown(str(error), 60)}, which {name} lacks: the two are not "
            "of one release, or a column is missing.",
            AGAIN,
        ) from error
    like = catalogue.SOURCES["phenotypes"]
    source = replace(like, release=version, date=version, package=None, caveats=like.caveats[:2])
    return NewTable("phenotypes", built, source)


def gencc(loaded: Loaded, _genes: Genes, _say: Say) -> NewTable:
    """Return every submission of GenCC."""
    built = gencc_table(_rows(loaded.paths[0], GENCC_COLUMNS, quoted=True))
    days = sorted({row["file_date"] for row in built.rows if row["file_date"]})
    if not days:
        raise BadFile(f"{shown(loaded.paths[0].name)} does not say when it was made.", AGAIN)
    unknown = Counter(
        row["classification"] for row in built.rows if row["classification"] not in GENCC_WORDS
    )
    caveats = [
        f"A classification that is not known here, {shown(word, 60)!r}: {count:,} rows."
        for word, count in sorted(unknown.items())
    ]
    return _brought("gencc", built, f"run of {days[-1]}", days[-1], caveats)


def g2p(loaded: Loaded, _genes: Genes, _say: Say) -> NewTable:
    """Return every record of Gene2Phenotype."""
    built = g2p_table(_rows(loaded.paths[0], G2P_COLUMNS, by=",", quoted=True))
    unknown = Counter(row["confidence"] for row in built.rows if row["confidence"] not in G2P_WORDS)
    caveats = [
        f"A confidence that is not known here, {shown(word, 60)!r}: {count:,} rows."
        for word, count in sorted(unknown.items())
    ]
    day = loaded.version
    return _brought("g2p", built, f"file of {day}" if day else None, day, caveats)


def s_het(loaded: Loaded, genes: Genes, _say: Say) -> NewTable:
    """Return s_het with its interval."""
    rows = _rows(loaded.paths[0], scores_tables.S_HET_COLUMNS)
    built = _figures(loaded.paths[0], lambda: scores_tables.s_het_table(rows, genes))
    return _brought("score_s_het", built, loaded.version, None)


def dosage_scores(loaded: Loaded, genes: Genes, _say: Say) -> NewTable:
    """Return pHaplo and pTriplo."""
    rows = _rows(loaded.paths[0], scores_tables.DOSAGE_COLUMNS)
    built = _figures(loaded.paths[0], lambda: scores_tables.dosage_table(rows, genes))
    return _brought("score_dosage", built, loaded.version, None)


def alphamissense(loaded: Loaded, genes: Genes, _say: Say) -> NewTable:
    """Return the mean of AlphaMissense of each gene's transcript."""
    rows = _rows(loaded.paths[0], scores_tables.ALPHAMISSENSE_COLUMNS)
    built = _figures(loaded.paths[0], lambda: scores_tables.alphamissense_table(rows, genes))
    release = f"file of {loaded.version}" if loaded.version else None
    return _brought("score_alphamissense", built, release, loaded.version)


def clinvar(loaded: Loaded, genes: Genes, say: Say) -> NewTable:
    """Return every variant of ClinVar that is a gene's; the ledger says what became of the rest."""
    assert loaded.scratch is not None  # an update has a folder for it
    return clinvar_release(
        loaded.paths[0], loaded.version, loaded.notes, genes.of_records, loaded.scratch, say
    )


READERS: Mapping[str, Reader] = {
    "gnomad_v4": gnomad,
    "gnomad_v2": gnomad,
    "clingen_validity": clingen_validity,
    "clingen_dosage": clingen_dosage,
    "hpo": hpo,
    "gencc": gencc,
    "g2p": g2p,
    "s_het": s_het,
    "dosage_scores": dosage_scores,
    "alphamissense": alphamissense,
    "clinvar": clinvar,
}
"""By the id of the source."""

HEADERS: Mapping[str, Callable[[Sequence[str], str | None, str], None]] = {
    "gnomad_v4": gnomad_header,
    "gnomad_v2": gnomad_header,
}
"""What looks at the columns of a large file when its first bytes are here; by the source's id."""


def _text_lines(path: Path) -> Iterator[str]:
    with open_text(path) as file:
        yield from lines(path, file)


def _rows(
    path: Path, needed: Sequence[str], *, by: str = "\t", quoted: bool = False
) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, separated by tabs or `by`, after lines before its header.

    Raises:
        BadFile: A column is missing, or a row has more or fewer fields than the header.
    """
    name = shown(path.name)
    text = (f"{line}\n" for line in _text_lines(path))
    header: list[str] | None = None
    # QUOTE_NONE where quotes are part of a text.
    reader = (
        csv.reader(text, delimiter=by, strict=True)
        if quoted
        else csv.reader(text, delimiter=by, quoting=csv.QUOTE_NONE)
    )
    try:
        for fields in reader:
            if header is None:
                columns = [field.strip().removeprefix("#") for field in fields]
                header = columns if set(needed) <= set(columns) else None
            elif len(fields) != len(header):
                raise BadFile(
                    f"{name} is cut off or damaged at line {reader.line_num:,}: "
                    f"{len(fields)} columns instead of {len(header)}.",
                    AGAIN,
                )
            else:
                yield dict(zip(header, fields, strict=True))
    except csv.Error as error:
        raise BadFile(f"{name} is cut off or damaged: {shown(str(error))}.", AGAIN) from error
    if header is None:
        raise BadFile(f"{name} has no line with the columns {', '.join(needed)}.", AGAIN)


def _figures(path: Path, make: Callable[[], Built]) -> Built:
    """Return a table of figures.

    Raises:
        BadFile: One is no number, or not what its column can hold.
    """
    try:
        return make()
    except ValueError as error:
        raise BadFile(f"{shown(path.name)}: {shown(str(error), 120)}.", AGAIN) from error


def _brought(
    table: str, built: Built, release: str | None, day: str | None, caveats: Iterable[str] = ()
) -> NewTable:
    """Return a table that only an update brings, dated, with what was left out as caveats."""
    left_out = [f"Left out, {why}: {count:,} rows." for why, count in built.counts.items() if count]
    source = replace(
        BROUGHT[table].source, release=release, date=day, caveats=(*left_out, *caveats)
    )
    return NewTable(table, built, source)


def _clingen(path: Path, first_columns: Sequence[str]) -> ClinGenFile:
    """Read a file of ClinGen; one that breaks off inside its last field is refused, too."""
    found = list(_text_lines(path))
    name = shown(path.name)
    if sum(line.count('"') for line in found) % 2:  # a doubled quote inside a field counts twice
        raise BadFile(f"{name} is cut off inside a field.", AGAIN)
    first = next(
        (column for column in first_columns for line in found if _begins(line, column)),
        first_columns[0],
    )
    try:
        return parse_clingen(found, first)
    except SnapshotError as error:
        raise BadFile(f"{name}: {error.message}.", AGAIN) from error
    except (ValueError, csv.Error) as error:
        raise BadFile(f"{name} is cut off or damaged: {shown(str(error))}.", AGAIN) from error


def _begins(line: str, column: str) -> bool:
    return line.removeprefix('"').startswith(column) and line.count(",") > 1


def _of_clingen(make: Callable[[ClinGenFile], Built], file: ClinGenFile, path: Path) -> Built:
    try:
        return make(file)
    except KeyError as error:
        raise BadFile(
            f"{shown(path.name)} lacks the column {shown(str(error), 60)}.",
            "Its layout has changed.",
        ) from error


def _dated(table: str, file: ClinGenFile, built: Built, caveats: Iterable[str]) -> Source:
    genes = len({row["hgnc_id"] for row in built.rows})
    return replace(
        catalogue.SOURCES[table],
        release=f"file created {file.created}",
        date=file.created,
        package=None,
        method=f"Every row of ClinGen's file: {len(built.rows):,} of {genes:,} genes",
        caveats=tuple(caveats),
    )


def _hpo_version(path: Path) -> str | None:
    for line in _text_lines(path):
        if not line.startswith("#"):
            break
        if line.startswith("#version:"):
            return line.partition(":")[2].strip() or None
    return None


def _even(path: Path) -> Iterator[str]:
    """Yield the lines of a table whose rows are all as long as its header.

    Raises:
        BadFile: One is not: the file is cut off or damaged there.
    """
    width = None
    for number, line in enumerate(_text_lines(path), 1):
        if line and not line.startswith("#"):
            found = line.count("\t")
            width = found if width is None else width
            if found != width:
                raise BadFile(
                    f"Line {number:,} of {shown(path.name)} is cut off or damaged.", AGAIN
                )
        yield line
