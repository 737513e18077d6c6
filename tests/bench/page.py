"""Time the gene page against a default Dash page with one empty graph, in one run.

Run: `make bench`, or `make bench ARGS="--runs 25 --genes STAT3 TTN"`; `--against COMMIT` takes the
pages of an older state into the same turns (its files are checked out and built aside, the Python
packages are those of today).
Three times of one visit: the first figure painted, `data-ready`, and finished (every table is AG
Grid, and the main thread was quiet for 200 ms from then on); requests and kB are those before
ready. Goals: ready at most 0.7 x, finished at most 1.0 x of the default page, at most 25 requests
with 800 kB; constraint callback 10 ms median, 30 ms p95;
start to first answer 3 s; a worker at most 300 MB. The two sides take turns, each visit in a new
browser context, so that nothing is cached and a busy machine slows both.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlsplit

from scripts.chromium import Browser, Page
from tests.bench import servers
from tests.bench.pages import BUNDLE

PATIENCE = 30.0  # seconds until a page counts as stuck

# The clock begins with the navigation.
READY = """
new MutationObserver((_, observer) => {
  if (document.documentElement?.getAttribute("data-ready") !== "true") return;
  observer.disconnect();
  window.settled = performance.now();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-ready"] });
"""
# All three; a page without `data-ready` is ready when its figure is painted.
STAGES = """
(() => {
  const times = (window.times = {});
  const root = () => document.documentElement;
  const painted = () => document.querySelector(".js-plotly-plot .xtick, .js-plotly-plot .ytick");
  const ready = () => (root()?.dataset.ready ? root().dataset.ready === "true" : times.figure);
  const tables = () => !document.querySelector(".grid-preview") && [...document.querySelectorAll(
    '.grid:not([data-rows="0"])')].every((box) => box.querySelector(".ag-root"));
  const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  let sought = false;
  function look() {
    if (!sought && painted()) {
      sought = true;
      frames(() => { times.figure = performance.now(); look(); });
    }
    if (!times.ready && ready()) {
      times.ready = performance.now();
      const all = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
      const before = all.filter(({ responseEnd }) => responseEnd && responseEnd <= times.ready);
      times.requests = before.length;
      times.kB = before.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000;
    }
    if (times.ready && !times.tables && tables()) times.tables = performance.now();
  }
  const watched = { subtree: true, childList: true, attributes: true };
  new MutationObserver(look).observe(document, watched);
  let [before, busy] = [0, 0];
  function tick() {
    const now = performance.now();
    if (now - before > 50) busy = now;
    before = now;
    const since = Math.max(busy, times.tables || Infinity);
    if (now - since >= 200) times.finished = since;
    else setTimeout(tick, 10);
  }
  tick();
})();
"""
PARTS = ("figure", "ready", "finished", "requests", "kB")
Visit = tuple[str, str]  # address, the script that marks when it is done


def visit(browser: Browser, address: str, mark: str) -> float:
    """Return the milliseconds from navigation to done, in a new browser context."""
    with browser.page() as page:
        page.before_load(mark)
        page.goto(address)
        return float(page.wait("window.settled", PATIENCE))


def in_turns(browser: Browser, visits: dict[str, Visit], runs: int) -> dict[str, list[float]]:
    """Return the times of each page over several rounds, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in visits}
    for number in range(runs + 1):
        for name, (address, mark) in visits.items():
            took = visit(browser, address, mark)
            if number:
                times[name].append(took)
    return times


def stages(browser: Browser, address: str) -> dict[str, float]:
    """Return the three times of a visit in a new browser context, and what came before ready."""
    with browser.page() as page:
        page.before_load(STAGES)
        page.goto(address)
        page.wait("window.times.finished", PATIENCE)
        found: dict[str, float] = page.evaluate("window.times")
        return found


def print_stages(browser: Browser, addresses: dict[str, str], runs: int) -> None:
    """Print medians of each page over several rounds, after one that does not count."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in addresses}
    for number in range(runs + 1):
        for name, address in addresses.items():
            times = stages(browser, address)
            if number:
                found[name].append(times)
    print(f"\ncold visit, median of {runs}" + "".join(f"{part:>18}" for part in PARTS))
    first: dict[str, float] = {}
    for name, visits in found.items():
        middles = {part: statistics.median(one[part] for one in visits) for part in PARTS}
        first = first or middles
        cells = [f"{middles[part]:9.0f} {middles[part] / first[part]:6.2f} x" for part in PARTS]
        print(f"  {name:<24}" + "".join(f"{cell:>18}" for cell in cells))


def print_pages(times: dict[str, list[float]]) -> None:
    """Print each page's median, spread and ratio to the first page."""
    base = statistics.median(next(iter(times.values())))
    runs = len(next(iter(times.values())))
    print(f"\ncold navigation to painted, median of {runs}   {'ms':>7}  {'min-max':>13}   ratio")
    for name, values in times.items():
        middle = statistics.median(values)
        spread = f"{min(values):.0f}-{max(values):.0f}"
        print(f"  {name:<40} {middle:7.0f}  {spread:>13}  {middle / base:5.2f} x")


def callbacks_of(page: Page) -> dict[str, str]:
    """Return what the page asked of its callbacks: the body of each request, by what it sets."""
    requested: dict[str, str] = {}
    for request in page.requests():
        if urlsplit(request["url"]).path.endswith("/_dash-update-component"):
            body = request.get("postData", "")
            requested.setdefault(json.loads(body)["output"], body)
    return requested


def milliseconds(ask: Callable[[], object], times: int = 100) -> list[float]:
    """Return how long a question takes, warm, sorted."""
    for _ in range(5):
        ask()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took)


