"""The pinned packages: a folder named in GCD_PACKAGES, or downloaded for the session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PYPI = ("tadacnv==1.0.2", "egbench==0.1.0", "scout-browser==4.115.2")
NPM = "ideogram@1.53.0"
TIME_LIMIT_S = 600


def _run(*command: str) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=TIME_LIMIT_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"the packages cannot be downloaded: {error}")
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        pytest.skip(f"the packages cannot be downloaded: {said[-1]}")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the packages; skip where they cannot be downloaded."""
    if named := os.environ.get("GCD_PACKAGES"):
        return Path(named)
    if shutil.which("npm") is None:
        pytest.skip("the packages cannot be downloaded: npm is not installed")
    folder = tmp_path_factory.mktemp("packages")
    _run(sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), *PYPI)
    _run("npm", "pack", "--silent", "--pack-destination", str(folder), NPM)
    return folder
