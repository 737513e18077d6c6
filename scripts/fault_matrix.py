"""Print the tables of docs/reliability.md: what each fault of each source does, and a slow world.

    python -m scripts.fault_matrix          both tables, about two minutes
    python -m scripts.fault_matrix --slow 8 only the slow world, 8 s an answer

It needs the published contracts beside the project (or in GCD_SHARED), as the tests do.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
import time
from pathlib import Path

import structlog

from dashboard.http import DEFAULT_BOUNDS
from dashboard.models import Wait
from tests.faults.cases import ALL_FAULTS, EVERYTHING, QUESTIONS
from tests.faults.house import OLD_S, House, filled
from tests.faults.slow_world import courses
from tests.faults.test_fault_matrix import ill, with_release
from tests.faults.test_lookup_faults import LOOKUPS
from tests.upstream.server import Upstream

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", type=float, help="seconds that every source takes; no matrix")
    slow = parser.parse_args().slow
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    shared = Path(os.environ.get("GCD_SHARED", ROOT.parent / "shared"))
    with tempfile.TemporaryDirectory() as folder, Upstream(shared, limits=False) as upstream:
        if slow is None:
            with House(upstream, Path(folder) / "matrix") as house:
                print_matrix(house)
        with House(upstream, Path(folder) / "slow", gene="STAT3") as house:
            print_slow_world(house, 8.0 if slow is None else slow)


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


def print_slow_world(house: House, delay: float) -> None:
    """Print when each question of the page had its first and its last answer."""
    print(f"\nEvery source takes {delay:g} s an answer.\n")
    print("| question | users | first answer | after, s | last answer | after, s |")
    print("|---|---|---|---|---|---|")
    house.upstream.switch("*", None, delay=delay)
    house.get("constraint")
    for users in (1, 16):
        with house.living(house.folder / f"users-{users}", DEFAULT_BOUNDS):
            for one in courses(house, users):
                print(
                    f"| {one.question} | {users} | {one.first_state} | {one.first_s:.2f} "
                    f"| {one.last_state} | {one.last_s:.2f} |"
                )
    house.upstream.reset()


if __name__ == "__main__":
    main()
