"""Addresses on loopback where nobody answers: what a server cannot do by itself."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

NO_SUCH_HOST = "http://upstream.invalid"
"""A name that no resolver has, by RFC 6761."""


@contextmanager
def refused() -> Iterator[str]:
    """Yield an address that refuses: the port is taken, and nobody listens on it."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@contextmanager
def black_hole() -> Iterator[str]:
    """Yield an address where a connection is neither accepted nor refused: it times out.

    The queue of a listening socket is filled; Linux then drops further connections.
    """
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
