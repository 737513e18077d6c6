"""What the tests of lists share: the embedded complete release."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from dashboard.models import GeneList, GenomeWide
from dashboard.service import DataService
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.reading import Choices, ReadList, read_list
from dashboard.several.gene_list.selection import RowFilter

Make = Callable[..., GeneList]
Read = Callable[..., ReadList]


@pytest.fixture(scope="session")
def make(service: DataService, wide: GenomeWide) -> Make:
    """Return a function that sets symbols against v2.1."""

    def made(symbols: Iterable[str], without_flagged: bool = False) -> GeneList:
        texts = list(symbols)
        return gene_list(service.index, wide, texts, without_flagged=without_flagged)

    return made


@pytest.fixture(scope="session")
def read(service: DataService) -> Read:
    """Return a function that reads a file's bytes or a text."""

    def reading(
        content: bytes | str,
        column: int | str | None = None,
        sheet: str | None = None,
        rows: RowFilter | None = None,
    ) -> ReadList:
        return read_list(content, service.index, Choices(column, sheet, rows))

    return reading
