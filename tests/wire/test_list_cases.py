"""Files as people publish them: command line and JSON read the same genes out of each (T64, T65).

`tests/cases/lists` says where the files are from. What needs the resolver of identifiers is
asserted as "found or reported", never as dropped.
"""

from __future__ import annotations

import base64
import csv
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from dashboard.commands.main import main
from dashboard.service import DataService
from tests.awkward_tables import TABLES, AwkwardTable

CASES = Path(__file__).resolve().parents[1] / "cases" / "lists"
FILES = sorted(
    path.name for path in CASES.iterdir() if path.name not in ("README.md", "expected.tsv")
)


def genes_of(text: str) -> list[str]:
    return text.split()


# Genes that the file must give, those and no others where the list is the whole of it.
WHOLE: dict[str, list[str]] = {
    "caption.tsv": genes_of("TP53 BRCA2 PTEN RB1 ATM CHEK2 PALB2 NF1 STK11 CDH1 MLH1 MSH2"),
    "composite.bed": ["STAT3", "TTN", "JAK1", "GJB2", "TP53", "PTEN", "RB1", "NF1", "APC", "VHL"],
    "deseq_index.csv": ["STAT3", "TP53", "BRAF"],
    "deseq_r.txt": ["STAT3", "TP53", "BRAF"],
    "enrichr.txt": ["RPAIN", "MUS81", "BOD1L1", "NUDT1", "FANCA", "RAD52", "CHEK2"],
    "fr_nnbsp.csv": ["STAT3", "JAK1", "TYK2", "STAT1", "TTN"],
    "pipes.txt": ["VHL", "NF2"],
    "ragged.tsv": ["STAT3", "JAK1", "TTN", "GATA1", "TYK2"],
    "table_s1.csv": ["SCN2A", "CHD8", "ARID1B", "SYNGAP1", "ADNP", "DYRK1A"],
    "vep.txt": ["STAT3", "TP53"],
    "zwsp.txt": ["STAT3", "JAK1", "TYK2", "STAT1"],
}


@pytest.fixture(autouse=True)
def _tables_once(monkeypatch: pytest.MonkeyPatch, service: DataService) -> None:
    """Let the command read the tables that are in memory."""
    monkeypatch.setattr("dashboard.commands.lists.tables_alone", lambda: service)


def posted(client: FlaskClient, content: bytes, **more: Any) -> tuple[int, dict[str, Any]]:
    body = {"content": base64.b64encode(content).decode(), "release": "v2.1", **more}
    answer = client.post("/api/v1/list", json=body)
    return answer.status_code, orjson.loads(answer.data)


def read(client: FlaskClient, name: str) -> dict[str, Any]:
    status, body = posted(client, (CASES / name).read_bytes())
    assert status == 200, body["problem"]
    found: dict[str, Any] = body["data"]
    return found


def genes(data: dict[str, Any]) -> set[str]:
    return {row["symbol"] for row in data["rows"]}


def unknown(data: dict[str, Any]) -> set[str]:
    return {entry["input"] for entry in data["report"]["unknown"]}


def aside(data: dict[str, Any]) -> set[int]:
    """Return the lines of a file that were set aside."""
    entries = data["report"]["set_aside"]
    return {n for one in entries for n in range(one["line"], one["last_line"] + 1)}


@pytest.mark.parametrize("name", WHOLE)
def test_t65_the_genes_of_a_file_and_nothing_else_are_ranked(
    client: FlaskClient, name: str
) -> None:
    assert genes(read(client, name)) == set(WHOLE[name])


def test_t65_titles_headings_and_footnotes_are_set_aside_with_their_lines(
    client: FlaskClient,
) -> None:
    assert aside(read(client, "caption.tsv")) == {1, 2, 4}
    assert aside(read(client, "table_s1.csv")) == {1, 2, 4, 11}
    assert aside(read(client, "vep.txt")) == {1, 2, 3, 4, 5}
    assert aside(read(client, "composite.bed")) == {1}


def test_t65_several_genes_of_a_cell_are_read_and_none_is_no_gene(client: FlaskClient) -> None:
    data = read(client, "annovar.csv")
    assert data["read"]["column"] == 7
    assert {"DDX11L1", "OR4F5", "TP53", "STAT3"} <= genes(data)
    given = unknown(data) | {entry["input"] for entry in data["report"]["ambiguous"]}
    assert "NONE" in given
    assert not any(
        ";" in text or "|" in text for text in given | unknown(read(client, "pipes.txt"))
    )


def test_t59_t77_dates_are_pointed_out_and_repaired_as_ever(client: FlaskClient) -> None:
    report = read(client, "dates.csv")["report"]
    outcome = {
        entry["input"]: kind
        for kind in ("repaired", "ambiguous", "unknown", "duplicate")
        for entry in report[kind]
    }
    notes = {
        entry["input"]: entry.get("note") or ""
        for kind in ("repaired", "ambiguous", "unknown", "duplicate")
        for entry in report[kind]
    }
    assert outcome["2-Sep"] == "repaired"
    assert outcome["1-Mar"] == outcome["Mar-01"] == outcome["2023-03-01"] == "ambiguous"
    for text in ("44986", "01/03/2023", "3/1/2023", "2023-03-01", "1-Mrz", "5-Okt", "1. Mär"):
        assert outcome[text] in ("ambiguous", "unknown"), text
        assert any(word in notes[text] for word in ("date", "spreadsheet")), (text, notes[text])
    assert "2023-03-01" in notes["44986"]


