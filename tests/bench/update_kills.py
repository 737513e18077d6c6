"""Kill an update at random moments and look at what is served each time.

Run: python -m tests.bench.update_kills [KILLS]
After each kill every table is whole and of one set, the old or the new; at the end one run that is
let go on brings the new set. Ends with 1 where that does not hold.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from dashboard.tables.snapshot import ImportedTables
from dashboard.tables.verify import verify
from tests.wire.updates import full
from tests.wire.updates.mirror import Mirror, serving

KILLS = 20
IDS = ("clingen_validity", "clingen_dosage", "hpo")
Counts = tuple[int, int, int]
SETS: tuple[Counts, Counts] = ((2_600, 1_300, 10_300), (2_700, 1_400, 10_700))
FIRST = date(2026, 1, 1)


def publish(mirror: Mirror, number: int) -> Counts:
    """Let the mirror have the next set, made a day later; return its rows."""
    counts = SETS[number % 2]
    mirror.files.clear()
    day = (FIRST + timedelta(number)).isoformat()
    mirror.tag = f"v{day}"
    mirror.clingen("validity", full.validity(counts[0], day))
    mirror.clingen("dosage", full.dosage(counts[1], day))
    for name, content in zip(
        ("phenotype.hpoa", "genes_to_phenotype.txt"),
        full.hpo(counts[2], mirror.tag.removeprefix("v")),
        strict=True,
    ):
        mirror.hpo(name, content)
    return counts


def command(mirror: Mirror, folder: Path) -> list[str]:
    """Return the command that updates a folder from the mirror."""
    words = [sys.executable, "-m", "dashboard", "update", "--dir", str(folder)]
    words += ["--only", ",".join(IDS)]
    return words + [part for one in IDS for part in ("--url", f"{one}={mirror.url}")]


def served(folder: Path) -> Counts:
    """Return the rows of each table that is served; each is whole."""
    damaged = [report.name for report in verify(folder) if not report.ok]
    if damaged:
        raise SystemExit(f"damaged: {', '.join(damaged)}")
    imports = ImportedTables(folder, 0)
    validity, dosage, phenotypes = (
        len(imports.table(name)) for name in ("validity", "dosage", "phenotypes")
    )
    return validity, dosage, phenotypes


def main() -> None:
    """Print one line a kill."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    draw = random.Random()
    environment = os.environ | {"GCD_MODE": "auto"}
    with tempfile.TemporaryDirectory() as scratch, serving(Mirror()) as mirror:
        folder = Path(scratch) / "data"
        old = publish(mirror, 0)
        began = time.monotonic()
        subprocess.run(command(mirror, folder), env=environment, check=True, capture_output=True)
        whole = time.monotonic() - began
        number, new = 1, publish(mirror, 1)
        for kill in range(1, kills + 1):
            moment = draw.uniform(0.0, 1.1 * whole)
            running = subprocess.Popen(
                command(mirror, folder),
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                running.wait(moment)
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                running.wait()
            found = served(folder)
            which = {old: "the set before", new: "the new set"}.get(found, f"mixed: {found}")
            print(
                f"{kill:>3} after {moment:5.2f} s: code {running.returncode}, {which}", flush=True
            )
            if found not in (old, new):
                raise SystemExit("a mixed set is served")
            if found == new:  # the next kills are of the way to another
                number += 1
                old, new = new, publish(mirror, number)
        subprocess.run(command(mirror, folder), env=environment, check=True, capture_output=True)
        if served(folder) != new:
            raise SystemExit("the last run did not bring the new set")
        left = [path.name for path in (folder / ".incoming").iterdir()]
        if left:
            raise SystemExit(f"left behind: {', '.join(left)}")
        print("the last run, let go on, brought the new set and left nothing behind")


if __name__ == "__main__":
    main()
