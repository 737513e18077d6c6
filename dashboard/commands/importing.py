"""`import FILE`: import a constraint file that gnomAD publishes; its columns tell the release."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.errors import BadFile, BadParameter
from dashboard.rules.releases import importable
from dashboard.settings import Settings
from dashboard.tables.importing.clinvar_files import EXCERPT, clinvar_excerpt
from dashboard.tables.importing.opening import shown
from dashboard.tables.importing.reading import ParsedRelease, names_of, read_release
from dashboard.tables.importing.store import drop, imported, joined, save, save_table
from dashboard.tables.making.clinvar_table import genes_of, header_of, kind_of
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
    if not options.release and (kind := clinvar_kind(options.file)):
        return _clinvar(options.file, kind, folder, Snapshot(settings.snapshot_dir))
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


def clinvar_kind(path: Path) -> str | None:
    """Return which of ClinVar's tables a file is, by its header; None: none of them."""
    try:
        return kind_of(header_of(path))
    except BadFile:
        return None  # what is wrong with it is said where it is read


def _clinvar(path: Path, kind: str, folder: Path, embedded: Snapshot) -> int:
    """Import an excerpt of ClinVar: it stands beside what is here and hides nothing."""
    words = "variant_summary" if kind == "summary" else "export of ClinVar's website"
    _say(f"{shown(path.name)}: ClinVar, {words}.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".clinvar-", dir=folder) as scratch:
        table, ledger = clinvar_excerpt(path, genes_of(embedded), Path(scratch))
        entry = save_table(table, folder, datetime.now(UTC).date())
    print(f"{ledger.rows:>9,}  rows read")
    print(f"{ledger.placed:>9,}  variants of a gene")
    for reason, count in ledger.reasons.most_common():
        print(f"{count:>9,}  rows left out: {reason}")
    for word, rows in ledger.printed.most_common():
        name = shown(word, 60) if word not in ("", "-") else "no germline class"
        print(f"{ledger.classes[word]:>9,}  {name} ({rows:,} rows of the file)")
    print(f"ClinVar, {entry.release}: at least these records, in {folder / entry.file}")
    for line in ledger.unknown_words():
        print(f"Note: {line}")
    print(f"To take it out again: import --remove {table.name}")
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
        remove = f" ({name})" if name.startswith(EXCERPT) else ""
        print(f"{_line(entry, problems[name])}{remove}")
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
