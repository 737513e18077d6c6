"""Each request has an id, a user and a line in the log."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from dashboard.web.visitors import Proxies

REQUEST_ID = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
CALLBACK = "_dash-update-component"
PAGES = "<path:path>"  # of Dash

Measure = Callable[[str, str, int, str, float], None]

log = structlog.get_logger(__name__)


def follow_visits(
    server: Flask,
    proxies: Proxies,
    views: Collection[str] = (),
    *,
    writes: bool,
    names_genes: bool,
    measure: Measure | None = None,
) -> None:
    """Give every request its id and user, and write a line when it is answered.

    To be called before anything else looks at requests: it begins first and ends last.

    Args:
        server: The app.
        proxies: Whom to believe about users and clients.
        views: The first parts of the addresses of pages.
        writes: Whether a line is written for each request.
        names_genes: Whether it has the address as it was sent, which names genes.
        measure: What to tell of each request: method, route, status, state ("" where the answer
            has none) and seconds.
    """

    @server.before_request
    def begin() -> None:
        g.begun = time.perf_counter()
        given = request.headers.get(REQUEST_ID, "")
        g.request_id = given if _ID.fullmatch(given) else uuid4().hex
        peer = request.remote_addr or ""
        g.user = proxies.user(peer, request.headers)
        g.client = proxies.client(peer, request.headers)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @server.after_request
    def end(response: Response) -> Response:
        if "request_id" not in g:
            return response
        response.headers[REQUEST_ID] = g.request_id
        seconds, kind = time.perf_counter() - g.begun, route(response.status_code, views)
        if measure is not None:
            measure(request.method, kind, response.status_code, g.get("state", ""), seconds)
        if writes:
            facts = {"state": g.state} if "state" in g else {}
            if names_genes:
                facts["address"] = request.full_path.rstrip("?")[:400]
            log.info(
                "request",
                method=request.method[:20],
                route=kind,
                status=response.status_code,
                ms=round(1_000 * seconds, 1),
                bytes=response.content_length,
                user=g.user or None,
                client=g.client or None,
                **facts,
            )
        return response


def route(status: int, views: Collection[str]) -> str:
    """Return which kind of address was asked for; it names no gene, and there are few.

    Of a callback that was answered it is the part of the page that it fills.
    """
    if request.url_rule is None:
        return "none"
    rule = request.url_rule.rule
    if rule.endswith(CALLBACK):
        return f"{rule} {_part()}" if status < 400 else rule
    if not rule.endswith(PAGES):
        return rule
    view = (request.view_args or {}).get("path", "").partition("/")[0]
    return f"{rule.removesuffix(PAGES)}{view if view in views else '*'}"


def _part() -> str:
    """Return the component that a callback fills; its body was checked before."""
    output: str = request.get_json()["output"]
    return output.strip(".").partition("...")[0].partition(".")[0].partition("@")[0]
