"""MyGene.info: a gene's identity and RefSeq's summary in one request, without a key.

Any field may come as one value or as a list of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.models import Gene, GeneAbout
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import (
    inner,
    mappings,
    plain,
    string,
    strings,
    unreadable,
    whole,
)

SOURCE = "MyGene.info"
UPSTREAM = "mygene"
FIELDS = (
    "symbol,name,summary,alias,type_of_gene,ensembl.gene,entrezgene,genomic_pos.chr,MIM,"
    "uniprot.Swiss-Prot,HGNC"
)
MOST_HITS = 10
NCBI_GENE_URL = "https://www.ncbi.nlm.nih.gov/gene/"
# What a query string reads as its own, each to be escaped by a backslash.
_OWN_SIGNS = frozenset('+-=&|><!(){}[]^"~*?:\\/')


@dataclass(frozen=True, slots=True)
class GeneRecord:
    """A gene as MyGene has it; every field but the symbol may be missing."""

    symbol: str
    name: str | None
    hgnc_id: str | None
    entrez_id: str | None
    ensembl_ids: tuple[str, ...]
    uniprot_ids: tuple[str, ...]  # reviewed ones
    omim_id: str | None
    chromosome: str | None
    aliases: tuple[str, ...]
    type_of_gene: str | None  # "protein-coding", "ncRNA", ...
    summary: str | None


@dataclass(frozen=True, slots=True)
class GenesFound:
    """The human genes of an answer, how many it announced, and how many had no symbol."""

    records: tuple[GeneRecord, ...]
    announced: int | None
    left_out: int


def fetch_genes(http: HttpClient, text: str, field: str = "symbol") -> dict[str, Any]:
    """Return MyGene's hits for a symbol (`field="alias"`: an alias). No hit is an answer.

    Raises:
        SourceError: MyGene did not answer.
    """
    phrase = "".join(f"\\{c}" if c in _OWN_SIGNS else c for c in text.strip()[:60])
    params = {
        "q": f'{field}:"{phrase}"',
        "species": "human",
        "fields": FIELDS,
        "size": str(MOST_HITS),
    }
    payload = http.json(UPSTREAM, "query", params=params, gene=text.strip()[:60])
    parse_genes(payload)
    return dict(payload)


def parse_genes(payload: Any) -> GenesFound:
    """Return the genes of an answer, best hit first.

    Raises:
        SourceUnreadable: There is no list of hits, or none of them has a symbol.
    """
    hits = inner(payload, "hits")
    if not isinstance(hits, list):
        raise unreadable(SOURCE, UPSTREAM, "there is no list of hits in it")
    read = [_record(hit) for hit in mappings(hits)]
    readable = tuple(record for record in read if record is not None)
    announced = whole(payload.get("total"))
    if (hits or announced) and not readable:
        raise unreadable(SOURCE, UPSTREAM, "its genes have no symbol, or did not come")
    return GenesFound(readable, announced, len(hits) - len(readable))


def parse_about(payload: Any, gene: Gene) -> GeneAbout | None:
    """Return RefSeq's summary of the gene; None where MyGene does not have the gene.

    Raises:
        SourceUnreadable: There is no list of hits.
    """
    for record in parse_genes(payload).records:
        if gene.entrez_id in (None, record.entrez_id) and record.symbol == gene.symbol:
            url = f"{NCBI_GENE_URL}{record.entrez_id}" if record.entrez_id else None
            return GeneAbout(record.summary, f"RefSeq, by {SOURCE}", url)
    return None


def as_gene(record: GeneRecord) -> Gene | None:
    """Return a record as a gene; None without an HGNC id, which is the key of a gene here (T9)."""
    if record.hgnc_id is None:
        return None
    coding = record.type_of_gene == "protein-coding"
    return Gene(
        hgnc_id=record.hgnc_id,
        symbol=record.symbol,
        name=record.name or "",
        ensembl_id=record.ensembl_ids[0] if len(record.ensembl_ids) == 1 else None,
        entrez_id=record.entrez_id,
        uniprot_id=record.uniprot_ids[0] if len(record.uniprot_ids) == 1 else None,
        omim_id=record.omim_id,
        chromosome=record.chromosome,
        locus_group="protein-coding gene" if coding else None,
        aliases=record.aliases,
    )


def _record(hit: Mapping[str, Any]) -> GeneRecord | None:
    symbol = plain(hit.get("symbol"))
    if not symbol:
        return None
    number = string(hit.get("HGNC"))
    entrez = plain(hit.get("entrezgene"))
    places = [string(place.get("chr")) for place in mappings(hit.get("genomic_pos"))]
    return GeneRecord(
        symbol=symbol,
        name=_line(hit, "name"),
        hgnc_id=f"HGNC:{number}" if number and number.isdigit() else None,
        entrez_id=entrez if entrez.isdigit() else None,
        ensembl_ids=_all(gene.get("gene") for gene in mappings(hit.get("ensembl"))),
        uniprot_ids=_all([inner(hit, "uniprot", "Swiss-Prot")]),
        omim_id=next(iter(_all([hit.get("MIM")])), None),
        chromosome=next((plain(name) for name in places if name), None),
        aliases=_all([hit.get("alias")]),
        type_of_gene=_line(hit, "type_of_gene"),
        summary=_line(hit, "summary"),
    )


def _line(hit: Mapping[str, Any], field: str) -> str | None:
    return plain(next(iter(strings(hit.get(field))), "")) or None


def _all(values: Any) -> tuple[str, ...]:
    """Return every text of values that are each one text or a list of them, once."""
    texts = (plain(text) for value in values for text in strings(value))
    return tuple(dict.fromkeys(text for text in texts if text))
