"""How long explore takes: painted once its data are there, a lasso of 5,000 genes, another axis.

Run: `python -m tests.bench.explore`, or with `--runs 9`. Each visit has a new browser context.
Goals: painted 400 ms after the data have arrived, lasso to table 250 ms, axis change 200 ms.
The ratios compare with the plain way in the same page: one Plotly trace of the same points (SVG)
without anything around it, and the same rows parsed from JSON into the same grid.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from typing import Any

from scripts.chromium import Browser, Page
from tests.bench import servers
from tests.bench.pages import MODULES

PATIENCE = 60.0  # seconds until a page counts as stuck
GOALS = {"painted": 400, "lasso": 250, "axis": 200, "filter": 200}

# The frame after the plot is drawn sets data-state; the table's script is fetched after it.
MARK = """
new MutationObserver((_, observer) => {
  if (!document.querySelector('#explore-parts[data-state="loaded"]')) return;
  observer.disconnect();
  window.drawnAt = performance.now();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });
"""
READY = (
    "document.documentElement?.dataset.ready === 'true' && gcd.current?.view === 'explore'"
    " && gcd.gridOf('explore-grid') && gcd.shownNow"
)
TOOLS = """
const painted = () => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)));
const api = gcd.gridOf("explore-grid");
const box = document.getElementById("explore-drawing");
const shown = async (count) => {
  while (api.getDisplayedRowCount() !== count || !document.querySelector("#explore-grid .ag-row"))
    await new Promise(requestAnimationFrame);
  await painted();
};
"""
ARRIVED = """
(() => {
  const answers = performance.getEntriesByType("resource")
    .filter((entry) => entry.name.includes("_dash-update-component"))
    .sort((a, b) => b.encodedBodySize - a.encodedBodySize);
  const [release] = answers;
  return { painted: drawnAt - release.responseEnd, bytes: release.encodedBodySize,
    plain: release.decodedBodySize, asked: release.responseEnd - release.requestStart };
})()
"""
LASSO = f"""(async () => {{ {TOOLS}
  const path = "M-0.1,-20L0.505,-20L0.505,13L-0.1,13Z";
  const lasso = {{ name: "drawn", type: "path", xref: "x", yref: "y", path }};
  const {{ loeuf, mis_z: z }} = gcd.shownNow().base.numbers;
  const wanted = loeuf.filter((value, i) => value < 0.505 && z[i] > -20).length;
  const begin = performance.now();
  box.emit("plotly_relayout", {{ shapes: [lasso] }});
  await shown(wanted);
  const took = performance.now() - begin;
  await gcd.scatter.after();
  return {{ lasso: took, genes: wanted }};
}})()"""
CHANGE = f"""(async () => {{ {TOOLS}
  const list = document.getElementById("explore-%s");
  const begin = performance.now();
  list.value = "%s";
  list.dispatchEvent(new Event("change", {{ bubbles: true }}));
  await gcd.scatter.after();
  await painted();
  return performance.now() - begin;
}})()"""
# The same points and rows, without groups, thresholds, distributions, links to the address.
PLAIN_PLOT = f"""(async () => {{ {TOOLS}
  const {{ loeuf, mis_z }} = gcd.shownNow().base.numbers;
  const text = JSON.stringify({{ x: [...loeuf], y: [...mis_z] }});
  const holder = document.createElement("div");
  box.parentElement.append(holder);
  const begin = performance.now();
  const trace = {{ type: "scatter", mode: "markers", ...JSON.parse(text) }};
  await Plotly.newPlot(holder, [trace], {{ height: 580 }}, {{ displayModeBar: false }});
  await painted();
  const took = performance.now() - begin;
  Plotly.purge(holder);
  holder.remove();
  return took;
}})()"""
PLAIN_ROWS = f"""(async () => {{ {TOOLS}
  const fields = api.getColumns().map((column) => column.getColDef().field);
  const rows = gcd.geneTable.displayed().slice(0, 4900)
    .map((row) => Object.fromEntries(fields.map((field) => [field, row[field]])));
  const text = JSON.stringify(rows);
  const begin = performance.now();
  api.setGridOption("rowData", JSON.parse(text));
  await shown(rows.length);
  return performance.now() - begin;
}})()"""


def settle(page: Page) -> None:
    """Wait until everything that was asked for is shown."""
    page.wait(READY, PATIENCE)
    page.browser.listen(0.3)


def visit(browser: Browser, address: str) -> dict[str, Any]:
    """Return the milliseconds of one visit, in a new browser context."""
    with browser.page() as page:
        page.before_load(MARK)
        page.before_load(MODULES)
        page.goto(f"{address}/explore")
        settle(page)
        found: dict[str, Any] = dict(page.evaluate(ARRIVED))
        found["axis"] = page.evaluate(CHANGE % ("y", "mis_oe"))
        settle(page)
        found["filter"] = page.evaluate(CHANGE % ("flagged", "hide"))
        settle(page)
        page.evaluate("gcd.setFields({ flagged: null, y: null })")
        settle(page)
        found |= page.evaluate(LASSO)
        settle(page)
        found["plain rows"] = page.evaluate(PLAIN_ROWS)
        found["plain plot"] = page.evaluate(PLAIN_PLOT)
    return found


def report(visits: list[dict[str, Any]]) -> None:
    """Print the median and the fastest of each figure, its goal and its ratio."""
    first = visits[0]
    print(f"\ndata of a release: {first['bytes'] / 1e6:.2f} MB ({first['plain'] / 1e6:.2f} plain)")
    print(f"genes in the lasso: {first['genes']:,}")
    middle = {
        name: statistics.median(found[name] for found in visits)
        for name in ("painted", "axis", "filter", "lasso", "plain plot", "plain rows", "asked")
    }
    plain = {"painted": "plain plot", "axis": "plain plot", "lasso": "plain rows"}
    print(f"\nmedian of {len(visits):<22} {'ms':>7} {'fastest':>8} {'goal':>6}   ratio")
    for name, value in middle.items():
        fastest = min(found[name] for found in visits)
        goal = str(GOALS.get(name, ""))
        ratio = f"{value / middle[plain[name]]:.2f} x {plain[name]}" if name in plain else ""
        print(f"  {name:<30} {value:7.0f} {fastest:8.0f} {goal:>6}   {ratio}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Explore in a real browser.")
    parser.add_argument("--runs", type=int, default=5, help="visits")
    chosen = parser.parse_args(arguments)
    with servers.app() as server, Browser() as browser:
        visit(browser, server.address)  # the server has read its tables
        report([visit(browser, server.address) for _ in range(chosen.runs)])


if __name__ == "__main__":
    main()
