"""UniProt: search and entry, with made-up domains and diseases."""

from __future__ import annotations

import re
from typing import Any

from tests.upstream.genes import KnownGene, find
from tests.upstream.messages import Request, Response, of_json
from tests.upstream.state import State

RELEASE = "2026_05"
_ACCESSION = re.compile(r"accession:([A-Z0-9]+)")
_EXACT = re.compile(r'gene_exact:"?([A-Za-z0-9-]+)"?')
_FIELD = re.compile(r"accession|id|length|gene_\w+|protein_name|(?:ft|cc|xref)_[\w-]+")


def answer(request: Request, state: State) -> Response:
    """Answer `uniprotkb/search` or `uniprotkb/ACCESSION.json`."""
    wrong = [f for f in request.fields.get("fields", "id").split(",") if not _FIELD.fullmatch(f)]
    if wrong:
        messages = [f"Invalid fields parameter value '{field}'" for field in wrong]
        return of_json({"url": request.path, "messages": messages}, 400)
    if request.path == "uniprotkb/search":
        return _search(request.fields.get("query", ""))
    accession = request.path.removeprefix("uniprotkb/").removesuffix(".json")
    gene = find(accession)
    if gene is None or gene.uniprot != accession:
        return of_json({"url": request.path, "messages": ["Resource not found"]}, 404)
    return of_json(_entry(gene))


def _search(query: str) -> Response:
    request = _ACCESSION.search(query) or _EXACT.search(query)
    if request is None:
        return of_json({"url": "search", "messages": ["query is not understood"]}, 400)
    gene = find(request[1])
    found = [] if gene is None else [_entry(gene)]
    return of_json({"results": found}, X_Total_Results=str(len(found)), X_UniProt_Release=RELEASE)


def _entry(gene: KnownGene) -> dict[str, Any]:
    return {
        "entryType": "UniProtKB reviewed (Swiss-Prot)",
        "primaryAccession": gene.uniprot,
        "uniProtkbId": f"{gene.symbol}_HUMAN",
        "proteinDescription": {
            "recommendedName": {"fullName": {"value": f"Made-up name of {gene.symbol}"}}
        },
        "genes": [{"geneName": {"value": gene.symbol}}],
        "sequence": {"length": gene.uniprot_length},
        "features": _features(gene),
        "comments": [_disease(gene, number, mim) for number, mim in enumerate(gene.phenotypes, 1)],
        "uniProtKBCrossReferences": [_mane(gene)],
    }


def _mane(gene: KnownGene) -> dict[str, Any]:
    """Return the cross-reference; where the lengths differ, it is to another isoform."""
    reference = {"database": "MANE-Select", "id": gene.transcript, "properties": []}
    same = gene.length == gene.uniprot_length
    return reference if same else reference | {"isoformId": f"{gene.uniprot}-12"}


def _features(gene: KnownGene) -> list[dict[str, Any]]:
    """Return four made-up domains, a disordered stretch, and one without an exact end."""
    quarter = gene.uniprot_length // 4
    domains = [
        _feature("Domain", n * quarter + 3, (n + 1) * quarter - 5, f"Made-up domain {n + 1}")
        for n in range(4)
    ]
    disordered = _feature("Region", 1, quarter // 2, "Disordered")
    open_end = _feature("Domain", quarter, None, "Made-up open domain")
    open_end["location"]["end"]["modifier"] = "UNKNOWN"
    return [*domains, disordered, open_end]


def _feature(kind: str, start: int, end: int | None, name: str) -> dict[str, Any]:
    return {
        "type": kind,
        "location": {
            "start": {"value": start, "modifier": "EXACT"},
            "end": {"value": end, "modifier": "EXACT"},
        },
        "description": name,
    }


def _disease(gene: KnownGene, number: int, mim: str) -> dict[str, Any]:
    disease = {
        "diseaseId": f"Made-up disease {number} of {gene.symbol}",
        "acronym": f"MU{number}",
        "description": "A made-up description.",
        "diseaseAccession": f"DI-9{gene.hgnc}{number}",
        "diseaseCrossReference": {"database": "MIM", "id": mim},
    }
    return {"commentType": "DISEASE", "disease": disease}
