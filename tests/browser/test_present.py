"""Presentation: one panel a screen, arrow keys for panels and genes, the link presents the same."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page


def shown(page: Page) -> list[str]:
    """Return the panels that are to be seen."""
    script = (
        "return [...document.querySelectorAll('.panel')].filter((p) => p.offsetParent)"
        ".map((p) => p.dataset.testid)"
    )
    return list(page.driver.execute_script(script))


def wait_for(page: Page, panel: str) -> None:
    """Wait until one panel alone is to be seen."""
    script = (
        "return [...document.querySelectorAll('.panel')].filter((p) => p.offsetParent)"
        f".map((p) => p.dataset.testid).join() === 'panel-{panel}'"
    )
    page.wait(script, f"{panel} alone")


def test_arrow_keys_go_from_panel_to_panel_and_from_gene_to_gene(page: Page) -> None:
    page.open("/gene/STAT3?genes=STAT3,TP53")
    page.one("#present-switch").click()
    wait_for(page, "constraint")
    page.press(Keys.ARROW_RIGHT)
    wait_for(page, "summary")
    assert "present=summary" in page.query()
    page.press(Keys.ARROW_DOWN)
    page.ready_for("TP53")
    assert shown(page) == ["panel-summary"]
    assert page.one("#present-place").text == "2 of 6 · gene 2 of 2"
    page.press(Keys.ESCAPE)
    page.wait("return !document.documentElement.hasAttribute('data-present')", "the whole page")
    assert len(shown(page)) == 6
    assert page.console() == []


def test_a_link_presents_the_same_panel_and_the_lollipop_answers_the_mouse(page: Page) -> None:
    page.open("/gene/STAT3?present=variants")
    assert shown(page) == ["panel-variants"]
    x, y = page.driver.execute_script(
        "const box = document.querySelectorAll('#variants-drawing .points path')[10]"
        ".getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]"
    )
    for step in (2, 1, 0):
        move = {"type": "mouseMoved", "x": x + step, "y": y}
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", move)
    page.wait("return document.querySelector('#variants-drawing .hovertext') !== null", "a hover")


def test_an_unknown_panel_in_the_link_presents_the_first(page: Page) -> None:
    page.open("/gene/STAT3?present=nothing")
    assert shown(page) == ["panel-constraint"]


def test_rows_stand_on_their_figure_and_the_panel_fits_the_screen(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1,JAK1,TP53&release=v2.1&present=compare-forest")
    apart, below = page.driver.execute_script(
        "const box = (one) => one.getBoundingClientRect();"
        "const middle = (one) => box(one).y + box(one).height / 2;"
        "const rows = [...document.querySelectorAll('.forest-rows > li')].map(middle);"
        "const ticks = document.querySelectorAll('#compare-forest-plot .scatterlayer path.point');"
        "return [rows.map((y, n) => Math.abs(y - middle(ticks[n]))),"
        " document.documentElement.scrollHeight - window.innerHeight]"
    )
    assert len(apart) == 4
    assert max(apart) < 3
    assert below <= 0


@pytest.mark.parametrize("gene", ["STAT3", "TTN?release=v4.1.1"])
def test_presented_constraint_fits_a_laptop_s_screen_in_large_type(page: Page, gene: str) -> None:
    page.driver.set_window_size(1440, 900)
    mark = "&" if "?" in gene else "?"
    page.open(f"/gene/{gene}{mark}present=constraint")
    # A window of the driver has a frame of its own: the page gets 1440 x 900.
    metrics = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    page.ready()
    script = (
        "const panel = document.getElementById('panel-constraint').getBoundingClientRect();"
        "const size = getComputedStyle(document.querySelector('.oe-bars .xtick text')).fontSize;"
        "return [panel.bottom, document.documentElement.scrollWidth, parseFloat(size)]"
    )
    bottom, width, size = page.driver.execute_script(script)
    page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert bottom <= 900
    assert width <= 1440
    assert size >= 16
