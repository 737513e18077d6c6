"""PubTator3: search by entity, ten results a page, with the service's marks in the text."""

from __future__ import annotations

from typing import Any

from tests.upstream.articles import FIRST_PMID, articles_of
from tests.upstream.genes import BY_SYMBOL
from tests.upstream.messages import Request, Response, of_json, of_text
from tests.upstream.state import State

PAGE = 10
MOST_A_SECOND = 3


def answer(request: Request, state: State) -> Response:
    """Answer `search/?text=@GENE_STAT3&page=1`."""
    if state.over("pubtator", MOST_A_SECOND, 1):
        return of_text("Too Many Requests", 429)
    if request.path.rstrip("/") != "search":
        return of_text("not found", 404)
    symbol = request.fields.get("text", "").removeprefix("@GENE_")
    page = int(request.fields.get("page", "1"))
    count = len(articles_of(symbol)) * 4 if symbol in BY_SYMBOL else 0
    first = (page - 1) * PAGE
    results = [_result(symbol, place) for place in range(first, min(first + PAGE, count))]
    pages = -(-count // PAGE)
    return of_json(
        {
            "results": results,
            "facets": {"facet_fields": {"journal": [], "type": [], "year": []}},
            "page_size": PAGE,
            "current": page,
            "count": count,
            "total_pages": pages,
        }
    )


def _result(symbol: str, place: int) -> dict[str, Any]:
    gene = BY_SYMBOL[symbol]
    pmid = FIRST_PMID + gene.hgnc * 10_000 + place
    marked = f"@GENE_{symbol} @GENE_{gene.entrez} @@@<m>{symbol}</m>@@@"
    return {
        "_id": str(pmid),
        "pmid": pmid,
        "title": f"A made-up paper {place + 1} that names {marked}",
        "journal": "Journal of Made-up Results",
        "authors": ["Nobody A", "Nobody B"],
        "date": "2025-06-01T00:00:00Z",
        "score": 300.0 - place,
        "text_hl": marked,
        "citations": {"NLM": "made-up", "BibTeX": "made-up"},
    }
