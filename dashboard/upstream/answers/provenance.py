"""Where a live answer comes from, dated by when it was fetched."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.models import Provenance
from dashboard.registry import credit
from dashboard.upstream.cache import CacheEntry

Origin = Callable[[CacheEntry | None], Provenance]

NOT_STATED = "release not stated"
"""The release of an answer whose source could say which it is, and did not."""


def origin(source: str, url: str, release: str | None = None, build: str | None = None) -> Origin:
    """Return a function from what is cached to its provenance, with the source's licence."""
    of_source = credit(source, build)
    return lambda entry: Provenance(
        source,
        release,
        build,
        url,
        entry.fetched_at if entry is not None else None,
        of_source.licence or None,
        of_source.citation or None,
    )
