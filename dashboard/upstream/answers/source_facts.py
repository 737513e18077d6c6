"""How the live sources do, for the data page."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.models import SourceFacts
from dashboard.registry import SOURCES
from dashboard.upstream.http import Http
from dashboard.upstream.http.upstream import TITLES


def source_facts(http: Http, newest: Mapping[str, str]) -> tuple[SourceFacts, ...]:
    """Return how each source does; `newest` says when its newest kept answer was fetched."""
    facts = []
    for name, source in SOURCES.items():
        health = http.health(name)
        facts.append(
            SourceFacts(
                title=TITLES[name],
                address=source.base_url,
                used_for=source.used_for,
                limit=source.limit_words,
                failures=health.failures,
                resting_s=health.resting_s,
                waiting=health.waiting,
                kept_at=newest.get(name),
                succeeded_at=health.past.succeeded_at,
                failed_at=health.past.failed_at,
                failure=health.past.failure,
            )
        )
    return tuple(facts)
