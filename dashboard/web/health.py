"""Whether this process can serve, and how well: what /readyz answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from dashboard.errors import SnapshotError
from dashboard.models import TableFacts
from dashboard.registry import SOURCES
from dashboard.service import DataService

VERIFY_EVERY_S = 60.0
OK, DEGRADED, UNAVAILABLE = "ok", "degraded", "unavailable"

Report = dict[str, Any]


class Readiness:
    """Tells of the snapshot's tables, the cache and the sources; safe to share between threads.

    The tables' files are hashed at most once a minute, whoever asks.
    """

    def __init__(self, service: DataService, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the service; nothing is read before the first question."""
        self._service = service
        self._clock = clock
        self._lock = Lock()
        self._verified: tuple[float, dict[str, str]] | None = None

    def report(self) -> tuple[Report, int]:
        """Return the report and the HTTP status: 200 while genes can be looked up, else 503."""
        snapshot, cache, sources = self._snapshot(), self._cache(), self._sources()
        well = (
            set(snapshot.values()) <= {OK}
            and (cache is None or cache["reachable"])
            and not any(source["resting_s"] for source in sources.values())
        )
        status = (OK if well else DEGRADED) if self._finds_genes() else UNAVAILABLE
        report = {"status": status, "snapshot": snapshot, "cache": cache, "sources": sources}
        return report, 503 if status == UNAVAILABLE else 200

    def _finds_genes(self) -> bool:
        try:
            return self._service.index is not None
        except SnapshotError:
            return False

    def _snapshot(self) -> dict[str, str]:
        """Return "ok" or what is wrong, by table; of a damaged manifest, that alone."""
        with self._lock:
            if self._verified is None or self._clock() - self._verified[0] >= VERIFY_EVERY_S:
                self._verified = (self._clock(), self._tables())
            return self._verified[1]

    def _tables(self) -> dict[str, str]:
        try:
            return {_name(table): table.problem or OK for table in self._service.tables()}
        except SnapshotError as error:
            return {"manifest": error.message}

    def _cache(self) -> Report | None:
        """Return the cache's state; None in offline mode, which has none."""
        return None if self._service.live is None else self._service.live.cache.status()

    def _sources(self) -> dict[str, Report]:
        """Return how each source does as seen from this process; none in offline mode."""
        if self._service.live is None:
            return {}
        seen = {name: self._service.live.http.health(name) for name in SOURCES}
        return {
            name: {"failures": health.failures, "resting_s": round(health.blocked_s, 1)}
            for name, health in seen.items()
        }


def _name(table: TableFacts) -> str:
    return f"imported {table.name}" if table.imported else table.name
