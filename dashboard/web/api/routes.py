"""The routes under /api/, /healthz and /readyz."""

from __future__ import annotations

from typing import cast
from urllib.parse import unquote

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from dashboard.errors import DashboardError
from dashboard.models import Problem
from dashboard.service import DataService
from dashboard.web.api import genes, several, tables
from dashboard.web.api.replies import answer_error, answer_failure, json, problem
from dashboard.web.health import Readiness

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class RestOfPath(BaseConverter):
    """What is left of an address, nothing and further slashes included; `path` takes neither."""

    regex = ".*?"
    part_isolating = False


def blueprint(service: DataService) -> Blueprint:
    """Return the routes, bound to one service."""
    routes = Blueprint("api", __name__)
    readiness = Readiness(service)

    @routes.before_request
    def keep_encoded_slash() -> Response | None:
        """Keep `HER2%2FERBB2` one name of a gene, instead of two parts of an address."""
        path = str(request.environ.get("RAW_URI", "")).partition("?")[0]
        return _with_slash(path) if "%2f" in path.lower() else None

    @routes.get("/healthz")
    def health() -> Response:
        return json({"status": "ok"})

    @routes.get("/readyz")
    def ready() -> Response:
        return json(*readiness.report())

    genes.add(routes, service)
    several.add(routes, service)
    tables.add(routes, service)

    @routes.record_once
    def register_converter(state: BlueprintSetupState) -> None:
        state.app.url_map.converters["rest"] = RestOfPath

    @routes.route("/api", methods=METHODS)
    @routes.route("/api/<rest:_>", methods=METHODS)
    def nothing_here(_: str = "") -> Response:
        return _nothing_here()

    routes.register_error_handler(DashboardError, answer_error)
    routes.register_error_handler(Exception, answer_failure)
    return routes


def _with_slash(path: str) -> Response:
    """Answer an address (as it was sent) of a gene whose name has a slash."""
    before, _, below = path.rpartition("/api/v1/genes/")
    name, *resource = below.split("/")
    wrong = "%2f" in before.lower() or len(resource) > 1 or set(resource) - set(genes.RESOURCES)
    if wrong or not name or request.method not in ("GET", "HEAD"):
        return _nothing_here()
    arguments = {"symbol": unquote(name, errors="replace")}
    if not resource:
        return _view("gene", **arguments)
    return _view("resource", **arguments, resource=resource[0])


def _view(name: str, **arguments: str) -> Response:
    view = current_app.view_functions[f"{request.blueprint}.{name}"]
    return cast("Response", view(**arguments))


def _nothing_here() -> Response:
    below = ", ".join(f"/{resource}" for resource in genes.RESOURCES)
    others = "/api/v1/constraint; /api/v1/tables; POST /api/v1/list"
    hint = f"GET /api/v1/genes/STAT3, below it {below}; {others}"
    return problem(Problem("unknown_address", "There is nothing at this address.", hint), 404)
