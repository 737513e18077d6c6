"""Imported releases are stored like embedded tables: whole or not at all, checked when read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dashboard.errors import BadRelease, SnapshotError
from dashboard.models import State
from dashboard.service import DataService
from dashboard.tables.importing import store
from dashboard.tables.importing.layouts import V4_1_1
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.manifest import FILE, IMPORT_AGAIN, read_manifest
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from dashboard.tables.verify import verify
from tests.wire.imports import made_up

Read = Callable[[Path, str], ParsedRelease]
DAY = date(2026, 11, 22)


@pytest.fixture
def v2(tmp_path: Path, read: Read) -> ParsedRelease:
    """Return a made-up excerpt of v2.1.1."""
    return read(made_up.v2_file(tmp_path / "v2.tsv"), "v2.1.1")


@pytest.fixture
def v4(tmp_path: Path, read: Read) -> ParsedRelease:
    """Return a made-up excerpt of v4.1.2."""
    return read(made_up.v4_file(tmp_path / "v4.tsv.gz", layout=V4_1_1), "v4.1.2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that is not there yet."""
    return tmp_path / "a" / "b"


def test_the_manifest_has_the_snapshots_format_and_verifies(
    folder: Path, v2: ParsedRelease, v4: ParsedRelease
) -> None:
    store.save(v2, folder, DAY)
    store.save(v4, folder, DAY)
    manifest = read_manifest(folder)
    assert set(manifest.tables) == {"constraint_v2_1_1", "constraint_v4_1_2"}
    assert manifest.built == "2026-11-22"
    assert all(report.ok for report in verify(folder))


def test_every_figure_says_where_it_comes_from(folder: Path, v2: ParsedRelease) -> None:
    entry = store.save(v2, folder, DAY)
    assert (entry.source, entry.release, entry.build) == ("gnomAD", "v2.1.1", "GRCh37")
    assert entry.licence.startswith("CC0")
    assert "Karczewski" in entry.citation
    assert entry.date is None
    assert f"Imported from v2.tsv ({v2.size:,} bytes, SHA-256 {v2.sha256})" in entry.method
    assert entry.caveats == (
        "An excerpt: 3 of the release's 19,197 ranked genes. Others are not covered.",
        "Rows under their own symbol, which no gene of HGNC has: 1.",
    )


def test_a_plausibility_warning_about_the_release_is_stored(
    folder: Path, v4: ParsedRelease
) -> None:
    entry = store.save(v4, folder, DAY)
    assert "Columns do not tell v4.1.2 from v4.1.1" in entry.caveats[0]
    assert (entry.partial, entry.build) == (True, "GRCh38")


def test_an_excerpt_carries_the_genes_it_covers(folder: Path, v2: ParsedRelease) -> None:
    entry = store.save(v2, folder, DAY)
    covers = json.loads(pq.read_schema(folder / entry.file).metadata[b"covers"])
    assert set(covers) == {row["hgnc_id"] for row in v2.built.rows if row["hgnc_id"]}


def test_importing_again_replaces_and_keeps_one_older_file(
    folder: Path, v2: ParsedRelease, tmp_path: Path, read: Read
) -> None:
    files = []
    for count in (2, 3, 4):
        rows = made_up.V2_ROWS[:count]
        parsed = read(made_up.v2_file(tmp_path / "again.tsv", rows), "v2.1.1")
        files.append(store.save(parsed, folder, DAY).file)
    assert read_manifest(folder).tables["constraint_v2_1_1"].file == files[-1]
    assert {path.name for path in folder.glob("*.parquet")} == set(files[1:])
    assert all(report.ok for report in verify(folder))


def test_the_same_file_gives_the_same_bytes(
    folder: Path, tmp_path: Path, v2: ParsedRelease
) -> None:
    assert store.save(v2, folder, DAY) == store.save(v2, tmp_path / "other", DAY)


def test_an_import_that_breaks_off_leaves_the_older_one(
    folder: Path, v2: ParsedRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(v2, folder, DAY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_table", full)
    with pytest.raises(SnapshotError, match="No space left on device"):
        store.save(v2, folder, DAY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


OF_0_1_0 = {
    *("source", "release", "build", "licence", "citation", "url", "date", "package", "method"),
    *("caveats", "file", "rows", "sha256", "bytes", "partial"),
}
"""What the manifest of version 0.1.0 said of a table; that all of a gene is here came later."""


def test_an_import_that_version_0_1_0_made_is_read(folder: Path, v2: ParsedRelease) -> None:
    entry = store.save(v2, folder, DAY)
    manifest = json.loads((folder / FILE).read_text(encoding="utf-8"))
    assert manifest["format"] == 1
    stored = manifest["tables"]["constraint_v2_1_1"]
    del stored["complete_for"], stored["each_wholly"]
    assert set(stored) == OF_0_1_0
    (folder / FILE).write_text(json.dumps(manifest), encoding="utf-8")
    assert read_manifest(folder).tables == {
        "constraint_v2_1_1": replace(entry, complete_for=None)  # nothing is taken for whole
    }
    assert all(report.ok for report in verify(folder))
    service = DataService(Snapshot(EMBEDDED, Imports(folder)))
    answer = service.constraint(service.gene("STAT3"), "v2.1.1")
    assert answer.provenance is not None
    assert answer.provenance.release == "v2.1.1"


def test_an_import_of_another_format_is_refused_with_what_to_do(
    folder: Path, v2: ParsedRelease
) -> None:
    store.save(v2, folder, DAY)
    manifest = json.loads((folder / FILE).read_text(encoding="utf-8"))
    (folder / FILE).write_text(json.dumps({**manifest, "format": 0}), encoding="utf-8")
    service = DataService(Snapshot(EMBEDDED, Imports(folder)))
    answer = service.constraint(service.gene("STAT3"), "v2.1.1")
    assert (answer.state, answer.data) == (State.UNAVAILABLE, None)
    assert answer.problem is not None
    assert "not of format 1" in answer.problem.message
    assert answer.problem.hint == IMPORT_AGAIN


def test_a_damaged_manifest_does_not_stop_an_import(folder: Path, v2: ParsedRelease) -> None:
    store.save(v2, folder, DAY)
    (folder / FILE).write_text("{")
    store.save(v2, folder, DAY)
    assert all(report.ok for report in verify(folder))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, v2: ParsedRelease) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError, match="cannot be written") as refusal:
        store.save(v2, tmp_path / "file", DAY)
    assert "GCD_DATA_DIR" in refusal.value.hint


def test_a_release_can_be_taken_out_again(
    folder: Path, v2: ParsedRelease, v4: ParsedRelease
) -> None:
    store.save(v2, folder, DAY)
    store.save(v4, folder, DAY)
    store.drop("v2.1.1", folder, DAY)
    assert set(store.imported(folder)) == {"constraint_v4_1_2"}
    store.drop("v4.1.2", folder, DAY)
    assert store.imported(folder) == {}
    assert list(folder.glob("*.parquet")) == []
    with pytest.raises(BadRelease, match="has not been imported"):
        store.drop("v4.1.2", folder, DAY)
