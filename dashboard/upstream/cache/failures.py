"""Failures of fetches: what is remembered of one, and for how long."""

from __future__ import annotations

import math

from dashboard.errors import SourceBusy, SourceError
from dashboard.upstream.cache.entries import Failure, moment

FAILURE_S = 30.0
LONGEST_FAILURE_S = 300.0


def broken() -> SourceError:
    """Return the error for a fault of ours; the log has the rest."""
    return SourceError("This answer could not be worked with.", "The log says why; report it.")


def described(error: SourceError, at: float) -> Failure:
    """Return an error as what is remembered of it; `at` in seconds since 1970."""
    return Failure(error.kind, error.message, error.hint, moment(at), error.retry_after)


def remembered(error: SourceError) -> float:
    """Return for how many seconds nobody asks again.

    A busy source says itself when to; others get half a minute, or more if they want it.
    """
    shortest = 1.0 if isinstance(error, SourceBusy) else FAILURE_S
    wanted = FAILURE_S if error.retry_after is None else error.retry_after
    return min(math.ceil(max(shortest, wanted)), LONGEST_FAILURE_S)
