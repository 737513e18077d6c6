"""What is written of a gene: its summary, how many publications there are, the newest of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from dashboard.models import (
    Answer,
    Coverage,
    Gene,
    GeneAbout,
    Publication,
    PublicationCount,
    State,
    Wait,
)
from dashboard.rules.notices import replaces_kind
from dashboard.upstream.answers.live_sources import LiveRequest, Parsed, Payload
from dashboard.upstream.answers.payloads import (
    ABOUT,
    MENTIONS,
    list_name,
    records_of_several,
    records_payload,
    search_payload,
)
from dashboard.upstream.answers.provenance import Origin, origin
from dashboard.upstream.sources import eutils_gene, eutils_pubmed, pubtator
from dashboard.upstream.sources.pubmed_queries import KINDS, OF_ONE_GENE, OF_SEVERAL_GENES

SEARCHES = {kind: search_payload(kind) for kind in OF_ONE_GENE}
SEARCHES_OF_SEVERAL = {kind: search_payload(kind) for kind in OF_SEVERAL_GENES}


def about(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[GeneAbout]:
    """Return NCBI's summary of the gene."""
    url = f"https://www.ncbi.nlm.nih.gov/gene/{gene.entrez_id or ''}"
    return live.answer(
        ABOUT, gene, wait, lambda p: eutils_gene.parse_about(p, gene), origin("NCBI Gene", url)
    )


def publication_counts(
    live: LiveRequest, gene: Gene, wait: Wait
) -> Answer[tuple[PublicationCount, ...]]:
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


def publications(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[tuple[Publication, ...]]:
    """Return the newest of each kind, each once; all lists are one question, after the searches."""
    searches = searches_of(live, gene)
    live.begin([*searches.values(), MENTIONS], gene, wait)
    found = {  # looked at once: a search may land while a page is being answered
        kind: _hits(live, gene, wait, search) for kind, search in searches.items()
    }
    lists = _lists(live, gene, wait, found)
    mentions: Answer[tuple[Publication, ...]] = live.answer(
        MENTIONS, gene, wait, _mentions, _pubtator(gene), "list"
    )
    whole = merged([*lists, mentions])
    if not whole.data:
        return whole
    names = [*(KINDS[kind].what for kind in searches), "full-text mentions"]
    found_by = zip(names, [*lists, mentions], strict=True)
    return with_data(whole, each_once((name, part.data or ()) for name, part in found_by))


def searches_of(live: LiveRequest, gene: Gene) -> Mapping[str, Payload]:
    """Return which searches list a gene's publications: those of its page, or of several genes.

    What its own page has had fetched is not asked for once more.
    """
    own = gene not in live.together or live.has(records_payload(SEARCHES), gene)
    return SEARCHES if own else SEARCHES_OF_SEVERAL


def _lists(
    live: LiveRequest, gene: Gene, wait: Wait, found: Mapping[str, Answer[Any]]
) -> list[Answer[tuple[Publication, ...]]]:
    """Return the newest of each kind of search, by what each has found or why it has not."""
    searches = {kind: hits.data for kind, hits in found.items() if hits.data is not None}
    # Looked at first: a search that lands in between is none that failed.
    searching = gene in _together(live) and _still_searching(live, wait)
    several = _searches_of_several(live, gene, wait)
    if several is not None:
        whole = records_of_several(several)
        return [
            live.answer(
                whole,
                gene,
                wait,
                _list_of(list_name(gene, kind), several[gene][kind], gene),
                _pubmed(gene),
                kind,
            )
            for kind in found
        ]
    payload = records_payload(searches)
    waiting: dict[str, Any] = {"data": None, "state": State.PENDING, "refreshing": True}
    on_their_way = any(hits.state is State.PENDING for hits in found.values())
    on_their_way |= searching
    if not searches or (on_their_way and not live.has(payload, gene)):
        return [hits if hits.data is None else replace(hits, **waiting) for hits in found.values()]

    return [
        live.answer(payload, gene, wait, _list_of(kind, searches[kind], gene), _pubmed(gene), kind)
        if kind in searches
        else found[kind]
        for kind in found
    ]


def _list_of(
    name: str, search: Any, gene: Gene
) -> Callable[[Any], Parsed[tuple[Publication, ...]]]:
    """Return the reader of a search's newest records, of how many the search finds."""

    def newest(records: Any) -> Parsed[tuple[Publication, ...]]:
        found = eutils_pubmed.parse_records(records, name)
        left_out = _left_out(eutils_pubmed.left_out(records, name), "PubMed")
        return Parsed(found, left_out, of=eutils_pubmed.parse_count(search, gene).count)

    return newest


def _searches_of_several(
    live: LiveRequest, gene: Gene, wait: Wait
) -> dict[Gene, dict[str, Any]] | None:
    """Return what every search for every gene of a page found; None while one has not.

    None, too, where the gene's own records are here already, or where it is the only gene.
    """
    if searches_of(live, gene) is SEARCHES:
        return None
    found: dict[Gene, dict[str, Any]] = {}
    for one in _together(live):
        for kind, search in SEARCHES_OF_SEVERAL.items():
            hits: Answer[Any] = _hits(live, one, wait.at_once(), search)
            if hits.data is None:
                return None
            found.setdefault(one, {})[kind] = hits.data
    return found


def _together(live: LiveRequest) -> list[Gene]:
    """Return the genes of a page of which no publications of their own are here."""
    return [one for one in live.together if searches_of(live, one) is SEARCHES_OF_SEVERAL]


def _still_searching(live: LiveRequest, wait: Wait) -> bool:
    """Tell whether a search for one of a page's genes is on its way."""
    searches = product(_together(live), SEARCHES_OF_SEVERAL.values())
    return any(
        _hits(live, one, wait.at_once(), search).state is State.PENDING for one, search in searches
    )


def _hits(live: LiveRequest, gene: Gene, wait: Wait, search: Payload) -> Answer[Any]:
    return live.answer(search, gene, wait, lambda hits: hits, _pubmed(gene), "hits")


def _mentions(payload: Any) -> Parsed[tuple[Publication, ...]]:
    found = pubtator.parse_mentions(payload)
    left_out = _left_out(pubtator.left_out(payload), pubtator.SOURCE)
    return Parsed(found, left_out, of=pubtator.parse_count(payload).count)


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


def with_data(whole: Answer[tuple[Any, ...]], data: tuple[Any, ...]) -> Answer[tuple[Any, ...]]:
    """Return an answer with its records put together, and counted, anew."""
    covered = whole.coverage
    if covered is not None and covered.complete:
        covered = Coverage(complete=True, of=len(data))
    return replace(whole, data=data, coverage=covered)


def merged(parts: Sequence[Answer[tuple[Any, ...]]]) -> Answer[tuple[Any, ...]]:
    """Return several lists as one; a part that failed never makes the whole look empty (T60)."""
    data = tuple(item for part in parts for item in part.data or ())
    states = {part.state for part in parts}
    order = (State.STALE, State.LOADED) if data else (State.PENDING, State.UNAVAILABLE)
    state = next((state for state in order if state in states), State.EMPTY)
    return Answer(
        state,
        data if data or state is State.EMPTY else None,
        next((part.provenance for part in parts if part.data), parts[0].provenance),
        next((part.problem for part in parts if part.problem), None),
        any(part.refreshing for part in parts),
        tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        tuple(replace(part, data=None, parts=()) for part in parts),
        _coverage(parts, len(data)),
    )


def _coverage(parts: Sequence[Answer[Any]], listed: int) -> Coverage | None:
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
