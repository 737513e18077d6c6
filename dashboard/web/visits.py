"""Each request has an id, a user and a line in the log.

User and client are known by the word of named proxies only.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from uuid import uuid4

import structlog
from flask import Flask, Response, g, has_request_context, request
from werkzeug.datastructures import Headers

REQUEST_ID = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
CALLBACK = "_dash-update-component"
PAGES = "<path:path>"  # of Dash

Measure = Callable[[str, str, int, str, float], None]

log = structlog.get_logger(__name__)
UNIX = "unix"  # among proxies: who connects over the Unix socket
LONGEST_NAME = 100
NOBODY = ""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies whose headers are believed, and the header in which they name the user.

    `unix` is whether a peer on a Unix socket is one; `header` None: no user is ever known.
    """

    networks: tuple[Network, ...] = ()
    unix: bool = False
    header: str | None = None

    def trusts(self, peer: str) -> bool:
        """Tell whether a peer, an IP address or "" of a Unix socket, is one of the proxies."""
        if not peer:
            return self.unix
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self.networks)

    def client(self, peer: str, headers: Headers) -> str:
        """Return the address that asks: the last one that no trusted proxy wrote of itself.

        A client can begin X-Forwarded-For as it likes; what a proxy adds stands at its end.
        """
        forwarded = ",".join(headers.getlist("X-Forwarded-For"))
        for hop in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
            if not self.trusts(peer):
                break
            try:
                peer = str(ip_address(hop))
            except ValueError:
                break
        return peer

    def user(self, peer: str, headers: Headers) -> str:
        """Return the user that a trusted proxy names, "" where none does.

        A header that came twice names nobody: one of the two may be the client's own.
        """
        if self.header is None or not self.trusts(peer):
            return NOBODY
        name = headers.get(self.header, "").strip()
        try:
            name = name.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return NOBODY
        odd = any(unicodedata.category(sign)[0] == "C" or sign in ",;" for sign in name)
        return NOBODY if odd or len(name) > LONGEST_NAME else name


def proxies(named: Sequence[str], header: str | None) -> Proxies:
    """Return the proxies of a setting: addresses, networks, and "unix".

    Raises:
        ValueError: One of them is neither.
    """
    networks = tuple(ip_network(one) for one in named if one != UNIX)
    return Proxies(networks, UNIX in named, header)


def user_now() -> str:
    """Return the user of the current request, "" where none is known or there is no request."""
    name: str = g.get("user", NOBODY) if has_request_context() else NOBODY
    return name


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
