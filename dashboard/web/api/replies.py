"""Answers of the JSON: bodies, problems, files."""

from __future__ import annotations

from typing import Any

import orjson
import structlog
from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from dashboard.errors import BadInput, BadList, DashboardError, GeneAmbiguous, GeneNotFound
from dashboard.export.answer import MIME_TYPES
from dashboard.models import Problem
from dashboard.models.plain import plain

log = structlog.get_logger(__name__)


def json(body: Any, status: int = 200) -> Response:
    """Return a body as JSON; the log has its state."""
    if isinstance(body, dict) and isinstance(body.get("state"), str):
        g.state = body["state"]
    return Response(orjson.dumps(body), status=status, mimetype="application/json")


def file(text: str, name: str, kind: str) -> Response:
    """Return a table as a file to keep; `kind` is "csv" or "tsv"."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=MIME_TYPES[kind], headers=headers)


def download(content: bytes, name: str, mimetype: str) -> Response:
    """Return bytes as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)


def problem(found: Problem, status: int) -> Response:
    """Return a problem in the shape that every answer has."""
    nothing = {"state": "unavailable", "data": None, "provenance": None, "coverage": None}
    return json({**nothing, "problem": plain(found)}, status)


def answer_error(error: DashboardError) -> Response:
    """Answer what is at fault with a request, or with the tables."""
    if isinstance(error, GeneNotFound):
        found = Problem(error.kind, error.message, error.hint, suggestions=error.suggestions)
        return problem(found, 404)
    if isinstance(error, GeneAmbiguous):
        return problem(Problem(error.kind, error.message, error.hint, choices=error.choices), 409)
    if isinstance(error, BadList):
        words = (error.kind, error.message, error.hint)
        return problem(Problem(*words, columns=error.columns, sheets=error.sheets), 400)
    status = 400 if isinstance(error, BadInput) else 503
    return problem(Problem(error.kind, error.message, error.hint), status)


def answer_failure(error: Exception) -> Response:
    """Answer a fault of ours in the same shape; the log has the details."""
    if isinstance(error, HTTPException):
        words = error.description or error.name
        return problem(Problem("bad_request", words), error.code or 400)
    log.error("api_failed", path=request.path, exc_info=error)
    hint = "Try again; if it happens again, report it with the time and the address."
    return problem(Problem("internal", "The server failed on this request.", hint), 500)
