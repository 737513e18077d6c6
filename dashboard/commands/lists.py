"""`list FILE --release R --out CSV`: a list of genes ranked in a release, from the tables alone."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.errors import BadList, BadRelease
from dashboard.export.gene_list import list_text
from dashboard.models import GeneList
from dashboard.service import DataService
from dashboard.service.gene_list import ListAnswer, ask_list, known
from dashboard.settings import Settings
from dashboard.several.gene_list.decoding import MOST_BYTES, TAKEN
from dashboard.several.gene_list.phrases import count
from dashboard.several.gene_list.reading import ReadList, read_list
from dashboard.tables.imported import Imports
from dashboard.tables.snapshot import Snapshot


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    command = commands.add_parser("list", help="rank a list of genes in a release")
    command.add_argument("file", help="txt, csv or tsv with symbols or ids; - reads standard input")
    command.add_argument("--release", help="complete release; without it the newest that is here")
    command.add_argument("--column", type=int, help="column with the genes, from 1")
    command.add_argument("--out", type=Path, help="CSV of ranked genes; else standard output")
    command.add_argument("--report", type=Path, help="CSV of what became of each symbol")
    command.add_argument("--methods", type=Path, help="text file for the methods paragraph")
    command.add_argument(
        "--without-flagged", action="store_true", help="leave genes that gnomAD flags out of ranks"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    _say("Reading the tables ...")
    service = tables_alone()
    read = _read(options, service)
    _say(f"{count(len(read.symbols), 'symbol')} read. {' '.join(read.notes)}".strip())
    answer = ask_list(
        service,
        read.symbols,
        options.release,
        read.lines,
        without_flagged=options.without_flagged,
    )
    found = answer.loaded.data
    if found is None:
        problem = answer.loaded.problem
        raise BadRelease(problem.message if problem else "The release cannot be read.")
    _say(_sums(found))
    if not len(found.rows):
        raise BadList("None of the symbols is a gene's.", "Nothing was written.")
    _write(options, answer, found)
    return 0


def tables_alone() -> DataService:
    """Return a service that answers from the tables and never opens a connection."""
    settings = Settings()
    imported = Imports(settings.data_dir.expanduser())
    return DataService(Snapshot(settings.snapshot_dir, imported))


def _read(options: argparse.Namespace, service: DataService) -> ReadList:
    if options.column is not None and options.column < 1:
        raise BadList(f"There is no column {options.column}.", "Columns count from 1.")
    column = None if options.column is None else options.column - 1
    return read_list(_content(options.file), partial(known, service), column)


def _content(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for "-"; no more than are taken.

    Raises:
        BadList: It cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadList(f"{name} cannot be read: {error.strerror}.", TAKEN) from error


def _sums(found: GeneList) -> str:
    return (
        f"{count(len(found.lines), 'symbol')}: {count(len(found.rows), 'gene')} "
        f"({len(found.repaired):,} repaired), {found.count('ambiguous'):,} ambiguous, "
        f"{found.count('unknown'):,} unknown, {count(found.count('duplicate'), 'duplicate')}. "
        f"{found.tests.listed.of:,} with a LOEUF in {found.label}, "
        f"{found.tests.listed.below:,} below {found.loeuf_threshold:g}."
    )


def _write(options: argparse.Namespace, answer: ListAnswer, found: GeneList) -> None:
    ranked = list_text(found, answer.origins)
    if options.out is None:
        sys.stdout.write(ranked)
    for path, text in (
        (options.out, ranked),
        (options.report, list_text(found, answer.origins, "report")),
        (options.methods, answer.methods + "\n"),
    ):
        if path is None:
            continue
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise BadList(f"{path} cannot be written: {error.strerror}.") from error
        _say(f"Wrote {path}")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
