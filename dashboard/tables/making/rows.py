"""Rows on their way from a source's text to a table: reading, cleaning, counting."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

from dashboard.errors import SnapshotError

Row = dict[str, Any]
"""One row of a table, by column name."""

_AMERICAN = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NOTHING = frozenset({"", "NA", "NaN", "nan", "-", "null"})


class RowsOnDisk(Sequence[Row]):
    """The rows of a table that is a file already, too large to be rows in memory."""

    def __init__(self, path: Path, rows: int, read: Callable[[str], list[Row]]) -> None:
        """Name the file and how many rows it has; `read` returns those of a gene."""
        self.path = path
        self._rows = rows
        self._read = read

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._rows

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """Refuse: the rows are read by gene."""
        raise TypeError("the rows of this table are on the disk and are read by gene")

    def of(self, genes: Iterable[str]) -> list[Row]:
        """Return the rows of some genes."""
        return [row for gene in sorted(genes) for row in self._read(gene)]


@dataclass(frozen=True, slots=True)
class Built:
    """The rows of one table, the genes it covers (None: complete), and what to say of it.

    `complete_for` are those genes of a partial table of which it has every row that the source
    has; of the others it has some rows, and nothing follows from what is missing (T61).
    `each_wholly` says it of every gene that it covers.
    """

    rows: Sequence[Row]
    covers: frozenset[str] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    complete_for: frozenset[str] = frozenset()
    each_wholly: bool = False


def tab_rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Return the rows of a tab-separated text by column; quotes count as in the source."""
    return csv.DictReader(lines, delimiter="\t")


def text(value: str | None) -> str | None:
    """Return the text, or None where the source has nothing."""
    cleaned = (value or "").strip()
    return None if cleaned in _NOTHING else cleaned


def number(value: str | None) -> float | None:
    """Return the number as the source prints it, or None where it has none."""
    found = text(value)
    return None if found is None else float(found)


def whole(value: str | None) -> int | None:
    """Return the whole number, or None; a number with a fraction is an error of the source."""
    found = number(value)
    if found is None:
        return None
    if found != int(found):
        raise SnapshotError(f"{value!r} is not a whole number", hint="Review the source file.")
    return int(found)


def split(value: str | None, by: str = "|") -> list[str]:
    """Return the parts of a packed list, without empty ones."""
    return [part.strip() for part in (value or "").split(by) if part.strip()]


def day(value: str | None) -> str | None:
    """Return the day (YYYY-MM-DD) of a timestamp, as written there, also of 12/31/2024; or None."""
    found = text(value)
    if found and (american := _AMERICAN.match(found)):
        return f"{american[3]}-{american[1]}-{american[2]}"
    return found[:10] if found else None
