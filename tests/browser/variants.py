"""The variants panel in a person's words: open it, press, search, point at a head."""

from __future__ import annotations

from typing import Any

from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

PLOT = "document.getElementById('variants-drawing')"
RANGE = f"return {PLOT}.layout.xaxis.range"
IDS = f"return {PLOT}.data.filter((trace) => trace.ids).flatMap((trace) => [...trace.ids])"
CHOSEN = "return gcd.gridOf('variants-grid').getSelectedNodes().map((node) => node.data.id)"
ROWS = "return gcd.gridOf('variants-grid').getDisplayedRowCount()"
RINGS = f"return ({PLOT}.layout.shapes || []).map((ring) => ring.xanchor)"
# How many pixels of the canvas are painted in a class's colour; stems are not.
INKED = f"""return (() => {{
const canvas = {PLOT}.querySelector('canvas.lollipop-heads');
const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
let count = 0;
for (let i = 0; i < data.length; i += 4) {{
  const stem = data[i] === 148 && data[i + 1] === 163 && data[i + 2] === 184;
  if (data[i + 3] && !stem) count += 1;
}}
return count;
}})()"""
PICTURE = "#panel-variants [data-picture='svg']"
# Where a record's head is in the window.
HEAD = f"""
const plot = {PLOT};
const at = plot.data.findIndex((trace) => trace.ids && trace.ids.includes(arguments[0]));
const {{ xaxis, yaxis }} = plot._fullLayout;
const i = plot.data[at].ids.indexOf(arguments[0]);
const box = plot.getBoundingClientRect();
return [
  box.x + xaxis._offset + xaxis.d2p(plot.data[at].x[i]),
  box.y + yaxis._offset + yaxis.d2p(plot.data[at].y[i]),
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
    """Open a gene's page at its variants, with plot and table drawn and the table filtered."""
    page.open(path)
    run(page, "document.getElementById('panel-variants').scrollIntoView({behavior: 'instant'})")
    page.grids()
    page.wait(
        "const api = gcd.gridOf('variants-grid');"
        "return api && api.getGridOption('rowClassRules') && api.getDisplayedRowCount() > 0",
        "the grid",
    )


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
    """Point at a record's head until it answers, and press there."""
    hovered = f"return {PLOT}.querySelector('.hovertext') !== null"
    while True:
        x, y = run(page, HEAD, record)
        pointer(page, x - 3, y)
        pointer(page, x, y)
        page.wait(hovered, "the hover")
        # Plotly looks at most every 50 ms what is under the mouse; no hand clicks sooner.
        run(page, "window.pointed = performance.now()")
        page.wait("return performance.now() - window.pointed > 100", "Plotly's pause")
        if [x, y] == run(page, HEAD, record):  # nothing above it has grown meanwhile
            return pointer(page, x, y, press=True)
