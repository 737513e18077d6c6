"""Compile the locks: every package that is installed, with its version and hashes.

Run: python -m scripts.locks, or with --check, which only compares and ends with 1 where one of them
is not what the requirements give today's resolver. Both ask the package index; `pip install
--require-hashes -r LOCK` then installs the same files anywhere.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ("requirements.txt",),
    "requirements-dev.lock": ("requirements.txt", "requirements-dev.txt"),
    "requirements-browser.lock": ("requirements.txt", "requirements-browser.txt"),
}
UV = Path(sysconfig.get_path("scripts")) / "uv"
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--quiet"),
    *("--custom-compile-command", "make lock"),
)


def compiled(lock: str, folder: Path) -> bytes:
    """Return what a lock is to be; versions that it has stay where the requirements allow them.

    Raises:
        subprocess.CalledProcessError: The requirements cannot be had together, or the package
            index does not answer; uv says which on standard error.
    """
    there = ROOT / lock
    target = folder / lock
    if there.exists():
        shutil.copy(there, target)
    options = (*OPTIONS, "--output-file", str(target))
    command = [str(UV), "pip", "compile", *options, *LOCKS[lock]]
    subprocess.run(command, cwd=ROOT, check=True)
    return target.read_bytes()


def main() -> int:
    """Write or compare the locks; return 1 where one differs and was only to be compared."""
    parser = argparse.ArgumentParser(description="Compile the locks from the requirements.")
    parser.add_argument("--check", action="store_true", help="compare only, and write nothing")
    check = parser.parse_args().check
    differ = []
    with TemporaryDirectory() as folder:
        for lock in LOCKS:
            there = ROOT / lock
            found = compiled(lock, Path(folder))
            if there.exists() and there.read_bytes() == found:
                continue
            differ.append(lock)
            if not check:
                there.write_bytes(found)
    if check and differ:
        print(f"Not what the requirements give: {', '.join(differ)}. Run: make lock")
    elif differ:
        print(f"Written: {', '.join(differ)}")
    return int(check and bool(differ))


if __name__ == "__main__":
    sys.exit(main())
