"""A text as lines of cells: what parts them is found, comment lines are set aside with numbers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from dashboard.errors import BadList
from dashboard.several.gene_list.decoding import ACCEPTED
from dashboard.several.gene_list.headings import NO_NAME, is_heading, rank
from dashboard.several.gene_list.lookup import Lookup, is_number
from dashboard.several.gene_list.missing import is_missing

DELIMITERS = ("\t", ";", ",", "|")
SPACES = " "
MOST_LINES = 200_000
LONGEST_LINE = 200_000  # characters; a table of 500 columns has fewer
SAMPLE = 300  # lines that the delimiter is looked for in
EVIDENCE = 40  # lines that genes are looked for in
FEWEST = 0.25  # share of the lines that have more than one cell where a text is a table
REGULAR = 0.8  # the same where spaces part cells
MOST_COLUMNS = 500
MOST_WRAPPED = 20  # lines that a cell in quotes can go over
DELIMITER_NAMES = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar", SPACES: "spaces"}
COMMENT = re.compile(r"\"?(?:#|!|track(?= )|browser (?=position|hide|dense|pack|squish|full))")
BEFORE_COMMENT = ('"', "#", "!", "track ", "browser ")  # as the expression begins, and quicker
SEPARATOR = re.compile(r"\"?sep=(.)\"?", re.IGNORECASE)


class Line(NamedTuple):
    """One line of a table: its number in the file, from 1, and its cells."""

    number: int
    cells: list[str]


class SetAside(NamedTuple):
    """Lines that hold no gene, and why: a title, a comment, a note, a rule."""

    first: int
    last: int
    why: str
    text: str  # how the first of them begins


class Sheet(NamedTuple):
    """Lines of cells, read as often as needed.

    `delimiter` is None where the text is no table but symbols one by one; `marked` is a heading
    that begins with "#", as VEP, BED and MAF have it. `has_cells`: a workbook or records of JSON,
    whose cells no delimiter separates.
    """

    read: Callable[[], Iterator[Line]]
    delimiter: str | None
    aside: tuple[SetAside, ...]
    marked: Line | None = None
    has_cells: bool = False


def text_lines(text: str) -> list[str]:
    """Return the lines of a text.

    Raises:
        BadList: There are far too many, or one is far too long.
    """
    count = text.count("\n") + (text.count("\r") - text.count("\r\n"))
    if count > MOST_LINES:
        raise BadList(f"The file has {count:,} lines, which is too many.", ACCEPTED)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if max(map(len, lines)) <= LONGEST_LINE:
        return lines
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE and not _is_list(line):
            words = f"Line {number:,} has {len(line):,} characters, which is no table of genes."
            raise BadList(words, f"Part symbols or cells by line ends. {ACCEPTED}")
    return lines


def _is_list(line: str) -> bool:
    """Tell whether a very long line can be symbols one after the other."""
    parts = sum(map(line.count, (*DELIMITERS, SPACES)))
    return len(line) < 30 * (parts + 1)


def sheet(text: str, lookup: Lookup) -> Sheet:
    """Return a text as a table, or as lines of one cell where it is none.

    Raises:
        BadList: It has far too many lines.
    """
    lines = text_lines(text)
    marked, aside, skipped = _comments(lines)
    wanted = None
    start = _next_line(lines, skipped)
    if start and (separator := SEPARATOR.fullmatch(lines[start - 1].strip())):
        aside.append(SetAside(start, start, "a line for Excel", lines[start - 1][:60]))
        skipped.add(start)
        wanted = separator[1]
    body = [line for line in lines if line.strip()]
    if skipped:
        body = [line for n, line in enumerate(lines, 1) if n not in skipped and line.strip()]
    sample = _spread(body)
    delimiter = wanted if wanted in DELIMITERS else _delimiter(sample, lookup)

    def read() -> Iterator[Line]:
        return _records(lines, skipped, delimiter)

    heading = _marked(lines, marked, delimiter, sample)
    if marked and heading is None:
        aside.append(_aside_of(lines, marked, "a comment"))
    return Sheet(read, delimiter, tuple(sorted(aside)), heading)


def _spread(lines: list[str]) -> list[str]:
    """Return the first lines, and some of the later ones."""
    rest = lines[SAMPLE:]
    return lines[:SAMPLE] + rest[:: max(1, len(rest) // 50)][:50]


def _next_line(lines: list[str], skipped: Container[int]) -> int:
    """Return the number of the first line that holds something, 0 where none does."""
    numbers = (n for n, line in enumerate(lines, 1) if n not in skipped and line.strip())
    return next(numbers, 0)


def _comments(lines: list[str]) -> tuple[int | None, list[SetAside], set[int]]:
    """Return the last "#" line before the data (it may be a heading), comments, their numbers."""
    found: list[SetAside] = []
    skipped = {
        number
        for number, line in enumerate(lines, 1)
        if line.startswith(BEFORE_COMMENT) and COMMENT.match(line) and not is_missing(line)
    }
    if not skipped:
        return None, found, skipped
    marked, data = None, _next_line(lines, skipped) or len(lines) + 1
    for number in sorted(skipped):
        line = lines[number - 1]
        if marked:
            found.append(_aside_of(lines, marked, "a comment"))
            marked = None
        if number < data and line.lstrip('"').startswith("#") and not line.startswith("##"):
            marked = number
        else:
            found.append(_aside_of(lines, number, "a comment"))
    return marked, found, skipped


def _aside_of(lines: list[str], number: int, why: str) -> SetAside:
    return SetAside(number, number, why, lines[number - 1].strip()[:60])


def _marked(
    lines: list[str], number: int | None, delimiter: str | None, sample: list[str]
) -> Line | None:
    """Return the "#" line as a heading where it has as many cells as the lines below it."""
    if number is None or not sample:
        return None
    line = lines[number - 1]
    text = line.lstrip('"# ') if not line.startswith('"#') else '"' + line.lstrip('"# ')
    if delimiter is None:
        return Line(number, [text]) if is_heading(text) else None
    cells = _cells(text, delimiter)
    widths = Counter(len(_cells(one, delimiter)) for one in sample)
    width = max(widths, key=lambda one: (widths[one], one))
    if len(cells) != width or width < 2:
        return None
    # A comment with as many commas as the table has, above the heading itself.
    spaced = line.startswith(("# ", '"# '))
    below = any(rank(cell) <= 4 for cell in _cells(sample[0], delimiter))
    return None if spaced and below else Line(number, cells)


def _delimiter(sample: Sequence[str], lookup: Lookup) -> str | None:
    """Return what parts the cells of most lines, None where each line is one cell."""
    if len(sample) < 2:
        return None
    best: tuple[tuple[bool, float, int], str] | None = None
    for delimiter in DELIMITERS:
        rows = [_cells(line, delimiter) for line in sample]
        many = [len(cells) for cells in rows if len(cells) > 1]
        if len(many) < 2 or len(many) < FEWEST * len(sample):
            continue
        width, times = Counter(many).most_common(1)[0]
        if width > MOST_COLUMNS and delimiter != "\t":
            continue
        if delimiter == "\t" and len(many) >= len(sample) / 2:
            return delimiter
        has_genes = _has_genes(rows, lookup)
        if not has_genes and len(many) < len(sample) / 2:  # commas of a letter around a list
            continue
        worth = (has_genes, round(times / len(sample), 1), width)
        if best is None or worth > best[0]:
            best = worth, delimiter
    return best[1] if best else _spaces(sample, lookup)


def _has_genes(rows: list[list[str]], lookup: Lookup) -> bool:
    some = [cells for cells in rows if len(cells) > 1][:EVIDENCE]
    for place in range(min(MOST_COLUMNS, max(map(len, some)))):
        cells = [cells[place].strip(" \"'") for cells in some if place < len(cells)]
        filled = [cell for cell in cells if cell]
        if sum(lookup.sure(filled)) > len(filled) / 2:
            return True
    return False


def _spaces(sample: Sequence[str], lookup: Lookup) -> str | None:
    """Return a space where spaces part the cells of a table: one of its columns has figures."""
    widths = Counter(len(_cells(line, SPACES)) for line in sample)
    width = max(widths, key=lambda one: (widths[one], one))
    rows = [cells for line in sample if len(cells := _cells(line, SPACES)) == width]
    if width < 2 or len(rows) < 2 or len(rows) + (len(sample) > 2) < REGULAR * len(sample):
        return None
    if min(map(rank, rows[0])) < NO_NAME and not any(map(is_number, rows[0])):
        if all(map(is_heading, rows[0])):
            return SPACES
        rows = rows[1:]  # a heading: figures are looked for below it
    figures = any(
        sum(is_number(cells[place]) for cells in rows) >= REGULAR * len(rows)
        for place in range(width)
    )
    whole = [line.strip() for line in sample[:EVIDENCE]]
    joined = ["".join(line.split()) for line in whole]
    one = sum(map(max, lookup.known(whole), lookup.known(joined)))
    return SPACES if figures and one <= len(whole) / 3 else None


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line."""
    if delimiter == SPACES:
        line = " ".join(line.split())
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return line.split(delimiter)


