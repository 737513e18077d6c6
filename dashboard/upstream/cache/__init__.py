"""The cache: what was fetched, how fresh it is, and one fetch at a time for each key.

keeper (what the service uses) -> shelf -> stores (files, Redis), memory; locks; pool.
Everything stored is JSON and may be deleted at any time.
"""

from __future__ import annotations

from dashboard.upstream.cache.assembly import make_keeper
from dashboard.upstream.cache.cache import Keeper
from dashboard.upstream.cache.entries import Asked, Failure, Kept

__all__ = ["Asked", "Failure", "Keeper", "Kept", "make_keeper"]
