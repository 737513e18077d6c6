"""The variants panel in the browser: filters, search, links between plot, table and address."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

PLOT = "document.getElementById('variants-drawing')"
RANGE = f"return {PLOT}.layout.xaxis.range"
IDS = f"return {PLOT}.data.filter((trace) => trace.ids).flatMap((trace) => [...trace.ids])"
CHOSEN = "return gcd.grid('variants-grid').getSelectedNodes().map((node) => node.data.id)"
ROWS = "return gcd.grid('variants-grid').getDisplayedRowCount()"
RINGS = f"return ({PLOT}.layout.shapes || []).map((ring) => ring.xanchor)"
# Where a record's head is in the window.
HEAD = f"""
const plot = {PLOT};
const at = plot.data.findIndex((trace) => trace.ids && trace.ids.includes(arguments[0]));
const {{ xaxis, yaxis }} = plot._fullLayout;
const i = plot.data[at].ids.indexOf(arguments[0]);
const box = plot.getBoundingClientRect();
return [
  box.x + xaxis._offset + xaxis.d2p(plot._fullData[at].x[i]),
  box.y + yaxis._offset + yaxis.d2p(plot._fullData[at].y[i]),
];
"""


def run(page: Page, script: str, *given: object) -> Any:
    return page.driver.execute_script(script, *given)


def line(page: Page, name: str) -> str:
    return str(run(page, f"return document.getElementById('variants-{name}').textContent"))


def shows(page: Page, words: str) -> None:
    """Wait until the line under the filters says so."""
    page.wait(f"return document.getElementById('variants-shown').textContent === '{words}'", words)


def opened(page: Page, path: str) -> None:
    """Open a gene's page at its variants, with plot and table drawn."""
    page.open(path)
    run(page, "document.getElementById('panel-variants').scrollIntoView({behavior: 'instant'})")
    page.wait("return window.gcd.grid && gcd.grid('variants-grid') !== undefined", "the grid")


def act(page: Page, name: str, value: str | None = None) -> None:
    """Press one of the panel's buttons."""
    chosen = f'[data-value="{value}"]' if value else ""
    run(page, "arguments[0].click()", page.one(f'#panel-variants [data-act="{name}"]{chosen}'))


def search(page: Page, words: str) -> None:
    box = page.one("#variants-search")
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(words, Keys.ENTER)


def pointer(page: Page, x: float, y: float, *, press: bool = False) -> None:
    """Move the mouse, and press it where asked."""
    kinds = ("mouseMoved", "mousePressed", "mouseReleased") if press else ("mouseMoved",)
    for kind in kinds:
        page.driver.execute_cdp_cmd(
            "Input.dispatchMouseEvent",
            {"type": kind, "x": x, "y": y, "button": "left" if press else "none", "clickCount": 1},
        )


def click_head(page: Page, record: str) -> None:
    x, y = run(page, HEAD, record)
    pointer(page, x - 3, y)
    pointer(page, x, y)
    page.wait(f"return {PLOT}.querySelector('.hovertext') !== null", "the hover")
    pointer(page, x, y, press=True)


def test_a_filter_keeps_zoom_and_node_and_asks_nobody(page: Page) -> None:
    opened(page, "/gene/STAT3")
    run(page, f"window.plotBefore = {PLOT}.querySelector('.main-svg')")
    run(page, "gcd.lollipop.residues(300, 460)")
    zoomed = page.wait(
        f"const range = {PLOT}.layout.xaxis.range; return range[0] > 200 && range", "the zoom"
    )
    page.hosts()
    run(page, "performance.clearResourceTimings()")
    act(page, "only", "uncertain")
    shows(page, "Showing 30 of 68 records.")
    assert run(page, RANGE) == zoomed
    assert run(page, f"return window.plotBefore === {PLOT}.querySelector('.main-svg')")
    assert len(run(page, IDS)) == 30
    page.wait(f"{ROWS} === 30", "the table's rows")
    assert run(page, "return performance.getEntriesByType('resource').length") == 0
    assert page.query() == "class=uncertain"
    assert page.console() == []


def test_the_zoom_belongs_to_its_gene_and_can_be_undone(page: Page) -> None:
    opened(page, "/gene/STAT3")
    run(page, "gcd.lollipop.residues(300, 460)")
    page.wait(f"return {PLOT}.layout.xaxis.range[0] > 200", "the zoom")
    run(page, "gcd.openGene('TTN')")
    page.ready_for("TTN")
    whole = run(page, RANGE)
    assert whole[1] > 34_350
    run(page, "gcd.lollipop.residues(1000, 3000)")
    page.wait(f"return {PLOT}.layout.xaxis.range[0] > 900", "the zoom")
    act(page, "unzoom")
    page.wait(f"return {PLOT}.layout.xaxis.range[1] > 34350", "the whole protein")
    assert run(page, RANGE) == whole


