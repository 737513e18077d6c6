"""Tests share one browser; a test must not see what another one left in it."""

from __future__ import annotations

import pytest

from tests.browser.page import Page

LEFT = """
localStorage.setItem("left", "1"); sessionStorage.setItem("left", "1"); document.cookie = "left=1";
"""
FOUND = """
return [localStorage.getItem("left"), sessionStorage.getItem("left"), document.cookie,
  innerWidth, navigator.onLine, matchMedia("(prefers-color-scheme: dark)").matches];
"""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_window_has_nothing_of_the_one_before(page: Page, turn: str) -> None:
    page.driver.get(f"{page.base}/healthz")
    assert page.driver.execute_script(FOUND) == [None, None, "", 1440, True, False], turn
    page.driver.execute_script(LEFT)
    page.driver.set_window_size(390, 800)
    page.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
