"""What is written of a gene: its summary, how many publications there are, the newest of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dashboard.models import Gene, GeneAbout, Loaded, Publication, PublicationCount, State, Wait
from dashboard.rules.notices import replaces_kind
from dashboard.upstream.answers.live import Live, Noted
from dashboard.upstream.answers.payloads import ABOUT, MENTIONS, records_payload, search_payload
from dashboard.upstream.answers.provenance import Origin, origin
from dashboard.upstream.sources import eutils_gene, eutils_pubmed, pubtator
from dashboard.upstream.sources.pubmed_queries import KINDS

SEARCHES = {kind: search_payload(kind) for kind in KINDS}


def about(live: Live, gene: Gene, wait: Wait) -> Loaded[GeneAbout]:
    """Return NCBI's summary of the gene."""
    url = f"https://www.ncbi.nlm.nih.gov/gene/{gene.entrez_id or ''}"
    return live.answer(
        ABOUT, gene, wait, lambda p: eutils_gene.parse_about(p, gene), origin("NCBI Gene", url)
    )


def publication_counts(live: Live, gene: Gene, wait: Wait) -> Loaded[tuple[PublicationCount, ...]]:
    """Return how many publications each query finds, with the query."""
    live.begin([*SEARCHES.values(), MENTIONS], gene, wait)
    counts = [
        live.answer(
            search,
            gene,
            wait,
            lambda payload: (eutils_pubmed.parse_count(payload, gene),),
            _pubmed(gene),
        )
        for search in SEARCHES.values()
    ]
    mentions = live.answer(
        MENTIONS, gene, wait, lambda p: (pubtator.parse_count(p),), _pubtator(gene), "count"
    )
    return merged([*counts, mentions])


def publications(live: Live, gene: Gene, wait: Wait) -> Loaded[tuple[Publication, ...]]:
    """Return the newest of each kind, each once; a list is asked for when its search answered."""
    live.begin([*SEARCHES.values(), MENTIONS], gene, wait)
    found = {  # looked at once: a search may land while a page is being answered
        kind: live.answer(search, gene, wait, lambda hits: hits, _pubmed(gene), "hits")
        for kind, search in SEARCHES.items()
    }
    second = {
        kind: records_payload(kind, hits.data)
        for kind, hits in found.items()
        if hits.data is not None
    }
    live.begin(second.values(), gene, wait)
    lists = [
        live.answer(second[kind], gene, wait, _records, _pubmed(gene))
        if kind in second
        else found[kind]
        for kind in SEARCHES
    ]
    mentions: Loaded[tuple[Publication, ...]] = live.answer(
        MENTIONS, gene, wait, _mentions, _pubtator(gene), "list"
    )
    whole = merged([*lists, mentions])
    if not whole.data:
        return whole
    names = [*(KINDS[kind].what for kind in SEARCHES), "full-text mentions"]
    found_by = zip(names, [*lists, mentions], strict=True)
    return replace(whole, data=each_once((name, part.data or ()) for name, part in found_by))


def _records(payload: Any) -> Noted[tuple[Publication, ...]]:
    found = eutils_pubmed.parse_records(payload)
    return Noted(found, _left_out(eutils_pubmed.left_out(payload), "PubMed"))


def _mentions(payload: Any) -> Noted[tuple[Publication, ...]]:
    found = pubtator.parse_mentions(payload)
    return Noted(found, _left_out(pubtator.left_out(payload), pubtator.SOURCE))


def _left_out(number: int, source: str) -> tuple[str, ...]:
    """Return the sentence on publications that came without their id, none where none did."""
    words = "1 publication" if number == 1 else f"{number:,} publications"
    return (f"{source}: {words} left out, which came without PMID or summary.",) if number else ()


def each_once(lists: Iterable[tuple[str, Sequence[Publication]]]) -> tuple[Publication, ...]:
    """Return publications of several lists, those of one PMID as one, with all their kinds."""
    rows: dict[object, Publication] = {}
    for name, found in lists:
        for one in found:
            own = replace(one, listed_in=(name,))
            key = own.pmid or object()
            rows[key] = _joined(rows[key], own) if key in rows else own
    return tuple(rows.values())


def _joined(ours: Publication, other: Publication) -> Publication:
    notice = ours.notice or other.notice
    kinds = dict.fromkeys(kind for kind in (ours.kind, other.kind) if kind)
    if notice is not None and replaces_kind(notice):  # never an ordinary review beside it
        kinds = {notice: None}
    return Publication(
        pmid=ours.pmid,
        title=ours.title or other.title,
        authors=ours.authors or other.authors,
        journal=ours.journal or other.journal,
        year=ours.year or other.year,
        kind="; ".join(kinds) or None,
        language=ours.language or other.language,
        url=ours.url or other.url,
        listed_in=tuple(dict.fromkeys((*ours.listed_in, *other.listed_in))),
        notice=notice,
    )


def merged(parts: Sequence[Loaded[tuple[Any, ...]]]) -> Loaded[tuple[Any, ...]]:
    """Return several lists as one; a part that failed never makes the whole look empty (T60)."""
    data = tuple(item for part in parts for item in part.data or ())
    states = {part.state for part in parts}
    order = (State.STALE, State.LOADED) if data else (State.PENDING, State.UNAVAILABLE)
    state = next((state for state in order if state in states), State.EMPTY)
    return Loaded(
        state,
        data if data or state is State.EMPTY else None,
        next((part.provenance for part in parts if part.data), parts[0].provenance),
        next((part.problem for part in parts if part.problem), None),
        any(part.refreshing for part in parts),
        tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        tuple(replace(part, data=None, parts=()) for part in parts),
    )


def _pubmed(gene: Gene) -> Origin:
    return origin("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/?term={gene.symbol}")


def _pubtator(gene: Gene) -> Origin:
    return origin(
        "PubTator3",
        f"https://www.ncbi.nlm.nih.gov/research/pubtator3/docsum?text=@GENE_{gene.symbol}",
    )
