"""Faults of the wire: how an answer is sent, or what comes in its place."""

from __future__ import annotations

import gzip
import json
import socket
import struct
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler

from tests.upstream.messages import HTML, JSON, Response, of_json, of_text
from tests.upstream.state import Fault, State

PAGE = "<!DOCTYPE html><html><head><title>Sorry</title></head><body>Come back later.</body></html>"
GNOMAD_LIMIT = "Query rate limit exceeded. Please try again in a few minutes."
NCBI_LIMIT = {
    "error": "API rate limit exceeded",
    "api-key": "192.0.2.1",
    "count": "4",
    "limit": "3",
}
LONGEST_SILENCE_S = 60.0
CHUNK = 64 * 1024
SMALLEST_GZIP = 1_400

Send = Callable[["BaseHTTPRequestHandler", Response, Fault, State], None]


def send(handler: BaseHTTPRequestHandler, answer: Response) -> None:
    """Send an answer as it is, by gzip where the client takes it and it is worth it."""
    body, headers = answer.body, dict(answer.headers)
    if "gzip" in handler.headers.get("Accept-Encoding", "") and len(body) >= SMALLEST_GZIP:
        body, headers = gzip.compress(body, 1), headers | {"Content-Encoding": "gzip"}
    _send(handler, answer.status, answer.kind, body, headers)


def send_ill(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    """Send an answer as the fault has it; as it is where the fault is none of the wire."""
    ill = INSTEAD.get(fault.name or "")
    if ill is not None:
        send(handler, ill(fault))
        return
    how = HOW.get(fault.name or "")
    if how is not None:
        how(handler, answer, fault, state)
    else:
        send(handler, answer)


def sent_status(answer: Response, fault: Fault) -> int:
    """Return the status that an answer is sent with under a fault."""
    ill = INSTEAD.get(fault.name or "")
    return answer.status if ill is None else ill(fault).status


def _send(
    handler: BaseHTTPRequestHandler,
    status: int,
    kind: str,
    body: bytes,
    headers: Mapping[str, str],
    announced: int | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) if announced is None else announced))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def _silent(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    state.stop.wait(LONGEST_SILENCE_S)
    handler.close_connection = True


def _drip(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    """Send the head at once and the body one byte a second."""
    _send(handler, answer.status, answer.kind, b"", answer.headers, len(answer.body))
    for place in range(len(answer.body)):
        handler.wfile.write(answer.body[place : place + 1])
        handler.wfile.flush()
        if state.stop.wait(1.0):
            break
    handler.close_connection = True


def _reset(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    """Send half of the body, then end the connection as a crash does."""
    half = answer.body[: len(answer.body) // 2]
    _send(handler, answer.status, answer.kind, half, answer.headers, len(answer.body))
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True


def _truncated(
    handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State
) -> None:
    half = answer.body[: len(answer.body) * 2 // 3]
    _send(handler, answer.status, answer.kind, half, answer.headers)


def _encoding(
    handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State
) -> None:
    """Send bytes that are no UTF-8 and call them that."""
    body = answer.body.decode().replace("made-up", "mäde-üp").replace("a", "ä").encode("latin-1")
    kind = f"{answer.kind.partition(';')[0]}; charset=utf-8"
    _send(handler, answer.status, kind, body, answer.headers)


def _twice(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    """Send a gzip of a gzip, and name it once."""
    body = gzip.compress(gzip.compress(answer.body))
    headers = {**answer.headers, "Content-Encoding": "gzip"}
    _send(handler, answer.status, answer.kind, body, headers)


def _huge(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    """Stream a JSON text of many megabytes, in pieces, without keeping it."""
    total = fault.megabytes * 1024 * 1024
    _send(handler, 200, JSON, b'{"x": "', {}, total)
    left = total - len(b'{"x": ""}')
    while left > 0 and not state.stop.is_set():
        handler.wfile.write(b"a" * min(CHUNK, left))
        left -= CHUNK
    handler.wfile.write(b'"}')


def _loop(handler: BaseHTTPRequestHandler, answer: Response, fault: Fault, state: State) -> None:
    _send(handler, 302, HTML, b"", {"Location": handler.path})


def _busy(fault: Fault) -> Response:
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    return Response(b"Too Many Requests", 429, "text/plain", headers)


INSTEAD: Mapping[str, Callable[[Fault], Response]] = {
    "429": _busy,
    "500": lambda _: of_json({"error": "Internal Server Error"}, 500),
    "503-html": lambda _: of_text(PAGE, 503, HTML),
    "200-html": lambda _: of_text(PAGE, 200, HTML),
    "400-rate-limit": lambda _: of_json({"errors": [{"message": GNOMAD_LIMIT}]}, 400),
    "200-rate-limit": lambda _: of_json(NCBI_LIMIT),
    "400": lambda _: of_text("Error parsing query in `query.term`", 400),
    "403": lambda _: of_text(PAGE, 403, HTML),
    "404": lambda _: of_text("Not Found", 404),
    "empty": lambda _: Response(b""),
    "no-json": lambda _: Response(json.dumps({"x": 1}).encode()[:-1] + b",}"),
}

HOW: Mapping[str, Send] = {
    "read-timeout": _silent,
    "drip": _drip,
    "reset": _reset,
    "truncated": _truncated,
    "wrong-encoding": _encoding,
    "double-gzip": _twice,
    "huge": _huge,
    "redirect-loop": _loop,
}
