"""The routes under /api/, /healthz and /readyz."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from dashboard.errors import DashboardError
from dashboard.models import Problem
from dashboard.service import DataService
from dashboard.web.api import genes, several
from dashboard.web.api.replies import answer_error, answer_failure, json, problem
from dashboard.web.health import Readiness

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Rest(BaseConverter):
    """What is left of an address, nothing and further slashes included; `path` takes neither."""

    regex = ".*?"
    part_isolating = False


def blueprint(service: DataService) -> Blueprint:
    """Return the routes, bound to one service."""
    routes = Blueprint("api", __name__)
    readiness = Readiness(service)

    @routes.before_request
    def refuse_encoded_slash() -> Response | None:
        """Keep `A%2FB` one symbol, which no gene has, instead of two parts of an address."""
        asked = str(request.environ.get("RAW_URI", "")).partition("?")[0]
        return _nothing_here() if "%2f" in asked.lower() else None

    @routes.get("/healthz")
    def health() -> Response:
        return json({"status": "ok"})

    @routes.get("/readyz")
    def ready() -> Response:
        return json(*readiness.report())

    genes.add(routes, service)
    several.add(routes, service)

    @routes.record_once
    def know_rest(state: BlueprintSetupState) -> None:
        state.app.url_map.converters["rest"] = Rest

    @routes.route("/api", methods=METHODS)
    @routes.route("/api/<rest:_>", methods=METHODS)
    def nothing_here(_: str = "") -> Response:
        return _nothing_here()

    routes.register_error_handler(DashboardError, answer_error)
    routes.register_error_handler(Exception, answer_failure)
    return routes


def _nothing_here() -> Response:
    below = ", ".join(f"/{resource}" for resource in genes.RESOURCES)
    hint = f"GET /api/v1/genes/STAT3, below it {below}; /api/v1/constraint; POST /api/v1/list"
    return problem(Problem("unknown_address", "There is nothing at this address.", hint), 404)
