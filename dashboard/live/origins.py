"""Where a live answer comes from, dated by when it was fetched."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.cache import Kept
from dashboard.models import Provenance

Origin = Callable[[Kept | None], Provenance]


def origin(source: str, url: str, release: str | None = None, build: str | None = None) -> Origin:
    """Return a function from what is kept to its provenance."""
    return lambda kept: Provenance(
        source, release, build, url, kept.fetched_at if kept is not None else None
    )
