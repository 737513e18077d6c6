"""What goes into the list view: what is refused, keys alone, the example, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser.explore import open_explore
from tests.browser.lists import counts, message, results, rows, upload
from tests.browser.page import Page

RATED = "Gene,Rating\nSTAT3,Green\nJAK1,Red\nTTN,Green\nGJB2,Amber\nTP53,Red\nTYK2,Green"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("book.xlsx", b"PK\x03\x04" + bytes(500), "damaged"),
        ("big.txt", b"STAT3\n" * 8_400_000, "50.4 MB"),
        ("long.txt", b"STAT3\n" * 200_001, "200,001 lines"),
        ("photo.png", b"\x89PNG\r\n" + bytes(500), "a picture"),
    ],
)
def test_what_is_no_list_is_refused_with_what_is_taken(
    page: Page, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page.open("/list")
    upload(page, path)
    message(page, words)
    message(page, "Save the sheet" if name == "book.xlsx" else "txt, csv, tsv")
    assert page.console() == []


def test_without_a_mouse_a_list_is_typed_and_ranked(page: Page) -> None:
    page.open("/list")
    page.tab_to("#list-text")
    page.press("STAT3 KMT2A TTN")
    page.driver.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    results(page, 3)
    assert [row["symbol"] for row in rows(page, "list-ranked")] == ["KMT2A", "STAT3", "TTN"]


def test_the_empty_view_explains_and_its_example_works(page: Page) -> None:
    page.open("/list")
    assert "Every symbol accounted for" in page.one("#list-entry").text
    assert not page.one("#list-results").is_displayed()
    page.one("[data-list-action=example]").click()
    results(page, 31)
    assert counts(page)["ambiguous"] == 1
    assert page.console() == []


def test_unknown_releases_and_genes_in_the_address_are_explained(page: Page) -> None:
    page.open("/list?genes=STAT3&release=v9")
    message(page, "no release")
    page.open("/list?genes=NOTAGENE")
    results(page, 1)
    assert "nothing is tested" in page.one("#list-tests").text


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", ["/list", "/list?genes=STAT3,MLL,1-Mar,BRAC1,TTN,XIST,STAT3"])
def test_axe_finds_nothing(page: Page, colours: str, path: str) -> None:
    page.open("/list")
    page.driver.execute_script("localStorage.setItem('gcd-colours', arguments[0])", colours)
    page.open(path)
    assert page.violations() == []


def choose(page: Page, field: str, words: str) -> None:
    page.wait(f"return document.getElementById('{field}')", field)
    Select(page.one(f"#{field}")).select_by_visible_text(words)


def test_t65_rows_of_a_table_are_chosen_by_a_column_and_its_values(
    page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "panel.csv"
    path.write_text(RATED, encoding="utf-8")
    page.open("/list")
    upload(page, path)
    results(page, 6)
    choose(page, "list-facet", "rows by Rating")
    values = page.driver.execute_script(
        "return [...document.querySelectorAll('.row-values:not([hidden]) label')]"
        ".map((label) => label.textContent.trim().replace(/\\s+/g, ' '))"
    )
    assert sorted(values) == ["Amber 1", "Green 3", "Red 2"]
    page.one(".row-values:not([hidden]) input[value=Green]").click()
    page.one("[data-list-action=take-rows]").click()
    results(page, 3)
    assert {row["symbol"] for row in rows(page, "list-ranked")} == {"STAT3", "TTN", "TYK2"}
    message(page, "Rows with Rating “Green”: 3 of 6.")
    assert "rows with Rating “Green”: 3 of 6 were taken" in page.one("#list-methods").text
    choose(page, "list-facet", "all rows")
    results(page, 6)
    assert page.console() == []


def test_t65_where_no_column_has_genes_the_columns_are_offered_and_one_is_chosen(
    page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    others = "".join(f"x{n},region {n},{n}\n" for n in range(30))
    path.write_text(f"Key,Where,n\ny,STAT3,1\nz,TTN,2\n{others}", encoding="utf-8")
    page.open("/list")
    upload(page, path)
    message(page, "nothing is ranked")
    assert not page.one("#list-results").is_displayed()
    page.wait("return document.getElementById('list-column')", "the offer")
    offered = [option.text for option in Select(page.one("#list-column")).options]
    assert offered[0] == "choose the column with the genes"
    assert [text.split(":")[0] for text in offered[1:]] == ["Key", "Where", "n"]
    assert "region 0" in offered[2]
    named = tmp_path / "ids.csv"
    named.write_text("Old,New\nSTAT3,TTN\nJAK1,GJB2\nTYK2,TP53\n", encoding="utf-8")
    upload(page, named)
    results(page, 3)
    page.wait("return document.getElementById('list-column').options.length === 2", "two columns")
    second = Select(page.one("#list-column")).options[1].text
    choose(page, "list-column", second)
    page.wait(
        "const grid = gcd.gridOf('list-ranked'); let found = false;"
        "if (grid) grid.forEachNode((node) => { found = found || node.data.symbol === 'GJB2'; });"
        "return found",
        "the second column's genes",
    )
    assert {row["symbol"] for row in rows(page, "list-ranked")} == {"TTN", "GJB2", "TP53"}
    assert page.console() == []


def test_t69_a_set_that_explore_chose_by_loeuf_is_not_tested_on_it(page: Page) -> None:
    open_explore(page, "?release=v2.1&select=box*loeuf*0_0.05*mis_z*-30_30")
    page.driver.execute_script("document.querySelector('[data-act=list]').click()")
    page.wait("return gcd.current.view === 'list'", "the list")
    page.wait("return document.documentElement.dataset.ready === 'true'", "ready")
    by = page.driver.execute_script("return gcd.current.fields.by")
    assert set(by.split(",")) == {"loeuf", "mis_z"}
    page.wait("return document.querySelector('#list-tests').textContent", "the tests")
    said = page.one("#list-tests").text
    assert "would only show the choice; the tests are withheld." in said
    assert said.count("the tests are withheld") == 1
    assert "Mann-Whitney" not in said
    assert "Fisher" not in said
    page.open("/list?genes=STAT3,TTN,JAK1&release=v2.1")
    results(page, 3)
    assert "withheld" not in page.one("#list-tests").text
    assert page.console() == []
