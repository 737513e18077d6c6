"""`list FILE --release R --out CSV`: a list of genes ranked in a release, from the tables alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboard.errors import BadList, BadRelease
from dashboard.export.gene_list import list_text, list_workbook
from dashboard.models import GeneList
from dashboard.service import DataService
from dashboard.service.gene_list import ListAnswer, ask_list, origin_of
from dashboard.settings import Settings
from dashboard.several.gene_list.decoding import ACCEPTED, MOST_BYTES
from dashboard.several.gene_list.phrases import count, nothing_found
from dashboard.several.gene_list.reading import Choices, offer, read_list
from dashboard.several.gene_list.selection import KNOWN, RowFilter, metric_of
from dashboard.tables.snapshot import Imports, Snapshot


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    command = commands.add_parser("list", help="rank a list of genes in a release")
    command.add_argument("file", help="text, table or workbook with genes; - reads standard input")
    command.add_argument("--release", help="complete release; without it the newest that is here")
    command.add_argument("--column", help="column with the genes, from 1 or by its name")
    command.add_argument("--sheet", help="sheet of a workbook; else the one with most genes")
    command.add_argument(
        "--rows",
        action="append",
        metavar="COLUMN=VALUE",
        help="rows with this value only, as Rating=Green; may be given several times",
    )
    command.add_argument(
        "--selected-by", metavar="METRICS", help="metrics the list was chosen by, as loeuf,mis_z"
    )
    command.add_argument(
        "--out", type=Path, help="CSV (or .xlsx) of ranked genes; else standard output"
    )
    command.add_argument("--report", type=Path, help="CSV of what became of each symbol")
    command.add_argument("--methods", type=Path, help="text file for the methods paragraph")
    command.add_argument(
        "--without-flagged", action="store_true", help="leave genes that gnomAD flags out of ranks"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    _say("Reading the tables ...")
    service = tables_alone()
    by = _metrics(options.selected_by)
    try:
        read = read_list(_content(options.file), service.index, _choices(options))
    except BadList as error:
        for number, column in enumerate(error.columns, 1):
            _say(f"Column {number}: {offer(column)}")
        raise
    _say(f"{count(len(read.symbols), 'symbol')} read. {' '.join(read.notes)}".strip())
    for one in read.aside:
        lines = f"Lines {one.first} to {one.last}" if one.last > one.first else f"Line {one.first}"
        _say(f"{lines} set aside: {one.why}{f' ({one.text})' if one.text else ''}")
    answer = ask_list(
        service,
        read.symbols,
        options.release,
        read.lines,
        without_flagged=options.without_flagged,
        origin=origin_of(read, by),
    )
    found = answer.result.data
    if found is None:
        problem = answer.result.problem
        raise BadRelease(problem.message if problem else "The release cannot be read.")
    _say(_sums(found))
    if nothing := nothing_found(found):
        where = options.report or "--report FILE writes it"
        if options.report:
            _write_text(options.report, list_text(found, answer.origins, "report"))
        raise BadList(nothing[0], f"{nothing[1]} ({where})")
    _write(options, answer, found)
    return 0


def tables_alone() -> DataService:
    """Return a service that answers from the tables and never opens a connection."""
    settings = Settings()
    imported = Imports(settings.data_dir.expanduser())
    return DataService(Snapshot(settings.snapshot_dir, imported))


def _choices(options: argparse.Namespace) -> Choices:
    """Return what was chosen on the command line.

    Raises:
        BadList: There is no such column, or rows are not written as COLUMN=VALUE.
    """
    column = options.column
    if column is not None and column.lstrip("-").isdigit():
        if int(column) < 1:
            raise BadList(f"There is no column {column}.", "Columns count from 1.")
        column = int(column) - 1
    return Choices(column, options.sheet, _rows(options.rows))


def _rows(given: list[str] | None) -> RowFilter | None:
    if not given:
        return None
    pairs = [text.partition("=") for text in given]
    names = list(dict.fromkeys(name.strip() for name, _, _ in pairs))
    if len(names) > 1 or not all(sign and name.strip() for name, sign, _ in pairs):
        raise BadList(
            f"Rows cannot be chosen by {', '.join(given)[:80]}.",
            "Write --rows COLUMN=VALUE, several times for several values of one column.",
        )
    return RowFilter(names[0], tuple(value.strip() for _, _, value in pairs))


def _metrics(given: str | None) -> tuple[str, ...]:
    names = [name.strip() for name in (given or "").split(",") if name.strip()]
    unknown = [name for name in names if metric_of(name) is None]
    if unknown:
        known = ", ".join(sorted(KNOWN))
        raise BadList(f"There is no metric {unknown[0][:40]!r}.", f"There are {known}.")
    return tuple(names)


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
        raise BadList(f"{name} cannot be read: {error.strerror}.", ACCEPTED) from error


def _sums(found: GeneList) -> str:
    return (
        f"{count(len(found.lines), 'symbol')}: {count(len(found.rows), 'gene')} "
        f"({len(found.repaired):,} repaired, {len(found.by_id):,} by id), "
        f"{found.count('ambiguous'):,} ambiguous, "
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
        if path == options.out and path.suffix.lower() == ".xlsx":
            _write_file(path, list_workbook(found, answer.origins, answer.methods))
        else:
            _write_text(path, text)


def _write_text(path: Path, text: str) -> None:
    _write_file(path, text.encode("utf-8"))


def _write_file(path: Path, content: bytes) -> None:
    """Write a file, and say so.

    Raises:
        BadList: It cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadList(f"{path} cannot be written: {error.strerror}.") from error
    _say(f"Wrote {path}")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
