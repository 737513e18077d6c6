"""From a source's files to tables: what `import` and the embedded snapshot read, whole."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dashboard.errors import BadFile, SnapshotError
from dashboard.rules.clingen import CLASSIFICATIONS
from dashboard.rules.releases import importable
from dashboard.tables.importing.clinvar_files import clinvar_release
from dashboard.tables.importing.layouts import check_layout
from dashboard.tables.importing.opening import AGAIN, Say, lines, open_text, shown
from dashboard.tables.importing.reading import names_of, read_release
from dashboard.tables.importing.store import NewTable, source_of
from dashboard.tables.making import catalogue
from dashboard.tables.making import phenotypes_table as phenotypes
from dashboard.tables.making.clingen_tables import (
    ClinGenFile,
    parse_clingen,
    whole_dosage_table,
    whole_validity_table,
)
from dashboard.tables.making.clinvar_records import Genes as ClinvarGenes
from dashboard.tables.making.clinvar_table import genes_of
from dashboard.tables.making.names import GeneNames
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
