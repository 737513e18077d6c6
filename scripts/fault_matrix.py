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
from tests.faults.house import OLD_S, House, filled
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
        House(upstream, Path(folder) / "matrix") as house,
    ):
        print_matrix(house)


def print_matrix(house: House) -> None:
    """Print a row a fault, a column a source: states and times without and with an older value."""
    fresh = filled(house, "fresh", EVERYTHING, 0.0)
    old = filled(house, "old", EVERYTHING, OLD_S)
    columns = (*QUESTIONS, *LOOKUPS)
    print("| fault |", " | ".join(columns), "|")
    print("|---" * (1 + len(columns)), "|", sep="")
    for fault in ALL_FAULTS:
        cells = [cell(house, fresh, old, source, fault) for source in QUESTIONS]
        cells += [lookup(house, source, fault) for source in LOOKUPS]
        print(f"| {fault} |", " | ".join(cells), "|", flush=True)


def cell(house: House, fresh: Path, old: Path, source: str, fault: str) -> str:
    """Return the states and times of a source's first question under a fault."""
    question, release = QUESTIONS[source][0]
    parts = []
    for kept in (None, old):
        folder = house.case(fresh, source, kept)
        with ill(house, source, fault, folder):
            said = house.settled(question, **with_release(release))
        mark = "*" if said.body["problem"] else ""
        parts.append(f"{said.state}{mark} {said.ms:.0f}")
    return ", ".join(parts)


def lookup(house: House, source: str, fault: str) -> str:
    """Return the state and time of a look-up under a fault, with nothing kept."""
    payload, stand_in, _ = LOOKUPS[source]
    with (
        tempfile.TemporaryDirectory() as folder,
        ill(house, source, fault, Path(folder)) as live,
    ):
        begun = time.perf_counter()
        asked = live.ask(payload, stand_in or house.gene, Wait(30.0))
        took = 1_000 * (time.perf_counter() - begun)
    return f"{'loaded' if asked.kept else 'unavailable*'} {took:.0f}"


if __name__ == "__main__":
    main()
