"""HGNC and MyGene: identities of the known genes."""

from __future__ import annotations

import re
from typing import Any

from tests.upstream.genes import GENES, KnownGene, find
from tests.upstream.messages import Request, Response, of_json, of_text
from tests.upstream.state import State

MOST_A_SECOND = 10
_TERM = re.compile(r'(\w+):"((?:[^"\\]|\\.)*)"')


def hgnc(request: Request, state: State) -> Response:
    """Answer `fetch/FIELD/VALUE` in the shape of HGNC's REST service; XML unless asked for JSON."""
    if state.over("hgnc", MOST_A_SECOND, 1):
        return of_text("Too Many Requests", 429)
    verb, _, rest = request.path.partition("/")
    field, _, value = rest.partition("/")
    if verb != "fetch" or field not in ("symbol", "prev_symbol", "alias_symbol", "hgnc_id"):
        return of_json({"error": "no such field"}, 400)
    if not request.accepts_json():
        return of_text("<?xml version='1.0'?><response/>", kind="text/xml")
    docs = [_doc(gene) for gene in GENES if _has(gene, field, value)]
    response = {"numFound": len(docs), "start": 0, "maxScore": 1.0, "docs": docs}
    return of_json({"responseHeader": {"status": 0, "QTime": 1}, "response": response})


def mygene(request: Request, state: State) -> Response:
    """Answer `query?q=FIELD:"VALUE"` in the shape of MyGene.info."""
    term = _TERM.search(request.fields.get("q", ""))
    if request.path != "query" or term is None:
        return of_json({"error": "no such query"}, 400)
    value = re.sub(r"\\(.)", r"\1", term[2])
    field = "alias_symbol" if term[1] == "alias" else "symbol"
    hits = [_hit(gene) for gene in GENES if _has(gene, field, value)]
    return of_json({"took": 1, "total": len(hits), "max_score": None, "hits": hits})


def _has(gene: KnownGene, field: str, value: str) -> bool:
    if field == "alias_symbol":
        return value.upper() in (alias.upper() for alias in gene.aliases)
    if field == "prev_symbol":
        return value.upper() == f"OLD{gene.symbol}"
    found = find(value.upper())
    return found is gene and value.upper() in (gene.symbol, gene.hgnc_id)


def _doc(gene: KnownGene) -> dict[str, Any]:
    return {
        "hgnc_id": gene.hgnc_id,
        "symbol": gene.symbol,
        "name": f"{gene.symbol} (made-up name)",
        "status": "Approved",
        "locus_group": "protein-coding gene",
        "locus_type": "gene with protein product",
        "location": gene.band,
        "alias_symbol": list(gene.aliases),
        "prev_symbol": [f"OLD{gene.symbol}"],
        "entrez_id": gene.entrez,
        "ensembl_gene_id": gene.ensembl,
        "omim_id": [gene.mim],
        "uniprot_ids": [gene.uniprot],
        "mane_select": [gene.transcript, gene.refseq],
        "refseq_accession": [gene.refseq.partition(".")[0]],
    }


def _hit(gene: KnownGene) -> dict[str, Any]:
    """Return a hit; like MyGene's, a list of one is the one."""
    return {
        "_id": gene.entrez,
        "_score": 18.1,
        "HGNC": str(gene.hgnc),
        "MIM": gene.mim,
        "alias": list(gene.aliases),
        "ensembl": {"gene": gene.ensembl},
        "entrezgene": gene.entrez,
        "genomic_pos": [{"chr": gene.chromosome}, {"chr": "CHR_MADE_UP"}],
        "name": f"{gene.symbol} (made-up name)",
        "summary": f"A made-up summary of {gene.symbol}.",
        "symbol": gene.symbol,
        "type_of_gene": "protein-coding",
        "uniprot": {"Swiss-Prot": gene.uniprot, "TrEMBL": ["A0A000"]},
    }
