"""What leaves with a list: CSV that can be loaded again, the methods paragraph, the commands."""

from __future__ import annotations

import csv
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from dashboard.commands.main import main
from dashboard.export.gene_list import REPORT, list_text
from dashboard.service import DataService
from dashboard.service.gene_list import ListAnswer, ask_list
from dashboard.several.gene_list.ranking import COLUMNS
from dashboard.several.gene_list.reading import ReadList, read_list
from tests.unit.gene_list.test_gene_list import DAMAGED

Read = Callable[[bytes | str], ReadList]


@pytest.fixture(scope="module")
def read(service: DataService) -> Read:
    """Return a function that reads a file's bytes or a text."""
    return lambda content: read_list(content, service.index)


@pytest.fixture(scope="module")
def answer(service: DataService) -> ListAnswer:
    """Return the damaged list in v2.1."""
    return ask_list(service, DAMAGED, "v2.1")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("# ")))


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_a_ranked_list_can_be_loaded_again_as_the_same_set(
    answer: ListAnswer, read: Read, kind: str
) -> None:
    found = answer.result.data
    assert found is not None
    text = list_text(found, answer.origins, kind=kind)
    again = read(text)
    assert again.symbols == tuple(found.rows["symbol"])
    assert again.columns[again.column or 0].name == "symbol"
    assert read(text.encode("utf-16")).symbols == again.symbols


def test_a_report_can_be_loaded_again_too(answer: ListAnswer, read: Read) -> None:
    found = answer.result.data
    assert found is not None
    again = read(list_text(found, answer.origins, "report"))
    assert set(again.symbols) == set(found.rows["symbol"])


def test_provenance_stands_first_and_names_release_and_threshold(answer: ListAnswer) -> None:
    assert answer.result.data is not None
    text = list_text(answer.result.data, answer.origins)
    head = [line for line in text.splitlines() if line.startswith("# ")]
    assert text.startswith("# Gene Constraint Dashboard")
    for words in ("gnomAD v2.1", "GRCh37", "0.35", "HGNC", "HPO", "ClinGen", "Citation"):
        assert any(words in line for line in head), words
    assert list(table(text)[0]) == list(COLUMNS)


def test_formulas_and_markup_leave_as_text(answer: ListAnswer) -> None:
    assert answer.result.data is not None
    rows = table(list_text(answer.result.data, answer.origins, "report"))
    assert list(rows[0]) == list(REPORT)
    cells = [row["input"] for row in rows]
    assert "'=cmd|'/c calc'!A1" in cells
    assert "<b>TTN</b>" in cells
    assert not any(
        str(cell).startswith(("=", "+", "-", "@")) for row in rows for cell in row.values()
    )


def test_the_methods_name_release_threshold_tests_exclusions_and_versions(
    answer: ListAnswer,
) -> None:
    for words in (
        *("gnomAD v2.1", "GRCh37", "LOEUF < 0.35", "Clopper-Pearson", "Fisher", "Mann-Whitney"),
        *("XIST", "COX7B2", "duplicates", "scipy 1.", "Gene Constraint Dashboard", "association"),
    ):
        assert words in answer.methods, words


def run(*arguments: str) -> int:
    return main(arguments)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make opening any socket a fault."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("GCD_MODE", "auto")


def test_the_command_writes_what_the_service_answers(
    answer: ListAnswer, tmp_path: Path, capsys: pytest.CaptureFixture[str], no_network: None
) -> None:
    given, out = tmp_path / "genes.txt", tmp_path / "ranked.csv"
    given.write_text("\n".join(DAMAGED), encoding="utf-8")
    report, methods = tmp_path / "report.csv", tmp_path / "methods.txt"
    files = ("--out", str(out), "--report", str(report), "--methods", str(methods))
    assert run("list", str(given), "--release", "v2.1", *files) == 0
    assert answer.result.data is not None
    mine = table(list_text(answer.result.data, answer.origins))
    written = table(out.read_text(encoding="utf-8"))
    moved = ("line",)  # an empty line of the file is no symbol
    for row, other in zip(written, mine, strict=True):
        assert {k: v for k, v in row.items() if k not in moved} == {
            k: v for k, v in other.items() if k not in moved
        }
    assert "Fisher" in methods.read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert said.out == ""
    assert "3 duplicates" in said.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"NOTAGENE\nNEITHER1\n", "None of the symbols"),
        (b"PK\x03\x04rest", "damaged"),
        (b"", "no symbol"),
    ],
)
def test_the_command_ends_with_1_and_a_sentence(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = tmp_path / "genes.txt", tmp_path / "ranked.csv"
    given.write_bytes(content)
    assert run("list", str(given), "--out", str(out)) == 1
    assert words in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list", "missing-file.txt"), "cannot be read"),
        (("gene", "NOTAGENE"), "No human gene"),
        (("gene", "STAT3", "--release", "v9"), "no release"),
    ],
)
def test_bad_arguments_end_with_1_and_a_sentence(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 1
    assert words in capsys.readouterr().err


def test_the_gene_command_prints_the_json_of_the_pages(
    capsys: pytest.CaptureFixture[str], no_network: None
) -> None:
    assert run("gene", "HIES", "--release", "v2.1.1", "--json") == 0
    said = capsys.readouterr()
    body = orjson.loads(said.out)
    assert body["data"]["symbol"] == "STAT3"
    assert body["constraint"]["data"]["loeuf"] == 0.095
    assert [found["release"] for found in body["releases"]] == ["v4.1.1", "v2.1.1", "v2.1"]
    assert "alias" in said.err


def test_the_gene_command_without_json_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gene", "STAT3", "--release", "v2.1") == 0
    assert "LOEUF 0.094 (threshold 0.35), rank 185 of 19,172" in capsys.readouterr().out
