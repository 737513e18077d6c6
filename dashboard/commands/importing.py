"""`import FILE`: import a constraint file that gnomAD publishes; its columns tell the release."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.errors import BadParameter
from dashboard.rules.releases import importable
from dashboard.settings import Settings
from dashboard.tables.importing.opening import shown
from dashboard.tables.importing.reading import ParsedRelease, names_of, read_release
from dashboard.tables.importing.store import drop, imported, joined, save
from dashboard.tables.manifest import IMPORT_AGAIN, TableEntry
from dashboard.tables.snapshot import Snapshot
from dashboard.tables.verify import verify


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    files = "; ".join(f"{release}: {file.name}" for release, file in importable().items())
    importing = commands.add_parser(
        "import",
        help="import a constraint file of gnomAD, so that every gene of the release is here",
        description=f"Takes these files, plain, .gz or .bgz. {files}.",
    )
    importing.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the file")
    known = ", ".join(importable())
    importing.add_argument(
        "--release", metavar="R", help=f"one of {known}; else the file's columns and rows tell it"
    )
    importing.add_argument("--list", action="store_true", help="print what has been imported")
    importing.add_argument("--remove", metavar="R", help="take an imported release out again")
    importing.add_argument("--dir", type=Path, help="folder instead of GCD_DATA_DIR")
    importing.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    settings = Settings()
    folder: Path = (options.dir or settings.data_dir).expanduser()
    if options.list:
        return _list(folder)
    if options.remove:
        drop(options.remove, folder, datetime.now(UTC).date())
        print(f"{options.remove} is no longer imported.")
        return 0
    if options.file is None:
        raise BadParameter("No file is named.", "python -m dashboard import FILE")
    embedded = Snapshot(settings.snapshot_dir)
    found = read_release(options.file, options.release, names_of(embedded), _say)
    if not options.release:
        _say(f"{shown(options.file.name)} is {found.release.label}'s.")
    parsed, told = joined(found, folder, embedded)
    for line in told:
        _say(line)
    if parsed is None:
        return 0
    entry = save(parsed, folder, datetime.now(UTC).date())
    _report(parsed, entry, folder)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _report(parsed: ParsedRelease, entry: TableEntry, folder: Path) -> None:
    for words, count in parsed.counts:
        print(f"{count:>9,}  {words}")
    extent = "every gene of it" if parsed.complete else "an excerpt: no ranks are computed from it"
    print(f"{parsed.release.label}, {extent}, in {folder / entry.file}")
    for caveat in entry.caveats:
        print(f"Note: {caveat}")


def _list(folder: Path) -> int:
    tables = imported(folder)
    if not tables:
        print(f"Nothing has been imported into {folder}.")
    problems = {report.name: report.problem for report in verify(folder)} if tables else {}
    for name, entry in tables.items():
        print(_line(entry, problems[name]))
    if any(problems.values()):
        _say(IMPORT_AGAIN)
        return 1
    return 0


def _line(entry: TableEntry, problem: str | None) -> str:
    extent = "an excerpt" if entry.partial else "complete"
    state = f"damaged: {problem}" if problem else "ok"
    name = entry.release if entry.source == "gnomAD" else f"{entry.source}, {entry.release}"
    made = f" by update, {entry.update.retrieved};" if entry.update else ""
    return (
        f"{name}: {entry.rows:,} rows, {extent}, {entry.build or 'no build'}, "
        f"{entry.date or 'undated'};{made} {state}; {shown(entry.method, 300)}; "
        f"SHA-256 {entry.sha256}"
    )
