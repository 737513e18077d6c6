"""Rows on their way from a source's text to a table: reading, cleaning, counting."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.errors import SnapshotError

Row = dict[str, Any]
"""One row of a table, by column name."""

_AMERICAN = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NOTHING = frozenset({"", "NA", "NaN", "nan", "-", "null"})


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
