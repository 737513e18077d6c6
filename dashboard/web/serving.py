"""The small server of a laptop; `gunicorn app:server` is for many."""

from __future__ import annotations

import os
import socket
import sys

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

HOST = "127.0.0.1"
DEFAULT_PORT = 8050


class QuietHandler(WSGIRequestHandler):
    """Keep connections open and say nothing of requests that went well."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log faults of the server only."""
        if str(code).startswith("5"):
            super().log_request(code, size)


def port_of_environment() -> int:
    """Return the environment's PORT, 8050 without one; leaves with one line if it is no number."""
    text = os.environ.get("PORT", str(DEFAULT_PORT))
    if not text.isdigit():
        sys.exit(f"PORT is {text!r}: give a number from 1 to 65535.")
    return int(text)


def serve(server: Flask, port: int) -> None:
    """Serve on 127.0.0.1 until interrupted; leaves with one line if the port cannot be had."""
    if not 0 < port < 65536:
        sys.exit(f"PORT is '{port}': give a number from 1 to 65535.")
    try:
        # Bound here and handed over: Werkzeug has three lines to say of a port that is taken.
        bound = socket.create_server((HOST, port))
    except OSError:
        sys.exit(f"Port {port} is taken: choose another, for example PORT={port + 1}.")
    listener = make_server(
        HOST,
        port,
        server,
        threaded=True,
        request_handler=QuietHandler,
        fd=bound.fileno(),
    )
    print(f"Gene Constraint Dashboard: http://{HOST}:{port}  (stop with Ctrl-C)", flush=True)
    try:
        listener.serve_forever()
    except KeyboardInterrupt:
        print("Stopped.")
