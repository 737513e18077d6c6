"""The cache: what was fetched, how fresh it is, and one fetch at a time for each key.

fetch_cache (what the service uses) -> resilient_store (with the process's memory behind it) ->
stores (files, Redis); locks; pool.
Everything stored is JSON and may be deleted at any time.
"""

from __future__ import annotations

from dashboard.upstream.cache.assembly import make_cache
from dashboard.upstream.cache.entries import CacheEntry, CacheLookup, Failure
from dashboard.upstream.cache.fetch_cache import FetchCache

__all__ = ["CacheEntry", "CacheLookup", "Failure", "FetchCache", "make_cache"]
