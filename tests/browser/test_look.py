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
        " [edge('#panel-variants', 'left'), edge('#panel-variants', 'right')]]"
    )
    assert edges[0] == edges[1]


@pytest.mark.parametrize("gene", ["STAT3", "XIST"])
def test_the_header_is_low_and_the_rows_are_as_high_as_their_bars(page: Page, gene: str) -> None:
    page.open(f"/gene/{gene}")
    header, *rows = page.driver.execute_script(
        "return [...document.querySelectorAll('.gene-header, .constraint-card')]"
        ".map((part) => Math.round(part.getBoundingClientRect().height))"
    )
    assert header <= 100
    assert set(rows) <= {92, 0}  # of figures.py; none is shown of a gene without a row


MIDDLES = """
const box = (one) => one.getBoundingClientRect();
const middle = (one) => box(one).y + box(one).height / 2;
const rows = [...document.querySelectorAll(".constraint-card")].map(middle);
const bars = [...document.querySelectorAll(".oe-bars .barlayer .point")].map(middle);
return [rows, bars.sort((one, other) => one - other)];
"""


@pytest.mark.parametrize("gene", ["STAT3", "TTN", "GJB2", "TTN?release=v2.1"])
def test_each_bar_stands_in_its_row(page: Page, gene: str) -> None:
    page.open(f"/gene/{gene}")
    rows, bars = page.driver.execute_script(MIDDLES)
    assert len(rows) == len(bars) == 3
    assert max(abs(row - bar) for row, bar in zip(rows, bars, strict=True)) < 2


@pytest.mark.parametrize(
    "gene", ["STAT3", "TTN", "GJB2", "MECP2?release=v4.1.1", "TTN?release=v4.1.1"]
)
def test_no_text_of_a_constraint_row_leaves_it(page: Page, gene: str) -> None:
    page.driver.set_window_size(1440, 900)
    page.open(f"/gene/{gene}")
    spill = page.driver.execute_script(
        "return [...document.querySelectorAll('.constraint-card > .card-body')].map((row) =>"
        " row.scrollHeight - row.clientHeight)"
    )
    assert max(spill) <= 0


def test_at_1440_by_900_all_three_bars_and_the_head_of_the_lollipop_are_in_sight(
    page: Page,
) -> None:
    page.driver.set_window_size(1440, 900)
    page.open("/gene/STAT3")
    bars, variants = page.driver.execute_script(
        "return ['.oe-bars .barlayer', '#variants-breakdown'].map((one) =>"
        " document.querySelector(one).getBoundingClientRect().bottom)"
    )
    assert bars < variants < 900