def test_a_head_finds_its_row_and_the_same_head_again(page: Page) -> None:
    opened(page, "/gene/STAT3")
    record = "VAR_089801"
    for _ in range(2):
        click_head(page, record)
        page.wait(f"{CHOSEN}[0] === '{record}'", "the selected row")
        page.wait(f"{RINGS}.length === 1", "the ring")
        assert run(page, RINGS) == [353]
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
        "const api = gcd.grid('variants-grid');"
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
        "gcd.grid('variants-grid').forEachNode((node) => node.data.position === arguments[0]"
        " && found.push(node.data.protein_change)); return found",
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


def test_a_copied_link_restores_filters_search_and_selection(page: Page) -> None:
    opened(page, "/gene/STAT3?class=uncertain&residues=100-200&find=165&variant=VAR_089790")
    shown = line(page, "shown")
    assert shown.startswith("Showing ")
    assert shown.endswith(" of 68 records.")
    page.wait(f"{CHOSEN}[0] === 'VAR_089790'", "the selected row")
    assert [
        int(page.one(f"#variants-{end}").get_attribute("value") or 0) for end in ("from", "to")
    ] == [100, 200]
    assert page.one("#variants-search").get_attribute("value") == "165"
    pressed = page.one('.filter-chip[data-value="pathogenic/likely pathogenic"]')
    assert pressed.get_attribute("aria-pressed") == "false"
    low, high = run(page, RANGE)
    assert low == pytest.approx(100, abs=5)
    assert high == pytest.approx(200, abs=5)


def test_back_and_forward_step_through_the_filters(page: Page) -> None:
    opened(page, "/gene/STAT3")
    act(page, "only", "uncertain")
    shows(page, "Showing 30 of 68 records.")
    act(page, "toggle", "pathogenic/likely pathogenic")
    shows(page, "Showing 65 of 68 records.")
    page.driver.back()
    shows(page, "Showing 30 of 68 records.")
    page.driver.back()
    shows(page, "Showing all 68 records.")
    page.driver.forward()
    shows(page, "Showing 30 of 68 records.")


def test_malformed_fields_fall_back_one_by_one_and_say_so(page: Page) -> None:
    opened(
        page,
        "/gene/STAT3?class=evil,uncertain&consequence=%3Cb%3E&residues=9-x&variant=VAR_1&find=%00",
    )
    shows(page, "Showing 30 of 68 records.")
    said = line(page, "notice")
    for words in ("“evil”", "“<b>”; all", "“9-x”", "“VAR_1”"):
        assert words in said, words
    assert page.console() == []


def test_another_gene_keeps_no_trace_of_filters_or_records(page: Page) -> None:
    opened(page, "/gene/STAT3?class=uncertain&find=382&variant=VAR_089790")
    shows(page, "Showing 30 of 68 records.")
    before = set(run(page, IDS))
    run(page, "gcd.openGene('TP53')")
    page.ready_for("TP53")
    shows(page, "Showing all 1,338 records.")
    assert page.query() == ""
    assert before.isdisjoint(run(page, IDS))
    assert run(page, RINGS) == []
    assert line(page, "search-answer") == line(page, "notice") == ""
    assert page.one("#variants-search").get_attribute("value") == ""
    page.wait(f"{ROWS} === 1338", "the table's rows")
    page.driver.back()
    page.ready_for("STAT3")
    shows(page, "Showing 30 of 68 records.")
    assert set(run(page, IDS)) == before


def test_t37_what_is_not_on_the_plot_is_counted_and_listed(page: Page) -> None:
    opened(page, "/gene/PANK2")
    shows(page, "Showing all 25 records; 13 more not on the plot.")
    words = line(page, "ledger")
    assert "Not on the plot: 13 records" in words
    assert "numbered on another isoform" in words


def test_a_gene_without_protein_shows_a_sentence_and_no_plot(page: Page) -> None:
    page.driver.get(f"{page.base}/gene/XIST")
    page.wait("return document.querySelector('#panel-variants[data-state=empty]') !== null", "XIST")
    assert "not a protein-coding gene" in page.text("panel-variants")
    assert not page.one("#variants-plot").is_displayed()
