"""A damaged import costs its own release, is named, and nothing stands in for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.models import State
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.manifest import FILE
from tests.wire.imports import made_up
from tests.wire.imports.served import Serve, found

Read = Callable[[Path, str], ParsedRelease]


@pytest.mark.parametrize("damage", ["altered", "cut off", "missing", "manifest"])
def test_a_damaged_import_costs_its_own_release_and_nothing_stands_in_for_it(
    serve: Serve, folder: Path, tmp_path: Path, read: Read, damage: str
) -> None:
    serve(read(made_up.v2_file(tmp_path / "f.tsv"), "v2.1.1"))
    (path,) = folder.glob("*.parquet")
    content = path.read_bytes()
    if damage == "altered":
        path.write_bytes(content[:300] + bytes([content[300] ^ 1]) + content[301:])
    elif damage == "cut off":
        path.write_bytes(content[:300])
    elif damage == "missing":
        path.unlink()
    else:
        (folder / FILE).write_text("{")
    service = serve()
    gene = service.gene("STAT3")
    answer = service.constraint(gene, "v2.1.1")
    assert (answer.state, answer.data) == (State.UNAVAILABLE, None)
    assert answer.problem is not None
    assert "python -m dashboard import FILE" in answer.problem.hint
    assert answer.provenance is not None
    assert answer.provenance.source == "Imported tables"
    # The embedded v2.1.1 has STAT3, but it is another copy of the release.
    assert [other.release for other in service.releases(gene)] == ["v4.1.1", "v2.1"]
    assert found(service, "STAT3").release == "v2.1"
    assert "v2.1.1" not in service.complete_releases
    assert "v2.1.1" in service.known_releases


def test_a_damaged_import_is_named_on_the_data_page_with_the_remedy(
    serve: Serve, folder: Path, tmp_path: Path, read: Read
) -> None:
    serve(read(made_up.v2_file(tmp_path / "f.tsv"), "v2.1.1"))
    service = serve()
    first, embedded = (t for t in service.tables() if t.name == "constraint_v2_1_1")
    assert (first.imported, first.behind, first.problem) == (True, False, None)
    assert (embedded.imported, embedded.behind, embedded.problem) == (False, True, None)
    (path,) = folder.glob("*.parquet")
    path.write_bytes(b"damaged")
    damaged = service.tables()[0]
    assert damaged.problem is not None
    assert "7 bytes instead of" in damaged.problem
    assert "Import it again" in damaged.remedy
    (folder / FILE).write_text("{")
    assert [t.name for t in service.tables() if t.imported] == ["constraint_v2_1_1"]
