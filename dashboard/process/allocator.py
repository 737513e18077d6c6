"""Memory that nobody would get back: two settings of the process (docs/hosting.md has figures)."""

from __future__ import annotations

import ctypes
import os

import pyarrow as pa

M_ARENA_MAX, ARENAS = -8, 2  # of the C library's malloc


def keep_small() -> None:
    """Have freed memory returned to the system; safe to call again.

    Arrow's own pool keeps what reading a table left over, and the C library would give each
    thread a heap of its own.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    library = ctypes.CDLL(None)
    if "MALLOC_ARENA_MAX" not in os.environ and hasattr(library, "mallopt"):
        library.mallopt(M_ARENA_MAX, ARENAS)
