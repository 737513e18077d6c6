"""PubTator3: in how many full texts a gene is named, asked by entity and not by text (T54)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog

from dashboard.errors import SourceUnreadable
from dashboard.models import Gene, Publication, PublicationCount
from dashboard.rules.notices import notice_of, replaces_kind
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text, clean_texts, title_and_translation
from dashboard.upstream.sources.json_readers import mapping, mappings, string, unreadable, whole

SOURCE = "PubTator3"
UPSTREAM = "pubtator"
WHAT = "full-text mentions"
RECORD_URL = "https://pubmed.ncbi.nlm.nih.gov/{}/"
MOST_AUTHORS = 100
PAGE_SIZE = 10

_MARKS = re.compile(r"@[A-Z]+_\S+\s?|@@@|</?m>")
_YEAR = re.compile(r"(1[89][0-9]{2}|20[0-9]{2})\b", re.ASCII)
_PMID = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)

log = structlog.get_logger(__name__)


def entity(gene: Gene) -> str:
    """Return PubTator3's name of a gene, `@GENE_STAT3`."""
    return f"@GENE_{gene.symbol}"


def fetch_mentions(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return how many publications name the gene, and the ten that fit best.

    Raises:
        SourceError: PubTator3 did not answer as it should.
    """
    answer = http.json(
        UPSTREAM, "search/", params={"text": entity(gene), "page": "1"}, gene=gene.symbol
    )
    if not isinstance(answer, dict):
        raise _misread("it is no object")
    count, rows = whole(answer.get("count")), answer.get("results")
    if count is None or count < 0 or not isinstance(rows, list):
        raise _misread("it has no count or no results")
    if bool(count) != bool(rows):
        raise _misread(f"it counts {count:,} results and gives {len(rows)}")
    names = ("pmid", "title", "journal", "authors", "date")
    return {
        "query": entity(gene),
        "count": count,
        "rows": len(rows[:PAGE_SIZE]),
        "results": [{name: row.get(name) for name in names} for row in mappings(rows)[:PAGE_SIZE]],
    }


def parse_count(payload: Any) -> PublicationCount:
    """Return the count of a `fetch_mentions`, with the entity asked for.

    Raises:
        SourceUnreadable: The payload is none of `fetch_mentions`.
    """
    count = whole(mapping(payload).get("count"))
    query = clean_text(mapping(payload).get("query"), 100)
    if count is None or not query:
        raise _misread("there is no count in it")
    return PublicationCount(
        WHAT,
        query,
        count,
        "Publications in which PubTator3 recognises the gene, in abstracts or open full texts.",
    )


def parse_mentions(payload: Any) -> tuple[Publication, ...]:
    """Return the publications of a `fetch_mentions`, in PubTator3's order.

    Raises:
        SourceUnreadable: The payload is none of `fetch_mentions`, or no row has a PMID.
    """
    rows = mapping(payload).get("results")
    if not isinstance(rows, list):
        raise _misread("there are no results in it")
    found = tuple(one for row in mappings(rows) if (one := _publication(row)) is not None)
    if _sent(payload) and not found:
        raise _misread("none of its publications has a PMID")
    return found


def left_out(payload: Any) -> int:
    """Return how many publications of a `fetch_mentions` have no PMID, and are not listed."""
    return _sent(payload) - len(parse_mentions(payload))


def _sent(payload: Any) -> int:
    """Return how many rows PubTator3 sent, also those that were no objects."""
    rows = len(mapping(payload).get("results") or ())
    sent = whole(mapping(payload).get("rows"))
    if sent is None and not rows:
        return min(whole(mapping(payload).get("count")) or 0, PAGE_SIZE)
    return max(rows, sent or 0)


def unmarked(text: object) -> object:
    """Return a text without PubTator3's own marks of what it recognised."""
    return _MARKS.sub("", text[:20_000]) if isinstance(text, str) else text


def _publication(row: Mapping[str, Any]) -> Publication | None:
    pmid = string(row.get("pmid"))
    if pmid is None or not _PMID.fullmatch(pmid):
        log.warning("publication_without_id", source=SOURCE)
        return None
    title, translated = title_and_translation(unmarked(row.get("title")))
    notice = notice_of((), title=title)  # PubTator3 gives no publication types
    year = _YEAR.match(clean_text(row.get("date"), 60))
    return Publication(
        pmid=pmid,
        title=title,
        authors=clean_texts(row.get("authors"), MOST_AUTHORS),
        journal=clean_text(row.get("journal")) or None,
        year=int(year[1]) if year else None,
        kind=notice if replaces_kind(notice) else None,
        language="translated" if translated else None,
        url=RECORD_URL.format(pmid),
        notice=notice,
    )


def _misread(what: str) -> SourceUnreadable:
    return unreadable(SOURCE, UPSTREAM, what)
