"""Values as they were decoded last: one that has not changed is neither read whole nor parsed."""

from __future__ import annotations

from typing import Any

import orjson

from dashboard.process.memo import Recent
from dashboard.upstream.cache.entries import stored_at
from dashboard.upstream.cache.resilient_store import Shelf

MOST_BYTES = 8 * 1024 * 1024  # as JSON; decoded they take some five times as much


class Decoded:
    """Reads envelopes off a shelf; of one that this process knows, the first bytes only.

    Threads share what they are given: it is not to be changed.
    """

    def __init__(self, shelf: Shelf, most_bytes: int = MOST_BYTES) -> None:
        """Begin empty."""
        self._shelf = shelf
        self._recent = Recent(most_bytes, lambda envelope: len(orjson.dumps(envelope)))

    def get(self, shelf_key: str, key: str) -> Any:
        """Return the envelope for `key` that is kept under a shelf's key; None: none that is."""
        at = stored_at(self._shelf.head(shelf_key), key)
        if at is None:
            return None
        return self._recent.get((shelf_key, at), lambda: self._shelf.get(shelf_key))