def _records(lines: list[str], skipped: set[int], delimiter: str | None) -> Iterator[Line]:
    """Yield the lines that hold something, those within one quoted cell as one."""
    last = 0  # line that has been read already
    for number, line in enumerate(lines, 1):
        if number <= last or number in skipped or not line.strip():
            continue
        if delimiter is None:
            yield Line(number, [line])
            continue
        if '"' not in line and delimiter != SPACES:
            cells = line.split(delimiter)
        else:
            last = _end(lines, number, delimiter)
            cells = _wrapped(lines[number - 1 : last], delimiter)
        if cells[0].strip() or any(map(str.strip, cells)):
            yield Line(number, cells)


def _end(lines: list[str], number: int, delimiter: str) -> int:
    """Return the number of the line in which a cell in quotes ends that begins in this one."""
    line = lines[number - 1]
    if line.count('"') % 2 and _opens(line, delimiter):
        for more in range(number, min(number + MOST_WRAPPED, len(lines))):
            if lines[more].count('"') % 2:
                return more + 1
    return number


def _wrapped(lines: list[str], delimiter: str) -> list[str]:
    """Return the cells of a line, or of some that one cell in quotes makes one."""
    if len(lines) == 1:
        return _cells(lines[0], delimiter)
    line = "\n".join(lines)
    try:
        return next(csv.reader(line.splitlines(True), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return line.replace("\n", " ").split(delimiter)


def _opens(line: str, delimiter: str) -> bool:
    """Tell whether a quote stands where a cell begins; elsewhere it is a sign: 5" or 3"."""
    return line.startswith('"') or f'{delimiter}"' in line
