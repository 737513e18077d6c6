"""The locks: each requirement in its version, each package with hashes, no address of an index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.locks import LOCKS, ROOT

ENTRY = re.compile(
    r"^(\S.*?==\S+(?: ; [^\\]+?)?) \\\n((?:    --hash=sha256:[0-9a-f]{64}[^\n]*\n)+)", re.MULTILINE
)


def wanted(path: Path) -> dict[str, str]:
    """Return the pins of a requirements file, of those that it includes too."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.split("#")[0].strip()
        if text.startswith("-r "):
            found |= wanted(path.parent / text[3:])
        elif text:
            one = Requirement(text)
            found[canonicalize_name(one.name)] = str(one.specifier).removeprefix("==")
    return found


def locked(lock: str) -> dict[str, str]:
    """Return the versions of a lock by package."""
    entries = ENTRY.findall((ROOT / lock).read_text(encoding="utf-8") + "\n")
    found = [Requirement(entry) for entry, _ in entries]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_each_requirement_in_its_version(lock: str) -> None:
    pins = {name: at for path in LOCKS[lock] for name, at in wanted(ROOT / path).items()}
    assert pins
    there = locked(lock)
    assert {name: there.get(name) for name in pins} == pins, "Run: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    named = re.findall(r"^[A-Za-z0-9][^\s=;]*==", text, re.MULTILINE)
    assert len(named) == len(ENTRY.findall(text + "\n")) > 50
    assert "://" not in text
    assert "index" not in text.split("\n", 2)[1]


def test_what_runs_is_locked_to_one_version_in_tests_and_in_use() -> None:
    runs, tests = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: tests.get(name) for name in runs} == runs
