"""The small plotly.js: it draws what the dashboard draws, and the big one is not fetched."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest
from dash import Dash, dcc, html
from dash.testing.composite import DashComposite
from flask import Response

from tests.conftest import ROOT

BUNDLE = ROOT / "assets" / "vendor" / "00-plotly.min.js"
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'"
)
TRACES: list[dict[str, Any]] = [
    {"type": "scatter", "mode": "lines+markers", "x": [1, 2, 3], "y": [1, 2, 3]},
    {"type": "bar", "x": [1, 2], "y": [2, 1], "xaxis": "x2", "yaxis": "y2"},
    {"type": "heatmap", "z": [[1, 2], [3, 4]], "xaxis": "x3", "yaxis": "y3"},
]


@pytest.fixture
def app() -> Dash:
    """Return an app of one graph that draws all selected traces under a strict policy."""
    if not BUNDLE.exists():
        if shutil.which("npm") is None and os.environ.get("CI") != "true":
            pytest.skip("the small plotly.js needs Node.js and npm to be built")
        pytest.fail("the small plotly.js is not built: make bundle", pytrace=False)
    app = Dash(
        "bundle", assets_folder=str(BUNDLE.parents[1]), assets_ignore=r"^(?!00-plotly\.min\.js)"
    )
    layout = {"grid": {"rows": 1, "columns": 3, "pattern": "independent"}}
    app.layout = html.Div(dcc.Graph(id="graph", figure={"data": TRACES, "layout": layout}))
    policy = POLICY.format(hashes=" ".join(app.csp_hashes()))

    @app.server.after_request
    def restrict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        return response

    return app


def test_the_small_plotly_draws_every_trace_without_the_big_one(
    dash_duo: DashComposite, app: Dash
) -> None:
    dash_duo.start_server(app)
    dash_duo.wait_for_element("#graph .heatmaplayer image", timeout=20)
    script = "return performance.getEntriesByType('resource').map(e => e.name)"
    scripts = [name for name in dash_duo.driver.execute_script(script) if "plotly" in name]
    assert len(scripts) == 1
    assert "/vendor/00-plotly.min.js" in scripts[0]
    assert dash_duo.driver.execute_script("return Plotly.version") == bundled_version()
    for selector, number in ((".scatterlayer .point", 3), (".barlayer .point", 2)):
        assert len(dash_duo.find_elements(f"#graph {selector}")) == number
    assert dash_duo.get_logs() == []


def bundled_version() -> str:
    """Return the version of the plotly.js inside the Python package."""
    from plotly.offline import get_plotlyjs_version

    return str(get_plotlyjs_version())
