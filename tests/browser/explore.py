"""The explore view in the words of a person: choose, select, read; and what a drag sends."""

from __future__ import annotations

import json
from typing import Any

from selenium.webdriver import ActionChains

from tests.browser.page import Page

# The STAT3 row of v2.1, as the release prints it.
STAT3_LOEUF, STAT3_MIS_Z = 0.094, 5.2215
READY = (
    "return gcd.current && gcd.current.view === 'explore'"
    " && document.documentElement.dataset.ready === 'true'"
)
# What Plotly tells when a person has dragged a box or a lasso over the plot.
DRAGGED = "document.getElementById('explore-drawing').emit('plotly_relayout', arguments[0])"
CHOOSE = """
const box = document.getElementById(arguments[0]);
box.value = arguments[1];
box.dispatchEvent(new Event("change", {bubbles: true}));
"""
# What the plot really has: points that are painted, their axes, rings, labels. `pixels` counts what
# is on the canvas of the points.
DRAWN = """
const box = document.getElementById("explore-drawing");
const { batches, rings } = gcd.scatter.paintedNow();
const canvas = box.querySelector("canvas.explore-points");
const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
return {
  points: batches.reduce((sum, { x }) => sum + x.length, 0),
  x: box.layout.xaxis.title.text, y: box.layout.yaxis.title.text,
  logx: box.layout.xaxis.type === "log",
  rings: rings.map(({ row }) => gcd.shownNow().base.rows[row].symbol),
  labels: box.layout.annotations.map((a) => a.text),
  range: [...box.layout.xaxis.range],
  pixels: new Uint32Array(image.buffer).reduce((sum, pixel) => sum + (pixel ? 1 : 0), 0),
};
"""


def ready(page: Page) -> None:
    """Wait until explore shows what the address asks for."""
    page.wait(READY, "explore is ready")


def open_explore(page: Page, query: str = "") -> None:
    """Load explore anew and wait until it is painted, its table too."""
    page.driver.get(f"{page.base}/explore{query}")
    ready(page)


def drawn(page: Page) -> dict[str, Any]:
    """Return what is on the plot: points, titles, rings, labels."""
    found: dict[str, Any] = page.driver.execute_script(DRAWN)
    return found


def choose(page: Page, control: str, value: str) -> None:
    """Choose from one of the lists, and wait until it is shown."""
    page.driver.execute_script(CHOOSE, f"explore-{control}", value)
    field = json.dumps(control)
    page.wait(f"return gcd.current.fields[{field}] === {json.dumps(value)}", "the address")
    ready(page)


def _shape(page: Page, shape: dict[str, Any]) -> None:
    drawn_shape = {"name": "drawn", "xref": "x", "yref": "y", **shape}
    page.driver.execute_script(DRAGGED, {"shapes": [drawn_shape]})


def drag_box(page: Page, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Select a box, as a drag does."""
    _shape(page, {"type": "rect", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]})
    page.wait("return Boolean(gcd.current.fields.select)", "a selection in the address")
    ready(page)


def drag_lasso(page: Page, corners: list[tuple[float, float]]) -> None:
    """Select with a lasso, as a drag does."""
    path = "L".join(f"{x},{y}" for x, y in corners)
    _shape(page, {"type": "path", "path": f"M{path}Z"})
    page.wait("return Boolean(gcd.current.fields.select)", "a selection in the address")
    ready(page)


def drag(page: Page, corners: list[tuple[float, float]]) -> None:
    """Drag the mouse over the plot; corners are shares of it, from its middle: 0.1 is to the right.

    Waits until the address has a selection.
    """
    field = page.one("#explore-drawing .nsewdrag[data-subplot=xy]")
    # Bootstrap scrolls smoothly, and would go on while the mouse is down.
    page.driver.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", field
    )
    wide, high = field.size["width"], field.size["height"]
    mouse = ActionChains(page.driver)
    first, *rest = [(round(x * wide), round(y * high)) for x, y in corners]
    mouse.move_to_element(field).move_by_offset(*first).click_and_hold()
    for before, after in zip([first, *rest], rest, strict=False):
        mouse.move_by_offset(after[0] - before[0], after[1] - before[1])
    mouse.release().perform()
    page.wait("return Boolean(gcd.current.fields.select)", "a selection in the address")
    ready(page)


def table_rows(page: Page) -> int:
    """Return how many rows the table shows after its own filters."""
    count: int = page.wait(
        "const api = gcd.gridOf('explore-grid');"
        "return api && !api.isDestroyed() ? api.getDisplayedRowCount() + 1 : 0",
        "the table",
    )
    return count - 1


def words(page: Page, part: str) -> str:
    """Return the words of a part of the view."""
    return str(
        page.driver.execute_script(
            "return document.getElementById(arguments[0]).textContent", f"explore-{part}"
        )
    )
