"""A text as lines of cells: delimiter and quotes found, comment lines at the top set apart."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import NamedTuple

from dashboard.errors import BadList
from dashboard.several.gene_list.decoding import TAKEN

DELIMITERS = ("\t", ";", ",")
MOST_LINES = 60_000  # a table may have lines without a symbol
SAMPLE = 200  # lines that the delimiter is looked for in
AGREEING = 0.9  # share of the sample's lines that have the commonest number of cells
MOST_COLUMNS = 500
DELIMITER_NAMES = {"\t": "tab", ";": "semicolon", ",": "comma"}


class Line(NamedTuple):
    """One line of a table: its number in the file, from 1, and its cells."""

    number: int
    cells: list[str]


class Sheet(NamedTuple):
    """Lines of cells; `delimiter` is None where the text is no table but symbols one by one."""

    lines: list[Line]
    delimiter: str | None
    comments: int  # lines at the top that begin with "#", as exports have them
    blank: int


def sheet(text: str) -> Sheet:
    """Return a text as a table, or as lines of one cell where its lines have no common shape.

    Raises:
        BadList: It has far too many lines.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if (count := len(lines) - (not lines[-1])) > MOST_LINES:
        raise BadList(f"The list has {count:,} lines, which is too many.", TAKEN)
    comments = _comments(lines)
    body = lines[comments:]
    delimiter = _delimiter([line for line in body if line.strip()][:SAMPLE])
    if delimiter is None:
        found = [Line(n, [line]) for n, line in enumerate(body, comments + 1)]
    else:
        found = _table(body, comments, delimiter)
    kept = [line for line in found if any(cell.strip() for cell in line.cells)]
    blank = len(found) - len(kept) - (not body or not body[-1].strip())
    return Sheet(kept, delimiter, comments, max(blank, 0))


def _comments(lines: list[str]) -> int:
    """Count the lines at the top that say where a table is from: "# Source: ..."."""
    count = 0
    while count < len(lines) and lines[count].startswith(("# ", "##", '"# ')):
        count += 1
    return count


def _delimiter(sample: list[str]) -> str | None:
    """Return what cuts at least two lines into the same number of cells, more than one."""
    if len(sample) < 2:
        return None
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _rows("\n".join(sample), delimiter))
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        # A column with empty cells at the end may be cut off by some programs.
        if 1 < width <= MOST_COLUMNS and times >= AGREEING * sum(widths.values()):
            best = max(best or (0, ""), (width, delimiter), key=lambda found: found[0])
    return best[1] if best else None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:  # a cell beyond csv's limit: no table
        return []


def _table(body: list[str], before: int, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO("\n".join(body)), delimiter=delimiter)
    found, number = [], before + 1
    try:
        for row in reader:
            found.append(Line(number, row))
            number = before + reader.line_num + 1
    except csv.Error as error:
        raise BadList(f"Line {number} cannot be read as a table: {error}.", TAKEN) from error
    return found
