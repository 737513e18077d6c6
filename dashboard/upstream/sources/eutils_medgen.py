"""MedGen: how a gene's diseases are inherited, and their GeneReviews chapters.

The diseases' names are MedGen's own; no text of OMIM or GeneReviews is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import structlog

from dashboard.models import Gene, Phenotype
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text, clean_title
from dashboard.upstream.sources.eutils import misread, refuse_dropped, search, summaries
from dashboard.upstream.sources.json_readers import mapping, mappings, string

DB = "medgen"
OMIM_URL = "https://omim.org/entry/{}"
MOST_MIMS = 200  # of eight genes together
MOST_RECORDS = 400
LONGEST_META = 2_000_000  # characters of one record's XML
LONGEST_NAME = 100

# Modes as MedGen's sources (ORDO, HPO) name them; one without a code stays by its name.
MODES: Mapping[str, str] = {
    "autosomal dominant inheritance": "AD",
    "autosomal recessive inheritance": "AR",
    "semidominant inheritance": "SD",
    "x-linked inheritance": "XL",
    "x-linked dominant inheritance": "XLD",
    "x-linked recessive inheritance": "XLR",
    "y-linked inheritance": "YL",
    "mitochondrial inheritance": "MT",
    "digenic inheritance": "DG",
    "oligogenic inheritance": "OG",
    "polygenic inheritance": "PG",
    "multifactorial inheritance": "multifactorial",
    "non-mendelian inheritance": "NM",
    "sporadic": "SP",
    "unknown inheritance": "UD",
}

_MIM = re.compile(r"[1-9][0-9]{5}", re.ASCII)
_CHAPTER = re.compile(r"NBK[0-9]{1,8}", re.ASCII)

log = structlog.get_logger(__name__)


def fetch_diseases(http: HttpClient, gene: Gene, mims: Sequence[str]) -> dict[str, Any]:
    """Return MedGen's records of the diseases with these MIM numbers, in brief.

    One search and one request for summaries; none where there are no numbers.

    Raises:
        SourceError: NCBI did not answer as it should.
    """
    queried = [mim for mim in dict.fromkeys(mims) if _MIM.fullmatch(mim)][:MOST_MIMS]
    if not queried:
        return {"mims": [], "records": []}
    term = " OR ".join(f"{mim}[mim]" for mim in queried)
    hits = search(http, DB, term, most=MOST_RECORDS, gene=gene.symbol)
    if not any(mim in dropped for dropped in hits.dropped for mim in queried):
        refuse_dropped(hits, DB)
    found = summaries(http, DB, hits.ids, gene=gene.symbol) if hits.ids else {}
    records = [_brief(record) for record in found.values()]
    return {"mims": queried, "records": records}


def parse_phenotypes(payload: Any) -> tuple[Phenotype, ...]:
    """Return the diseases that were asked for, by MIM number, each with its inheritance.

    A number that MedGen has no record of is not among them.

    Raises:
        SourceUnreadable: The payload is none of `fetch_diseases`, or a record's XML is broken.
    """
    queried = _queried(payload)
    by_mim: dict[str, Phenotype] = {}
    identified = 0
    for record, meta in _records(payload):
        modes = _modes(meta)
        name = clean_title(record.get("title"))
        mims = _texts(meta, "OMIM/MIM")
        identified += bool(name and mims)
        for mim in mims:
            if mim in queried and mim not in by_mim and name:
                by_mim[mim] = Phenotype(name, f"OMIM:{mim}", modes, url=OMIM_URL.format(mim))
    if mapping(payload)["records"] and not identified:
        raise misread(DB, "none of its records says its name or its MIM number")
    return tuple(by_mim[mim] for mim in queried if mim in by_mim)


def parse_chapters(payload: Any, gene: Gene) -> tuple[str, ...]:
    """Return the GeneReviews chapters ("NBK1335") of the gene's diseases.

    A disease of several genes counts where MedGen links it to this one, or to none.

    Raises:
        SourceUnreadable: The payload is none of `fetch_diseases`, or a record's XML is broken.
    """
    chapters: dict[str, None] = {}
    for _, meta in _records(payload):
        genes = {found.get("gene_id") for found in meta.iterfind("AssociatedGenes/Gene")}
        if genes and gene.entrez_id not in genes:
            continue
        for name in meta.iterfind("Names/Name"):
            code = (name.get("CODE") or "").strip()
            if name.get("SAB") == "GENEREVIEWS" and _CHAPTER.fullmatch(code):
                chapters[code] = None
    return tuple(chapters)


def _brief(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts that are read; names and texts of other sources stay behind."""
    text = record.get("conceptmeta")
    meta = _meta(text if isinstance(text, str) else "")
    reduced = ET.Element("meta")
    reduced.extend(
        part for part in meta if part.tag in ("ModesOfInheritance", "OMIM", "AssociatedGenes")
    )
    names = ET.SubElement(reduced, "Names")
    for name in meta.iterfind("Names/Name"):
        if name.get("SAB") == "GENEREVIEWS":
            ET.SubElement(names, "Name", {"SAB": "GENEREVIEWS", "CODE": name.get("CODE") or ""})
    inner = "".join(ET.tostring(part, encoding="unicode") for part in reduced)
    return {"title": clean_text(record.get("title")), "conceptmeta": inner}


def _queried(payload: Any) -> tuple[str, ...]:
    mims = mapping(payload).get("mims")
    if not isinstance(mims, list):
        raise misread(DB, "there are no numbers in it")
    return tuple(mim for mim in mims if isinstance(mim, str))


def _records(payload: Any) -> Iterator[tuple[Mapping[str, Any], ET.Element]]:
    rows = mapping(payload).get("records")
    if not isinstance(rows, list):
        raise misread(DB, "there is no list of records in it")
    if rows and not any(string(record.get("conceptmeta")) for record in mappings(rows)):
        raise misread(DB, "none of its records says its name or its MIM number")
    for record in mappings(rows):
        text = record.get("conceptmeta")
        yield record, _meta(text if isinstance(text, str) else "")


def _meta(fragment: str) -> ET.Element:
    """Return a record's XML fragment under a root.

    Raises:
        SourceUnreadable: It is too long, is broken, or has anything that could declare an entity.
    """
    if len(fragment) > LONGEST_META:
        raise misread(DB, "a record is too long")
    if "<!" in fragment or "<?" in fragment:
        raise misread(DB, "a record declares what it may not")
    try:
        return ET.fromstring(f"<meta>{fragment}</meta>")  # noqa: S314 - entities are refused above
    except ET.ParseError:
        raise misread(DB, "a record's XML is broken") from None


def _modes(meta: ET.Element) -> tuple[str, ...]:
    names = _texts(meta, "ModesOfInheritance/ModeOfInheritance/Name")
    return tuple(dict.fromkeys(MODES.get(name.lower(), name) for name in names))


def _texts(meta: ET.Element, path: str) -> tuple[str, ...]:
    found = (clean_text(part.text, LONGEST_NAME) for part in meta.iterfind(path))
    return tuple(text for text in found if text)
