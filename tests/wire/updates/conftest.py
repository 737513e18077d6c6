"""What the tests of the update share: files, a mirror, a folder, a way to run it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.tables.snapshot import Snapshot
from dashboard.update.offers import Wire, base_of
from dashboard.update.run import Choice, Reports, Result, Updates
from dashboard.update.sources import SOURCES, UpdateSource
from dashboard.upstream.http import Bounds, Http, Upstream
from dashboard.upstream.http.download import Downloads
from tests.wire.updates import full
from tests.wire.updates.mirror import Mirror, serving

Run = Callable[..., list[Result]]
QUICK = Bounds(connect_s=2.0, read_s=5.0, whole_s=60.0, retries=3, pause_s=0.0)


@pytest.fixture(scope="session")
def v2_file() -> bytes:
    """Return v2.1.1 by gene, as long as gnomAD's."""
    return full.v2()


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    """Return a mirror that serves nothing yet."""
    with serving(Mirror()) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of imported releases, which is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def said() -> list[str]:
    """Return what updates have said."""
    return []


@pytest.fixture
def updates(folder: Path, mirror: Mirror, snapshot: Snapshot, said: list[str]) -> Iterator[Updates]:
    """Return updates of the folder from the mirror, without pauses between attempts."""
    upstreams = {
        source.id: Upstream(
            name=source.id,
            base_url=base_of(source, mirror.url, None),
            limit="1000/second",
            title=source.title,
        )
        for source in SOURCES.values()
    }
    http = Http(upstreams.values(), sleep=lambda _s: None, use_environment=False)
    downloads = Downloads(QUICK, sleep=lambda _s: None, use_environment=False)
    wire = Wire(http, downloads, upstreams, {})
    yield Updates(folder, snapshot, wire, Reports(said.append, lambda *_: None))
    http.close()
    downloads.close()


@pytest.fixture
def run(updates: Updates) -> Run:
    """Return a function that updates sources by id; `min_rows` stands for the source's own."""

    def start(*ids: str, min_rows: int | None = None, **choice: Any) -> list[Result]:
        sources: list[UpdateSource] = [SOURCES[one] for one in ids or SOURCES]
        if min_rows is not None:
            sources = [replace(source, min_rows=min_rows) for source in sources]
        return updates.run(Choice(sources=sources, **choice))

    return start


@pytest.fixture
def hpo(mirror: Mirror) -> Mirror:
    """Return a mirror with HPO's two files."""
    annotations, pairs = full.hpo()
    mirror.hpo("phenotype.hpoa", annotations)
    mirror.hpo("genes_to_phenotype.txt", pairs)
    return mirror
