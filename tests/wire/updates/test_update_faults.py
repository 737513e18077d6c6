"""Faults of services, networks and disks: what stood before still serves, the next run goes on."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from dashboard.errors import SnapshotError
from dashboard.tables.importing import reading, store
from dashboard.tables.importing.layouts import V4_1_1
from dashboard.tables.making.files import write_table
from dashboard.tables.snapshot import EMBEDDED, ImportedTables, Imports, Snapshot
from dashboard.update.run import INCOMING, LOCK, Outcome, Updates, exit_code
from dashboard.update.sources import SOURCES
from dashboard.upstream.http import download
from tests.wire.imports import made_up
from tests.wire.updates import full
from tests.wire.updates.conftest import Run
from tests.wire.updates.mirror import Mirror

PAIRS = "genes_to_phenotype.txt"
PATH = f"obophenotype/human-phenotype-ontology/releases/download/v2026-09-02/{PAIRS}"


def phenotypes(folder: Path) -> int:
    """Return how many phenotypes are served."""
    return len(Snapshot(EMBEDDED, Imports(folder)).table("phenotypes"))


EMBEDDED_PHENOTYPES = 12_302


def test_a_file_cut_at_every_tenth_is_continued_by_range(
    hpo: Mirror, run: Run, folder: Path
) -> None:
    file = hpo.files[PATH]
    tenth = len(file.content) // 10
    file.cuts = [tenth] * 9
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    loads = hpo.of(PAIRS)
    assert [one.status for one in loads] == [200, *[206] * 9]
    assert sum(one.sent for one in loads) == len(file.content)
    assert phenotypes(folder) == 10_300


def test_a_load_goes_on_in_the_next_run(hpo: Mirror, run: Run, said: list[str]) -> None:
    file = hpo.files[PATH]
    file.cuts = [300_000, 0, 0, 0, 0, 0, 0]
    (result,) = run("hpo")
    assert result.outcome is Outcome.FAILED
    assert "broke off" in result.words
    file.cuts = []
    hpo.asked.clear()
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    (load,) = hpo.of(PAIRS)
    assert (load.headers["Range"], load.headers["If-Range"]) == ("bytes=300000-", file.tag)
    assert load.sent == len(file.content) - 300_000
    assert any("going on at 300,000 of" in line for line in said)
    # The other file was whole: it is asked whether it has changed, and not loaded again.
    assert [one.status for one in hpo.of("phenotype.hpoa")] == [304]


def test_a_file_that_changes_while_it_is_resumed_begins_anew(
    hpo: Mirror, run: Run, said: list[str], folder: Path
) -> None:
    file = hpo.files[PATH]
    other = full.hpo(10_400)
    file.cuts = [200_000]

    def change() -> None:
        file.content, file.age = other[1], 1
        hpo.files[PATH.replace(PAIRS, "phenotype.hpoa")].content = other[0]

    file.after = change
    (result,) = run("hpo")
    assert any("changed at the service meanwhile" in line for line in said)
    # It is not the file any more whose size was offered with the other file's.
    assert result.outcome is Outcome.FAILED
    assert f"has {len(other[1]):,} bytes instead of" in result.words
    assert phenotypes(folder) == EMBEDDED_PHENOTYPES
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    assert phenotypes(folder) == 10_400


@pytest.mark.parametrize("starts_at", [0, 10, 250_000])
def test_a_206_from_another_offset_never_damages_a_file(
    hpo: Mirror, run: Run, folder: Path, starts_at: int
) -> None:
    file = hpo.files[PATH]
    file.cuts, file.starts_at = [200_000], starts_at
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    digest = hashlib.sha256(file.content).hexdigest()
    assert result.entry is not None
    assert result.entry.update is not None
    assert result.entry.update.files[1].sha256 == digest


def test_a_file_without_a_validator_is_never_continued(hpo: Mirror, run: Run) -> None:
    file = hpo.files[PATH]
    file.etag = file.dated = False
    file.cuts = [200_000]
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    assert [one.status for one in hpo.of(PAIRS)] == [200, 200]


def test_a_date_alone_continues_a_file(hpo: Mirror, run: Run) -> None:
    file = hpo.files[PATH]
    file.etag, file.cuts = False, [200_000]
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    assert [one.headers.get("If-Range") for one in hpo.of(PAIRS)] == [None, file.modified]


def test_a_web_page_with_200_is_no_file(mirror: Mirror, run: Run, folder: Path) -> None:
    mirror.clingen("validity", b"<!DOCTYPE html><html><body>Sign in</body></html>")
    mirror.clingen("dosage", full.dosage())
    results = run("clingen_validity", "clingen_dosage")
    assert [one.outcome for one in results] == [Outcome.FAILED, Outcome.SWITCHED]
    assert "web page" in results[0].words
    assert exit_code(results) == 3
    assert not list((folder / INCOMING / "clingen_validity").iterdir())


def test_a_wrong_checksum_is_loaded_once_more_and_then_refused(
    mirror: Mirror, run: Run, said: list[str], v2_file: bytes
) -> None:
    file = mirror.gnomad("2.1.1", full.V2_NAME, v2_file[:200_000])
    file.listed_md5 = base64.b64encode(b"0" * 16).decode()
    (result,) = run("gnomad_v2")
    assert result.outcome is Outcome.FAILED
    assert f"has the MD5 {hashlib.md5(file.content).hexdigest()} instead of 3030" in result.words
    assert len(mirror.of(full.V2_NAME)) == 2
    assert sum("Loading it once more." in line for line in said) == 1


def test_a_damaged_gzip_is_refused_and_loaded_anew(
    mirror: Mirror, run: Run, folder: Path, v2_file: bytes
) -> None:
    file = mirror.gnomad("2.1.1", full.V2_NAME, v2_file[: len(v2_file) // 2])
    (result,) = run("gnomad_v2")
    assert result.outcome is Outcome.FAILED
    assert "cut off" in result.words
    assert not (folder / INCOMING / "gnomad_v2").exists()
    file.content = v2_file
    (result,) = run("gnomad_v2")
    assert result.outcome is Outcome.SWITCHED, result.words


@pytest.mark.parametrize(
    ("cut", "why"), [(-3, "cut off"), (-40, "cut off"), (-4_000, "cut off"), (-200_000, "rows")]
)
def test_a_file_made_on_request_that_ends_early_is_refused(
    mirror: Mirror, run: Run, folder: Path, cut: int, why: str
) -> None:
    mirror.clingen("validity", full.validity()[:cut])
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.FAILED
    assert why in result.words or "cut off" in result.words


def test_a_table_that_shrinks_by_11_percent_is_refused_unless_it_is_meant(
    mirror: Mirror, run: Run, folder: Path
) -> None:
    file = mirror.clingen("validity", full.validity(3_600))
    run("clingen_validity")
    file.content = full.validity(3_200, day="2026-11-21")
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.FAILED
    assert "11% fewer than the 3,600" in result.words
    assert "--only clingen_validity --accept-smaller" in result.words
    assert len(ImportedTables(folder, 0).table("validity")) == 3_600
    (result,) = run("clingen_validity", accept_smaller=True)
    assert result.outcome is Outcome.SWITCHED
    assert len(ImportedTables(folder, 0).table("validity")) == 3_200


def test_an_unknown_column_is_no_reason_and_a_missing_one_is(mirror: Mirror, run: Run) -> None:
    text = full.validity().decode()
    file = mirror.clingen("validity", text.replace('"GCEP"', '"NEW"').encode())
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.FAILED
    assert "lacks the column 'GCEP'" in result.words
    more = "".join(f'{line},"more"\n' for line in text.replace("GCEP", 'GCEP"').splitlines())
    file.content = more.replace('GCEP""', 'GCEP"').replace('"GCEP","more"', '"GCEP","NEW"').encode()
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.SWITCHED, result.words


def test_an_unknown_word_is_counted_and_said(mirror: Mirror, run: Run, said: list[str]) -> None:
    content = full.validity().replace(b'"Limited"', b'"Emerging"')
    mirror.clingen("validity", content)
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.SWITCHED
    assert any("not known here, 'Emerging': 1 rows" in line for line in said)


def test_an_unknown_word_of_dosage_is_refused_as_it_has_no_score(mirror: Mirror, run: Run) -> None:
    content = full.dosage().replace(b"No Evidence for Trip", b"Possible Evidence for Trip")
    mirror.clingen("dosage", content)
    (result,) = run("clingen_dosage")
    assert result.outcome is Outcome.FAILED
    assert "no score for 'Possible Evidence for Triplosensitivity'" in result.words


def test_a_known_figure_that_is_another_is_refused(mirror: Mirror, run: Run) -> None:
    mirror.clingen("validity", full.validity(word="Refuted"))
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.FAILED
    assert "STAT3, classification Definitive is expected, found is Refuted" in result.words


def test_a_source_that_is_gone_fails_alone(mirror: Mirror, run: Run, folder: Path) -> None:
    mirror.clingen("dosage", full.dosage())
    results = run()
    outcomes = dict.fromkeys(SOURCES, Outcome.FAILED) | {"clingen_dosage": Outcome.SWITCHED}
    assert {one.source.id: one.outcome for one in results} == outcomes
    assert exit_code(results) == 3
    assert "the bucket lists no file of it" in results[0].words
    assert "v4.0 is there, without a file of gene constraint." in results[0].words


def test_a_busy_service_is_waited_for_and_then_left(hpo: Mirror, run: Run) -> None:
    file = hpo.files[PATH]
    file.status = [429, 503, 429]
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    file.content += b"\n"
    hpo.tag = "v2026-10-02"
    for name, one in zip(("phenotype.hpoa", PAIRS), full.hpo(version="2026-10-02"), strict=True):
        hpo.hpo(name, one).status = [503] * 9
    (result,) = run("hpo")
    assert result.outcome is Outcome.FAILED
    assert "out of order (HTTP 503)" in result.words


def test_a_redirect_to_an_unknown_host_is_not_followed() -> None:
    with pytest.raises(Exception, match=r"another host, elsewhere\.example"):
        download._followed("https://a.example/x", "https://elsewhere.example/y", ("b.example",))
    with pytest.raises(Exception, match="another host"):
        download._followed("https://a.example/x", "http://a.example/y", ())
    known = download._followed("https://a.example/x", "https://b.example/y", ("b.example",))
    assert known == "https://b.example/y"


def test_a_full_disk_is_said_before_anything_is_loaded(
    hpo: Mirror, run: Run, updates: Updates
) -> None:
    updates.free = lambda _folder: 1_000_000
    (result,) = run("hpo")
    assert result.outcome is Outcome.FAILED
    assert "has 1 MB free; this update needs 2 MB" in result.words
    assert not hpo.of(PAIRS)


def test_a_disk_that_fills_up_leaves_what_is_loaded(
    hpo: Mirror, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("dashboard.upstream.http.download.os.fsync", full_disk)
        (result,) = run("hpo")
    assert result.outcome is Outcome.FAILED
    assert "No space left on device" in result.words
    assert phenotypes(folder) == EMBEDDED_PHENOTYPES
    hpo.asked.clear()
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED, result.words
    assert [one.status for one in hpo.of("phenotype.hpoa")] == [304]


def test_two_updates_at_once_are_refused(hpo: Mirror, run: Run, folder: Path) -> None:
    folder.mkdir()
    with FileLock(folder / LOCK), pytest.raises(SnapshotError, match="Another update"):
        run("hpo")
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED


def test_an_excerpt_is_refused(
    mirror: Mirror, run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    mirror.gnomad("4.1.1", full.V4_NAME.format("4.1.1"), full.v4("4.1.1", genes=300))
    (result,) = run("gnomad_v4")
    assert result.outcome is Outcome.FAILED
    assert "is an excerpt of 300 rows" in result.words
    monkeypatch.setattr(reading, "FEWEST_GENES", 200)
    (result,) = run("gnomad_v4", min_rows=200)
    assert result.outcome is Outcome.SWITCHED, result.words


def test_another_layout_is_refused_before_the_rest_is_loaded(
    mirror: Mirror, run: Run, folder: Path
) -> None:
    columns = [name for name in made_up.columns_of(V4_1_1) if name != "mis.obs"]
    content = made_up.bgzf(made_up.content(V4_1_1, [full.stat3()] * 9_000, columns), 60_000)
    content += os.urandom(8_000_000)  # so much is not loaded for nothing
    mirror.gnomad("4.1.2", full.V4_NAME.format("4.1.2"), content)
    (result,) = run("gnomad_v4")
    assert result.outcome is Outcome.FAILED
    assert "lacks mis.obs" in result.words
    (load,) = mirror.of(full.V4_NAME.format("4.1.2"))
    assert load.sent < len(content)


def test_a_curation_over_two_lines_is_one(mirror: Mirror, run: Run, folder: Path) -> None:
    text = full.validity().replace(b'"disease 9"', b'"disease\n ""9"" in two lines"')
    mirror.clingen("validity", text)
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.SWITCHED, result.words
    assert result.entry is not None
    assert result.entry.rows == 2_600


def test_a_packed_answer_is_read(mirror: Mirror, run: Run) -> None:
    mirror.clingen("validity", gzip.compress(full.validity()))
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.SWITCHED, result.words


def test_a_disk_that_fills_up_while_a_table_is_written_fails_that_source_alone(
    hpo: Mirror, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    hpo.clingen("validity", full.validity())

    def full_disk(path: Path, name: str, *rest: Any) -> int:
        if name == "validity":
            raise OSError(28, "No space left on device")
        return write_table(path, name, *rest)

    monkeypatch.setattr(store, "write_table", full_disk)
    results = run("clingen_validity", "hpo")
    assert [one.outcome for one in results] == [Outcome.FAILED, Outcome.SWITCHED]
    assert "No space left on device" in results[0].words
