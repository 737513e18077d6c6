"""The pages that are compared, as gunicorn is told of them: `tests.bench.pages:default()`."""

from __future__ import annotations

from pathlib import Path

from dash import Dash, dcc, html
from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "assets" / "vendor" / "00-plotly.min.js"
# To be run before a page's own scripts: `gcd.NAME` is what one of its modules exports.
MODULES = (ROOT / "tests" / "browser" / "modules.js").read_text(encoding="utf-8")


def default() -> Flask:
    """Return Dash as it comes, with one empty graph and no file of its own."""
    return _one_graph(ROOT / "tests" / "bench" / "no-assets")


def small() -> Flask:
    """Return the same page with the small plotly.js."""
    return _one_graph(BUNDLE.parent)


def dashboard() -> Flask:
    """Return the dashboard, as a person's environment sets it."""
    from dashboard.factory import create_app

    return create_app().server


def _one_graph(assets: Path) -> Flask:
    app = Dash("default", assets_folder=str(assets), assets_ignore=r"^(?!00-plotly\.min\.js)")
    app.layout = html.Div(dcc.Graph(id="graph"))
    server: Flask = app.server
    return server
