"""/readyz tells what a load balancer and a person need, and costs next to nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceError
from dashboard.factory import create_app
from dashboard.registry import SOURCES
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.tables.snapshot import EMBEDDED, Snapshot
from dashboard.upstream.answers import LiveSources
from dashboard.upstream.cache import make_cache
from dashboard.upstream.http import Http, Upstream
from dashboard.web.health import VERIFY_EVERY_S, Readiness
from tests.upstream.nowhere import refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the embedded snapshot that a test may damage."""
    return Path(shutil.copytree(EMBEDDED, tmp_path / "snapshot"))


def report_of(folder: Path) -> tuple[int, dict[str, Any]]:
    """Return status and report of an offline app over a snapshot."""
    client = create_app(Settings(mode=Mode.OFFLINE, snapshot_dir=folder)).server.test_client()
    answer = client.get("/readyz")
    return answer.status_code, answer.get_json()


def test_a_sound_snapshot_is_ready(folder: Path) -> None:
    status, report = report_of(folder)
    assert status == 200
    assert report["status"] == "ok"
    assert set(report["snapshot"].values()) == {"ok"}
    assert len(report["snapshot"]) == 19
    assert (report["cache"], report["sources"]) == (None, {})


def test_a_damaged_table_degrades_and_is_named(folder: Path) -> None:
    (folder / "trials.parquet").write_bytes(b"no table")
    status, report = report_of(folder)
    assert (status, report["status"]) == (200, "degraded")
    assert [name for name, words in report["snapshot"].items() if words != "ok"] == ["trials"]
    assert "bytes instead of" in report["snapshot"]["trials"]


@pytest.mark.parametrize("damage", ["genes.parquet", "manifest.json"])
def test_without_its_genes_it_is_not_ready(folder: Path, damage: str) -> None:
    (folder / damage).write_bytes(b"damaged")
    status, report = report_of(folder)
    assert (status, report["status"]) == (503, "unavailable")
    assert "ok" not in (report["snapshot"].get("genes"), report["snapshot"].get("manifest"))


def test_tables_are_hashed_at_most_once_a_minute(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, now = DataService(Snapshot(folder)), [1_000.0]
    hashed: list[float] = []
    tables = service.tables

    def counted() -> Any:
        hashed.append(now[0])
        return tables()

    monkeypatch.setattr(service, "tables", counted)
    readiness = Readiness(service, clock=lambda: now[0])
    for _ in range(5):
        assert readiness.report()[1] == 200
    assert len(hashed) == 1
    now[0] += VERIFY_EVERY_S
    (folder / "trials.parquet").unlink()
    assert readiness.report()[0]["status"] == "degraded"
    assert len(hashed) == 2


def test_a_source_that_rests_degrades_and_nothing_else(tmp_path: Path) -> None:
    with refused() as nowhere:
        http = Http([Upstream(name, nowhere, "1000/second") for name in SOURCES])
        live = LiveSources(http, make_cache(tmp_path, None))
        service = DataService(Snapshot(), live)
        readiness = Readiness(service)
        assert readiness.report()[0]["status"] == "ok"
        for _ in range(3):
            with pytest.raises(SourceError):
                http.json("uniprot")
    report, status = readiness.report()
    assert (status, report["status"]) == (200, "degraded")
    assert report["sources"]["uniprot"]["failures"] == 3
    assert 50 < report["sources"]["uniprot"]["resting_s"] <= 60
    assert report["sources"]["gnomad"] == {"failures": 0, "resting_s": 0}
    assert report["cache"]["backend"] == "files"
    assert report["cache"]["reachable"] is True
