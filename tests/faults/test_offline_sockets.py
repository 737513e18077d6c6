"""`GCD_MODE=offline` opens no socket to anywhere, not even to a Redis that is configured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.servers import ROOT
from tests.faults.hosts import surroundings

SOMEWHERE = {
    "GCD_REDIS_URL": "redis://127.0.0.1:1/0",
    "GCD_GNOMAD_URL": "http://127.0.0.1:1/gnomad",
    "GCD_EUTILS_URL": "http://127.0.0.1:1/eutils",
}


def everything(tmp_path: Path, mode: str) -> dict[str, Any]:
    """Return what a process heard of sockets while all was asked."""
    settings = {"GCD_MODE": mode, "GCD_CACHE_DIR": str(tmp_path / "cache"), **SOMEWHERE}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.offline_pages"],
        cwd=ROOT,
        env=surroundings(settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_offline_opens_no_socket_and_makes_no_cache_folder(tmp_path: Path) -> None:
    found = everything(tmp_path, "offline")
    assert found["asking"] == []
    # urllib3 tries once whether this machine has IPv6: bound to itself, connected to nothing.
    assert {event.split()[0] for event in found["importing"]} <= {"socket.__new__", "socket.bind"}
    assert all("('::1', 0)" in event for event in found["importing"] if "bind" in event)
    assert found["answers"] > 200
    assert not (tmp_path / "cache").exists()


def test_the_ear_hears_the_sockets_of_another_mode(tmp_path: Path) -> None:
    heard = everything(tmp_path, "auto")["asking"]
    assert any(event.startswith("socket.connect") for event in heard)
