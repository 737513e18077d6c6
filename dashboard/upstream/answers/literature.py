"""What is written of a gene: its summary, how many publications there are, the newest of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dashboard.models import (
    Coverage,
    Gene,
    GeneAbout,
    Loaded,
    Publication,
    PublicationCount,
    State,
    Wait,
)
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
        live.answer(second[kind], gene, wait, lambda p: _newest(p, gene), _pubmed(gene))
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
    return with_data(whole, each_once((name, part.data or ()) for name, part in found_by))


def _newest(payload: Any, gene: Gene) -> Noted[tuple[Publication, ...]]:
    """Return a query's newest publications, of how many it finds."""
    found = eutils_pubmed.parse_records(payload)
    return Noted(found, of=eutils_pubmed.parse_count(payload, gene).count)


def _mentions(payload: Any) -> Noted[tuple[Publication, ...]]:
    return Noted(pubtator.parse_mentions(payload), of=pubtator.parse_count(payload).count)


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
    kinds = dict.fromkeys(kind for kind in (ours.kind, other.kind) if kind)
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
    )


def with_data(whole: Loaded[tuple[Any, ...]], data: tuple[Any, ...]) -> Loaded[tuple[Any, ...]]:
    """Return an answer with its records put together, and counted, anew."""
    covered = whole.coverage
    if covered is not None and covered.complete:
        covered = Coverage(complete=True, of=len(data))
    return replace(whole, data=data, coverage=covered)


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
        _coverage(parts, len(data)),
    )


def _coverage(parts: Sequence[Loaded[Any]], listed: int) -> Coverage | None:
    """Return whether lists together are all that their sources have; one not answered is not."""
    known = [part.coverage for part in parts if part.coverage is not None]
    if not known:
        return None
    whole = len(known) == len(parts) and all(one.complete for one in known)
    return Coverage(whole, listed if whole else None)


def _pubmed(gene: Gene) -> Origin:
    return origin("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/?term={gene.symbol}")


def _pubtator(gene: Gene) -> Origin:
    return origin(
        "PubTator3",
        f"https://www.ncbi.nlm.nih.gov/research/pubtator3/docsum?text=@GENE_{gene.symbol}",
    )
