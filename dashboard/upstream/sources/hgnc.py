"""HGNC: what gene a name belongs to, for names that the local index does not know yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from dashboard.models import Gene, ResolvedFrom
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    mappings,
    plain,
    string,
    strings,
    unreadable,
    whole,
)

SOURCE = "HGNC"
UPSTREAM = "hgnc"
HEADERS = {"Accept": "application/json"}
FIELDS = (("symbol", None), ("prev_symbol", "previous"), ("alias_symbol", "alias"))
"""Where a name is looked up, one request each until one finds it; and what was found then."""

_CHROMOSOME = re.compile(r"(\d{1,2}|X|Y)(?![0-9])")

log = structlog.get_logger(__name__)


def fetch_genes(http: HttpClient, text: str) -> dict[str, Any]:
    """Return the records of a name: as symbol, else as previous symbol, else as alias.

    "HGNC:11364" is looked up as that. Nothing found is an answer (`docs` is empty).

    Raises:
        SourceError: HGNC did not answer.
    """
    name = "".join(c for c in text.strip() if c.isascii() and (c.isalnum() or c in "-_.@:"))[:60]
    if not name:
        return {"asked": "", "field": None, "docs": []}
    fields = ["hgnc_id"] if name.upper().startswith("HGNC:") else [field for field, _ in FIELDS]
    for field in fields:
        docs = _docs(http.json(UPSTREAM, f"fetch/{field}/{name}", headers=HEADERS, gene=name))
        if docs:
            return {"asked": name, "field": field, "docs": list(docs)}
    return {"asked": name, "field": None, "docs": []}


def parse_genes(payload: Any) -> tuple[Gene, ...]:
    """Return the approved genes of the answer; several for a name that several had.

    A withdrawn record is no gene any more: it is left out, with a line in the log.

    Raises:
        SourceUnreadable: The payload is not one of `fetch_genes` and no answer of HGNC.
    """
    docs = _docs(payload)
    how = dict(FIELDS).get(string(inner(payload, "field")) or "")
    name = string(inner(payload, "asked")) or ""
    found = (_gene(doc, ResolvedFrom(name, how) if how else None) for doc in docs)
    return tuple(gene for gene in found if gene is not None)


def _docs(payload: Any) -> Sequence[Mapping[str, Any]]:
    answer = payload if "docs" in mapping(payload) else inner(payload, "response")
    docs = inner(answer, "docs")
    if not isinstance(docs, list):
        raise unreadable(SOURCE, UPSTREAM, "there is no list of genes in it")
    announced = whole(inner(answer, "numFound"))
    if (docs or announced) and not any(string(doc.get("symbol")) for doc in mappings(docs)):
        raise unreadable(SOURCE, UPSTREAM, "its genes have no symbol, or did not come")
    if docs and not any(string(doc.get("hgnc_id")) and doc.get("status") for doc in mappings(docs)):
        raise unreadable(SOURCE, UPSTREAM, "its genes have no HGNC id or no status")
    return mappings(docs)


def _gene(doc: Mapping[str, Any], resolved: ResolvedFrom | None) -> Gene | None:
    hgnc_id, symbol = string(doc.get("hgnc_id")), string(doc.get("symbol"))
    if hgnc_id is None or symbol is None or doc.get("status") != "Approved":
        log.info("record_left_out", source=SOURCE, id=hgnc_id, status=str(doc.get("status"))[:40])
        return None
    location = _line(doc, "location")
    mane = strings(doc.get("mane_select"))
    return Gene(
        hgnc_id=plain(hgnc_id),
        symbol=plain(symbol),
        name=_line(doc, "name") or "",
        ensembl_id=_line(doc, "ensembl_gene_id"),
        entrez_id=_line(doc, "entrez_id"),
        uniprot_id=_first(doc, "uniprot_ids"),
        omim_id=_first(doc, "omim_id"),
        chromosome=_chromosome(location),
        band=location,
        locus_group=_line(doc, "locus_group"),
        locus_type=_line(doc, "locus_type"),
        mane_select=_starting(mane, "ENST"),
        mane_refseq=_starting(mane, "NM_"),
        aliases=_lines(doc, "alias_symbol"),
        previous=_lines(doc, "prev_symbol"),
        resolved_from=resolved,
    )


def _chromosome(location: str | None) -> str | None:
    """Return "17" for "17q21.2", "X and Y" for a gene on both, None where HGNC gives no place."""
    if location == "mitochondria":
        return location
    found = (_CHROMOSOME.match(place.strip()) for place in (location or "").split(" and "))
    return " and ".join(dict.fromkeys(match[1] for match in found if match)) or None


def _line(doc: Mapping[str, Any], field: str) -> str | None:
    return plain(doc.get(field)) or None


def _lines(doc: Mapping[str, Any], field: str) -> tuple[str, ...]:
    return tuple(text for value in strings(doc.get(field)) if (text := plain(value)))


def _first(doc: Mapping[str, Any], field: str) -> str | None:
    return next(iter(_lines(doc, field)), None)


def _starting(values: Sequence[str], prefix: str) -> str | None:
    return next((plain(value) for value in values if value.startswith(prefix)), None)
