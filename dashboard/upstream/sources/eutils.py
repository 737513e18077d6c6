"""NCBI's E-utilities: search and summary, and the many ways in which they say that they failed.

An error may stand inside an answer with status 200. A search drops phrases that it does not know
and answers the rest: such hits answer another question and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from dashboard.errors import SourceBusy, SourceDown, SourceError, SourceRefused, SourceUnreadable
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text, clean_texts
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    string,
    strings,
    unreadable,
    whole,
)

UPSTREAM = "eutils"
SEARCH = "esearch.fcgi"
SUMMARY = "esummary.fcgi"

MOST_SUMMARIES = 400  # in one request; the service takes 500
LONGEST_GET = 200  # ids; more go by POST
LONGEST_TERM = 1_500  # characters of a search; a longer one goes by POST
PAGE = 10_000  # ids of one search answer
MOST_PHRASES = 50
LONGEST_MESSAGE = 200
DATABASES: Mapping[str, str] = {
    "gene": "NCBI Gene",
    "clinvar": "ClinVar",
    "pubmed": "PubMed",
    "medgen": "MedGen",
}

_PASSING = re.compile(
    r"backend|unavailab|temporar|time-?out|timed out|exception|try again|unable|connection|busy",
    re.IGNORECASE,
)
_ID = re.compile(r"[0-9]{1,12}", re.ASCII)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: `count` in all, the ids of this page, the phrases it did not know."""

    count: int
    ids: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def search(
    http: HttpClient,
    db: str,
    term: str,
    *,
    most: int,
    start: int = 0,
    sort: str | None = None,
    gene: str | None = None,
) -> Hits:
    """Return one page of a search. It may have dropped phrases: see `refuse_dropped`.

    Raises:
        SourceError: There is no answer, or it is an error.
    """
    params = {
        "db": db,
        "term": term,
        "retmode": "json",
        "retmax": str(most),
        "retstart": str(start),
    }
    if sort:
        params["sort"] = sort
    if len(term) > LONGEST_TERM:
        answer = _checked(http.form(UPSTREAM, SEARCH, params, gene=gene), db)
    else:
        answer = _checked(http.json(UPSTREAM, SEARCH, params=params, gene=gene), db)
    found = answer.get("esearchresult")
    if not isinstance(found, dict):
        raise misread(db, "there is no search result in it")
    if found.get("ERROR"):
        raise _fault(db, clean_text(str(found["ERROR"]), LONGEST_MESSAGE))
    count = whole(found.get("count"))
    if count is None or count < 0 or not isinstance(found.get("idlist"), list):
        raise misread(db, "it has no count or no ids")
    ids = tuple(text for text in strings(found["idlist"]) if _ID.fullmatch(text))
    if found["idlist"] and not ids:
        raise misread(db, "none of its ids is one")
    return Hits(count, tuple(dict.fromkeys(ids)), _dropped(found))


def refuse_dropped(hits: Hits, db: str) -> None:
    """Refuse hits of a question that was not asked; no hits at all are a true zero.

    Raises:
        SourceRefused: A phrase of the query was dropped and the rest has hits.
    """
    if hits.dropped and hits.count:
        phrases = ", ".join(hits.dropped[:3])
        raise SourceRefused(
            f"{DATABASES[db]} does not know {phrases} and would answer another question.",
            "Nothing to do: the search may work when the database knows the phrase.",
            source=UPSTREAM,
            status=200,
            detail=phrases,
        )


def search_all(http: HttpClient, db: str, term: str, *, most: int, gene: str | None = None) -> Hits:
    """Return all ids of a search, page by page to the end, at most `most` (T42).

    Raises:
        SourceError: A page failed, or the same page came twice.
    """
    first = search(http, db, term, most=min(PAGE, most), gene=gene)
    refuse_dropped(first, db)
    ids = dict.fromkeys(first.ids)
    wanted = min(first.count, most)
    while first.ids and len(ids) < wanted:
        page = search(http, db, term, most=min(PAGE, most), start=len(ids), gene=gene)
        refuse_dropped(page, db)
        if not page.ids:
            break
        if ids.keys() >= set(page.ids):
            raise misread(db, "the same page of results came twice")
        ids |= dict.fromkeys(page.ids)
    return Hits(first.count, tuple(ids)[:most])


def summaries(
    http: HttpClient, db: str, ids: Sequence[str], *, gene: str | None = None
) -> dict[str, Mapping[str, Any]]:
    """Return the summaries of records by id, in the order of `ids`.

    A record that the service has no summary of is not among them, and is logged.

    Raises:
        SourceError: There is no answer, or it is an error.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(ids), MOST_SUMMARIES):
        found |= _some_summaries(http, db, ids[start : start + MOST_SUMMARIES], gene)
    missing = [uid for uid in ids if uid not in found]
    if missing:
        log.warning("summaries_missing", db=db, number=len(missing), first=missing[0])
    return found


def misread(db: str, what: str) -> SourceUnreadable:
    """Return the error for an answer of the wrong shape; `what` ends the sentence."""
    return unreadable(DATABASES[db], UPSTREAM, what)


def record_id(value: object) -> str | None:
    """Return a record's id, digits only; None for what is none."""
    text = string(value)
    return text if text is not None and _ID.fullmatch(text) else None


def _some_summaries(
    http: HttpClient, db: str, ids: Sequence[str], gene: str | None
) -> dict[str, Mapping[str, Any]]:
    data = {"db": db, "id": ",".join(ids), "retmode": "json"}
    if len(ids) > LONGEST_GET:
        answer = http.form(UPSTREAM, SUMMARY, data, gene=gene)
    else:
        answer = http.json(UPSTREAM, SUMMARY, params=data, gene=gene)
    result = _checked(answer, db).get("result")
    if not isinstance(result, dict):
        raise misread(db, "there are no summaries in it")
    records = ((uid, mapping(result.get(uid))) for uid in ids)
    return {uid: record for uid, record in records if record and not record.get("error")}


def _checked(answer: Any, db: str) -> Mapping[str, Any]:
    """Return an answer that is no error.

    Raises:
        SourceError: It is one, or no object at all.
    """
    if not isinstance(answer, dict):
        raise misread(db, "it is no object")
    said = answer.get("error") or inner(answer, "esummaryresult", "ERROR")
    if said:
        raise _fault(db, clean_text(str(said), LONGEST_MESSAGE))
    return answer


def _fault(db: str, said: str) -> SourceError:
    name = DATABASES[db]
    if "rate limit" in said.lower():
        return SourceBusy(
            f"{name} gets more questions from here than it takes.",
            "Try again in a few seconds; a free NCBI API key raises the limit.",
            source=UPSTREAM,
        )
    log.warning("eutils_fault", db=db, said=said)
    if _PASSING.search(said):
        return SourceDown(
            f"{name} has a fault of its own.", "Try again in a few minutes.", source=UPSTREAM
        )
    return SourceRefused(
        f"{name} did not accept the question.", source=UPSTREAM, status=200, detail=said
    )


def _dropped(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the phrases and fields that a search did not know and left out."""
    lists = (
        inner(found, "errorlist", "phrasesnotfound"),
        inner(found, "errorlist", "fieldsnotfound"),
        inner(found, "warninglist", "quotedphrasesnotfound"),
    )
    return tuple(
        dict.fromkeys(text for given in lists for text in clean_texts(given, MOST_PHRASES, 100))
    )