def ask(connection: http.client.HTTPConnection, path: str, body: str | None = None) -> bytes:
    """Return the answer to one request over an open connection; one that failed raises."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
    connection.request("POST" if body else "GET", path, body, headers)
    answer = connection.getresponse()
    raw = answer.read()
    if answer.status not in (200, 204):
        raise RuntimeError(f"{path} answered {answer.status}")
    return raw


def print_answers(browser: Browser, server: servers.Server, gene: str) -> None:
    """Print how long the server takes for what the gene page asks, and for the JSON."""
    with browser.page() as page:
        page.before_load(READY)
        page.goto(f"{server.address}/gene/{gene}")
        page.wait("window.settled", PATIENCE)
        bodies = callbacks_of(page)
        complaints = page.complaints()
    outside = [
        r["url"] for r in page.requests() if not r["url"].startswith((server.address, "data:"))
    ]
    connection = http.client.HTTPConnection(servers.HOST, server.port, timeout=30)
    questions: dict[str, tuple[str, str | None]] = {
        f"callback {output}": ("/_dash-update-component", body) for output, body in bodies.items()
    }
    questions[f"JSON of {gene}'s constraint"] = (f"/api/v1/genes/{gene}/constraint", None)
    print(f"\nanswers for {gene}, warm, with their way over HTTP    median ms   p95 ms")
    for name, (path, body) in questions.items():
        took = milliseconds(partial(ask, connection, path, body))
        shown = name if len(name) <= 48 else f"{name[:47]}…"
        print(f"  {shown:<50} {statistics.median(took):9.1f} {took[94]:8.1f}")
    connection.close()
    for complaint in complaints:
        print(f"  console: {complaint}")
    for address in outside:
        print(f"  asked of another host: {address}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(description="The gene page against a default Dash page.")
    parser.add_argument("--runs", type=int, default=15, help="visits to each page")
    parser.add_argument("--genes", nargs="+", default=["STAT3", "TP53"])
    parser.add_argument("--against", metavar="COMMIT", help="an older state to measure beside")
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        browser = stack.enter_context(Browser())
        plain = stack.enter_context(servers.gunicorn("default"))
        pages = {"default Dash, one graph": f"{plain.address}/"}
        if BUNDLE.exists():
            lighter = stack.enter_context(servers.gunicorn("small"))
            pages["with the small plotly.js"] = f"{lighter.address}/"
        else:
            print("The small plotly.js is not built (make bundle): plotly's own serves.")
        ours = stack.enter_context(servers.gunicorn("dashboard"))
        pages |= {f"/gene/{g}": f"{ours.address}/gene/{g}" for g in chosen.genes}
        if chosen.against:
            tree = stack.enter_context(servers.older_state(chosen.against))
            before = stack.enter_context(servers.gunicorn("dashboard", tree))
            mark = chosen.against[:8]
            pages |= {f"/gene/{g} at {mark}": f"{before.address}/gene/{g}" for g in chosen.genes}
        print_stages(browser, pages, chosen.runs)
        print_answers(browser, ours, chosen.genes[0])
        memory = max(ours.workers_mb(), default=float("nan"))
    starts = []
    for _ in range(5):
        with servers.app() as server:
            starts.append(server.started_in)
    print(f"\nstart of `python app.py` to first answer  {statistics.median(starts):6.2f} s")
    print(f"memory of a worker after these pages     {memory:7.0f} MB")


if __name__ == "__main__":
    main()
