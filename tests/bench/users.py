"""Fifty users for a minute: real gunicorn, real Redis, live answers, warm.

Run: `python -m tests.bench.users`, or with `--users 50 --seconds 60 --pause 5 --modes auto`.
Goal: p95 at most 250 ms, no error, on two cores; the snapshot alone is measured beside it.
A user opens a gene page as a browser does that has its files already (page, layout, callbacks of
all panels, over one connection a page), asks for one JSON answer, reads for `--pause` seconds on
average, and goes on to another gene. With `--pause 0` nobody reads: that is the most the server
can do, not what fifty people ask.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from tests.bench.servers import HOST, Server, upstream
from tests.faults.hosts import Host, hosted, panel_requests
from tests.faults.redis_server import redis_server
from tests.upstream.genes import GENES

SETTLED_S = 60.0
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate, br, zstd"}


@dataclass
class Seen:
    """What the users met: milliseconds by kind of request, and errors in words."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class User:
    """One person with one connection."""

    def __init__(self, host: Host, bodies: dict[str, dict[str, Any]], seed: int) -> None:
        """Take the server and, by gene, what a page posts."""
        self.seen = Seen()
        self._bodies = bodies
        self._chance = random.Random(seed)
        self._line = http.client.HTTPConnection(HOST, host.port, timeout=30)

    def live(self, end: float, pause: float) -> None:
        """Open one gene page after the other until the time is over."""
        time.sleep(self._chance.uniform(0, pause))
        while time.monotonic() < end:
            self._visit(self._chance.choice(sorted(self._bodies)))
            self._line.close()  # while a person reads, the server closes it, too
            time.sleep(self._chance.uniform(0, 2 * pause))

    def _visit(self, gene: str) -> None:
        self._ask("page", f"/gene/{gene}")
        self._ask("layout", "/_dash-layout")
        self._ask("dependencies", "/_dash-dependencies")
        for body in self._bodies[gene].values():
            self._ask("panel", "/_dash-update-component", body)
        self._ask("json", f"/api/v1/genes/{gene}/constraint")

    def _ask(self, kind: str, path: str, body: Any = None) -> None:
        begun = time.perf_counter()
        try:
            data = None if body is None else json.dumps(body)
            self._line.request("GET" if data is None else "POST", path, data, HEADERS)
            answer = self._line.getresponse()
            answer.read()
            if answer.status != 200:
                self.seen.errors.append(f"{answer.status} {path}")
        except (OSError, http.client.HTTPException) as error:
            self._line.close()
            self.seen.errors.append(f"{type(error).__name__} {path}")
        self.seen.took.setdefault(kind, []).append((time.perf_counter() - begun) * 1_000)


def warm(host: Host, gene: str) -> None:
    """Ask for a gene until no panel is refreshing any more."""
    end = time.monotonic() + SETTLED_S
    while any(b'"data-refreshing":"true"' in body for _, body in host.panels(gene).values()):
        if time.monotonic() > end:
            raise RuntimeError(f"{gene} does not settle")
        time.sleep(0.3)


def crowd(host: Host, users: int, seconds: float, pause: float) -> Seen:
    """Let the users loose and return what they met."""
    dependencies = host.json("_dash-dependencies")
    bodies = {gene.symbol: panel_requests(dependencies, gene.symbol) for gene in GENES}
    people = [User(host, bodies, seed) for seed in range(users)]
    end = time.monotonic() + seconds
    threads = [Thread(target=person.live, args=(end, pause)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Seen()
    for person in people:
        whole.errors += person.seen.errors
        for kind, took in person.seen.took.items():
            whole.took.setdefault(kind, []).extend(took)
    return whole


def memory(host: Host) -> list[float]:
    """Return the resident memory of each worker in MB."""
    return Server(host.process, host.port, 0.0).workers_mb()


def report(seen: Seen, users: int, seconds: float, pause: float) -> None:
    """Print percentiles by kind of request, and the errors."""
    every = [took for kind in seen.took.values() for took in kind]
    print(f"{users} users, {seconds:.0f} s, {pause:.0f} s of reading between two pages")
    print(f"{'request':<14}{'count':>7}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    for kind, took in (*sorted(seen.took.items()), ("all", every)):
        parts = statistics.quantiles(took, n=100)
        print(f"{kind:<14}{len(took):>7}{parts[49]:>9.1f}{parts[94]:>9.1f}{max(took):>9.1f}")
    print(f"{len(every) / seconds:.0f} requests a second; {len(seen.errors)} errors")
    for error in sorted(set(seen.errors))[:10]:
        print(f"  {error}")


def main() -> None:
    """Start everything, warm it, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.users", description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds of reading, on average")
    parser.add_argument("--modes", nargs="*", default=["offline", "auto"])
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        redis_server(Path(folder)) as redis,
        upstream() as sources,
    ):
        for mode in chosen.modes:
            settings = {**sources, "GCD_MODE": mode, "GCD_REDIS_URL": redis.url}
            with hosted(Path(folder), settings) as host:
                measured(host, mode, chosen)


def measured(host: Host, mode: str, chosen: argparse.Namespace) -> None:
    """Warm a server, let the users loose on it, print."""
    for gene in GENES:
        warm(host, gene.symbol)
    print(f"\nGCD_MODE={mode}")
    seen = crowd(host, chosen.users, chosen.seconds, chosen.pause)
    report(seen, chosen.users, chosen.seconds, chosen.pause)
    print(f"workers: {', '.join(f'{size:.0f} MB' for size in memory(host))}")
    ready = host.json("readyz")
    print(f"readyz: {ready['status']}, sources: {len(ready['sources'])}, cache: {ready['cache']}")


if __name__ == "__main__":
    main()
