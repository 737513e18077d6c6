"""`python -m dashboard gene`: the figures as on the page, with their source."""

from __future__ import annotations

import json

import pytest

from dashboard.commands.main import main


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what the command prints."""
    assert main(["gene", *arguments]) == 0
    return capsys.readouterr().out


def test_t4_the_command_prints_rounded_bounds_and_says_which_are_computed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = printed(capsys, "TTN", "--release", "v4.1.1")
    assert "o/e 0.47 (90 % 0.454†–0.494)" in shown
    assert "† lower bound computed here, not printed by the release" in shown
    assert "—–—" not in shown
    assert "unreliable: synonymous control fails" in shown
    assert "Source: gnomAD, v4.1.1, GRCh38, snapshot, 2026-03-30" in shown


def test_t11_a_class_without_figures_is_named_without_empty_brackets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = printed(capsys, "COX7B2", "--release", "v2.1")
    assert "LoF: not estimable: 0 expected" in shown
    assert "ENST00000396533 (not the MANE Select transcript)" in shown
    assert "missense: 56 observed" in shown


def test_the_command_s_json_stays_raw(capsys: pytest.CaptureFixture[str]) -> None:
    body = json.loads(printed(capsys, "STAT3", "--release", "v2.1", "--json"))
    rows = {row["class"]: row for row in body["constraint"]["data"]["rows"]}
    assert rows["lof"]["exp"] == pytest.approx(50.397, abs=5e-4)
    assert len(str(rows["lof"]["oe"])) > len("0.02")


@pytest.mark.parametrize(
    ("text", "symbol", "how"),
    [
        *(("NM_139276.3", "STAT3", "refseq"), ("P40763", "STAT3", "uniprot")),
        *(("HLA.DRA", "HLA-DRA", "spelling"), ("TNF-\u03b1", "TNF", "spelling")),
        *(("TP53 (p53)", "TP53", "names"), ("SCN2A*", "SCN2A", "mark")),
        *(("HLA-DRB1*15:01", "HLA-DRB1", "allele"), ("2-Sep", "SEPTIN2", "spreadsheet")),
    ],
)
def test_t64_the_command_reads_other_spellings_and_says_how(
    capsys: pytest.CaptureFixture[str], text: str, symbol: str, how: str
) -> None:
    assert main(["gene", text, "--json"]) == 0
    said = capsys.readouterr()
    data = json.loads(said.out)["data"]
    assert (data["symbol"], data["resolved_from"]) == (symbol, {"input": text, "how": how})
    assert data["note"] is None or data["note"] in said.err


@pytest.mark.parametrize("text", ["CDKN2A/B", "BCR-ABL1", "44075", "P62805", "9/7"])
def test_t64_the_command_asks_where_several_genes_can_be_meant(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main(["gene", text]) == 1
    assert "hoose" in capsys.readouterr().err
