"""The compare view in the words of a person: its rows, its buttons, its plots."""

from __future__ import annotations

from typing import Any

from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

EIGHT = "STAT3,STAT1,JAK1,JAK2,TP53,BRCA1,SCN1A,TTN"
ORDER = (
    "return [...document.querySelectorAll('#compare-forest-rows > li')].map((r) => r.dataset.gene)"
)
FOCUSED = "document.activeElement.dataset.gene + document.activeElement.dataset.compareAct"
NOTICES = "return document.getElementById('compare-notices').textContent"


def order(page: Page) -> list[str]:
    """Return the genes in the order of the rows."""
    return list(page.driver.execute_script(ORDER))


def settled(page: Page, *genes: str) -> None:
    """Wait until the view shows these genes in this order and is ready."""
    page.wait(
        f"return ({ORDER.removeprefix('return ')}).join() === '{','.join(genes)}'"
        " && document.documentElement.dataset.ready === 'true'",
        f"the order {genes}",
    )


def run(page: Page, script: str) -> Any:
    """Return what a script returns."""
    return page.driver.execute_script(script)


def press_button(page: Page, act: str, gene: str) -> None:
    """Press the button of a row with the keyboard."""
    selector = f'[data-compare-act="{act}"][data-gene="{gene}"]'
    page.driver.execute_script("document.querySelector(arguments[0]).focus()", selector)
    page.press(Keys.ENTER)


def click_on(page: Page, selector: str) -> None:
    """Click on an element that a closed menu hides."""
    event = "new Event('click', { bubbles: true })"
    script = f"document.querySelector(arguments[0]).dispatchEvent({event})"
    page.driver.execute_script(script, selector)


def figures(page: Page) -> list[str]:
    """Return the rows of the forest plot's figure, from the top."""
    plot = "document.querySelector('#compare-forest-plot .js-plotly-plot')"
    return list(run(page, f"return {plot}.layout.yaxis.ticktext"))


def ticks(page: Page) -> list[list[str]]:
    """Return the words under each lollipop's axis."""
    return list(
        run(
            page,
            "return [...document.querySelectorAll('#compare-lollipops-plots .js-plotly-plot')]"
            ".filter((plot) => plot.offsetParent).map((plot) => plot.layout.xaxis.ticktext)",
        )
    )
