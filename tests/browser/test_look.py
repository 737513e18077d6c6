"""What every page looks like: one focus ring, one edge for bar and content, nothing that jumps."""

from __future__ import annotations

import pytest

from tests.browser.page import Page

RING = """
const [selector] = arguments;
const field = document.querySelector(selector);
field.focus({focusVisible: true});
const ring = getComputedStyle(field.closest('.dash-input-container') || field);
const probe = document.body.appendChild(document.createElement('a'));
probe.style.color = 'var(--accent)';
const accent = getComputedStyle(probe).color;
probe.remove();
return [ring.outlineStyle, ring.outlineWidth, ring.outlineColor === accent, ring.boxShadow];
"""


@pytest.mark.parametrize(
    "selector",
    ["#gene-search", "#variants-search", "#variants-from", "#trials-grid-find"],
)
def test_every_field_has_the_same_focus_ring(page: Page, selector: str) -> None:
    page.open("/gene/STAT3")
    page.press("/")  # from now on the keyboard is in use
    ring = page.driver.execute_script(RING, selector)
    assert ring == ["solid", "3px", True, "none"]


def test_the_top_bar_and_the_content_share_their_edges(page: Page) -> None:
    page.driver.set_window_size(1920, 1080)
    page.open("/gene/STAT3")
    edges = page.driver.execute_script(
        "const edge = (name, side) => Math.round("
        "document.querySelector(name).getBoundingClientRect()[side]);"
        "return [[edge('.brand', 'left'), edge('.help-switch', 'right')],"
        " [edge('.facts-strip', 'left'), edge('.facts-strip', 'right')]]"
    )
    assert edges[0] == edges[1]


@pytest.mark.parametrize("gene", ["STAT3", "XIST"])
def test_the_header_and_the_tiles_keep_their_height(page: Page, gene: str) -> None:
    page.open(f"/gene/{gene}")
    header, *tiles = page.driver.execute_script(
        "return [...document.querySelectorAll('.gene-header, .tile')]"
        ".map((part) => Math.round(part.getBoundingClientRect().height))"
    )
    assert header <= 100  # what is kept for it before it is there
    assert set(tiles) == {92}
