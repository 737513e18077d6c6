"""Print the table of docs/reliability.md that says what each fault of each source does.

`python -m scripts.fault_matrix` takes about two minutes. It needs the published contracts beside
the project (or in GCD_SHARED), as the tests do.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from pathlib import Path

import structlog

from dashboard.models import Wait
from tests.faults.cases import ALL_FAULTS, EVERYTHING, QUESTIONS
from tests.faults.live_app import OLD_S, LiveApp, filled
from tests.faults.test_fault_matrix import ill, with_release
from tests.faults.test_lookup_faults import LOOKUPS
from tests.upstream.server import Upstream

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print the table."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    shared = Path(os.environ.get("GCD_SHARED", ROOT.parent / "shared"))
    with (
        tempfile.TemporaryDirectory() as folder,
        Upstream(shared, limits=False) as upstream,
        LiveApp(upstream, Path(folder) / "matrix") as live_app,
    ):
        print_matrix(live_app)


def print_matrix(live_app: LiveApp) -> None:
    """Print a row a fault, a column a source: states and times without and with an older value."""
    fresh = filled(live_app, "fresh", EVERYTHING, 0.0)
    old = filled(live_app, "old", EVERYTHING, OLD_S)
    columns = (*QUESTIONS, *LOOKUPS)
    print("| fault |", " | ".join(columns), "|")
    print("|---" * (1 + len(columns)), "|", sep="")
    for fault in ALL_FAULTS:
        cells = [cell(live_app, fresh, old, source, fault) for source in QUESTIONS]
        cells += [lookup(live_app, source, fault) for source in LOOKUPS]
        print(f"| {fault} |", " | ".join(cells), "|", flush=True)


def cell(live_app: LiveApp, fresh: Path, old: Path, source: str, fault: str) -> str:
    """Return the states and times of a source's first question under a fault."""
    question, release = QUESTIONS[source][0]
    parts = []
    for entry in (None, old):
        folder = live_app.case(fresh, source, entry)
        with ill(live_app, source, fault, folder):
            said = live_app.settled(question, **with_release(release))
        mark = "*" if said.body["problem"] else ""
        parts.append(f"{said.state}{mark} {said.ms:.0f}")
    return ", ".join(parts)


def lookup(live_app: LiveApp, source: str, fault: str) -> str:
    """Return the state and time of a look-up under a fault, with nothing cached."""
    payload, placeholder, _ = LOOKUPS[source]
    with (
        tempfile.TemporaryDirectory() as folder,
        ill(live_app, source, fault, Path(folder)) as live,
    ):
        begun = time.perf_counter()
        found = live.request().ask(payload, placeholder or live_app.gene, Wait(30.0))
        took = 1_000 * (time.perf_counter() - begun)
    return f"{'loaded' if found.entry else 'unavailable*'} {took:.0f}"


if __name__ == "__main__":
    main()
