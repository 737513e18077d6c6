"""A new release of gnomAD is one `Release`, and half of one is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands.main import main
from dashboard.rules.releases import (
    ALL_RELEASES,
    POISSON,
    RELEASES,
    PublishedFile,
    Release,
    importable,
)
from dashboard.tables.importing.layouts import LAYOUTS, V4_1, layout_of
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.making.catalogue import SOURCES
from tests.wire.imports import made_up
from tests.wire.imports.served import Serve, found

NEW = Release(
    name="v9.9",
    label="gnomAD v9.9",
    year=2031,
    table="constraint_v9_9",
    build="GRCh38",
    loeuf_threshold=0.5,
    interval=POISSON,
    partial_caveats=("Only some genes of this release are here.",),
    file=PublishedFile(
        name="gnomad.v9.9.tsv", layout="v4.1", like="constraint_v4_1_1", date="2031-02-03"
    ),
)


@pytest.fixture
def declared() -> Iterator[Release]:
    """Declare the release as the newest one, and take it back."""
    for known in (RELEASES, ALL_RELEASES):
        before = dict(known)
        known.clear()
        known.update({NEW.name: NEW} | before)
    yield NEW
    for known in (RELEASES, ALL_RELEASES):
        del known[NEW.name]


def test_a_release_that_is_declared_once_is_imported_shown_and_offered(
    tmp_path: Path,
    declared: Release,
    read: Callable[[Path, str], ParsedRelease],
    serve: Serve,
    capsys: pytest.CaptureFixture[str],
) -> None:
    service = serve(read(made_up.v4_file(tmp_path / "f.tsv", layout=V4_1), declared.name))
    shown = found(service, "STAT3", declared.name)
    assert (shown.label, shown.loeuf_threshold, shown.build) == ("gnomAD v9.9", 0.5, "GRCh38")
    assert declared.partial_caveats[0] in shown.notes
    origin = service.snapshot.provenance(declared.table)
    facts = (origin.source, origin.release, origin.fetched_at)
    assert facts == ("gnomAD", "v9.9", "2031-02-03")
    assert next(iter(service.known_releases)) == declared.name
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    assert "gnomad.v9.9.tsv" in "".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("half", "words"),
    [
        ({"table": "constraint_v9"}, "is constraint_v9_9, not constraint_v9"),
        ({"table": ""}, "has a file, but no table"),
        ({"partial_caveats": ()}, "no partial_caveats"),
    ],
)
def test_half_a_release_is_refused(half: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(NEW, **half)


@pytest.mark.parametrize("release", RELEASES.values(), ids=str)
def test_a_release_has_a_table_or_a_file_and_what_its_file_is_read_by(release: Release) -> None:
    embedded = SOURCES.get(release.table)
    assert release.table
    assert embedded or release.file, "of neither embedded nor imported rows nothing can be shown"
    assert embedded is None or (embedded.release, embedded.build) == (release.name, release.build)
    if release.file is not None:
        assert release.file.layout in LAYOUTS
        assert SOURCES[release.file.like].build == release.build
        assert layout_of(release.name) is LAYOUTS[release.file.layout]


def test_each_layout_is_a_releases() -> None:
    assert {file.layout for file in importable().values()} == set(LAYOUTS)
