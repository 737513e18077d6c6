"""Files as people publish them: command line and JSON read the same genes out of each (T64, T65).

`tests/cases/lists` says where the files are from, `expected.tsv` there what each must give.
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


def lines_of(data: dict[str, Any]) -> dict[str, tuple[str, Any, str]]:
    """Return for each input its outcome, its gene or the choices, and the note."""
    found = {row["input"]: ("matched", row["symbol"], row["note"] or "") for row in data["rows"]}
    report = data["report"]
    for kind in ("repaired", "ambiguous", "unknown", "duplicate"):
        for entry in report[kind]:
            gene = entry.get("symbol") or entry.get("choices") or None
            found[entry["input"]] = (kind, gene, entry.get("note") or "")
    return found


def test_t59_t64_t77_dates_are_pointed_out_and_none_is_repaired_silently(
    client: FlaskClient,
) -> None:
    data = read(client, "dates.csv")
    assert genes(data) == {"SEPTIN2", "DELEC1", "STAT3"}
    found = lines_of(data)
    assert found["2-Sep"][:2] == ("repaired", "SEPTIN2")
    assert found["Sep-02"][:2] == found["02. Sep"][:2] == ("duplicate", "SEPTIN2")
    for text in ("2-Sep", "Sep-02", "02. Sep"):
        assert "made a date by a spreadsheet" in found[text][2]
        assert "SEPT2 is also an alias of SEPTIN6" in found[text][2]
    march = ["MARCHF1", "MTARC1"]
    for text in ("1-Mar", "Mar-01", "01.Mrz", "1-Mrz", "1. Mär"):
        assert found[text][:2] == ("ambiguous", march), text
        assert "is what spreadsheets make of MARCH1 or MARC1" in found[text][2]
    for text in ("2023-03-01", "01/03/2023", "3/1/2023", "44986"):
        assert found[text][:2] == ("ambiguous", march), text
        assert "a date" in found[text][2]
    assert "Excel's number of a date, 2023-03-01" in found["44986"][2]
    assert found["5-Okt"][:2] == ("unknown", None)
    assert "can be a date" in found["5-Okt"][2]
    assert "DEC1 is also an alias of BHLHE40" in found["1-Dec"][2]


def test_t64_marked_and_joined_names_are_read_or_asked_and_none_is_dropped(
    client: FlaskClient,
) -> None:
    data = read(client, "footnotes.txt")
    found = lines_of(data)
    for text, symbol in (
        *(("SCN2A*", "SCN2A"), ("CHD8†", "CHD8"), ("ARID1B‡", "ARID1B"), ("MYH7§", "MYH7")),
        *(("SYNGAP1 *", "SYNGAP1"), ("ADNP^a", "ADNP"), ("GABRB3a", "GABRB3")),
        *(("KMT2A (MLL)", "KMT2A"), ("H3F3A (H3.3A)", "H3-3A"), ("HER2/neu", "ERBB2")),
        *(("TNF-α", "TNF"), ("β-catenin", "CTNNB1"), ("NF-κB", "NFKB1"), ("TRA@", "TRA")),
    ):
        assert found[text][:2] == ("repaired", symbol), text
        assert found[text][2], text
    assert found["HLA-DRB1*15:01"][:2] == ("repaired", "HLA-DRB1")
    assert "is an allele of HLA-DRB1" in found["HLA-DRB1*15:01"][2]
    assert found["CDKN2A/B"][:2] == ("ambiguous", ["CDKN2A", "CDKN2B"])
    assert found["BCR-ABL1"][:2] == ("ambiguous", ["BCR", "ABL1"])
    assert found["Erk1/2"][:2] == ("ambiguous", ["MAPK3", "MAPK1"])
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
    assert sorted(row["symbol"] for row in data["rows"]) == ["STAT3", "TP53"]
    report = data["report"]
    again = {(one["input"], one["symbol"], one["first_line"]) for one in report["duplicate"]}
    others = ("STAT3", "ENSG00000168610", "NM_139276", "ENST00000264657", "P40763", "OMIM:102582")
    assert again == {(text, "STAT3", 1) for text in (*others, "NP_644805.1", "ENSP00000264657")} | {
        ("ENSG00000141510.17", "TP53", 10)
    }
    (number,) = report["ambiguous"]
    assert (number["input"], number["choices"]) == ("6774", ["STAT3"])
    assert "not read as an Entrez id" in number["note"]
    assert unknown(data) == {"uc002hzl.3", "LOC105369230", "CCDS32656"}
    assert report["repaired"] == []
    assert {entry["input"] for entry in report["by_id"]} >= {"HGNC:11364", "ENSG00000168610"}


def test_t64_names_that_r_made_are_the_genes_with_a_note(client: FlaskClient) -> None:
    data = read(client, "hla_r.csv")
    assert {text: found[:2] for text, found in lines_of(data).items()} == {
        "HLA.DRA": ("repaired", "HLA-DRA"),
        "HLA.A": ("repaired", "HLA-A"),
        "NKX2.1": ("repaired", "NKX2-1"),
        "KRTAP10.7": ("repaired", "KRTAP10-7"),
        "MT.CO1": ("repaired", "MT-CO1"),
        "X7SK": ("repaired", "RN7SK"),
        "ARMCX5.GPRASP2": ("repaired", "ARMCX5-GPRASP2"),
    }


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
    ranked = {row["symbol"] for row in rows_of(out)} if out.exists() else set()
    return code, ranked, rows_of(report) if report.exists() else []


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in text if not line.startswith("# ")))


def agree(client: FlaskClient, path: Path, tmp_path: Path) -> None:
    status, body = posted(client, path.read_bytes())
    code, ranked, report = command(path, tmp_path)
    ranks = status == 200 and bool(body["data"]["rows"])
    assert ranks == (code == 0)
    if status != 200:
        assert report == []
        return
    assert genes(body["data"]) == ranked
    assert (body["problem"] is None) == ranks
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


def test_t65_a_sentence_is_refused_as_one_and_its_symbols_are_named(client: FlaskClient) -> None:
    words = b"We found that the patient had a variant in STAT3 and another one in JAK1."
    status, body = posted(client, words)
    assert (status, body["problem"]["kind"]) == (400, "bad_list")
    assert "1 line set aside as words" in body["problem"]["message"]
    assert "Among the words: STAT3, JAK1." in body["problem"]["message"]
    assert "one a line, or separated by commas" in body["problem"]["hint"]


def test_t65_what_is_left_out_of_lines_is_said(client: FlaskClient) -> None:
    _, body = posted(client, b"Up: STAT3, JAK1\nDown: TP53\n")
    (note,) = body["data"]["read"]["notes"]
    assert note.startswith("2 lines began with words and a colon, which were left out")
    _, body = posted(client, b"STAT3 hyper IgE syndrome\nJAK1 immune dysregulation\n")
    (note,) = body["data"]["read"]["notes"]
    assert note.startswith("2 lines had words behind a symbol, which were left out")


def test_of_a_list_without_a_gene_both_ways_say_the_same_and_report_every_line(
    client: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "unknown.txt"
    path.write_text("NOTAGENE\nNEITHER1\nBCR-ABL1\nNA\n", encoding="utf-8")
    status, body = posted(client, path.read_bytes())
    assert (status, body["data"]["rows"]) == (200, [])
    agree(client, path, tmp_path)
    said = capsys.readouterr().err
    problem = body["problem"]
    assert problem["kind"] == "bad_list"
    assert problem["message"] == (
        "None of the symbols is a gene's, so nothing is ranked: 2 ambiguous and 2 unknown."
    )
    assert problem["message"] in said
    assert problem["hint"] in said
    code, ranked, report = command(path, tmp_path)
    assert (code, ranked) == (1, set())
    assert [(line["line"], line["input"], line["outcome"]) for line in report] == [
        ("1", "NOTAGENE", "unknown"),
        ("2", "NEITHER1", "unknown"),
        ("3", "BCR-ABL1", "ambiguous"),
        ("4", "NA", "ambiguous"),
    ]
    assert not (tmp_path / "ranked.csv").exists()
    assert main(["list", str(path), "--release", "v2.1"]) == 1
    assert "--report FILE writes it" in capsys.readouterr().err


def test_t65_further_columns_of_genes_are_named(client: FlaskClient) -> None:
    _, body = posted(client, b"Up,Down\nSTAT3,TP53\nJAK1,PTEN\nTYK2,KRAS\n")
    assert genes(body["data"]) == {"STAT3", "JAK1", "TYK2"}
    assert "Genes are in “Down” too, not read here." in body["data"]["read"]["notes"]
    _, body = posted(client, b"gene,hgnc_id,alias\nSTAT3,HGNC:11364,APRF\nJAK1,HGNC:6190,JTK3\n")
    assert not any("not read here" in note for note in body["data"]["read"]["notes"])
