"""Time the gene page against a default Dash page with one empty graph, in one run.

Run: `make bench`, or `make bench ARGS="--runs 25 --genes STAT3 TTN"`.
Goals: STAT3 at most 1.0 x, TP53 at most 1.2 x; constraint callback 10 ms median, 30 ms p95;
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

# The clock of both begins with the navigation. Painted: the frame after the axes are drawn.
PAINTED = """
new MutationObserver((_, observer) => {
  if (!document.querySelector(".js-plotly-plot .xtick")) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => (window.settled = performance.now())));
}).observe(document, { subtree: true, childList: true });
"""
READY = """
new MutationObserver((_, observer) => {
  if (document.documentElement?.getAttribute("data-ready") !== "true") return;
  observer.disconnect();
  window.settled = performance.now();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-ready"] });
"""
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
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        browser = stack.enter_context(Browser())
        plain = stack.enter_context(servers.gunicorn("default"))
        visits = {"default Dash page, one empty graph": (f"{plain.address}/", PAINTED)}
        if BUNDLE.exists():
            lighter = stack.enter_context(servers.gunicorn("small"))
            visits["the same with the small plotly.js"] = (f"{lighter.address}/", PAINTED)
        else:
            print("The small plotly.js is not built (make bundle): plotly's own serves.")
        ours = stack.enter_context(servers.gunicorn("dashboard"))
        visits |= {f"/gene/{g}": (f"{ours.address}/gene/{g}", READY) for g in chosen.genes}
        print_pages(in_turns(browser, visits, chosen.runs))
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
