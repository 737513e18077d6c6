"""`import FILE --release R`: import a constraint file that gnomAD publishes."""

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
from dashboard.tables.importing.store import drop, imported, save
from dashboard.tables.manifest import FILE, IMPORT_AGAIN, TableEntry
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
    importing.add_argument("--release", metavar="R", help=f"one of {', '.join(importable())}")
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
        raise BadParameter("No file is named.", "python -m dashboard import FILE --release v2.1.1")
    if not options.release:
        raise BadParameter(
            "The file does not state its release.",
            f"Add --release, one of {', '.join(importable())}.",
        )
    embedded = Snapshot(settings.snapshot_dir)
    names = names_of(embedded)
    parsed = read_release(options.file, options.release, names, _say)
    for line in _hides_whole(parsed, folder):
        _say(line)
    entry = save(parsed, folder, datetime.now(UTC).date())
    _report(parsed, entry, folder)
    for line in _lost(parsed, embedded):
        _say(line)
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


def _lost(parsed: ParsedRelease, embedded: Snapshot) -> list[str]:
    """Say which genes of the embedded copy an excerpt hides."""
    covers, table = parsed.built.covers, parsed.release.table
    if covers is None or not embedded.has(table):
        return []
    hidden = (embedded.covers(table) or frozenset()) - covers
    if not hidden:
        return []
    return [
        f"The embedded {parsed.release.name} has {len(hidden):,} genes that this file lacks; they "
        f"are hidden until `import --remove {parsed.release.name}`."
    ]


def _hides_whole(parsed: ParsedRelease, folder: Path) -> list[str]:
    """Say that an excerpt stands in the place of the whole release that an update brought."""
    entry = imported(folder).get(parsed.release.table) if (folder / FILE).exists() else None
    if entry is None or entry.update is None or entry.partial or parsed.complete:
        return []
    return [
        f"The whole {parsed.release.name} that update had brought, {entry.rows:,} rows, is "
        f"replaced by this excerpt; `update --only {entry.update.source}` brings it again."
    ]


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
