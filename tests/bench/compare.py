"""Time the compare view: eight genes from the snapshot, navigation to painted, and changes.

Run: `python -m tests.bench.compare [--runs 15]`. Goal: 1 s to painted with eight genes, warm.
A visit is a navigation in a new browser context; the changes are made on an open page.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack

from components.compare import COMPARE_PANELS
from dashboard.factory import make_service
from dashboard.service.compare import several
from dashboard.settings import Mode, Settings
from scripts.chromium import Browser, Page
from tests.bench import servers
from tests.bench.page import PATIENCE, READY, in_turns, print_pages
from tests.bench.pages import MODULES

EIGHT = ("STAT3", "STAT1", "JAK1", "JAK2", "TP53", "BRCA1", "SCN1A", "TTN")
# Each change is made as a person's click makes it, and done when the page says so.
MOVED = ",".join((*EIGHT[1:], EIGHT[0]))
CHANGES = {  # what changes, the field of the address, its value
    "a move": ("genes", MOVED),
    "sort by LOEUF": ("sort", "loeuf"),
    "another release": ("release", "v2.1"),
    "a filter of all lollipops": ("class", "uncertain"),
}
READY_NOW = "document.documentElement?.dataset.ready === 'true'"
# The page at rest: AG Grid, which comes after the page is painted, is there too.
AT_REST = f"{READY_NOW} && !document.querySelector('.grid-preview')"
DRAWN = "document.getElementById('compare-lollipops-shown').textContent.includes(' of ')"


def address(server: servers.Server, count: int) -> str:
    """Return the address of a comparison of the first genes."""
    return f"{server.address}/compare?genes={','.join(EIGHT[:count])}&release=v2.1.1"


def change(page: Page, act: str, done: str) -> float:
    """Return the milliseconds from a change of the address until a condition holds."""
    return float(
        page.wait(
            "(() => { if (window.begun === undefined) {"
            f" window.begun = performance.now(); {act}; }}"
            f" return {done} ? performance.now() - window.begun : 0; }})()",
            PATIENCE,
        )
    )


def opened(browser: Browser, server: servers.Server, runs: int) -> list[float]:
    """Return the milliseconds from an open gene page to eight genes painted."""
    fields = f"{{genes: '{','.join(EIGHT)}', release: 'v2.1.1'}}"
    took = []
    for _ in range(runs):
        with browser.page() as page:
            page.before_load(MODULES)
            page.goto(f"{server.address}/gene/STAT3")
            page.wait(f"gcd.current && {AT_REST}", PATIENCE)
            act = f"gcd.openView('compare', {fields})"
            took.append(change(page, act, f"(gcd.current.view === 'compare' && {READY_NOW})"))
    return took


def changes(browser: Browser, server: servers.Server) -> dict[str, float]:
    """Return the milliseconds of each change on a page of eight genes of its own."""
    took = {}
    for name, (field, value) in CHANGES.items():
        act = f"gcd.setFields({{{field}: '{value}'}})"
        arrived = f"gcd.current.fields.{field} === '{value}'"
        done = DRAWN if field == "class" else f"{arrived} && {READY_NOW}"
        with browser.page() as page:
            page.before_load(MODULES)
            page.goto(address(server, len(EIGHT)))
            page.wait(f"gcd.current && {AT_REST}", PATIENCE)
            took[name] = change(page, act, f"({done})")
    return took


def print_server(counts: Sequence[int]) -> None:
    """Print how long the server takes to answer all panels' questions, by number of genes."""
    service = make_service(Settings(mode=Mode.OFFLINE))
    questions = [question for panel in COMPARE_PANELS for question in panel.questions]
    print("\nanswers to all panels, warm, on the server (median of 20)")
    for count in counts:
        fields = {"genes": ",".join(EIGHT[:count])}
        took = []
        for _ in range(22):
            begun = time.perf_counter()
            several(service, fields, questions)
            took.append((time.perf_counter() - begun) * 1000)
        print(f"  {count} genes  {statistics.median(took[2:]):7.1f} ms")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(description="The compare view, from the snapshot.")
    parser.add_argument("--runs", type=int, default=15, help="visits to each page")
    chosen = parser.parse_args(arguments)
    print_server((2, 4, 8))
    with ExitStack() as stack:
        browser = stack.enter_context(Browser())
        server = stack.enter_context(servers.gunicorn("dashboard"))
        pages = {"/gene/STAT3": (f"{server.address}/gene/STAT3", READY)}
        pages |= {f"{count} genes": (address(server, count), READY) for count in (2, 4, 8)}
        print_pages(in_turns(browser, pages, chosen.runs))
        took = opened(browser, server, chosen.runs)
        print("\neight genes on an open page, change to painted")
        print(f"  {'from the page of a gene':<28} {statistics.median(took):7.0f} ms")
        for name, milliseconds in changes(browser, server).items():
            print(f"  {name:<28} {milliseconds:7.0f} ms")


if __name__ == "__main__":
    main()
