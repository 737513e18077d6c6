"""What the tests of the import share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.service import DataService
from dashboard.tables.importing import reading, store
from dashboard.tables.importing.reading import ParsedRelease, names_of, read_release
from dashboard.tables.making.names import GeneNames
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from tests.wire.imports.served import DAY, Serve

Read = Callable[[Path, str], ParsedRelease]
FEW = 60


@pytest.fixture(scope="session")
def names(snapshot: Snapshot) -> GeneNames:
    """Return the names of all embedded genes."""
    return names_of(snapshot)


@pytest.fixture(scope="session")
def read(names: GeneNames) -> Read:
    """Return a function that reads a file of a release and says nothing."""
    return lambda path, release: read_release(path, release, names, lambda _line: None)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let a v4 file of a few genes count as a whole release, so that tests are quick."""
    monkeypatch.setattr(reading, "FEWEST_GENES", FEW)
    return FEW


@pytest.fixture(scope="session")
def v2_1_1(shared: Path, read: Read) -> ParsedRelease:
    """Return gnomAD's v2.1.1 by gene, read once for all tests."""
    return read(shared / "data/tables/gnomad-v2.1.1/gnomad_table.converted.tsv.gz", "v2.1.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of imports."""
    return tmp_path / "imported"


@pytest.fixture
def serve(folder: Path) -> Serve:
    """Return a function that imports releases and then starts a service."""

    def start(*parsed: ParsedRelease) -> DataService:
        for one in parsed:
            store.save(one, folder, DAY)
        return DataService(Snapshot(EMBEDDED, Imports(folder)))

    return start
