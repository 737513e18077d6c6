"""What unit tests share: a small snapshot that they may damage."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from dashboard.tables.manifest import FILE, TableEntry
from dashboard.tables.snapshot import EMBEDDED, Snapshot

STAT3 = "HGNC:11364"


@pytest.fixture(scope="session")
def stat3_snapshot(tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot) -> Path:
    """Return the folder of a snapshot of STAT3's rows alone, which is quick to read."""
    folder = tmp_path_factory.mktemp("stat3")
    tables = snapshot.manifest.tables.items()
    entries = {name: _only_stat3(folder, entry) for name, entry in tables}
    manifest = replace(snapshot.manifest, tables=entries)
    (folder / FILE).write_text(manifest.as_json(), encoding="utf-8")
    return folder


@pytest.fixture
def stat3_folder(tmp_path: Path, stat3_snapshot: Path) -> Path:
    """Return a copy of that folder, which a test may damage."""
    return Path(shutil.copytree(stat3_snapshot, tmp_path / "snapshot"))


def _only_stat3(folder: Path, entry: TableEntry) -> TableEntry:
    path = folder / entry.file
    table = pq.read_table(EMBEDDED / entry.file)
    # Tables of diseases have another key, and none of their rows is STAT3's.
    table = table.filter(pc.equal(table[0], STAT3))
    pq.write_table(table, path)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return replace(entry, rows=table.num_rows, bytes=len(content), sha256=digest)
