"""Slides: large figures and letters, keys for slides and genes, the address holds the slide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from scripts.chromium import Browser
from scripts.slide_sizes import measured, too_small
from tests.browser.page import Page


@pytest.fixture(scope="module")
def sized() -> Iterator[Browser]:
    """Return a browser whose window has exactly the size asked for."""
    with Browser() as one:
        yield one


def wait_for(page: Page, slide: str) -> None:
    """Wait until a slide is drawn."""
    page.wait(
        "const box = document.querySelector('#slides');"
        f"return box && box.dataset.slide === '{slide}' && box.dataset.drawn === 'true'",
        f"the slide {slide}",
    )


def heading(page: Page) -> str:
    return page.one(".slide-head h1").text


def test_keys_go_from_slide_to_slide_and_from_gene_to_gene(page: Page) -> None:
    page.open("/gene/STAT3?genes=STAT3,TP53")
    page.one("#present-switch").click()
    wait_for(page, "constraint")
    assert page.one(".slide-keys").is_displayed()  # a hint, the first time
    page.press(Keys.ARROW_RIGHT)
    wait_for(page, "releases")
    assert "present=releases" in page.query()
    assert not page.one(".slide-keys").is_displayed()
    page.press(Keys.SPACE)
    wait_for(page, "variants")
    page.press(Keys.PAGE_UP)
    wait_for(page, "releases")
    page.press(Keys.END)
    wait_for(page, "literature")
    page.press(Keys.HOME)
    wait_for(page, "constraint")
    page.press(Keys.ARROW_DOWN)
    page.wait("return document.querySelector('.slide-head em').textContent === 'TP53'", "TP53")
    wait_for(page, "constraint")
    assert page.one(".slide-place").text.endswith("gene 2 of 2")
    page.press("b")
    assert page.one("#slides").get_attribute("data-blank") is not None
    page.press("b")
    page.press("?")
    assert page.one(".slide-keys").is_displayed()
    page.press(Keys.ESCAPE)
    page.wait("return document.querySelector('#slides').hidden", "the page")
    assert "present" not in page.query()
    assert page.console() == []


def test_a_link_and_a_reload_show_the_same_slide(page: Page) -> None:
    page.open("/gene/STAT3?present=variants&find=R382W")
    wait_for(page, "variants")
    assert "Arg382Trp" in page.one(".slide-figure").text
    page.driver.refresh()
    wait_for(page, "variants")
    assert heading(page).startswith("STAT3")


def test_an_unknown_slide_in_the_link_is_the_first(page: Page) -> None:
    page.open("/gene/STAT3?present=nothing")
    wait_for(page, "constraint")


def test_a_gene_that_is_none_is_said_and_escape_leads_back(page: Page) -> None:
    page.driver.get(f"{page.base}/gene/NOTAGENE?present=constraint")
    page.wait("return document.querySelector('#slides .slide-message') !== null", "a message")
    page.wait("return document.querySelector('#slides').dataset.drawn === 'true'", "it is said")
    assert "NOTAGENE" in page.one(".slide-message").text


@pytest.mark.parametrize(
    "place",
    [
        "/gene/STAT3",
        "/gene/TTN?release=v4.1.1",
        "/gene/XIST",
        "/compare?genes=STAT3,STAT1,JAK1,TP53&release=v2.1",
        "/explore?release=v2.1&ring=STAT3",
        "/list?genes=STAT3,TP53,BRCA1,JAK1,STAT1&release=v2.1",
    ],
)
def test_each_figure_fills_two_thirds_of_the_height_and_no_letter_is_small(
    sized: Browser, address: str, place: str
) -> None:
    with sized.page(1920, 1080) as page:
        found = list(measured(page, address + place))
        assert page.complaints() == []
    assert found
    assert {slide["name"]: faults for slide in found if (faults := too_small(slide))} == {}


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (3840, 2160)])
def test_slides_keep_their_shares_on_screens_of_other_sizes(
    sized: Browser, address: str, width: int, height: int
) -> None:
    with sized.page(width, height, dark=width == 1280) as page:
        found = list(measured(page, f"{address}/gene/STAT3"))
    assert {slide["name"]: faults for slide in found if (faults := too_small(slide))} == {}
