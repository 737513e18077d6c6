"""Sessions whose connections keep their time limits from the name lookup on."""

from __future__ import annotations

import http.cookiejar
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from dashboard.upstream.http.deadline import CURRENT
from dashboard.upstream.http.upstream import CLIENT, PRODUCT

# What a request waits for when its connection is open; the block of it is the sending.
TURN: ContextVar[Callable[[], AbstractContextManager[None]] | None] = ContextVar(
    "turn", default=None
)
ADDRESSES_TRIED = 4  # a host with more addresses than this still has to answer in time

Address = tuple[Any, ...]


class TimedConnection(HTTPConnection):
    """A connection that obeys the deadline of the call it serves."""

    def _new_conn(self) -> socket.socket:
        try:
            # urllib3 keeps the name without IPv6 brackets under this name.
            sock = reach(self._dns_host, self.port, self.timeout or 0, self.socket_options or ())
        except socket.gaierror as error:
            raise NewConnectionError(self, f"no such host: {error}") from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "connection timed out") from error
        except OSError as error:
            raise NewConnectionError(self, "connection failed") from error
        sys.audit("http.client.connect", self, self.host, self.port)
        _watch(sock)
        return sock

    def request(self, *args: Any, **named: Any) -> None:  # as urllib3 has it, whichever version
        """Send a request, when it is its turn; the connection is opened before that."""
        turn = TURN.get()
        if turn is None:
            super().request(*args, **named)
            return
        if self.sock is None:
            self.connect()
        with turn():
            super().request(*args, **named)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 has it
        """Return the answer's beginning; the deadline watches a reused connection from here."""
        _watch(self.sock)
        return super().getresponse()


class TimedTlsConnection(TimedConnection, HTTPSConnection):
    """The same over TLS."""


class TimedPool(HTTPConnectionPool):
    """Keeps connections open between calls."""

    ConnectionCls = TimedConnection


class TimedTlsPool(HTTPSConnectionPool):
    """Keeps TLS connections open between calls."""

    ConnectionCls = TimedTlsConnection


POOLS: Mapping[str, type[HTTPConnectionPool]] = {"http": TimedPool, "https": TimedTlsPool}


class TimedAdapter(HTTPAdapter):
    """Makes `requests` use the connections above, also through a proxy."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pools."""
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = dict(POOLS)

    def proxy_manager_for(self, *args: Any, **named: Any) -> Any:
        """Return the pools of one proxy."""
        manager = super().proxy_manager_for(*args, **named)
        manager.pool_classes_by_scheme = dict(POOLS)
        return manager


def session(use_environment: bool = True) -> requests.Session:
    """Return a session: proxies and certificates as the machine has them, no cookies, no netrc.

    A clinic's network often lets nothing out but through its proxy and with its own
    certificates, so `HTTPS_PROXY`, `NO_PROXY` and `REQUESTS_CA_BUNDLE` are obeyed.
    """
    made = requests.Session()
    made.trust_env = use_environment
    made.auth = _nobody  # without this, requests would look for passwords in ~/.netrc
    made.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    made.headers.update({"User-Agent": f"{CLIENT} {PRODUCT}", "Accept-Encoding": "gzip, deflate"})
    for scheme in ("http://", "https://"):
        made.mount(scheme, TimedAdapter(pool_connections=4, pool_maxsize=2, max_retries=0))
    return made


def reach(
    host: str, port: int, seconds: float, options: Any = (), clock: Any = time.monotonic
) -> socket.socket:
    """Return a connected socket; the seconds hold for the lookup and all addresses together.

    Each address gets its share of what is left, so that one that swallows packets (often
    IPv6) does not use up the time of the others.

    Raises:
        TimeoutError: The time is over.
        OSError: No such host, or no address accepts the connection.
    """
    end = clock() + seconds
    found = addresses(host, port, seconds)[:ADDRESSES_TRIED]
    problem: OSError = TimeoutError() if found else socket.gaierror("no address")
    for position, (family, kind, protocol, _name, address) in enumerate(found):
        left = end - clock()
        if left <= 0:
            break
        sock = socket.socket(family, kind, protocol)
        try:
            for option in options:
                sock.setsockopt(*option)
            sock.settimeout(left / (len(found) - position))
            sock.connect(address)
        except OSError as error:
            sock.close()
            problem = error
        else:
            sock.settimeout(seconds)  # what TLS has to begin with
            return sock
    raise problem


def addresses(host: str, port: int, seconds: float) -> list[Address]:
    """Return a host's addresses; the system's lookup knows no time limit of its own.

    Raises:
        TimeoutError: The lookup takes too long; it is left to itself.
        OSError: There is no such host.
    """
    answer: SimpleQueue[list[Address] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else socket.gaierror(str(error)))

    Thread(target=look_up, daemon=True, name="lookup").start()
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError("name lookup timed out") from None
    if isinstance(found, OSError):
        raise found
    return found


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _watch(sock: socket.socket) -> None:
    deadline = CURRENT.get()
    if deadline is not None:
        deadline.watch(sock)