def test_t64_nothing_of_marked_and_joined_names_is_dropped(client: FlaskClient) -> None:
    data = read(client, "footnotes.txt")
    assert {"SCN2A", "CHD8", "ARID1B", "SYNGAP1", "ADNP", "KMT2A", "MYH7"} <= genes(data)
    assert {"EML4", "ALK", "EWSR1", "FLI1"} <= genes(data)
    report = data["report"]
    lines = {row["line"] for row in data["rows"]} | {
        entry["line"] for kind in ("ambiguous", "unknown", "duplicate") for entry in report[kind]
    }
    assert lines == set(range(1, 31))


def test_t64_ids_of_one_gene_are_one_gene_and_a_lone_number_is_pointed_out(
    client: FlaskClient,
) -> None:
    data = read(client, "mixed_ids.txt")
    assert {"STAT3", "TP53"} <= genes(data)
    assert [row["symbol"] for row in data["rows"]].count("STAT3") == 1
    report = data["report"]
    (number,) = [entry for entry in report["ambiguous"] if entry["input"] == "6774"]
    assert number["choices"] == ["STAT3"]
    assert "uc002hzl.3" in unknown(data)
    assert not [entry for entry in report["repaired"] if entry["input"].startswith(("ENS", "HGNC"))]
    assert {entry["input"] for entry in report["by_id"]} >= {"HGNC:11364", "ENSG00000168610"}


def test_t64_names_that_r_made_are_found_or_reported(client: FlaskClient) -> None:
    """Needs the resolver of R's names for more: it says which of them are genes."""
    report_of = read(client, "hla_r.csv")
    given = unknown(report_of) | {row["input"] for row in report_of["rows"]}
    given |= {entry["input"] for entry in report_of["report"]["ambiguous"]}
    assert given == {"HLA.DRA", "HLA.A", "NKX2.1", "KRTAP10.7", "MT.CO1", "X7SK", "ARMCX5.GPRASP2"}


def test_t65_a_table_without_genes_is_not_ranked_and_its_columns_are_offered(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    path = CASES / "no_gene_column.csv"
    status, body = posted(client, path.read_bytes())
    problem = body["problem"]
    assert (status, problem["kind"], body["data"]) == (400, "bad_list", None)
    assert "nothing is ranked" in problem["message"]
    names = [column["name"] for column in problem["columns"]]
    assert names == ["column 1", "Gene/Region", "GRCh37", "HI Score", "pLI"]
    assert problem["columns"][1]["examples"] == ["16p13.12 region", "22q11.2 region"]
    assert main(["list", str(path), "--release", "v2.1"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Column 2: Gene/Region (16p13.12 region, 22q11.2 region)" in said.err


def command(path: Path, tmp_path: Path, *more: str) -> tuple[int, set[str], list[dict[str, str]]]:
    """Run `list` on a file; return its code, the ranked genes, the report."""
    out, report = tmp_path / "ranked.csv", tmp_path / "report.csv"
    options = ("--release", "v2.1", "--out", str(out), "--report", str(report), *more)
    code = main(["list", str(path), *options])
    if code:
        return code, set(), []
    return code, {row["symbol"] for row in rows_of(out)}, rows_of(report)


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in text if not line.startswith("# ")))


def agree(client: FlaskClient, path: Path, tmp_path: Path) -> None:
    status, body = posted(client, path.read_bytes())
    code, ranked, report = command(path, tmp_path)
    ranks = status == 200 and bool(body["data"]["rows"])
    assert ranks == (code == 0)
    if not ranks:
        return
    assert genes(body["data"]) == ranked
    whole = [line for line in report if line["outcome"] != "set aside"]
    assert len(whole) == body["data"]["report"]["lines"]
    for kind in ("ambiguous", "unknown", "duplicate"):
        mine = [
            (entry["line"], " ".join(entry["input"].split()))
            for entry in body["data"]["report"][kind]
        ]
        theirs = [(int(line["line"]), line["input"]) for line in whole if line["outcome"] == kind]
        assert [n for n, _ in mine] == [n for n, _ in theirs]
    set_aside = [line for line in report if line["outcome"] == "set aside"]
    assert [int(line["line"]) for line in set_aside] == [
        entry["line"] for entry in body["data"]["report"]["set_aside"]
    ]


@pytest.mark.parametrize("name", FILES)
def test_command_line_and_json_agree_on_each_file(
    client: FlaskClient, tmp_path: Path, name: str
) -> None:
    agree(client, CASES / name, tmp_path)


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_t65_awkward_tables_give_their_genes_by_both_ways(
    client: FlaskClient, tmp_path: Path, table: AwkwardTable
) -> None:
    path = tmp_path / f"{table.name}.txt"
    path.write_bytes(table.content)
    agree(client, path, tmp_path)
    status, body = posted(client, table.content)
    assert status == 200, body["problem"]
    assert sorted(genes(body["data"])) == sorted(table.genes)
    assert aside(body["data"]) >= set(table.aside)
    assert sorted(unknown(body["data"])) == sorted(table.unknown)
