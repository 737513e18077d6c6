"""Whose row it is, and what is a part of a list, as a person sees it (T61, T62)."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.lists import exported, results, rows
from tests.browser.page import Page


def test_t62_znf668_shows_its_own_row_of_v2_1(page: Page) -> None:
    page.open("/gene/ZNF668?release=v2.1")
    shown = page.text("panel-constraint")
    assert "ENST00000539836" in shown
    assert "5,053 of 19,172" in shown
    assert "0.514" in page.text("figure-lof")
    assert "another row for this gene, on ENST00000417110" in shown


@pytest.mark.parametrize(
    ("typed", "symbol", "loeuf"),
    [("HDGFRP2", "HDGFL2", "0.396"), ("RP11-1055B8.7", "BAHCC1", "0.169")],
)
def test_t62_a_symbol_as_gnomad_prints_it_opens_its_rows_gene(
    page: Page, typed: str, symbol: str, loeuf: str
) -> None:
    page.open("/gene/KCNJ10?release=v2.1")
    page.press("/", typed, Keys.ENTER)
    page.ready_for(symbol)
    assert typed in page.one("[data-testid=gene-notice]").text
    page.open(f"/gene/{typed}?release=v2.1")
    assert loeuf in page.text("figure-lof")
    assert f"prints this row as {typed}" in page.text("panel-constraint")


def test_t61_a_part_of_the_curations_reads_as_a_part(page: Page) -> None:
    page.open("/gene/SLC22A5")
    summary, disease = page.text("panel-summary"), page.text("panel-disease")
    assert "ClinGen has at least this curation" in summary
    assert "others, the strongest among them, may be missing" in summary
    assert "Evidence against:" not in summary
    assert "At least this gene-disease validity curation: ClinGen may have more" in disease
    page.open("/gene/STAT3")
    assert "ClinGen supports 2 gene-disease pairs" in page.text("panel-summary")
    assert "At least" not in page.text("disease-validity")
    assert "at least these" in page.text("tile-trials")


def test_t61_a_comparison_and_a_list_conclude_nothing_from_a_part(page: Page) -> None:
    page.open("/compare?genes=STAT3,SLC22A5")
    assert "At least this gene-disease validity curation" in page.text("panel-compare-disease")
    page.open("/list?genes=STAT3,SLC22A5,TTC7A")
    results(page, 3)
    found = {row["symbol"]: row["clingen_words"] for row in rows(page, "list-ranked")}
    assert found == {
        "STAT3": "Definitive",
        "SLC22A5": "some curations only",
        "TTC7A": "not covered",
    }
    assert "clingen_coverage" in exported(page, "rows")
