"""`python -m dashboard import`: counts and notes on screen, progress and refusals on stderr."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.commands.main import main
from dashboard.tables.importing.layouts import V4_1_1
from tests.wire.imports import made_up

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that GCD_DATA_DIR names."""
    monkeypatch.setenv("GCD_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_counts_are_printed_and_progress_is_kept_apart(
    tmp_path: Path, folder: Path, capsys: Captured
) -> None:
    path = made_up.v4_file(tmp_path / "f.tsv.gz")
    assert main(["import", str(path), "--release", "v4.1"]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert f"{6:>9}  rows read" in lines
    assert f"{1:>9}  dropped: RefSeq rows" in lines
    assert f"{2:>9}  rows kept, one a gene" in lines
    assert f"{1:>9}  given to a gene by MANE Select transcript" in lines
    assert f"{0:>9}  ranked by LOEUF" in lines
    assert any("an excerpt: no ranks" in line for line in lines)
    assert "6 rows read, 2 kept" in printed.err
    assert (folder / "manifest.json").exists()


def test_an_excerpt_joins_what_is_embedded_and_hides_nothing(
    tmp_path: Path, folder: Path, capsys: Captured
) -> None:
    path = made_up.v4_file(tmp_path / "f.tsv", layout=V4_1_1)
    assert main(["import", str(path), "--release", "v4.1.1"]) == 0
    assert "285 further genes of v4.1.1 stay as they were embedded." in capsys.readouterr().err
    assert main(["import", "--remove", "v4.1.1"]) == 0
    capsys.readouterr()
    assert main(["import", "--list"]) == 0
    assert capsys.readouterr().out.startswith("Nothing has been imported into ")


def test_what_was_imported_is_listed_and_checked(
    tmp_path: Path, folder: Path, capsys: Captured
) -> None:
    main(["import", str(made_up.v4_file(tmp_path / "f.tsv")), "--release", "v4.1"])
    capsys.readouterr()
    assert main(["import", "--list"]) == 0
    line = capsys.readouterr().out
    assert line.startswith("v4.1: 2 rows, an excerpt, GRCh38, undated; ok; ")
    assert main(["snapshot", "verify", "--dir", str(folder)]) == 0
    assert main(["snapshot", "info", "--dir", str(folder)]) == 0
    shown = "constraint_v4_1: 2 rows, partial: all that the source has of 2 genes; gnomAD, v4.1"
    assert shown in capsys.readouterr().out
    (table,) = folder.glob("*.parquet")
    table.write_bytes(b"damaged")
    assert main(["import", "--list"]) == 1
    assert "damaged: 7 bytes instead of" in capsys.readouterr().out
    assert main(["snapshot", "verify", "--dir", str(folder)]) == 1
    assert "Import it again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["FILE", "--release", "v4.1"], "f.tsv is not gnomAD v4.1: "),
        (["FILE", "--release", "v5"], "Files of release 'v5' are not imported. Choose one of"),
        ([], "No file is named."),
        (["nowhere", "--release", "v4.1"], "There is no file nowhere."),
        (["--remove", "v4.1"], "Release 'v4.1' has not been imported"),
    ],
)
def test_what_is_refused_ends_with_1_and_one_sentence(
    tmp_path: Path, folder: Path, capsys: Captured, arguments: list[str], sentence: str
) -> None:
    path = made_up.v2_file(tmp_path / "f.tsv")
    given = [str(path) if argument == "FILE" else argument for argument in arguments]
    assert main(["import", *given]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err.splitlines()[-1]
    assert not list(folder.glob("*.parquet"))
