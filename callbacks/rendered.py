"""Panels as they were rendered last: the same answers make the same panel, once is enough."""

from __future__ import annotations

import orjson

from dashboard.process.memo import Recent

MOST_BYTES = 8 * 1024 * 1024  # of JSON, of one panel


def rendered_panels(most_bytes: int = MOST_BYTES) -> Recent:
    """Return an empty memory for the outputs of one panel."""
    return Recent(most_bytes, lambda outputs: len(orjson.dumps(outputs, default=repr)))
