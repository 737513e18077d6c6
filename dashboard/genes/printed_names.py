"""Names that a release prints for a gene and that no table of names has (T62)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dashboard.genes.text import forms


class Printed(NamedTuple):
    """A symbol as a release prints it: of which gene its row is, and the release's label."""

    text: str
    hgnc_id: str
    label: str


Names = Mapping[str, Printed]
"""Printed symbols by their normal form."""


class PrintedNames:
    """Finds genes by the symbols that releases print; the last way, after all of HGNC's names."""

    def __init__(self, read: Callable[[], Names] | None) -> None:
        """Name what reads them, which is asked when a name is not found otherwise."""
        self._read = read

    def find(self, text: str) -> Printed | None:
        """Return the row's gene of a text that a release prints for one."""
        if self._read is None:
            return None
        names = self._read()
        return next((names[form] for form in forms(text) if form in names), None)

    def beginning(self, text: str) -> Iterator[Printed]:
        """Yield the printed symbols that begin with a text of two letters or more, sorted."""
        typed = forms(text)
        if self._read is None or not typed or len(typed[-1]) < 2:
            return
        names = self._read()
        yield from (names[key] for key in sorted(names) if key.startswith(typed[-1]))
