"""The upstream's server: all sources under one port, each below its name.

GET /_calls         how many requests each source had; /_calls?list=1 each of them
DELETE /_calls      count from nothing again
GET /_faults        what is switched on
POST /_faults       {"source": "gnomad", "fault": "read-timeout", "delay": 8, "times": 1,
                     "retry_after": "2", "path": "esearch", "megabytes": 200}; "*" is all sources;
                    fault null and no delay switches off
DELETE /_faults     switch everything off
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.upstream import (
    clingen,
    clinicaltrials,
    ensembl,
    eutils,
    gnomad,
    names,
    ncbi_ftp,
    omim,
    pubtator,
    uniprot,
)
from tests.upstream.contents import CHANGES, changed, repeated
from tests.upstream.messages import Request, Response, of_json, of_text, read
from tests.upstream.state import Fault, State
from tests.upstream.wire import HOW, INSTEAD, send, send_ill, sent_status

Source = Callable[[Request, State], Response]

SOURCES: Mapping[str, Source] = {
    "eutils": eutils.answer,
    "ncbi_ftp": ncbi_ftp.answer,
    "pubtator": pubtator.answer,
    "clinicaltrials": clinicaltrials.answer,
    "clingen": clingen.answer,
    "uniprot": uniprot.answer,
    "ensembl": ensembl.answer,
    "hgnc": names.hgnc,
    "mygene": names.mygene,
    "omim": omim.answer,
}
"""Every source but gnomAD, which needs its schema."""

NAMES = ("gnomad", *SOURCES)
FAULTS = (*HOW, *INSTEAD, *CHANGES, "old-schema")
"""Every fault that can be switched on; "refused" and a connect time-out are `nowhere`'s."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Say nothing: tests have output of their own."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        request = read(self.command, self.path, dict(self.headers.items()), body)
        try:
            if request.source.startswith("_"):
                send(self, self.server.control(request))
            else:
                self._source(request)
        except (BrokenPipeError, ConnectionError):  # the client left, which is its right
            self.close_connection = True

    def _source(self, request: Request) -> None:
        state = self.server.state
        source = self.server.sources.get(request.source)
        if source is None:
            send(self, of_text(f"no such source: {request.source}", 404))
            return
        call = state.count(request)
        fault = state.take(request)
        if fault.delay and state.stop.wait(fault.delay):
            self.close_connection = True
            return
        answer = source(repeated(request, fault.name), state)
        call["status"] = sent_status(answer, fault)
        send_ill(self, changed(answer, request, fault.name or ""), fault, state)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - http.server's names


class Server(ThreadingHTTPServer):
    """Serves, and ends with no connection and no thread left."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, port: int, state: State, sources: Mapping[str, Source]) -> None:
        """Listen on loopback."""
        self.state = state
        self.sources = sources
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, to be able to end it."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        with self._lock:
            self._open.discard(request)
        if request.fileno() >= 0 and request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)[0]:
            self.close_request(request)  # a polite end would send no reset
        else:
            super().shutdown_request(request)

    def end(self) -> None:
        """End every connection, idle ones too."""
        with self._lock:
            for line in self._open:
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it is closed already

    def control(self, request: Request) -> Response:
        """Answer a request about the upstream itself."""
        if request.source == "_calls":
            return self._calls(request)
        if request.source != "_faults":
            return of_text("no such page", 404)
        if request.method == "DELETE":
            self.state.clear()
        elif request.method == "POST":
            given = json.loads(request.body)
            source, name = given.pop("source", "*"), given.pop("fault", None)
            if source not in (*NAMES, "*") or name not in (*FAULTS, None):
                return of_json({"error": f"no such source or fault: {source} {name}"}, 400)
            self.state.switch(source, Fault(name, **given))
        return of_json({name: asdict(fault) for name, fault in self.state.faults().items()})

    def _calls(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.state.forget()
        return of_json(self.state.list_calls() if "list" in request.query else self.state.calls())


class Upstream:
    """All upstream services on one port of loopback; a context manager."""

    def __init__(
        self, shared: Path | None, *, port: int = 0, limits: bool = True, slow: bool = False
    ) -> None:
        """Take the folder with gnomAD's schema (None: no gnomAD).

        `limits`: count rates. `slow`: gnomAD takes 2 s for an answer, 12 s for TTN's variants.
        """
        self.state = State(limits=limits, slow=slow)
        schema = None if shared is None else shared / "contracts" / "gnomad" / "introspection.json"
        sources = {**SOURCES, "gnomad": gnomad.Service(schema).answer}
        self._server = Server(port, self.state, sources)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def address(self, source: str) -> str:
        """Return the base address of a source."""
        return f"{self.url}/{source}"

    def settings(self) -> dict[str, str]:
        """Return the settings, by name in the environment, that lead here."""
        return {f"GCD_{name.upper()}_URL": self.address(name) for name in NAMES}

    def switch(self, source: str, fault: str | None = None, **how: Any) -> None:
        """Switch a fault on, or off with neither fault nor delay; `how` as in POST /_faults.

        Raises:
            ValueError: There is no such source or fault.
        """
        if source not in (*NAMES, "*") or fault not in (*FAULTS, None):
            raise ValueError(f"no such source or fault: {source} {fault}")
        self.state.switch(source, Fault(fault, **how))

    def calls(self) -> dict[str, int]:
        """Return how many requests each source had."""
        return self.state.calls()

    def reset(self) -> None:
        """Switch every fault off and count from nothing."""
        self.state.clear()
        self.state.forget()

    def __enter__(self) -> Upstream:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop: waiting answers end at once."""
        self.state.stop.set()
        self._server.shutdown()
        self._server.end()
        self._server.server_close()
        self._thread.join()
