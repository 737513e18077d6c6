"""The only place where everything meets: settings, service, JSON, layout and callbacks."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import plotly
from dash import Dash
from dash.fingerprint import build_fingerprint
from flask import Blueprint, Flask, Response, has_request_context, request
from flask_compress import Compress

import callbacks
from callbacks.requests import guard
from components.shell.index_page import Part, index_page
from components.shell.shell import shell
from components.shell.views import VIEWS
from dashboard.process.allocator import keep_small
from dashboard.process.logs import configure_logs
from dashboard.process.memo import Recent
from dashboard.process.turns import share_time
from dashboard.rules.texts import PRODUCT
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.tables.snapshot import Imports, Snapshot
from dashboard.upstream.answers.assembly import make_live
from dashboard.web import api
from dashboard.web.browser_files import AROUND, ON_DEMAND, Files, browser_files
from dashboard.web.responses import (
    CompressedFiles,
    component_fingerprints,
    compression_key,
    content_policy,
    fingerprint,
    finished,
)
from dashboard.web.visits import follow_visits, proxies, user_now

MOST_BYTES = 16_000_000  # of a request's body: the longest list that is taken, in base64, twice
BOOTSTRAP = "bootstrap.min.css"
ROOT = Path(__file__).parent.parent
MOST_LAYOUTS = 64  # of views and users
MODULES = r"\.mjs$"
PLOTLY = "package_data/plotly.min.js"
MISSING = "missing"  # the view of an address that leads nowhere

SERVICE = "gene_constraint_dashboard"  # under which a server knows its data service


class Page(Dash):  # type: ignore[misc]  # what comes from Dash is Any
    """Dash with the project's own HTML page, and a layout that is written once."""

    def __init__(self, *args: Any, assets_folder: str, **parts: Any) -> None:
        """Begin with no layout written. Dash lists no module: the page names them itself."""
        self._layouts = Recent(MOST_LAYOUTS)
        self._files = browser_files(Path(assets_folder), VIEWS)
        super().__init__(*args, assets_folder=assets_folder, assets_ignore=MODULES, **parts)
        self.renderer = ""  # assets/page/index.mjs starts Dash

    def serve_layout(self) -> Response:
        """Return the layout as JSON; each view that a page may begin with has its own, and user."""
        key = (first_view(self.config.url_base_pathname), user_now())
        written = super().serve_layout
        layout = self._layouts.get(key, lambda: written().get_data())
        return Response(layout, mimetype="application/json")

    def first_page(self) -> str:
        """Return a page, and know every component file from now on.

        Dash registers them while the first request is answered: what a second request asked of
        this process in that time, or of another process, was answered with 500, a dead page.
        """
        with self.server.test_request_context(self.config.url_base_pathname):
            self.server.preprocess_request()
            page: str = self.index()
            return page

    def index(self, *args: Any, **kwargs: Any) -> Any:
        """Return the page; where nothing is at the address, with the status that says so."""
        page = super().index(*args, **kwargs)
        here = view_of(request.path, self.config.url_base_pathname)
        return (page, HTTPStatus.NOT_FOUND) if here == MISSING else page

    def interpolate_index(self, **parts: str) -> str:
        """Return the page out of Dash's parts."""
        path = request.path if has_request_context() else ""
        return index_page(
            plotly=_plotly(self.config.requests_pathname_prefix),
            around=self._part(self._files[AROUND]),
            view=view_of(path, self.config.url_base_pathname),
            views={name: self._part(self._files[name]) for name in (*VIEWS, *ON_DEMAND)},
            **parts,
        )

    def _part(self, files: Files) -> Part:
        """Return files below assets/ as addresses."""
        base = f"{self.config.requests_pathname_prefix}assets/"
        return Part(
            files.module and base + files.module,
            [base + path for path in files.imported],
            [base + path for path in files.styles],
        )


def create_app(settings: Settings | None = None, *, service: DataService | None = None) -> Dash:
    """Return a new app; two of them can live in one process.

    Args:
        settings: What to use instead of the environment's settings.
        service: What to ask instead of a service over the settings' snapshot.
    """
    settings = settings or Settings()
    configure_logs(settings.log_level, names_genes=settings.log_genes)
    keep_small()
    service = service or make_service(settings)
    mark = fingerprint(_bootstrap_folder() / BOOTSTRAP)
    server = Flask("gene_constraint_dashboard", static_folder=None)
    server.extensions[SERVICE] = service
    follow_visits(
        server,
        proxies(settings.proxies, settings.user_header),
        VIEWS,
        writes=settings.access_log,
        names_genes=settings.log_genes,
    )
    server.register_blueprint(api.blueprint(service), url_prefix=settings.url_prefix.rstrip("/"))
    app = Page(
        "gene_constraint_dashboard",
        server=server,
        title=PRODUCT,
        update_title="",
        assets_folder=str(ROOT / "assets"),
        url_base_pathname=settings.url_prefix,
        external_stylesheets=[f"{settings.url_prefix}vendor/{BOOTSTRAP}?m={mark}"],
        suppress_callback_exceptions=True,
        compress=False,
    )
    app.layout = lambda: shell(
        app.get_relative_path, first_view(settings.url_prefix), user=user_now()
    )
    callbacks.register(app, service)
    guard(app)
    server.register_blueprint(_vendor(), url_prefix=f"{settings.url_prefix}vendor")
    server.config.update(MAX_CONTENT_LENGTH=MOST_BYTES)
    server.config.update(COMPRESS_ALGORITHM=["zstd", "br", "gzip"], COMPRESS_MIN_SIZE=1024)
    server.config.update(COMPRESS_CACHE_BACKEND=CompressedFiles)
    server.config.update(COMPRESS_CACHE_KEY=compression_key)
    Compress(server)
    policy = content_policy(app.csp_hashes())
    components = component_fingerprints(app.first_page())
    server.after_request(partial(finished, components=components, policy=policy))
    share_time()
    return app


def make_service(settings: Settings) -> DataService:
    """Return the data service that the settings describe."""
    imported = Imports(settings.data_dir.expanduser())
    snapshot = Snapshot(settings.snapshot_dir, imported)
    return DataService(snapshot, make_live(settings), use_snapshot=settings.mode is not Mode.LIVE)


def first_view(prefix: str) -> str:
    """Return the view of the page that asks for its layout, the gene page where that is unknown."""
    return view_of(urlsplit(request.referrer or "").path if has_request_context() else "", prefix)


def view_of(path: str, prefix: str) -> str:
    """Return the view at a path; "/" is the gene page, and only that has anything below it."""
    view, _, below = path.removeprefix(prefix).partition("/")
    known = view in VIEWS and (view == "gene" or not below.strip("/"))
    return view if known else "gene" if not view and not below else MISSING


def _plotly(prefix: str) -> str:
    """Return the address of the plotly.js inside the Python package, as Dash serves it."""
    modified = int((Path(plotly.__file__).parent / PLOTLY).stat().st_mtime)
    name = build_fingerprint(PLOTLY, plotly.__version__, modified)
    return f"{prefix}_dash-component-suites/plotly/{name}"


def _vendor() -> Blueprint:
    """Serve Bootstrap's style sheet out of its installed package: pages ask no other host."""
    return Blueprint("vendor", __name__, static_folder=str(_bootstrap_folder()), static_url_path="")


def _bootstrap_folder() -> Path:
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise RuntimeError("bootstrap-flask is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent / "static" / "bootstrap5" / "css"
