"""NCBI Gene: what a gene does, in the sentences of RefSeq."""

from __future__ import annotations

from typing import Any

import structlog

from dashboard.models import Gene, GeneAbout
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.eutils import misread, record_id, refuse_dropped, search, summaries
from dashboard.upstream.sources.json_readers import inner, mapping, string, whole

DB = "gene"
SOURCE = "NCBI Gene (RefSeq)"
RECORD_URL = "https://www.ncbi.nlm.nih.gov/gene/{}"
HUMAN = 9606
FIELDS = ("uid", "name", "summary", "status", "currentid", "nomenclaturesymbol", "organism")

log = structlog.get_logger(__name__)


def fetch_about(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return the gene's record, by its Entrez id, else by its symbol; a replaced one's successor.

    One request, two or three where the id is not known or the record was replaced. `record` is
    None where NCBI Gene has none.

    Raises:
        SourceError: NCBI did not answer as it should.
    """
    uid = record_id(gene.entrez_id) or _uid_of_symbol(http, gene)
    record = _record(http, uid, gene)
    current = record_id(inner(record, "currentid"))
    if current not in (None, "0", uid):
        log.info("gene_record_replaced", gene=gene.symbol, old=uid, new=current)
        record = _record(http, current, gene)
    return {"record": record}


def parse_about(payload: Any, gene: Gene) -> GeneAbout | None:
    """Return the gene's summary; None where there is no record or it has no summary.

    Raises:
        SourceUnreadable: The payload is none of `fetch_about`, or about another gene.
    """
    if not isinstance(payload, dict) or "record" not in payload:
        raise misread(DB, "there is no record in it")
    if payload["record"] is None:
        return None
    record = mapping(payload["record"])
    if not record:
        raise misread(DB, "the record is empty")
    _check(record, gene)
    uid = record_id(record.get("uid"))
    if uid is None or string(record.get("name")) in (None, "") or record.get("summary") is None:
        raise misread(DB, "the record has no id, no name or no summary")
    summary = clean_text(record.get("summary"))
    if not summary:
        return None
    return GeneAbout(summary, SOURCE, RECORD_URL.format(uid) if uid else None)


def _uid_of_symbol(http: HttpClient, gene: Gene) -> str | None:
    term = f"{gene.symbol}[Symbol] AND Homo sapiens[Organism]"
    hits = search(http, DB, term, most=2, gene=gene.symbol)
    refuse_dropped(hits, DB)
    return hits.ids[0] if len(hits.ids) == 1 else None


def _record(http: HttpClient, uid: str | None, gene: Gene) -> dict[str, Any] | None:
    if uid is None:
        return None
    record = summaries(http, DB, [uid], gene=gene.symbol).get(uid)
    return None if record is None else {name: record.get(name) for name in FIELDS}


def _check(record: Any, gene: Gene) -> None:
    """Refuse another organism's record, and one of another gene."""
    taxon = whole(inner(record, "organism", "taxid"))
    if taxon not in (None, HUMAN):
        raise misread(DB, f"the record is of taxon {taxon}, not human")
    names = {string(record.get("name")), string(record.get("nomenclaturesymbol"))} - {None}
    known = {gene.symbol, *gene.aliases, *gene.previous}
    if record_id(record.get("uid")) != gene.entrez_id and names and not names & known:
        raise misread(DB, f"the record is of another gene than {gene.symbol}")
