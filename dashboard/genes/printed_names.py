"""Names that a release prints for a gene and that no table of names has (T62)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard.genes.text import forms


class Printed(NamedTuple):
    """A symbol as a release prints it: of which gene its row is, and the release's label."""

    text: str
    hgnc_id: str
    label: str


FRESH_S = 1.0
SHORTEST = 2  # letters: one begins a few hundred names

Names = Mapping[str, Printed]
"""Printed symbols by their normal form."""


class PrintedNames:
    """Finds genes by the symbols that releases print; the last way, after all of HGNC's names."""

    def __init__(self, read: Callable[[], Names] | None) -> None:
        """Name what reads them, which is asked when a name is not found otherwise."""
        self._read = read
        self._names: Names = {}
        self._until = 0.0

    def names(self) -> Names:
        """Return all of them, looked up anew when they are a second old: an import adds some."""
        now = time.monotonic()
        if self._read is not None and now >= self._until:
            self._names, self._until = self._read(), now + FRESH_S
        return self._names

    def find(self, text: str) -> Printed | None:
        """Return the row's gene of a text that a release prints for one."""
        return self.by_form(forms(text))

    def by_form(self, typed: Sequence[str]) -> Printed | None:
        """Return what `find` does for the forms of a text."""
        names = self.names()
        return next((names[form] for form in typed if form in names), None) if names else None

    def beginning(self, text: str) -> Iterator[Printed]:
        """Yield the printed symbols that begin with a text of two letters or more, sorted."""
        typed = forms(text)
        if not typed or len(typed[-1]) < SHORTEST:
            return
        names = self.names()
        yield from (names[key] for key in sorted(names) if key.startswith(typed[-1]))
