"""ClinGen: the files of gene-disease validity and of dosage sensitivity, once a day, all genes.

There is no address for one gene. A file is parsed when it is fetched, into rows by HGNC id; the
answer for a gene is one look-up.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from dashboard.models import Curation, Dosage, DosageScore, Gene
from dashboard.rules import clingen as vocabulary
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    plain,
    sequence,
    string,
    unreadable,
)

SOURCE = "ClinGen"
UPSTREAM = "clingen"
VALIDITY_PATH = "kb/gene-validity/download"
DOSAGE_PATH = "kb/gene-dosage/download"
NOT_EVALUATED = frozenset({"", "not yet evaluated", "-5"})
VALIDITY_COLUMNS = (
    "DISEASE LABEL",
    "DISEASE ID (MONDO)",
    "MOI",
    "CLASSIFICATION",
    "CLASSIFICATION DATE",
    "GCEP",
    "ONLINE REPORT",
    "SOP",
)
DOSAGE_COLUMNS = ("HAPLOINSUFFICIENCY", "TRIPLOSENSITIVITY", "DATE", "ONLINE REPORT")
# The two files, and ages of them, name the column of the gene's id differently.
ID_COLUMNS = ("GENE ID (HGNC)", "HGNC ID", "HGNC/ISCA")

_CREATED = re.compile(r"FILE CREATED: *(\d{4}-\d{2}-\d{2})")
_HGNC = re.compile(r"HGNC:\d{1,9}")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_US_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is: the ISO day it was created, its rows, and those that are of no gene."""

    created: str
    rows: int
    left_out: int


def fetch_validity(http: HttpClient) -> dict[str, Any]:
    """Return every validity curation by HGNC id: `created`, `rows`, `left_out`, `genes`.

    A row holds the values of `VALIDITY_COLUMNS`, in that order.

    Raises:
        SourceError: ClinGen did not answer, or with another file.
    """
    return parse_file(http.text(UPSTREAM, VALIDITY_PATH), VALIDITY_COLUMNS)


def fetch_dosage(http: HttpClient) -> dict[str, Any]:
    """Return every dosage curation by HGNC id, as `fetch_validity` does; regions are left out.

    Raises:
        SourceError: ClinGen did not answer, or with another file.
    """
    return parse_file(http.text(UPSTREAM, DOSAGE_PATH), DOSAGE_COLUMNS)


def parse_file(text: str, columns: Sequence[str]) -> dict[str, Any]:
    """Return a ClinGen CSV as rows by HGNC id; banner lines and rules of "+" are skipped.

    Raises:
        SourceUnreadable: It has no creation date, no header or no row: none of these is "none".
    """
    created, rows, left_out = "", 0, 0
    header, fields = list[str](), list[str]()
    genes: dict[str, list[list[str]]] = {}
    for fields in _records(text):
        first = fields[0].strip() if fields else ""
        if found := _CREATED.match(first):
            created = found[1]
        elif not header and set(columns) <= {field.strip() for field in fields}:
            header = [field.strip() for field in fields]
        elif header and first and not first.startswith("+"):
            row = dict(zip(header, fields, strict=False))
            rows += 1
            gene_id = next((row[c].strip() for c in ID_COLUMNS if c in row), "")
            if len(fields) == len(header) and _HGNC.fullmatch(gene_id):
                genes.setdefault(gene_id, []).append([row[column].strip() for column in columns])
            else:
                left_out += 1
    if len(fields) != len(header):
        raise unreadable(SOURCE, UPSTREAM, "the file breaks off in its last line")
    if not (created and header and genes):
        raise unreadable(SOURCE, UPSTREAM, "the file has no creation date, no header or no rows")
    return {"created": created, "rows": rows, "left_out": left_out, "genes": genes}


def file_facts(payload: Any) -> FileFacts:
    """Return what a fetched file is.

    Raises:
        SourceUnreadable: The payload is none of `fetch_validity` or `fetch_dosage`.
    """
    rows, left_out = inner(payload, "rows"), inner(payload, "left_out")
    created = string(inner(payload, "created"))
    if not (created and isinstance(rows, int) and isinstance(left_out, int)):
        raise unreadable(SOURCE, UPSTREAM, "the file's facts are missing")
    return FileFacts(created, rows, left_out)


