"""Plot, table and search of the variants panel, linked with each other."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page
from tests.browser.variants import (
    CHOSEN,
    HEAD,
    PLOT,
    RINGS,
    act,
    click_head,
    line,
    opened,
    pointer,
    run,
    search,
)


# The heads of STAT3 are SVG, those of TP53 are painted.
@pytest.mark.parametrize(
    ("gene", "record", "residue"), [("STAT3", "VAR_089801", 353), ("TP53", "VAR_044948", 181)]
)
def test_a_head_finds_its_row_and_the_same_head_again(
    page: Page, gene: str, record: str, residue: int
) -> None:
    opened(page, f"/gene/{gene}")
    for _ in range(2):
        click_head(page, record)
        page.wait(f"{CHOSEN}[0] === '{record}'", "the selected row")
        page.wait(f"{RINGS}.length === 1", "the ring")
        assert run(page, RINGS) == [residue]
        assert page.query() == f"variant={record}"
        page.wait(
            f"return document.querySelector('#variants-grid [row-id=\"{record}\"]') !== null",
            "the row in sight",
        )
        act(page, "clear")
        page.wait(f"{CHOSEN}.length === 0", "nothing selected")
        assert page.query() == ""


def test_a_row_finds_its_head_by_keyboard(page: Page) -> None:
    opened(page, "/gene/STAT3")
    page.wait("return document.querySelector('#variants-grid .ag-row') !== null", "rows")
    run(
        page,
        "const api = gcd.gridOf('variants-grid');"
        "api.ensureIndexVisible(0); api.setFocusedCell(0, 'protein_change')",
    )
    page.press(Keys.ENTER)
    page.wait(f"{RINGS}.length === 1", "the ring")
    assert page.query().startswith("variant=VAR_")


def test_t39_the_hover_lists_every_change_at_the_residue(page: Page) -> None:
    opened(page, "/gene/STAT3")
    top = run(
        page,
        f"const heads = {PLOT}._fullData.filter((trace) => trace.ids);"
        "const best = { y: 0 };"
        "for (const t of heads) t.y.forEach((y, i) => { if (y > best.y)"
        " Object.assign(best, { y, id: t.ids[i], x: t.x[i] }) });"
        "return best",
    )
    x, y = run(page, HEAD, top["id"])
    pointer(page, x - 3, y)
    pointer(page, x, y)
    words = page.wait(
        f"const box = {PLOT}.querySelector('.hovertext'); return box && box.textContent",
        "the hover",
    )
    rows = run(
        page,
        "const found = [];"
        "gcd.gridOf('variants-grid').forEachNode(({ data }) =>"
        " data.position === arguments[0] && found.push(data.protein_change)); return found",
        top["x"],
    )
    assert len(rows) == top["y"] == 4
    assert f"Residue {top['x']} · 4 records" in words
    assert all(change in words for change in rows)


@pytest.mark.parametrize("typed", ["p.Arg382Trp", "R382W", "r382w"])
def test_t36_a_search_finds_the_change_in_plot_and_table(page: Page, typed: str) -> None:
    opened(page, "/gene/STAT3")
    search(page, typed)
    page.wait(f"{RINGS}.length === 1", "the ring")
    assert run(page, RINGS) == [382]
    page.wait(f"{CHOSEN}.length === 1", "the selected row")
    assert line(page, "search-answer").endswith(": p.Arg382Trp.")
    assert page.query() == f"find={typed}"


def test_t36_a_search_says_what_it_did_not_find_and_what_it_cannot_read(page: Page) -> None:
    opened(page, "/gene/STAT3")
    search(page, "R382V")
    page.wait(
        "return document.getElementById('variants-search-answer').textContent"
        ".startsWith('No record matches')",
        "not found",
    )
    assert "At residue 382: p.Arg382" in line(page, "search-answer")
    search(page, "<img src=x onerror=window.hacked=1>")
    page.wait(
        "return document.getElementById('variants-search-answer').textContent"
        ".includes('cannot be read')",
        "not understood",
    )
    assert "p.Arg382Trp or R382W" in line(page, "search-answer")
    assert run(page, "return window.hacked") is None
    assert run(page, RINGS) == []
    assert page.console() == []
