"""OMIM: a search for the holder of a key, with made-up phenotypes."""

from __future__ import annotations

from typing import Any

from tests.upstream.genes import KnownGene, find
from tests.upstream.messages import Request, Response, of_json, of_text
from tests.upstream.state import State


def answer(request: Request, state: State) -> Response:
    """Answer a search by approved symbol; without a key it is a 400, as there."""
    if not (request.fields.get("apiKey") or request.headers.get("apikey")):
        return of_text("The API key is missing", 400)
    if request.path != "entry/search":
        return of_text("not found", 404)
    gene = find(request.fields.get("search", "").removeprefix("approved_gene_symbol:"))
    entries = [] if gene is None else [{"entry": _entry(gene)}]
    response = {"search": request.fields.get("search"), "totalResults": len(entries)}
    return of_json(
        {"omim": {"version": "1.0", "searchResponse": {**response, "entryList": entries}}}
    )


def _entry(gene: KnownGene) -> dict[str, Any]:
    phenotypes = [
        {
            "phenotypeMap": {
                "mimNumber": int(gene.mim),
                "phenotype": f"Made-up phenotype {number} of {gene.symbol}",
                "phenotypeMimNumber": int(mim),
                "phenotypeMappingKey": 3,
                "phenotypeInheritance": ("Autosomal dominant", "Autosomal recessive")[number % 2],
                "approvedGeneSymbols": gene.symbol,
            }
        }
        for number, mim in enumerate(gene.phenotypes)
    ]
    symbols = ", ".join((gene.symbol, *gene.aliases))
    gene_map = {"mimNumber": int(gene.mim), "geneSymbols": symbols, "phenotypeMapList": phenotypes}
    return {"prefix": "*", "mimNumber": int(gene.mim), "status": "live", "geneMap": gene_map}
