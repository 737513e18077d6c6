"""NCBI's files: which diseases OMIM has for a gene, and which GeneReviews chapter is on it.

Each file is fetched whole, once a day, and one gene's lines are read from it. They hold numbers
and symbols, no text of OMIM or GeneReviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.errors import SourceUnreadable
from dashboard.models import Gene
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import unreadable

UPSTREAM = "ncbi_ftp"
MIM_SOURCE = "NCBI mim2gene_medgen"
CHAPTER_SOURCE = "GeneReviews"
MIM_PATH = "gene/DATA/mim2gene_medgen"
CHAPTER_PATH = "pub/GeneReviews/NBKid_shortname_genesymbol.txt"

MIM_HEADER = ("#MIM number", "GeneID", "type", "Source", "MedGenCUI", "Comment")
CHAPTER_HEADER = ("#NBK_id", "GR_shortname", "genesymbol")
EMPTY = "-"

_CHAPTER = re.compile(r"NBK[0-9]{1,8}", re.ASCII)
_MIM = re.compile(r"[1-9][0-9]{5}", re.ASCII)
# A line that says something, by source; in a file of others nothing could be found.
_LINES = {
    MIM_SOURCE: re.compile(r"^[1-9][0-9]{5}\t", re.ASCII | re.MULTILINE),
    CHAPTER_SOURCE: re.compile(r"^NBK[0-9]{1,8}\t", re.ASCII | re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class MimPhenotype:
    """A disease of OMIM that NCBI links to a gene; None where the file has a dash."""

    mim: str
    medgen: str | None  # "C2936739"
    basis: str | None  # "GeneMap; GeneReviews"
    comment: str | None  # "susceptibility", "question", ...


@dataclass(frozen=True, slots=True)
class MimLinks:
    """OMIM's numbers of a gene: its own, and its diseases'."""

    gene_mims: tuple[str, ...]
    phenotypes: tuple[MimPhenotype, ...]


def fetch_mim2gene(http: HttpClient) -> str:
    """Return the file of MIM numbers by gene, about 1 MB.

    Raises:
        SourceError: NCBI did not answer, or what it sent is not this file or not all of it.
    """
    text = http.text(UPSTREAM, MIM_PATH)
    _check(text, MIM_SOURCE, MIM_HEADER)
    return text


def fetch_chapters(http: HttpClient) -> str:
    """Return the file of GeneReviews chapters by gene symbol, about 0.1 MB.

    Raises:
        SourceError: NCBI did not answer, or what it sent is not this file or not all of it.
    """
    text = http.text(UPSTREAM, CHAPTER_PATH)
    _check(text, CHAPTER_SOURCE, CHAPTER_HEADER)
    return text


def parse_mims(text: str, gene: Gene) -> MimLinks:
    """Return the MIM numbers of a gene; none where the file has none for it.

    Raises:
        SourceUnreadable: The text is not the file.
    """
    _check(text, MIM_SOURCE, MIM_HEADER)
    own: dict[str, None] = {}
    diseases: dict[str, MimPhenotype] = {}
    for mim, _, kind, basis, medgen, comment in _rows(text, gene.entrez_id, 1, len(MIM_HEADER)):
        if not _MIM.fullmatch(mim):
            continue
        if kind == "gene":
            own[mim] = None
        elif kind == "phenotype":
            diseases.setdefault(
                mim, MimPhenotype(mim, _filled(medgen), _filled(basis), _filled(comment))
            )
    return MimLinks(tuple(own), tuple(diseases.values()))


def parse_chapters(text: str, gene: Gene) -> tuple[str, ...]:
    """Return the GeneReviews chapters on a gene, "NBK25507"; none where there is none.

    Raises:
        SourceUnreadable: The text is not the file.
    """
    _check(text, CHAPTER_SOURCE, CHAPTER_HEADER)
    rows = _rows(text, gene.symbol, 2, len(CHAPTER_HEADER))
    return tuple(dict.fromkeys(row[0] for row in rows if _CHAPTER.fullmatch(row[0])))


def _rows(text: str, wanted: str | None, column: int, width: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines that have a value in a column, their fields without blanks around them."""
    if wanted in (None, "", EMPTY):
        return
    for line in text.splitlines():
        if wanted in line and not line.startswith("#"):
            fields = tuple(field.strip() for field in line.split("\t"))
            if len(fields) >= width and fields[column] == wanted:
                yield fields[:width]


def _filled(value: str) -> str | None:
    return None if value in ("", EMPTY) else value


def _check(text: object, source: str, header: tuple[str, ...]) -> None:
    if not isinstance(text, str):
        raise _misread(source, "it is no text")
    first = tuple(field.strip() for field in text.partition("\n")[0].lstrip("\ufeff").split("\t"))
    if tuple(field.lower() for field in first[: len(header)]) != tuple(map(str.lower, header)):
        raise _misread(source, "its first line is not the expected one")
    last = text.rstrip("\r\n").rpartition("\n")[2]
    if last.startswith("#") or last.count("\t") < len(header) - 1:
        raise _misread(source, "the file breaks off in its last line")
    if source == CHAPTER_SOURCE and not text.endswith("\n"):  # its last field has no fixed form
        raise _misread(source, "the file breaks off in its last line")
    if not _LINES[source].search(text):
        raise _misread(source, "none of its lines has a number")


def _misread(source: str, what: str) -> SourceUnreadable:
    return unreadable(source, UPSTREAM, what)
