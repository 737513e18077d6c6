"""`pip install .`: the wheel holds all that runs, and runs away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from dashboard import __version__

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dashboard", "components", "callbacks", "assets")
BUILD = "from setuptools import build_meta; build_meta.build_wheel('wheels')"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the checkout and unpack it; return where it lies."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, source / package, ignore=ignored)
    for name in ("app.py", "pyproject.toml", "requirements.txt", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run([sys.executable, "-c", BUILD], cwd=source, check=True, capture_output=True)
    (wheel,) = (source / "wheels").glob(f"gene_constraint_dashboard-{__version__}-*.whl")
    zipfile.ZipFile(wheel).extractall(target)
    return target


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python over the unpacked wheel alone, in a folder of its own."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "GCD_MODE": "offline"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.parent,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )


def test_the_wheel_has_every_file_of_the_packages(installed: Path) -> None:
    files = {
        path.relative_to(ROOT)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {str(path) for path in files if not (installed / path).exists()} == set()


def test_the_command_is_named_and_answers_away_from_the_checkout(installed: Path) -> None:
    (scripts,) = installed.glob("*.dist-info/entry_points.txt")
    assert "gene-constraint-dashboard = dashboard.commands.main:main" in scripts.read_text()
    answer = run(installed, "-m", "dashboard", "gene", "STAT3")
    assert (answer.returncode, "LOEUF" in answer.stdout) == (0, True), answer.stderr


def test_an_installed_app_serves_its_own_assets(installed: Path) -> None:
    code = (
        "from app import server; client = server.test_client(); "
        "print(client.get('/assets/app.css').status_code, client.get('/gene/STAT3').status_code)"
    )
    assert run(installed, "-c", code).stdout.split() == ["200", "200"]


def test_the_command_line_names_itself_as_it_was_called(installed: Path) -> None:
    assert run(installed, "-m", "dashboard", "--help").stdout.startswith("usage: python -m dashb")
    code = (
        "import sys; sys.argv = ['gene-constraint-dashboard', '--help']; "
        "from dashboard.commands.main import main; main()"
    )
    assert run(installed, "-c", code).stdout.startswith("usage: gene-constraint-dashboard")


def test_the_version_stands_in_one_place_and_the_citation_follows_it() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == __version__
    assert "version" in project["dynamic"]
