"""The gene picker in a browser: what Enter takes of what is typed."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        *(("titin", "TTN"), ("stat 3", "STAT3"), ("huntingtin interacting", "HIP1")),
        ("macrosialin", "CD68"),
    ],
)
def test_enter_takes_the_first_gene_of_the_search_where_the_text_is_no_gene(
    page: Page, typed: str, symbol: str
) -> None:
    page.open("/gene/KCNJ10")
    page.press("/", typed, Keys.ENTER)
    page.ready_for(symbol)
    toast = page.driver.execute_script("return document.getElementById('toast').textContent")
    assert toast == f"\u201c{typed}\u201d is read as {symbol}."
    assert page.console() == []


def test_t59_enter_leaves_it_to_the_page_to_say_how_a_symbol_was_read(page: Page) -> None:
    page.open("/gene/KCNJ10")
    page.press("/", "MLL", Keys.ENTER)
    page.ready_for("KMT2A")
    notice = page.one("[data-testid=gene-notice]").text
    assert notice == "MLL is now KMT2A."


def test_t59_an_ambiguous_text_offers_its_genes_with_their_names(page: Page) -> None:
    page.open("/gene/KCNJ10")
    page.press("/", "1-Mar", Keys.ENTER)
    page.wait(
        "return document.querySelector('[data-testid=gene-problem] .gene-choices')", "choices"
    )
    words = page.one("[data-testid=gene-problem]").text
    assert "MARCHF1 membrane associated ring-CH-type finger 1" in words
    assert "MTARC1 mitochondrial amidoxime reducing component 1" in words


@pytest.mark.parametrize(
    ("typed", "symbol", "notice"),
    [
        ("HER2/neu", "ERBB2", "HER2/neu: HER2 and neu are names of one gene, ERBB2."),
        ("SCN2A*", "SCN2A", "SCN2A* is read as SCN2A, without \u201c*\u201d."),
        ("TNF-\u03b1", "TNF", "TNF-\u03b1 is read as TNFA; that is TNF."),
    ],
)
def test_t64_the_page_says_how_another_spelling_was_read(
    page: Page, typed: str, symbol: str, notice: str
) -> None:
    page.open("/gene/KCNJ10")
    page.press("/", typed, Keys.ENTER)
    page.ready_for(symbol)
    assert page.one("[data-testid=gene-notice]").text == notice
    assert page.console() == []


def test_t64_two_genes_in_one_text_are_asked(page: Page) -> None:
    page.open("/gene/KCNJ10")
    page.press("/", "CDKN2A/B", Keys.ENTER)
    page.wait(
        "return document.querySelector('[data-testid=gene-problem] .gene-choices')", "choices"
    )
    words = page.one("[data-testid=gene-problem]").text
    assert "CDKN2A cyclin dependent kinase inhibitor 2A" in words
    assert "CDKN2B cyclin dependent kinase inhibitor 2B" in words
