"""Values as they were decoded last: one that has not changed is neither read whole nor parsed."""

from __future__ import annotations

from typing import Any

import orjson

from dashboard.process.memo import Recent
from dashboard.upstream.cache.entries import stored_at
from dashboard.upstream.cache.resilient_store import ResilientStore

MOST_BYTES = 8 * 1024 * 1024  # as JSON; decoded they take some five times as much


class Decoded:
    """Reads envelopes out of a store; of one that this process knows, the first bytes only.

    Threads share what they are given: it is not to be changed.
    """

    def __init__(self, store: ResilientStore, most_bytes: int = MOST_BYTES) -> None:
        """Begin empty."""
        self._store = store
        self._recent = Recent(most_bytes, lambda envelope: len(orjson.dumps(envelope)))

    def get(self, store_key: str, key: str) -> Any:
        """Return the envelope for `key` that is cached under a store's key; None: none that is."""
        at = stored_at(self._store.head(store_key), key)
        if at is None:
            return None
        return self._recent.get((store_key, at), lambda: self._store.get(store_key))
