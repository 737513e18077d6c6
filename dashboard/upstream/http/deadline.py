"""The moment by which an exchange is over, whatever the other side does."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, Token
from threading import Lock, Timer

# The deadline that the running call is under; a connection deep inside the client asks for it.
CURRENT: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


class Deadline:
    """Cuts the connection it watches when its time is over.

    A read time-out starts anew with each byte, so one byte a second would go on for ever.
    A timer shuts the connection down instead: the blocked read ends at once.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; the timer starts with the `with` block."""
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds
        self._cut = False
        self._line: socket.socket | None = None
        self._lock = Lock()
        self._timer = Timer(seconds, self._cut_off)
        self._timer.daemon = True
        self._token: Token[Deadline | None] | None = None

    def left(self) -> float:
        """Return the seconds that are left, 0 when there are none."""
        return max(0.0, self._end - self._clock())

    @property
    def over(self) -> bool:
        """Tell whether the time is over."""
        return self._cut or self.left() == 0

    def watch(self, sock: socket.socket) -> None:
        """Cut this connection, too, when the time is over; the one before is forgotten.

        A duplicate is kept: it stays valid when TLS takes the socket over or the client
        closes it while the answer is still being read.
        """
        line = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            before, self._line = self._line, line
            if self._cut:
                _shut(line)
        if before is not None:
            before.close()

    def __enter__(self) -> Deadline:
        """Start the timer and be the deadline of everything that this thread does."""
        self._token = CURRENT.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop the timer and let go of the connection."""
        self._timer.cancel()
        if self._token is not None:
            CURRENT.reset(self._token)
        with self._lock:
            line, self._line = self._line, None
        if line is not None:
            line.close()

    def _cut_off(self) -> None:
        with self._lock:
            self._cut = True
            if self._line is not None:
                _shut(self._line)


def _shut(line: socket.socket) -> None:
    with suppress(OSError):  # the other side was faster
        line.shutdown(socket.SHUT_RDWR)
