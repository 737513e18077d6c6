"""Help, definitions, menus and short messages: opened by hand or by key, left by Escape."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard.rules.definitions import DEFINITIONS
from tests.browser.page import Page

FOCUSED = "return document.activeElement.matches(arguments[0])"


def is_focused(page: Page, selector: str) -> bool:
    """Tell whether an element has the focus."""
    return bool(page.driver.execute_script(FOCUSED, selector))


def open_help(page: Page) -> None:
    """Press "?" and wait until the help stands."""
    page.press("?")
    page.wait("return document.querySelector('#help.show:not(.showing)')", "the help")


@pytest.mark.parametrize("path", ["/gene/STAT3", "/explore", "/list", "/data"])
def test_a_question_mark_opens_the_keys_and_leads_to_the_glossary(page: Page, path: str) -> None:
    page.open(path)
    open_help(page)
    first = page.one("#help .accordion-collapse.show")
    assert "search a gene, from anywhere" in str(first.get_attribute("textContent"))
    assert page.one("#help a[href='/glossary']").text.startswith("Glossary")
    page.press(Keys.ESCAPE)
    page.wait("return !document.getElementById('help')", "the help to close")
    assert page.console() == []


def test_a_term_leads_to_its_place_in_the_glossary(page: Page) -> None:
    page.open("/gene/STAT3")
    page.driver.execute_script("document.querySelector('.term[id$=loeuf]').focus()")
    page.wait("return document.querySelector('.popover.show a')", "the definition")
    page.driver.execute_script("document.querySelector('.popover a').click()")
    page.wait("return gcd.current.view === 'glossary'", "the glossary")
    page.ready()
    assert page.driver.current_url.endswith("#term-loeuf")
    assert is_focused(page, "#term-loeuf")
    said = page.text("view-glossary")
    for known in DEFINITIONS.values():
        assert " ".join(known.sentences) in said
        assert known.source in said
    assert page.violations() == []
    assert page.console() == []


def test_the_page_about_copies_how_to_cite_and_axe_finds_nothing(page: Page) -> None:
    page.open("/about")
    assert "MIT licence" in page.text("view-about")
    page.one("[data-copy-of=citation-bibtex]").click()
    page.wait(
        "return document.getElementById('toast').textContent === 'Copied.'"
        " || document.querySelector('#copy.show textarea')",
        "the citation",
    )
    page.press(Keys.ESCAPE)
    page.wait("return !document.querySelector('.modal.show')", "no dialogue")
    assert page.violations() == []


def test_an_address_that_leads_nowhere_has_a_page_that_leads_on(page: Page) -> None:
    page.driver.get(page.base + "/explore/nothing/here")
    page.ready()
    assert "nothing at this address" in page.one(".gene-missing").text
    assert page.violations() == []


def test_a_question_mark_in_a_field_is_a_letter(page: Page) -> None:
    page.open("/gene/STAT3")
    page.press("/")
    page.press("?")
    assert page.one("#gene-search").get_attribute("value") == "?"
    assert page.driver.execute_script("return document.getElementById('help')") is None


def test_the_help_gives_the_focus_back_and_hides_nothing_from_axe(page: Page) -> None:
    page.open("/gene/STAT3")
    page.one("#help-switch").click()
    page.wait("return document.querySelector('#help.show:not(.showing)')", "the help")
    assert page.violations() == []
    page.press(Keys.ESCAPE)
    page.wait("return !document.getElementById('help')", "the help to close")
    assert is_focused(page, "#help-switch")


def test_a_definition_opens_by_key_and_escape_closes_it(page: Page) -> None:
    page.open("/gene/STAT3")
    page.tab_to("#constraint-definition")
    page.press(Keys.ENTER)
    page.wait("return document.querySelector('.popover.show')", "the definition")
    assert "90 % interval" in page.one(".popover").text
    assert page.violations() == []
    page.press(Keys.ESCAPE)
    page.wait("return !document.querySelector('.popover')", "the definition to close")
    assert is_focused(page, "#constraint-definition")
    assert page.console() == []


def test_arrow_keys_move_in_a_menu_and_escape_leaves_it(page: Page) -> None:
    page.open("/gene/STAT3")
    page.tab_to("#panel-constraint .menu-toggle")
    page.press(Keys.ARROW_DOWN)
    page.wait("return document.querySelector('.dropdown-menu.show')", "the menu")
    page.press(Keys.ARROW_DOWN)
    assert is_focused(page, "#panel-constraint .dropdown-item")
    assert page.violations() == []
    page.press(Keys.ESCAPE)
    page.wait("return !document.querySelector('.dropdown-menu.show')", "the menu to close")
    assert is_focused(page, "#panel-constraint .menu-toggle")


def test_a_copied_link_is_said_and_the_word_goes_again(page: Page) -> None:
    page.open("/gene/STAT3")
    page.driver.execute_script("gcd.toast('Link copied.')")
    shown = (
        "const word = document.querySelector('#toast-shown.show'); return word && word.textContent"
    )
    assert page.wait(shown, "the word") == "Link copied."
    page.wait("return !document.querySelector('#toast-shown.show')", "the word to go")
