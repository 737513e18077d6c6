"""Opening a snapshot: slices, coverage, and what damage does."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest
from structlog.testing import capture_logs

from dashboard.errors import SnapshotError, TableDamaged
from dashboard.tables.manifest import Manifest, read_manifest
from dashboard.tables.snapshot import Snapshot
from dashboard.tables.verify import verify


@pytest.fixture
def folder(small_snapshot: Callable[[Path], Manifest], tmp_path: Path) -> Path:
    """Return a folder with a small, sound snapshot."""
    small_snapshot(tmp_path)
    return tmp_path


def test_a_genes_rows_are_one_slice_in_the_tables_order(folder: Path) -> None:
    snapshot = Snapshot(folder)
    rows = snapshot.records("domains", "HGNC:10")
    assert [row["start"] for row in rows] == [50, 7]
    assert list(snapshot.rows("domains", "HGNC:10")["start"]) == [50, 7]


def test_null_is_none_in_records_and_a_count_stays_a_whole_number(folder: Path) -> None:
    snapshot = Snapshot(folder)
    assert snapshot.records("proteins", "HGNC:30")[0]["protein_length"] is None
    assert snapshot.records("proteins", "HGNC:10")[0]["protein_length"] == 100
    assert snapshot.filled("proteins", "protein_length") == 2


@pytest.mark.parametrize(
    "name", ["HGNC:1", "HGNC:100", "", "~", "HGNC:10\x00", "HGNC:\ud800", "HGNC:" + "9" * 10_000]
)
def test_an_unknown_or_hostile_id_has_no_rows(folder: Path, name: str) -> None:
    assert Snapshot(folder).records("proteins", name) == []
    assert Snapshot(folder).rows("domains", name).empty


def test_t60_none_and_not_covered_stay_apart(folder: Path) -> None:
    snapshot = Snapshot(folder)
    assert snapshot.covers("proteins") is None
    assert snapshot.covers("domains") == frozenset({"HGNC:10", "HGNC:20"})
    assert snapshot.records("domains", "HGNC:20") == []


def test_provenance_is_the_manifests(folder: Path) -> None:
    found = Snapshot(folder).provenance("domains")
    assert (found.source, found.release, found.fetched_at) == ("Pfam", "37.0", None)
    assert "CC" in (found.licence or "")


def test_verify_finds_a_sound_snapshot_sound(folder: Path) -> None:
    assert [(report.name, report.rows, report.ok) for report in verify(folder)] == [
        ("domains", 2, True),
        ("proteins", 3, True),
    ]


def truncate(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def alter(path: Path) -> None:
    """Change one byte in the middle, not the length."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


DAMAGE = [
    (Path.unlink, "the file is missing"),
    (truncate, r"\d+ bytes instead of \d+"),
    (alter, "SHA-256"),
]


@pytest.mark.parametrize(("harm", "why"), DAMAGE)
def test_a_damaged_table_costs_itself_and_the_log_names_its_file(
    folder: Path, harm: Callable[[Path], None], why: str
) -> None:
    harm(folder / "domains.parquet")
    snapshot = Snapshot(folder)
    with capture_logs() as logs, pytest.raises(TableDamaged, match=why) as caught:
        snapshot.records("domains", "HGNC:10")
    assert caught.value.message.startswith("Snapshot table domains is damaged (")
    assert "python -m dashboard snapshot build" in caught.value.hint
    assert [entry["file"] for entry in logs] == [str(folder / "domains.parquet")]
    assert len(snapshot.table("proteins")) == 3


@pytest.mark.parametrize(("harm", "why"), DAMAGE)
def test_verify_names_the_damaged_table_and_only_it(
    folder: Path, harm: Callable[[Path], None], why: str
) -> None:
    harm(folder / "domains.parquet")
    domains, proteins = verify(folder)
    assert proteins.ok
    assert domains.rows is None
    assert domains.problem
    assert domains.problem.startswith(("the file", "its SHA-256")) or "bytes" in domains.problem


def test_a_damaged_table_is_read_once_and_its_error_cached(folder: Path) -> None:
    alter(folder / "domains.parquet")
    snapshot = Snapshot(folder)
    with capture_logs() as logs:
        for ask in (snapshot.table, snapshot.covers, snapshot.arrow):
            with pytest.raises(TableDamaged):
                ask("domains")
    assert len(logs) == 1


def rewrite(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change the manifest's entry of the domains table."""
    path = folder / "manifest.json"
    stored = json.loads(path.read_text())
    change(stored["tables"]["domains"])
    path.write_text(json.dumps(stored))


def test_a_table_with_other_rows_than_the_manifest_says_is_damaged(folder: Path) -> None:
    rewrite(folder, lambda entry: entry.update(rows=99))
    assert verify(folder)[0].problem == "2 rows instead of 99"
    with pytest.raises(TableDamaged, match="2 rows instead of 99"):
        Snapshot(folder).table("domains")


def test_a_partial_table_without_its_coverage_is_damaged(folder: Path) -> None:
    path = folder / "manifest.json"
    stored = json.loads(path.read_text())
    stored["tables"]["proteins"]["partial"] = True
    path.write_text(json.dumps(stored))
    with pytest.raises(TableDamaged, match="which genes it covers"):
        Snapshot(folder).covers("proteins")


def test_a_file_name_in_the_manifest_cannot_leave_the_folder(folder: Path) -> None:
    rewrite(folder, lambda entry: entry.update(file="../secret.parquet"))
    with pytest.raises(SnapshotError, match="no plain file name"):
        read_manifest(folder)


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{", '{"format": 2}', '{"format": 1, "tables": {"a": {}}}', "\x00"]
)
def test_a_bad_manifest_is_an_error_when_asked_and_never_at_the_start(
    tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    snapshot = Snapshot(tmp_path)
    with capture_logs() as logs:
        for ask in (snapshot.table, snapshot.provenance, snapshot.covers):
            with pytest.raises(SnapshotError) as caught:
                ask("genes")
            assert "manifest.json" in caught.value.message
    assert len(logs) == 1


def test_a_table_that_the_snapshot_lacks_is_a_snapshot_error(folder: Path) -> None:
    with pytest.raises(TableDamaged, match="no table genes"):
        Snapshot(folder).table("genes")


def test_many_threads_load_a_table_once(folder: Path) -> None:
    snapshot = Snapshot(folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _turn: snapshot.arrow("domains"), range(32)))
    assert all(isinstance(table, pa.Table) and table is found[0] for table in found)
