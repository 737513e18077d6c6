"""kill -9 at any moment: what stood before still serves, the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from dashboard.tables.verify import verify
from dashboard.update.run import INCOMING, Outcome
from tests.conftest import ROOT
from tests.wire.updates import full
from tests.wire.updates.conftest import Run
from tests.wire.updates.mirror import Mirror

PAIRS = "genes_to_phenotype.txt"


def killed(moment: str, mirror: Mirror, folder: Path) -> None:
    """Run the command until it kills itself."""
    arguments = ["update", "--only", "hpo", "--url", f"hpo={mirror.url}", "--dir", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.wire.updates.killed", moment, *arguments],
        cwd=ROOT,
        env=os.environ | {"GCD_MODE": "auto"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


def rows(folder: Path) -> int:
    """Return how many phenotypes are served."""
    return len(Snapshot(EMBEDDED, Imports(folder)).table("phenotypes"))


@pytest.mark.parametrize("moment", ["load", "build", "switch"])
def test_kill_9_before_the_switch_leaves_the_set_before(
    hpo: Mirror, run: Run, folder: Path, moment: str
) -> None:
    (first,) = run("hpo")
    assert first.outcome is Outcome.SWITCHED
    hpo.tag = "v2026-10-02"
    for name, content in zip(
        ("phenotype.hpoa", PAIRS), full.hpo(10_700, "2026-10-02"), strict=True
    ):
        hpo.hpo(name, content)
    killed(moment, hpo, folder)
    assert rows(folder) == 10_300
    assert all(report.ok for report in verify(folder))
    hpo.asked.clear()
    (second,) = run("hpo")
    assert second.outcome is Outcome.SWITCHED, second.words
    assert rows(folder) == 10_700
    statuses = [one.status for one in hpo.of("phenotype.hpoa")]
    assert statuses == ([206] if moment == "load" else [304])
    assert not list((folder / INCOMING).glob("*/*"))
    assert not list(folder.glob(".*.parquet"))


def test_kill_9_after_the_switch_has_the_new_set(hpo: Mirror, run: Run, folder: Path) -> None:
    killed("switched", hpo, folder)
    assert rows(folder) == 10_300
    (result,) = run("hpo")
    assert result.outcome is Outcome.CURRENT
    assert not list((folder / INCOMING).glob("*/*"))
