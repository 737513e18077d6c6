"""How long the lollipop takes to paint, against naive Plotly in dcc.Graph, and a filter in it.

Run it with `python -m tests.bench.lollipop_paint`. Times run from the figure as an object in the
browser to the frame after it is painted; each visit has a new browser context, the two take
turns. On a busy machine only the ratio tells anything.
"""

from __future__ import annotations

import json
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
from dash import Dash, dcc, html
from flask import Response
from werkzeug.serving import make_server

from components import theme
from components.gene.variants.tables import variant_rows
from components.lollipop.figure import lollipop
from scripts.chromium import Browser
from tests.bench.lollipop import SIZES, made_up_variants, naive
from tests.bench.pages import ROOT

ROUNDS = 3
GOALS = {500: 0.5, 5_000: 0.3, 30_000: 0.15}
FILTER_GOAL_MS = 150

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOLLIPOP = """
  const { lollipop } = await import("/assets/lollipop/lollipop.mjs");
  const drawing = lollipop("variants-drawing", {});
"""
OWN = f"""(async () => {{{LOLLIPOP}
  const {{ figure }} = await (await fetch("/given/%d")).json();
  const begin = performance.now();
  await drawing.draw(figure, null);
  await {PAINTED};
  return performance.now() - begin;
}})()"""
NAIVE = f"""(async () => {{
  const figure = await (await fetch("/naive/%d")).json();
  const props = {{ id: "g", figure }};
  const graph = {{ namespace: "dash_core_components", type: "Graph", props }};
  const begin = performance.now();
  dash_clientside.set_props("holder", {{ children: graph }});
  const drawn = () => document.querySelector("#g .dash-graph--pending, #g .js-plotly-plot");
  while (!drawn() || drawn().matches(".dash-graph--pending")) await {PAINTED};
  await {PAINTED};
  return performance.now() - begin;
}})()"""
FILTER = f"""(async () => {{{LOLLIPOP}
  const {{ figure, rows }} = await (await fetch("/given/%d")).json();
  await drawing.draw(figure, null);
  await {PAINTED};
  const begin = performance.now();
  const left = rows.filter((row) => row.class !== "uncertain");
  await drawing.draw(figure, new Set(left.map((row) => row.id)));
  await {PAINTED};
  return performance.now() - begin;
}})()"""


def page() -> Dash:
    """Return a page with a place for dcc.Graph and one for the dashboard's own lollipop."""
    app = Dash(
        "paint",
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"^(?!00-plotly\.min\.js)",
    )
    config = {"data-config": json.dumps(dict(theme.GRAPH_CONFIG))}
    app.layout = html.Div(
        [
            dcc.Graph(id="empty"),  # brings plotly.js and dcc's own code before the clock starts
            html.Div(id="holder"),
            html.Div(id="variants-drawing", **config),
        ]
    )

    @app.server.get("/given/<int:size>")
    def given(size: int) -> Response:
        variants = made_up_variants(size)
        figure = lollipop(variants, None, 2_000, "made-up", axis="made up", origin="none")
        rows = variant_rows(variants)
        return Response(orjson.dumps({"figure": figure, "rows": rows}), mimetype="application/json")

    @app.server.get("/naive/<int:size>")
    def plain(size: int) -> Response:
        return Response(naive(made_up_variants(size)), mimetype="application/json")

    return app


@contextmanager
def served() -> Iterator[str]:
    """Serve the page from a thread; give its address."""
    listener = make_server("127.0.0.1", 0, page().server, threaded=True)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}"
    listener.shutdown()
    thread.join()


def took(browser: Browser, address: str, script: str) -> float:
    """Return the milliseconds of a script in a new browser context."""
    with browser.page() as tab:
        tab.goto(address)
        tab.wait("window.Plotly && document.querySelector('#empty .xtick')")
        return float(tab.evaluate(script))


def main() -> None:
    """Print both and their ratio for each size, and how long a filter takes."""
    titles = ("variants", "own ms", "naive ms", "ratio", "goal", "filter ms")
    print(" ".join(f"{title:>9}" for title in titles))
    with served() as address, Browser() as browser:
        for size in SIZES:
            times: dict[str, list[float]] = {OWN: [], NAIVE: [], FILTER: []}
            for _ in range(ROUNDS):
                for script, values in times.items():
                    values.append(took(browser, address, script % size))
            own, plain, filtered = (statistics.median(values) for values in times.values())
            print(
                f"{size:>9,} {own:>9.0f} {plain:>9.0f} {own / plain:>9.2f} {GOALS[size]:>9} "
                f"{filtered:>9.0f}"
            )
    print(f"goal for a filter at 30,000: {FILTER_GOAL_MS} ms")


if __name__ == "__main__":
    main()
