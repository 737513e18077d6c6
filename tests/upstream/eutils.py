"""NCBI's E-utilities: search and summary over four databases, and the errors inside a 200."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.upstream.articles import Article, articles_of
from tests.upstream.eutils_records import RECORDS, medgen_uid
from tests.upstream.genes import BY_SYMBOL, GENES
from tests.upstream.messages import Request, Response, of_json, of_text
from tests.upstream.state import State
from tests.upstream.variants import others_of, variants_of
from tests.upstream.wire import NCBI_LIMIT

MOST_UIDS = 500
MOST_RETURNED = 10_000
TOO_MANY = "Too many UIDs in request. Maximum number of UIDs is 500 for JSON format output."

_PHRASE = re.compile(r'"?([A-Za-z0-9-]+)(?: [a-z]+)?"?\[(?:Title/Abstract|All Fields)\]')
_GENE = re.compile(r'"?([A-Za-z0-9-]+)"?\[(?:gene|Symbol|Gene Name)\]', re.IGNORECASE)
_MIM = re.compile(r"(\d{6})\[mim\]")
_DATES = re.compile(r"(\d{4}/\d\d/\d\d):(\d{4}/\d\d/\d\d)\[Date - Publication\]")


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of a search, and the phrases that it did not know."""

    ids: Sequence[str]
    unknown: tuple[str, ...] = ()


def answer(request: Request, state: State) -> Response:
    """Answer esearch or esummary, asked by GET or by a form."""
    fields = request.fields
    most = 10 if fields.get("api_key") else 3
    if state.over("eutils", most, 1):
        return of_json(NCBI_LIMIT | {"count": str(most + 1), "limit": str(most)}, 429)
    db = fields.get("db", "")
    if db not in SEARCHES:
        return of_json({"error": f"Invalid db name specified: {db}"})
    if fields.get("retmode") != "json":
        return of_text("<?xml version='1.0'?><ERROR>this upstream speaks JSON</ERROR>")
    if request.path == "esearch.fcgi":
        return _search(db, fields)
    return _summary(db, fields) if request.path == "esummary.fcgi" else of_text("not found", 404)


def _search(db: str, fields: Mapping[str, str]) -> Response:
    term = fields.get("term", "")
    start, most = int(fields.get("retstart", "0")), int(fields.get("retmax", "20"))
    found = SEARCHES[db](term)
    page = list(found.ids[start : start + min(most, MOST_RETURNED)])
    result: dict[str, Any] = {
        "count": str(len(found.ids)),
        "retmax": str(len(page)),
        "retstart": str(start),
        "idlist": page,
        "translationset": [],
        "querytranslation": term,
    }
    if found.unknown:
        result["errorlist"] = {"phrasesnotfound": list(found.unknown), "fieldsnotfound": []}
    if not found.ids:
        messages = ["No items found."]
        result["warninglist"] = {"phrasesignored": [], "outputmessages": messages}
    return of_json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})


def _summary(db: str, fields: Mapping[str, str]) -> Response:
    ids = [text for text in fields.get("id", "").split(",") if text]
    if len(ids) > MOST_UIDS:
        return of_json({"error": TOO_MANY})
    records = {uid: RECORDS[db](uid) for uid in ids}
    missing = "cannot get document summary"
    result: dict[str, Any] = {"uids": ids}
    for uid, record in records.items():
        result[uid] = {"uid": uid, "error": missing} if record is None else record | {"uid": uid}
    return of_json({"header": {"type": "esummary", "version": "0.3"}, "result": result})


def _genes(term: str) -> Found:
    names = _GENE.findall(term)
    known = tuple(BY_SYMBOL[name].entrez for name in names if name in BY_SYMBOL)
    return Found(known, tuple(name for name in names if name not in BY_SYMBOL))


def _variants(term: str) -> Found:
    """Return the gene's variants, and the large ones that a gene search finds too (T35)."""
    for name in _GENE.findall(term):
        if name in BY_SYMBOL:
            own = [str(one.number) for one in variants_of(name)]
            return Found([*own, *(str(number) for number, _ in others_of(name))])
    return Found((), tuple(_GENE.findall(term)))


def _articles(term: str) -> Found:
    names = dict.fromkeys(_PHRASE.findall(term))
    found = [a for name in names if name in BY_SYMBOL for a in articles_of(name) if _fits(a, term)]
    unknown = tuple(f'"{name}"' for name in names if name not in BY_SYMBOL)
    return Found([str(a.pmid) for a in found], unknown)


def _fits(article: Article, term: str) -> bool:
    """Tell whether an article is of the kind and from the time that a query names."""
    lower = term.lower()
    dates = _DATES.search(term)
    in_time = dates is None or dates[1] <= article.date <= dates[2]
    cases = article.kind == "Case Reports" and in_time
    if "review[publication type]" in lower:
        either = "case reports[publication type]" in lower
        return "Review" in article.kind or (either and cases)
    return cases if "case reports[publication type]" in lower else in_time


def _diseases(term: str) -> Found:
    request = _MIM.findall(term)
    known = [mim for gene in GENES for mim in gene.phenotypes if mim in request]
    return Found(
        [medgen_uid(mim) for mim in known], tuple(f"{m}[mim]" for m in request if m not in known)
    )


SEARCHES = {"gene": _genes, "clinvar": _variants, "pubmed": _articles, "medgen": _diseases}
