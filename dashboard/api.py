"""The JSON of everything the pages show: same service, same states, same sentences."""

from __future__ import annotations

from typing import Any

import orjson
import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.errors import (
    BadInput,
    BadParameter,
    DashboardError,
    GeneAmbiguous,
    GeneNotFound,
)
from dashboard.exports import MIME_TYPES, attachment_name, table_text
from dashboard.health import Readiness
from dashboard.models import Gene, Loaded, Problem, Wait
from dashboard.service import DataService
from dashboard.shapes import plain

log = structlog.get_logger(__name__)

RESOURCES = (
    "constraint",
    "variants",
    "features",
    "validity",
    "dosage",
    "phenotypes",
    "trials",
    "publications",
)
FORMATS = ("json", *MIME_TYPES)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MAX_HITS = 50
MAX_WAIT = 30


def blueprint(service: DataService) -> Blueprint:
    """Return the routes under /api/, /healthz and /readyz, bound to one service."""
    routes = Blueprint("api", __name__)
    readiness = Readiness(service)

    @routes.before_request
    def refuse_encoded_slash() -> Response | None:
        """Keep `A%2FB` one symbol, which no gene has, instead of two parts of an address."""
        asked = str(request.environ.get("RAW_URI", "")).partition("?")[0]
        return _nothing_here() if "%2f" in asked.lower() else None

    @routes.get("/healthz")
    def health() -> Response:
        return _json({"status": "ok"})

    @routes.get("/readyz")
    def ready() -> Response:
        return _json(*readiness.report())

    @routes.get("/api/v1/genes")
    def genes() -> Response:
        _known_parameters("q", "limit")
        limit = _whole("limit", default=12, most=MAX_HITS)
        hits = service.search(request.args.get("q", ""), limit)
        return _json({"state": "loaded" if hits else "empty", "data": plain(hits)})

    @routes.get("/api/v1/genes/<symbol>")
    def gene(symbol: str) -> Response:
        _known_parameters("wait")
        found = service.gene(symbol)
        return _json(
            {
                "state": "snapshot",
                "data": plain(found),
                "provenance": plain(service.snapshot.provenance("genes")),
                "problem": None,
            }
        )

    @routes.get("/api/v1/genes/<symbol>/<any({}):resource>".format(",".join(RESOURCES)))
    def resource(symbol: str, resource: str) -> Response:
        own = ("release",) if resource == "constraint" else ()
        _known_parameters("format", "wait", *own)
        release = request.args.get("release")
        _check("format", request.args.get("format", "json"), FORMATS)
        wait = Wait(_seconds("wait"))
        found = service.gene(symbol)
        return _answer(found, resource, service.ask(resource, found, release, wait))

    @routes.route("/api/", methods=METHODS)
    @routes.route("/api/<path:_>", methods=METHODS)
    def nothing_here(_: str = "") -> Response:
        return _nothing_here()

    routes.register_error_handler(DashboardError, _error)
    routes.register_error_handler(Exception, _failure)
    return routes


def _nothing_here() -> Response:
    hint = "GET /api/v1/genes/STAT3, and below it " + ", ".join(f"/{r}" for r in RESOURCES)
    return _problem(Problem("unknown_address", "There is nothing at this address.", hint), 404)


def _answer(gene: Gene, resource: str, loaded: Loaded[Any]) -> Response:
    wanted = request.args.get("format", "json")
    if wanted == "json":
        return _json({"gene": gene.symbol, **plain(loaded)})
    text = table_text(gene, resource, loaded, wanted)
    name = attachment_name(gene, resource, loaded, wanted)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=MIME_TYPES[wanted], headers=headers)


def _whole(name: str, default: int, most: int) -> int:
    """Read a whole number from 1 to `most` out of the query string.

    Raises:
        BadParameter: It is anything else.
    """
    text = request.args.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise BadParameter(f"{name} is {text[:40]!r}.", f"Give a whole number from 1 to {most}.")
    return int(text)


def _seconds(name: str) -> float:
    """Read how long to wait for an answer that is not settled yet, 1.5 s if not given.

    Raises:
        BadParameter: It is no number from 0 to 30.
    """
    text = request.args.get(name, "1.5")
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= MAX_WAIT:
        raise BadParameter(f"{name} is {text[:40]!r}.", f"Give seconds from 0 to {MAX_WAIT}.")
    return seconds


def _known_parameters(*names: str) -> None:
    """Refuse a query string with a parameter that this address does not take.

    Raises:
        BadParameter: There is one.
    """
    unknown = sorted(set(request.args) - set(names))
    if unknown:
        raise BadParameter(
            f"This address takes no parameter {unknown[0][:40]!r}.",
            f"It takes {', '.join(names)}.",
        )


def _check(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise BadParameter(f"{name} is {value[:40]!r}.", f"Choose one of {', '.join(allowed)}.")


def _error(error: DashboardError) -> Response:
    if isinstance(error, GeneNotFound):
        problem = Problem(error.kind, error.message, error.hint, suggestions=error.suggestions)
        return _problem(problem, 404)
    if isinstance(error, GeneAmbiguous):
        return _problem(Problem(error.kind, error.message, error.hint, choices=error.choices), 409)
    status = 400 if isinstance(error, BadInput) else 503
    return _problem(Problem(error.kind, error.message, error.hint), status)


def _failure(error: Exception) -> Response:
    """Answer a fault of ours in the same shape; the log has the details."""
    if isinstance(error, HTTPException):
        return _problem(Problem("bad_request", error.description or error.name), error.code or 400)
    log.error("api_failed", path=request.path, exc_info=error)
    hint = "Try again; if it happens again, report it with the time and the address."
    return _problem(Problem("internal", "The server failed on this request.", hint), 500)


def _problem(problem: Problem, status: int) -> Response:
    return _json({"state": "unavailable", "data": None, "problem": plain(problem)}, status)


def _json(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status=status, mimetype="application/json")
