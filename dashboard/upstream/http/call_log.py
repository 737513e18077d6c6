"""One line in the log for each call of an upstream service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from dashboard.errors import SourceError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Past:
    """How a source did last, as this process saw it; moments are ISO in UTC, None: never."""

    succeeded_at: str | None = None
    failed_at: str | None = None
    failure: str = ""
    status: int | None = None  # of the last answer; None: there was none

    def succeeded(self, status: int | None = None) -> Past:
        """Return the same after an answer."""
        return replace(self, succeeded_at=_now(), status=status)

    def failed(self, error: SourceError, status: int | None = None) -> Past:
        """Return the same after a failure."""
        return replace(self, failed_at=_now(), failure=error.message, status=status)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Entry:
    """Gathers what the line says: source, gene, status, ms, bytes, attempt, cache, outcome.

    No address and no parameter: a key that is not written needs no redaction. What the cache
    decided stands in structlog's context variables, bound by whoever called.
    """

    def __init__(self, source: str, gene: str | None, clock: Callable[[], float]) -> None:
        """Begin now."""
        self.status: int | None = None
        self.bytes: int | None = None
        self.attempt = 0
        self._source = source
        self._gene = gene
        self._clock = clock
        self._begun = clock()

    def write(self, error: SourceError | None = None) -> None:
        """Write the line; an error makes it a warning."""
        facts = {
            **structlog.contextvars.get_contextvars(),
            "source": self._source,
            "gene": self._gene,
            "status": self.status,
            "ms": round(1_000 * (self._clock() - self._begun)),
            "bytes": self.bytes,
            "attempt": self.attempt,
        }
        if error is None:
            log.info("upstream", outcome="ok", **facts)
        else:
            log.warning("upstream", outcome=error.kind, problem=error.message, **facts)
