"""Measure slides: the share of height that each figure fills, and the smallest letter.

Run: `.venv/bin/python -m scripts.slide_sizes /gene/STAT3 "/compare?genes=STAT3,TP53"`; with
`--out pictures` each slide is saved as a picture too, at `--width` and `--height`. It ends with 1
where a figure fills less than LEAST_SHARE or a letter is smaller than LEAST_LETTER.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripts.chromium import Browser, Page
from scripts.screenshots import dashboard, file_name

LEAST_SHARE = 0.65  # of the window's height
LEAST_LETTER = 16.0  # pixels on a screen of 1080 lines
ADDRESSES = (
    "/gene/STAT3",
    "/gene/TTN?release=v4.1.1",
    "/compare?genes=STAT3,STAT1,JAK1,TP53&release=v2.1",
    "/explore?release=v2.1&ring=STAT3",
    "/list?genes=STAT3,TP53,BRCA1,JAK1,STAT1&release=v2.1",
)
DRAWN = "document.querySelector('#slides')?.dataset.drawn === 'true'"
NEXT = """
document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "PageDown", bubbles: true}))
"""
# Letters in pixels of the window; those of a figure are scaled with the stage as all others.
MEASURE = """
(() => {
  const box = document.querySelector("#slides");
  const screen = box.getBoundingClientRect();
  const drawn = box.querySelector(".slide-figure .main-svg");
  const scale = box.querySelector(".slide-stage").getBoundingClientRect().height
    / box.querySelector(".slide-stage").offsetHeight;
  const letters = [];
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    if (!node.data.trim() || !own.checkVisibility({visibilityProperty: true})) continue;
    if (own.closest("style, defs")) continue;
    const size = parseFloat(getComputedStyle(own).fontSize) * scale;
    letters.push([Math.round(100 * size * 1080 / screen.height) / 100, node.data.trim()]);
  }
  letters.sort((a, b) => a[0] - b[0]);
  const outside = [...box.querySelectorAll("h1, p, b, span, li, .main-svg text")].filter((one) => {
    const at = one.getBoundingClientRect();
    return at.width && (at.left < -1 || at.top < -1 || at.right > screen.right + 1
      || at.bottom > screen.bottom + 1);
  }).map((one) => one.textContent);
  return {
    name: box.dataset.slide,
    share: drawn ? drawn.getBoundingClientRect().height / screen.height : null,
    letter: letters[0][0],
    smallest: letters[0][1],
    outside,
  };
})()
"""


def measured(page: Page, address: str) -> Iterator[dict[str, Any]]:
    """Present what is at an address and yield the sizes of each slide, in their order."""
    mark = "&" if "?" in address else "?"
    page.before_load("window.localStorage.setItem('gcd-slides-hint', 'seen')")
    page.goto(f"{address}{mark}present=first")
    page.wait(DRAWN, 60)
    place = str(page.evaluate("document.querySelector('.slide-place').textContent"))
    for number in range(1, int(place.split(" of ")[1].split(" ", maxsplit=1)[0]) + 1):
        if number > 1:
            page.evaluate(NEXT)
        at = f"document.querySelector('.slide-place').textContent.startsWith('{number} of')"
        page.wait(f"{at} && {DRAWN}")
        yield page.evaluate(MEASURE)


def too_small(slide: dict[str, Any]) -> list[str]:
    """Return what is wrong with the sizes of a slide, a sentence each."""
    found = []
    if slide["share"] is not None and slide["share"] < LEAST_SHARE:
        found.append(f"its figure fills {slide['share']:.2f} of the height")
    if slide["letter"] < LEAST_LETTER:
        found.append(f"“{slide['smallest'][:40]}” has letters of {slide['letter']} px")
    if slide["outside"]:
        found.append(f"outside of the window: {slide['outside'][:3]}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sizes of every slide at some addresses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("addresses", nargs="*", default=ADDRESSES)
    parser.add_argument("--width", type=int, default=1920)
    parser.add_argument("--height", type=int, default=1080)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--out", type=Path, help="folder for a picture of each slide")
    options = parser.parse_args(arguments)
    wrong = 0
    with dashboard() as base, Browser() as browser:
        for address in options.addresses:
            with browser.page(options.width, options.height, dark=options.dark) as page:
                for slide in measured(page, base + address):
                    faults = too_small(slide)
                    wrong += bool(faults)
                    share = "no figure" if slide["share"] is None else f"{slide['share']:.2f}"
                    print(address, slide["name"], share, slide["letter"], *faults, sep="  ")
                    if options.out:
                        options.out.mkdir(parents=True, exist_ok=True)
                        name = file_name(f"{address}-{slide['name']}", dark=options.dark)
                        (options.out / f"{name}.png").write_bytes(page.screenshot())
                for said in page.complaints():
                    print("console:", said[:500])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
