"""The page's modules in a browser: nothing of theirs on `window`, and Plotly's private parts."""

from __future__ import annotations

from tests.browser.page import Page
from tests.unit.test_browser_modules import WINDOW

# A figure's parts as `plotly.mjs` reads them, beside what stands on the page.
PARTS = """
const box = document.getElementById("variants-drawing");
const drag = box.querySelector(".nsewdrag").getBoundingClientRect();
const whole = box.getBoundingClientRect();
const { x, y } = gcd.axesOf(box);
const middle = { clientX: drag.left + drag.width / 2, clientY: drag.top + drag.height / 2 };
return {
  isDrawn: [gcd.isDrawn(box), gcd.isDrawn(document.body), gcd.isDrawn(null)],
  lengths: [x.length - drag.width, y.length - drag.height],
  offsets: [x.offset - (drag.left - whole.left), y.offset - (drag.top - whole.top)],
  ends: [x.toPixel(x.range[0]), x.toPixel(x.range[1]) - x.length, y.toPixel(y.range[1])],
  type: x.type,
  size: [gcd.sizeOf(box).width - whole.width, gcd.sizeOf(box).height - whole.height],
  pointer: gcd.pointerIn(box, middle).map((at, i) => at - [x.length, y.length][i] / 2),
  outside: gcd.pointerIn(box, { clientX: whole.left, clientY: drag.top }),
  area: gcd.areaOf(box) !== null && gcd.isDragArea(box.querySelector(".nsewdrag")),
  labels: gcd.besideLabels(box).querySelector(".hoverlayer") !== null,
};
"""
LABEL = """
const box = document.getElementById("variants-drawing");
const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
gcd.besideLabels(box).append(layer);
gcd.showLabel(box, layer, { x: 100, y: 50, text: "p.Gln32Lys", color: "#123456" });
const shown = layer.textContent;
gcd.hideLabel(layer);
return [shown, layer.textContent];
"""


def test_nothing_stands_on_window_but_what_dash_looks_up(page: Page) -> None:
    page.open("/gene/STAT3")
    page.grids()
    named = set(page.driver.execute_script("return Object.getOwnPropertyNames(window)"))
    assert named >= WINDOW
    # The last two are of the tests (modules.js); what other scripts leave there is theirs.
    assert {name for name in named if "gcd" in name.lower()} == {"gcd_markup", "gcd", "gcdLook"}
    assert page.driver.execute_script("return Object.keys(window.dash_clientside.gcd)") == [
        "read_address",
        "show_own",
        "show_variants",
    ]


def test_plotlys_private_parts_are_as_they_were_read(page: Page) -> None:
    page.open("/gene/STAT3")
    parts = page.driver.execute_script(PARTS)
    assert parts["isDrawn"] == [True, False, False]
    for name in ("lengths", "offsets", "ends", "size", "pointer"):
        assert all(abs(difference) < 1.5 for difference in parts[name]), (name, parts[name])
    assert (parts["type"], parts["outside"]) == ("linear", None)
    assert parts["area"]
    assert parts["labels"]
    assert page.driver.execute_script(LABEL) == ["p.Gln32Lys", ""]


def test_each_module_is_there_once(page: Page) -> None:
    page.open("/gene/STAT3")
    fetched = page.driver.execute_script(
        "return performance.getEntriesByType('resource').map(({ name }) => name)"
        ".filter((name) => name.endsWith('.mjs') || name.includes('.mjs?'))"
    )
    assert fetched
    assert [name for name in fetched if "?" in name] == []
    assert len(set(fetched)) == len(fetched)
