"""The list view in a browser: a damaged list goes in, its report, tests and files come out."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.browser.lists import counts, exported, message, results, rows, shown, upload
from tests.browser.page import Page

DAMAGED = "\ufeff" + "\n".join(
    (
        "sample;Gene symbol;score",
        "s1;STAT3;1,5",
        "s2;MLL;0,2",
        "s3;1-Sep;3",
        "s4;1-Mar;3",
        "s5;KMT2A;4",
        "s6;<img src=x onerror='window.hurt=true'>;1",
        "s7;=cmd|'/c calc'!A1;1",
        's8;"TTN";2',
        "s9;NOTAGENE;2",
        "s10;COX7B2;2",
        "s11;XIST;2",
        "s12;GJB2;2",
    )
)
FOUND = ("STAT3", "KMT2A", "SEPTIN1", "TTN", "COX7B2", "XIST", "GJB2")


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "damaged.csv"
    path.write_text(DAMAGED, encoding="utf-16")
    return path


def test_a_damaged_list_is_read_accounted_for_exported_and_loaded_again(
    page: Page, damaged: Path, tmp_path: Path
) -> None:
    page.open("/list")
    upload(page, damaged)
    results(page, 12)
    assert counts(page) == {"lines": 12, "genes": 7, "ambiguous": 1, "unknown": 3, "duplicate": 1}
    outcomes = {row["input"]: row for row in rows(page, "list-lines")}
    assert outcomes["MLL"]["how"] == "previous"
    assert outcomes["1-Sep"]["symbol"] == "SEPTIN1"
    assert outcomes["1-Mar"]["offered"] == ["MARCHF1", "MTARC1"]
    assert (outcomes["KMT2A"]["outcome"], outcomes["KMT2A"]["first_line"]) == ("duplicate", 3)
    assert page.driver.execute_script("return window.hurt") is None
    message(page, "damaged.csv")

    report = exported(page, "report")
    assert "'=cmd|" in report
    assert "\n=" not in report
    ranked = exported(page, "rows")
    table = list(csv.DictReader(x for x in ranked.splitlines() if not x.startswith("# ")))
    assert {row["symbol"] for row in table} == set(FOUND)
    assert [row["symbol"] for row in rows(page, "list-ranked")] == [row["symbol"] for row in table]

    again = tmp_path / "ranked.csv"
    again.write_text(ranked, encoding="utf-8")
    upload(page, again)
    results(page, 7)
    assert counts(page)["genes"] == 7
    assert {row["symbol"] for row in rows(page, "list-ranked")} == set(FOUND)
    assert page.console() == []


@pytest.mark.parametrize("grid", ["list-ranked", "list-lines"])
def test_the_csv_of_rows_shown_says_release_source_licence_and_citation(
    page: Page, grid: str
) -> None:
    page.open("/list?genes=STAT3,MLL,COX7B2&release=v2.1")
    results(page, 3)
    page.grids()
    text = shown(page, grid)
    head = [line for line in text.splitlines() if line.startswith("# ")]
    for words in ("Release: v2.1", "Genome build: GRCh37", "LOEUF threshold: 0.35", "Citation: "):
        assert any(line.startswith(f"# {words}") for line in head), words
    assert any(line.startswith("# Source: gnomAD") and "v2.1" in line for line in head)
    assert any(line.startswith("# Source: HGNC") for line in head)
    assert any(line.startswith("# Licence: ") for line in head)
    assert page.console() == []


def test_both_files_of_ranked_genes_write_yes_and_no_alike(page: Page) -> None:
    page.open("/list?genes=STAT3,GJB2,COX7B2&release=v2.1")
    results(page, 3)
    page.grids()
    tables = [list(csv.DictReader(body(text))) for text in (shown(page), exported(page, "rows"))]
    for table in tables:
        assert [row["below_threshold"] for row in table] == ["true", "false", ""]


def body(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("# ")]


def test_another_column_is_read_when_it_is_chosen(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("symbol\tpartner\nSTAT3\tJAK1\nKMT2A\tMEN1\n", encoding="utf-8")
    page.open("/list")
    upload(page, path)
    results(page, 2)
    page.driver.execute_script(
        "const choice = document.getElementById('list-column'); choice.value = '1';"
        "choice.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    page.wait("return location.search.includes('JAK1')", "the other column")
    results(page, 2)
    assert {row["symbol"] for row in rows(page, "list-ranked")} == {"JAK1", "MEN1"}


def test_what_was_meant_is_chosen_and_the_list_counted_anew(page: Page) -> None:
    page.open("/list?genes=STAT3,1-Mar,BRAC1")
    results(page, 3)
    page.driver.execute_script("document.querySelector('[data-list-take=MARCHF1]').click()")
    page.wait("return location.search.includes('MARCHF1')", "the choice in the address")
    results(page, 3)
    assert counts(page) == {"lines": 3, "genes": 2, "ambiguous": 0, "unknown": 1, "duplicate": 0}
    page.wait("return document.activeElement.dataset.listTake === 'BRCA1'", "the next line's focus")


def test_t13_the_switch_leaves_flagged_genes_out_and_says_so(page: Page) -> None:
    page.open("/list?genes=STAT3,MUC16,TTN")
    results(page, 3)
    page.one("[data-field=flagged]").click()
    page.wait("return location.search.includes('flagged=no')", "the switch in the address")
    page.ready()
    assert "without genes that gnomAD flags" in page.one("#list-switches").text
    ranks = {row["symbol"]: row["rank"] for row in rows(page, "list-ranked")}
    assert ranks["MUC16"] is None
    assert ranks["STAT3"] == 179
    page.open(f"/list?{page.query()}")
    assert page.one("[data-field=flagged]").get_attribute("aria-pressed") == "true"


def test_a_set_goes_on_to_explore_and_compare(page: Page) -> None:
    page.open("/list?genes=" + ",".join(FOUND) + ",SCN1A,NSD1,CFTR&release=v2.1")
    results(page, 10)
    page.one("[data-list-action=compare]").click()
    page.wait("return location.pathname === '/compare'", "compare")
    query = parse_qs(page.query())
    assert len(query["genes"][0].split(",")) == 8
    assert query["release"] == ["v2.1"]
    page.open("/list?genes=" + ",".join(FOUND))
    page.one("[data-list-action=explore]").click()
    page.wait("return location.pathname === '/explore'", "explore")
    assert set(parse_qs(page.query())["genes"][0].split(",")) == set(FOUND)


def test_a_long_list_stays_in_the_window_and_another_window_is_told(
    page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    symbols = [f"ENSG{n:011d}" for n in range(251)] + ["STAT3"] * 50
    path.write_text("\n".join(symbols), encoding="utf-8")
    page.open("/list")
    upload(page, path)
    results(page, 301)
    assert "set=" in page.query()
    page.driver.refresh()
    results(page, 301)
    page.driver.execute_script("sessionStorage.clear()")
    page.driver.refresh()
    page.ready()
    message(page, "Load its file again")
