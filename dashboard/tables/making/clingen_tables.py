"""The ClinGen tables: gene-disease validity and dosage sensitivity."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.errors import SnapshotError
from dashboard.rules import clingen
from dashboard.tables.making.rows import Built, Row, day, tab_rows, text

NOT_EVALUATED = "Not yet evaluated"
_BY_SCORE = {str(score): words for words, score in clingen.SCORES.items()}
_DOSAGE_IDS = ("HGNC/ISCA", "HGNC ID", "GENE ID (HGNC)")
_CREATED = re.compile(r"FILE CREATED: *(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class ClinGenFile:
    """The rows of a ClinGen CSV by column, and the ISO day it was created."""

    created: str
    rows: Sequence[Mapping[str, str]]


def parse_clingen(lines: Iterable[str], first_column: str) -> ClinGenFile:
    """Read a ClinGen CSV: banner lines, a header between two rules of "+", then rows.

    Raises:
        SnapshotError: no creation date, no header or no row; none of these is an empty table.
    """
    created, header, rows = "", None, []
    for fields in csv.reader(lines):
        first = fields[0].strip() if fields else ""
        if found := _CREATED.match(first):
            created = found.group(1)
        elif first == first_column:
            header = [name.strip() for name in fields]
        elif header and first and not first.startswith("+"):
            rows.append(dict(zip(header, fields, strict=True)))
    if not (created and header and rows):
        raise SnapshotError(
            f"a ClinGen file lacks its date, its header {first_column!r} or its rows",
            hint="Review the file: its layout may have changed.",
        )
    return ClinGenFile(created, rows)


def _curation(row: Mapping[str, str], file_date: str) -> Row:
    return {
        "hgnc_id": row["GENE ID (HGNC)"],
        "symbol": row["GENE SYMBOL"],
        "disease": row["DISEASE LABEL"],
        "mondo_id": row["DISEASE ID (MONDO)"],
        "inheritance": row["MOI"],
        "sop": text(row["SOP"]),
        "classification": row["CLASSIFICATION"],
        "date": day(row["CLASSIFICATION DATE"]),
        "panel": text(row["GCEP"]),
        "url": text(row["ONLINE REPORT"]),
        "file_date": file_date,
    }


def starter_curations(lines: Iterable[str], file_date: str) -> list[Row]:
    """Return the starter facts' curations; their columns have names of their own."""
    theirs = {
        "gene": "GENE SYMBOL",
        "hgnc_id": "GENE ID (HGNC)",
        "disease": "DISEASE LABEL",
        "mondo_id": "DISEASE ID (MONDO)",
        "moi": "MOI",
        "sop": "SOP",
        "classification": "CLASSIFICATION",
        "report_url": "ONLINE REPORT",
        "classification_date": "CLASSIFICATION DATE",
        "gcep": "GCEP",
    }
    return [
        _curation({theirs[name]: value for name, value in row.items()}, file_date)
        for row in tab_rows(lines)
    ]


def _key(row: Row) -> tuple[str, str, str]:
    return (str(row["hgnc_id"]), str(row["mondo_id"]), str(row["inheritance"]))


def validity_table(newer: ClinGenFile, older: Sequence[Row], covered: Collection[str]) -> Built:
    """Merge two files on gene, MONDO id and mode of inheritance; the newer one wins.

    The table covers the genes of `covered` (all their curations are in the older file) and, in
    part, every gene with a row: both files are excerpts.
    """
    merged = {_key(row): row for row in older}
    fresh = [_curation(row, newer.created) for row in newer.rows]
    both = sum(_key(row) in merged for row in fresh)
    merged |= {_key(row): row for row in fresh}
    rows = [merged[key] for key in sorted(merged)]
    covers = frozenset(covered) | {str(row["hgnc_id"]) for row in rows}
    counts = {"newer file": len(fresh), "older file": len(older), "in both": both}
    return Built(rows, frozenset(covers), counts, frozenset(covered))


def whole_validity_table(source: ClinGenFile) -> Built:
    """Return every curation of ClinGen's whole file, of all genes.

    Raises:
        KeyError: A column is missing.
    """
    return Built(sorted((_curation(row, source.created) for row in source.rows), key=_key))


def _words(verdict: str) -> str | None:
    """Return a verdict in ClinGen's words; some of its files print the score in their place."""
    found = text(verdict)
    if found is None or found == "-5" or found.lower() == NOT_EVALUATED.lower():
        return NOT_EVALUATED if found else None
    return _BY_SCORE.get(found, found)


def dosage_score(words: str | None) -> int | None:
    """Return ClinGen's score for its words; None where it was not evaluated.

    Raises:
        SnapshotError: words that ClinGen has no score for.
    """
    if not words or words == NOT_EVALUATED:
        return None
    score = clingen.dosage_score(words)
    if score is None:
        raise SnapshotError(f"ClinGen dosage has no score for {words!r}")
    return score


def _first(row: Mapping[str, str], columns: Sequence[str]) -> str:
    """Return the value of the first of these columns that a row has: names differ by age."""
    return row[next((name for name in columns if name in row), columns[0])].strip()


def _dosage(row: Mapping[str, str], file_date: str) -> Row:
    haplo, triplo = _words(row["HAPLOINSUFFICIENCY"]), _words(row["TRIPLOSENSITIVITY"])
    return {
        "hgnc_id": _first(row, _DOSAGE_IDS),
        "symbol": _first(row, ("GENE/REGION", "GENE SYMBOL")),
        "haplo_words": haplo,
        "haplo_score": dosage_score(haplo),
        "triplo_words": triplo,
        "triplo_score": dosage_score(triplo),
        "date": day(row["DATE"]),
        "url": text(row["ONLINE REPORT"]),
        "file_date": file_date,
    }


def dosage_table(source: ClinGenFile) -> Built:
    """Return the dosage curations of genes; those of regions are left out and counted.

    ClinGen's file has one row a gene with both verdicts: a gene with a row is there wholly.
    """
    built = whole_dosage_table(source)
    covers = frozenset(str(row["hgnc_id"]) for row in built.rows)
    return Built(built.rows, covers, built.counts, covers)


def whole_dosage_table(source: ClinGenFile) -> Built:
    """Return the dosage curations of the genes of ClinGen's whole file; regions are counted.

    Raises:
        KeyError: A column is missing.
        SnapshotError: It has words that ClinGen has no score for.
    """
    rows = [
        _dosage(row, source.created)
        for row in source.rows
        if _first(row, _DOSAGE_IDS).startswith("HGNC:")
    ]
    return Built(rows, counts={"regions left out": len(source.rows) - len(rows)})
