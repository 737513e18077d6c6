"""PubMed: how many publications, reviews and case reports there are, and the newest of each.

A search gives the count and the ids of the newest; the summaries of those are a second step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import structlog

from dashboard.models import Gene, Publication, PublicationCount
from dashboard.rules.notices import notice_of, replaces_kind
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text, clean_texts, title_and_translation
from dashboard.upstream.sources.eutils import (
    Hits,
    misread,
    record_id,
    refuse_dropped,
    search,
    summaries,
)
from dashboard.upstream.sources.json_readers import (
    mapping,
    mappings,
    sequence,
    string,
    strings,
    whole,
)
from dashboard.upstream.sources.pubmed_queries import KINDS, gene_phrases, note, query

DB = "pubmed"
MOST_LISTED = max(kind.most for kind in KINDS.values())
MOST_AUTHORS = 100
LONGEST_QUERY = 4_000
RECORD_URL = "https://pubmed.ncbi.nlm.nih.gov/{}/"
FIELDS = (
    *("title", "vernaculartitle", "authors", "fulljournalname", "source", "pubdate"),
    *("sortpubdate", "pubtype", "lang"),
)
MOST_REFERENCES = 50

# Publication types by the word that the list shows, the most telling first.
TYPES: Mapping[str, str] = {
    "systematic review": "Systematic review",
    "meta-analysis": "Meta-analysis",
    "review": "Review",
    "case reports": "Case report",
    "randomized controlled trial": "Randomized trial",
    "clinical trial": "Clinical trial",
    "practice guideline": "Guideline",
    "guideline": "Guideline",
    "preprint": "Preprint",
    "editorial": "Editorial",
    "letter": "Letter",
    "comment": "Comment",
    "journal article": "Article",
}
# MEDLINE's codes of the languages that are not named by their first three letters alone.
LANGUAGES: Mapping[str, str] = {
    "chi": "Chinese", "cze": "Czech", "dan": "Danish", "dut": "Dutch", "fin": "Finnish",
    "fre": "French", "ger": "German", "gre": "Greek", "heb": "Hebrew", "hun": "Hungarian",
    "ita": "Italian", "jpn": "Japanese", "kor": "Korean", "nor": "Norwegian", "per": "Persian",
    "pol": "Polish", "por": "Portuguese", "rus": "Russian", "spa": "Spanish", "swe": "Swedish",
    "tur": "Turkish", "ukr": "Ukrainian",
}  # fmt: skip
ENGLISH = "eng"

_YEAR = re.compile(r"\b(1[89][0-9]{2}|20[0-9]{2})\b", re.ASCII)

log = structlog.get_logger(__name__)


def fetch_search(http: HttpClient, gene: Gene, kind: str, today: date) -> dict[str, Any]:
    """Return what one of the `KINDS` of search finds: count, query, ids of the newest.

    One request; a second one where the gene's symbol is a word and PubMed does not know some of
    its phrases, which are then left out of the query.

    Raises:
        SourceError: PubMed did not answer as it should, or would answer another question.
        KeyError: There is no such kind.
    """
    phrases = gene_phrases(gene)
    term = query(phrases, kind, today)
    most = KINDS[kind].most
    hits = _hits(http, term, gene, most)
    known = tuple(phrase for phrase in phrases if not _is_dropped(phrase, hits))
    if known and known != phrases:
        term = query(known, kind, today)
        hits = _hits(http, term, gene, most)
    refuse_dropped(hits, DB)
    return {"kind": kind, "query": term, "count": hits.count, "ids": list(hits.ids)}


def together(searches: Mapping[str, Any]) -> dict[str, Any]:
    """Return what several `fetch_search` found, by name, as one: each id once, and whose it is.

    Raises:
        SourceUnreadable: One is no such payload.
    """
    lists = {kind: _ids(found) for kind, found in searches.items()}
    return {
        "ids": list(dict.fromkeys(uid for ids in lists.values() for uid in ids)),
        "lists": lists,
    }


def fetch_records(http: HttpClient, found: Any, gene: Gene) -> dict[str, Any]:
    """Return the summaries of what a `fetch_search`, or several `together`, found.

    One request; none where nothing was found.

    Raises:
        SourceError: PubMed did not answer as it should.
    """
    ids = _ids(found)
    records = summaries(http, DB, ids, gene=gene.symbol) if ids else {}
    if ids and not records:
        raise misread(DB, "there is no summary of any of the records")
    brief = [
        {"uid": uid}
        | {name: record.get(name) for name in FIELDS}
        | {"noticed": _reference_types(record)}
        for uid, record in records.items()
    ]
    return {**found, "records": brief}


def parse_count(payload: Any, gene: Gene) -> PublicationCount:
    """Return the count of a `fetch_search`, with its query.

    Raises:
        SourceUnreadable: The payload is none of `fetch_search`.
    """
    kind, count = string(mapping(payload).get("kind")), whole(mapping(payload).get("count"))
    term = clean_text(mapping(payload).get("query"), LONGEST_QUERY)
    if kind is None or kind not in KINDS or count is None or not term:
        raise misread(DB, "there is no count in it")
    return PublicationCount(KINDS[kind].what, term, count, note(gene))


def parse_records(payload: Any, kind: str | None = None) -> tuple[Publication, ...]:
    """Return the publications of a `fetch_records`, newest first; of one list or of all.

    Raises:
        SourceUnreadable: The payload is none of `fetch_records`, or has no list of this kind.
    """
    rows = mapping(payload).get("records")
    if not isinstance(rows, list):
        raise misread(DB, "there is no list of records in it")
    if kind is not None:
        by_id = {record_id(row.get("uid")): row for row in mappings(rows)}
        rows = [by_id[uid] for uid in _listed(payload, kind) if uid in by_id]
    found = tuple(one for row in mappings(rows) if (one := _publication(row)) is not None)
    if not found and (rows or _requested_count(payload, kind)):
        raise misread(DB, "none of its records has a PMID")
    return found


def left_out(payload: Any, kind: str | None = None) -> int:
    """Return how many records of a `fetch_records`, or of one list, came without summary or PMID.

    Raises:
        SourceUnreadable: As for `parse_records`.
    """
    rows = 0 if kind is not None else len(sequence(mapping(payload).get("records")))
    return max(_requested_count(payload, kind), rows) - len(parse_records(payload, kind))


def _requested_count(payload: Any, kind: str | None) -> int:
    """Return how many records were asked for, of one list or of all."""
    if kind is not None:
        return len(_listed(payload, kind))
    return len(_ids(payload)) if mapping(payload).get("ids") else 0


def _listed(payload: Any, kind: str) -> Sequence[str]:
    """Return the ids of one list."""
    listed = mapping(mapping(payload).get("lists")).get(kind)
    if not isinstance(listed, list):
        what = KINDS[kind].what if kind in KINDS else "this name"
        raise misread(DB, f"there is no list of {what} in it")
    return listed


def _hits(http: HttpClient, term: str, gene: Gene, most: int) -> Hits:
    return search(http, DB, term, most=most, sort="pub_date", gene=gene.symbol)


def _is_dropped(phrase: str, hits: Hits) -> bool:
    """Tell whether PubMed left a phrase out; it repeats it with or without quotes and field."""
    bare = phrase.strip('"').lower()
    return any(
        dropped.partition("[")[0].strip().strip('"').lower() == bare for dropped in hits.dropped
    )


def _ids(found: Any) -> list[str]:
    ids = mapping(found).get("ids")
    if not isinstance(ids, list):
        raise misread(DB, "there are no ids in it")
    most = MOST_LISTED * len(mapping(found).get("lists") or (None,))
    return [uid for item in ids[:most] if (uid := record_id(item))]


def _publication(row: Mapping[str, Any]) -> Publication | None:
    pmid = record_id(row.get("uid"))
    if pmid is None:
        log.warning("publication_without_id")
        return None
    title, translated = title_and_translation(row.get("title"))
    types = clean_texts(sequence(row.get("pubtype")), 30, 60)
    notice = notice_of(types, strings(row.get("noticed")), title)
    journal = clean_text(row.get("fulljournalname")) or clean_text(row.get("source"))
    return Publication(
        pmid=pmid,
        title=title,
        authors=clean_texts(
            [author.get("name") for author in mappings(row.get("authors"))[:MOST_AUTHORS]],
            MOST_AUTHORS,
        ),
        journal=journal or None,
        year=_year(row),
        kind=notice if replaces_kind(notice) else _kind(types),
        language=_language(row, translated=translated),
        url=RECORD_URL.format(pmid),
        notice=notice,
    )


def _reference_types(record: Mapping[str, Any]) -> list[str]:
    """Return which references a record has to other records ("Erratum in"), each once."""
    rows = mappings(record.get("references"))[:MOST_REFERENCES]
    return list(dict.fromkeys(text for row in rows if (text := clean_text(row.get("reftype"), 60))))


def _year(row: Mapping[str, Any]) -> int | None:
    """Return the year of the issue, else of the date that PubMed sorts by."""
    for name in ("pubdate", "sortpubdate"):
        found = _YEAR.search(clean_text(row.get(name), 60))
        if found:
            return int(found[1])
    return None


def _kind(types: Sequence[str]) -> str | None:
    lower = {name.lower() for name in types}
    for name in TYPES:
        if name in lower:
            return TYPES[name]
    return types[0] if types else None


def _language(row: Mapping[str, Any], *, translated: bool) -> str | None:
    """Return the language of a paper that is not in English; "translated" where none is named."""
    codes = [code for code in strings(row.get("lang"))[:5] if code != ENGLISH]
    if not codes:
        return "translated" if translated else None
    return ", ".join(clean_text(LANGUAGES.get(code, code), 20) for code in codes)
