"""What goes into the list view: what is refused, keys alone, the example, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.lists import counts, message, results, rows, upload
from tests.browser.page import Page


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
