"""Workbooks (xlsx, xls, ods) as rows of texts; which sheet holds the genes, found or chosen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from dashboard.errors import BadList
from dashboard.several.gene_list.decoding import ACCEPTED, MOST_BYTES
from dashboard.several.gene_list.sheet import MOST_COLUMNS, MOST_LINES

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
READER = Path(__file__).with_name("workbook_process.py")
SECONDS = 30
SAVE = "Save the sheet as CSV or as tab-separated text."
FAULTS = {
    "password": ("The workbook is protected by a password.", "Save a copy without one."),
    "damaged": (
        "The workbook is damaged or cut off, it cannot be read.",
        f"Open it and save it anew. {SAVE}",
    ),
    "archive": ("The file is a zip archive, not a workbook.", f"Unpack it first. {ACCEPTED}"),
    "bomb": ("The workbook unpacks to more than can be read here.", SAVE),
}


class Book(NamedTuple):
    """One sheet of a workbook: its rows with their numbers, where dates stand, all sheets."""

    sheets: tuple[str, ...]
    sheet: str
    rows: list[tuple[int, list[str]]]
    dates: frozenset[tuple[int, int]]  # number of the row, place of the column
    texts: str = ""  # first cells of all sheets: an export says there what it was selected by


def is_workbook(content: bytes) -> bool:
    """Tell whether bytes begin as workbooks do; other zip archives begin so too."""
    return content.startswith((ZIP, OLE))


def workbook(
    content: bytes, wanted: str | None, genes: Callable[[Sequence[tuple[int, list[str]]]], int]
) -> Book:
    """Return the sheet that is wanted, else the one with most genes.

    Raises:
        BadList: It is protected, damaged, too large, or has no such sheet.
    """
    if len(content) > MOST_BYTES:
        raise BadList(f"The file has {len(content) / 1e6:,.1f} MB, which is too large.", ACCEPTED)
    texts = ""
    if wanted is None:
        first = _run_reader(content, None)
        names = first["sheets"]
        counts = [genes([(n, cells) for n, cells in rows]) for rows in first["heads"]]
        if not any(first["heads"]):
            raise BadList("The workbook holds no cells.", ACCEPTED)
        filled = [bool(rows) for rows in first["heads"]]
        best = max(range(len(counts)), key=lambda i: (counts[i], filled[i], -i))
        wanted = names[best]
        texts = "\n".join(cells[0] for rows in first["heads"] for _, cells in rows)
    found = _run_reader(content, wanted)
    rows = [(number, cells) for number, cells in found["rows"]]
    if not rows:
        raise BadList(
            f"The sheet “{wanted[:40]}” holds no cells.",
            "Choose another.",
            sheets=tuple(found["sheets"]),
        )
    dates = frozenset((number, place) for number, place in found["dates"])
    return Book(tuple(found["sheets"]), wanted, rows, dates, texts)


def _run_reader(content: bytes, wanted: str | None) -> dict[str, Any]:
    """Ask the process of its own for a sheet."""
    request = {"sheet": wanted, "rows": MOST_LINES, "columns": MOST_COLUMNS}
    try:
        done = subprocess.run(  # noqa: S603  # our own file; the bytes go to standard input
            [sys.executable, "-I", str(READER), orjson.dumps(request).decode()],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadList("The workbook takes too long to read.", SAVE) from error
    if done.returncode or not done.stdout:
        raise BadList(*FAULTS["bomb"])
    found: dict[str, Any] = orjson.loads(done.stdout)
    fault = found.get("fault")
    if fault == "sheet":
        names = ", ".join(name[:30] for name in found["sheets"][:10])
        raise BadList(
            f"There is no sheet “{str(wanted)[:40]}”.",
            f"The sheets are {names}.",
            sheets=tuple(found["sheets"]),
        )
    if fault == "rows":
        words = f"The sheet “{str(wanted)[:40]}” has {found['height']:,} rows, which is too many."
        raise BadList(words, ACCEPTED, sheets=tuple(found["sheets"]))
    if fault:
        raise BadList(*FAULTS[fault])
    return found