def parse_validity(payload: Any, gene: Gene) -> tuple[Curation, ...]:
    """Return every curation of the gene, best evidence first (T50, T52); empty: ClinGen has none.

    Raises:
        SourceUnreadable: The payload is not one of `fetch_validity`.
    """
    created = file_facts(payload).created
    rows = _rows(payload, gene, len(VALIDITY_COLUMNS))
    found = [_curation(row, created) for row in rows if row[0]]
    if rows and not found:
        raise unreadable(SOURCE, UPSTREAM, f"none of its curations of {gene.symbol} has a disease")
    return tuple(sorted(found, key=lambda c: (_order(c.classification), c.disease)))


def parse_dosage(payload: Any, gene: Gene) -> Dosage | None:
    """Return the gene's dosage verdicts, None where ClinGen has not looked at it.

    Raises:
        SourceUnreadable: The payload is not one of `fetch_dosage`.
    """
    file_facts(payload)
    rows = _rows(payload, gene, len(DOSAGE_COLUMNS))
    if not rows:
        return None
    haplo, triplo, date, url = rows[0]
    return Dosage(_score(haplo, _day(date)), _score(triplo, _day(date)), _link(url))


def dosage_score(verdict: str) -> int | None:
    """Return the score (0-3, 30, 40) of a verdict in words or as a number; None: not known."""
    numbers = {str(score): score for score in vocabulary.SCORES.values()}
    known = numbers.get(verdict, vocabulary.dosage_score(verdict))
    if known is None:
        log.warning("unknown_term", source=SOURCE, field="dosage", term=verdict[:80])
    return known


def _records(text: str) -> Iterator[list[str]]:
    """Yield the records of a CSV.

    Raises:
        SourceUnreadable: It is no CSV: a field without an end, a NUL.
    """
    try:
        yield from csv.reader(text.splitlines(keepends=True))
    except csv.Error as error:
        raise unreadable(SOURCE, UPSTREAM, "the file is not a CSV") from error


def _rows(payload: Any, gene: Gene, width: int) -> list[list[str]]:
    genes = inner(payload, "genes")
    if not (isinstance(genes, dict) and genes):
        raise unreadable(SOURCE, UPSTREAM, "the file's rows are missing")
    rows = sequence(mapping(genes).get(gene.hgnc_id))
    read = [[str(field) for field in row] for row in rows if len(sequence(row)) == width]
    if rows and not read:
        raise unreadable(SOURCE, UPSTREAM, f"none of its rows of {gene.symbol} is whole")
    return read


def _curation(row: Sequence[str], created: str) -> Curation:
    disease, mondo, moi, classification, date, panel, url, sop = row
    return Curation(
        disease=plain(disease),
        mondo_id=plain(mondo),
        inheritance=plain(moi),
        classification=plain(classification),
        date=_day(date),
        panel=plain(panel) or None,
        url=_link(url),
        sop=plain(sop) or None,
        file_date=created,
    )


def _score(verdict: str, date: str | None) -> DosageScore | None:
    if verdict.lower() in NOT_EVALUATED:
        return None
    score = dosage_score(verdict)
    words = {str(number): name for name, number in vocabulary.SCORES.items()}
    return DosageScore(score, plain(words.get(verdict, verdict)), date)


def _order(classification: str) -> int:
    if classification not in vocabulary.CLASSIFICATIONS:
        log.warning("unknown_term", source=SOURCE, field="validity", term=classification[:80])
    return vocabulary.strength(classification)


def _day(value: str) -> str | None:
    """Return the ISO day of a timestamp, also of "12/31/2024"; None for anything else."""
    if found := _ISO_DAY.fullmatch(value):
        return found[1]
    if found := _US_DAY.fullmatch(value):
        return f"{found[3]}-{found[1]}-{found[2]}"
    return None


def _link(url: str) -> str | None:
    """Return a web address of ClinGen; None for anything else, a script among it."""
    return url if url.startswith("https://") and url.isprintable() and " " not in url else None
