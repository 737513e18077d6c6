"""How the live sources do, for the data page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dashboard.models import SourceFacts
from dashboard.registry import SOURCES, TITLES
from dashboard.upstream.answers.source_checks import check_words, stored_checks
from dashboard.upstream.http import Http


def source_facts(
    http: Http, newest: Mapping[str, str], checks: Path | None = None
) -> tuple[SourceFacts, ...]:
    """Return how each source does.

    `newest` says when its newest answer was fetched, `checks` is the folder where the outcome
    of `sources check` is stored.
    """
    facts, checked = [], stored_checks(checks) if checks is not None else {}
    for name, source in SOURCES.items():
        health = http.health(name)
        facts.append(
            SourceFacts(
                title=TITLES[name],
                address=http.address(name),
                used_for=source.used_for,
                limit=source.limit_words,
                failures=health.failures,
                blocked_s=health.blocked_s,
                waiting=health.waiting,
                newest_at=newest.get(name),
                succeeded_at=health.past.succeeded_at,
                failed_at=health.past.failed_at,
                failure=health.past.failure,
                checked=check_words(checked.get(name), http.address(name)),
            )
        )
    return tuple(facts)
