"""A client of every source of the upstream, with limits of time that suit tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.upstream.http import Bounds, Http
from dashboard.upstream.http import Upstream as Source
from tests.upstream.server import NAMES, Upstream

ONCE = Bounds(retries=0, failures=10**6)
SHORT = replace(ONCE, connect_s=0.5, read_s=0.8, whole_s=2.0, slow_s=2.0, pause_s=0.005)
PATIENT = replace(ONCE, connect_s=1, read_s=5, whole_s=15, slow_s=15, pause_s=0.01)
KEYS = {"omim": {"apiKey": "made-up-key"}}


def client(upstream: Upstream, bounds: Bounds = PATIENT) -> Http:
    """Return a client that never waits for its own rates, asks once and rests never."""
    sources = [
        Source(name, upstream.address(name), "1000/second", params=KEYS.get(name, {}))
        for name in NAMES
    ]
    return Http(sources, bounds=bounds, use_environment=False)


def one_study(http: Http) -> Any:
    """Ask ClinicalTrials.gov for one study."""
    params = {"query.term": 'AREA[BriefTitle]("STAT3")', "pageSize": "1", "countTotal": "true"}
    return http.json("clinicaltrials", "studies", params=params)
