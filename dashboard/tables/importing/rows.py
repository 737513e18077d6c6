"""The rows of a constraint file: columns found by name, every line as long as the header."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from dashboard.errors import BadFile
from dashboard.tables.importing.layouts import Layout, check_layout, recognised
from dashboard.tables.importing.opening import AGAIN, Say, lines, shown

MOST_ROWS = 2_000_000
"""Ten times the transcripts of v4.1.1: more is another kind of file, or a packed bomb."""

_SAY_EVERY = 50_000

Fields = dict[str, str]
"""One line's values by column; those that no layout names are left out."""


class Table:
    """An open constraint file: its layout, then its rows one after another.

    `releases` are those whose file has these columns: one, where they or the caller tell it.
    """

    def __init__(self, path: Path, file: BinaryIO, release: str | None) -> None:
        """Read the header; columns are separated by tabs, commas or semicolons.

        Raises:
            BadFile: The columns are not those of the release, or of none where none is given.
        """
        self.name = shown(path.name)
        self.count = 0
        self._lines = lines(path, file)
        self._header = next(self._lines)
        self._by = _separator(self._header)
        columns = [name.strip() for name in _split(self._header.removeprefix("#"), self._by)]
        self.releases = (release,) if release else recognised(columns, self.name)
        self.layout: Layout = check_layout(columns, self.releases[0], self.name)
        named = (*self.layout.needed, *self.layout.useful)
        self.columns = frozenset(columns)
        self._width = len(columns)
        self._places = {name: columns.index(name) for name in named if name in columns}

    def rows(self, say: Say, done: Callable[[], float]) -> Iterator[Fields]:
        """Yield the rows; `done` tells the share of the file that is read.

        Raises:
            BadFile: A line is not as long as the header, there is a second header, or no row.
        """
        for line in self._lines:
            if not line:
                continue
            self.count += 1
            values = _split(line, self._by)
            if len(values) != self._width:
                self._refuse(line, len(values))
            if self.count > MOST_ROWS:
                raise BadFile(f"{self.name} has more than {MOST_ROWS:,} rows.")
            if self.count % _SAY_EVERY == 0:
                say(f"{self.count:,} rows read, {done():.0%} of the file")
            fields = {name: values[place] for name, place in self._places.items()}
            if fields["gene"] == "gene" and fields["transcript"] == "transcript":
                raise BadFile(f"{self._place()} is a second header: two files in one.", AGAIN)
            yield fields
        if not self.count:
            raise BadFile(f"{self.name} has a header and no row.", AGAIN)

    def _place(self) -> str:
        return f"Row {self.count:,} of {self.name}"

    def _refuse(self, line: str, found: int) -> None:
        if line.startswith((f"gene{self._by}", f"#gene{self._by}")):
            raise BadFile(f"{self._place()} is a second header: two files in one.", AGAIN)
        raise BadFile(
            f"{self._place()} has {found} columns instead of {self._width}: the file is cut off "
            "or damaged there.",
            AGAIN,
        )


def _separator(header: str) -> str:
    """Return what separates the columns of a header: a tab, else the more frequent mark."""
    return "\t" if "\t" in header else max(",;", key=header.count)


def _split(line: str, by: str) -> list[str]:
    """Split a line at its separator; quotes count where a field begins with one."""
    if line.startswith('"') or f'{by}"' in line:
        try:
            return next(csv.reader([line], delimiter=by))
        except csv.Error:
            return []  # a quote that never ends: no line has no columns
    return line.split(by)
