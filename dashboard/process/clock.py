"""What day it is: dates in exports and of planned starts are days in UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def today() -> str:
    """Return the ISO day."""
    return datetime.now(UTC).date().isoformat()
