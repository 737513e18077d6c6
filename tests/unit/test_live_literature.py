"""Literature out of two steps: a search may land at any moment while a page is being answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from dashboard.models import Gene, State, Wait
from dashboard.upstream.answers.literature import publication_counts, publications
from dashboard.upstream.answers.live_sources import LiveRequest, LiveSources, Payload
from dashboard.upstream.cache import CacheEntry, CacheLookup, make_cache
from dashboard.upstream.http import Http, Upstream

STAT3 = Gene("HGNC:11364", "STAT3", "a gene")
NAMES = ("eutils", "pubtator")


class Landing(LiveRequest):
    """A request whose searches answer from a certain look on, and nothing else does."""

    lands_at = 0

    def __init__(self, sources: LiveSources) -> None:
        """Begin with no look."""
        super().__init__(sources)
        self.looks: Counter[str] = Counter()

    def ask(self, payload: Payload, gene: Gene, wait: Wait) -> CacheLookup:
        """Return what a search found once it has landed; anything else is on its way."""
        key = payload.key(gene)
        self.looks[key] += 1
        kind = payload.name.removeprefix("search-")
        if kind == payload.name or self.looks[key] <= self.lands_at:
            return CacheLookup(None, refreshing=True)
        found = {"kind": kind, "query": "STAT3", "count": 7, "ids": ["1"]}
        return CacheLookup(CacheEntry(found, "2026-01-01T00:00:00.000+00:00", fresh=True))


@pytest.fixture
def landing() -> Iterator[Landing]:
    """Return such sources; nothing is ever connected."""
    upstreams = [Upstream(name, "http://127.0.0.1:9", "1000/second") for name in NAMES]
    cache = make_cache(None, None)
    yield Landing(LiveSources(Http(upstreams, use_environment=False), cache))
    cache.close(grace_s=2)


@pytest.mark.parametrize("look", range(4))
def test_a_search_that_lands_while_a_page_is_answered_is_no_list_of_papers(
    landing: Landing, look: int
) -> None:
    counted = publication_counts(landing, STAT3, Wait()).data
    landing.looks.clear()
    landing.lands_at = look
    listed = publications(landing, STAT3, Wait())
    assert (listed.state, listed.data, listed.refreshing) == (State.PENDING, None, True)
    landing.lands_at = 0
    again = publication_counts(landing, STAT3, Wait())
    assert again.data == counted
    assert [count.count for count in again.data or ()] == [7, 7, 7]


@pytest.mark.parametrize("look", range(4))
def test_a_list_that_is_on_its_way_is_not_taken_for_a_count_of_none(
    landing: Landing, look: int
) -> None:
    landing.lands_at = look
    publications(landing, STAT3, Wait())
    landing.lands_at = 0
    counts = publication_counts(landing, STAT3, Wait())
    assert [count.count for count in counts.data or ()] == [7, 7, 7]
