"""A server on loopback that says exactly the bytes it is told to, well or badly."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable

LONGEST_WAIT_S = 5.0

Script = Callable[["Line"], None]


class Line:
    """One connection as the server sees it."""

    def __init__(self, sock: socket.socket) -> None:
        """Take an accepted connection."""
        self.sock = sock
        self.closed = False

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self.sock.sendall(data)

    def drip(self, data: bytes, every_s: float) -> None:
        """Send one byte after the other."""
        for position in range(len(data)):
            self.send(data[position : position + 1])
            time.sleep(every_s)

    def reset(self) -> None:
        """End the connection as a crash does."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        """End the connection."""
        self.closed = True
        self.sock.close()


class WireServer:
    """Plays one script for each request, the last one again and again."""

    def __init__(self, secure: ssl.SSLContext | None = None) -> None:
        """Listen on a free port, over TLS if there is a context for it."""
        self._secure = secure
        self.requests: list[bytes] = []
        self.connections = 0
        self.done = threading.Event()
        self.greeting: Script | None = None  # said before anything is asked
        self._scripts: list[Script] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        """Return the address."""
        return f"{'https' if self._secure else 'http'}://127.0.0.1:{self.port}"

    def plays(self, *scripts: Script | bytes) -> None:
        """Set what is answered from now on; bytes are sent as they are."""
        self._scripts = [
            says(script) if isinstance(script, bytes) else script for script in scripts
        ]

    def __enter__(self) -> WireServer:
        """Begin to accept."""
        self._start(self._accept)
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop, and wait for all threads."""
        self.done.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(LONGEST_WAIT_S)

    def _start(self, work: Callable[..., None], *words: object) -> None:
        thread = threading.Thread(target=work, args=words, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.done.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._welcome, sock)

    def _welcome(self, sock: socket.socket) -> None:
        sock.settimeout(LONGEST_WAIT_S)
        try:
            line = Line(self._secure.wrap_socket(sock, server_side=True) if self._secure else sock)
        except OSError:  # the client does not trust us
            sock.close()
            return
        if self.greeting is not None:
            with contextlib.suppress(OSError):  # the client left
                self.greeting(line)
        line.sock.settimeout(0.05)
        self._serve(line)

    def _serve(self, line: Line) -> None:
        try:
            while not (line.closed or self.done.is_set()):
                request = self._request(line.sock)
                if not request:
                    break
                with self._lock:
                    self.requests.append(request)
                    script = self._scripts[0] if len(self._scripts) == 1 else self._scripts.pop(0)
                line.sock.settimeout(LONGEST_WAIT_S)
                script(line)
                if not line.closed:
                    line.sock.settimeout(0.05)
        except OSError:
            pass  # the client left: in these tests it often does
        finally:
            line.sock.close()

    def _request(self, sock: socket.socket) -> bytes:
        """Return one whole request; empty when the client closed or the server stops."""
        data = b""
        while not self.done.is_set():
            head, end, body = data.partition(b"\r\n\r\n")
            if end and len(body) >= _announced(head):
                return data
            try:
                part = sock.recv(65536)
            except TimeoutError:
                continue
            if not part:
                return b""
            data += part
        return b""


def _announced(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def answer(
    body: bytes = b"", status: str = "200 OK", *headers: str, announced: int | None = None
) -> bytes:
    """Return a whole answer; `announced` is a length that may be a lie."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith("transfer-encoding") for line in headers):
        lines.append(f"Content-Length: {len(body) if announced is None else announced}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def says(data: bytes) -> Script:
    """Return a script that sends these bytes and leaves the connection open."""
    return lambda line: line.send(data)
