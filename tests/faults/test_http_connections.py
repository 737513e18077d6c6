"""Connections that drip, hang, move or keep failing, over real sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dashboard.errors import SourceDown, SourceTimeout, SourceUnreachable, SourceUnreadable
from tests.faults.clients import SHORT, client
from tests.faults.wire_server import Line, Script, WireServer, answer

GOOD = answer(b'{"gene": "STAT3"}', "200 OK", "Content-Type: application/json")


@pytest.fixture
def wire() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


def dripping(data: bytes, at_once: bytes = b"") -> Script:
    def drip(line: Line) -> None:
        line.send(at_once)
        line.drip(data, 0.04)

    return drip


CHUNKED = answer(b"", "200 OK", "Transfer-Encoding: chunked")


DRIPS: dict[str, Script] = {
    "the headers": dripping(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 500),
    "an announced body": dripping(b"a,b\n" * 200, answer(b"", announced=500)),
    "a body of any length": dripping(b"a,b\n" * 200, b"HTTP/1.1 200 OK\r\n\r\n"),
    "chunks": dripping(b"1\r\n \r\n" * 200, CHUNKED),
    "all within the last chunk's frame": dripping(b"0" * 200, CHUNKED),
}


@pytest.mark.parametrize("name", DRIPS)
def test_a_slow_drip_is_cut_by_the_limit_of_the_whole_fetch(name: str, wire: WireServer) -> None:
    wire.plays(DRIPS[name])
    http = client(wire.url, replace(SHORT, read_s=0.25, whole_s=0.3, max_bytes=1_000))
    began = time.monotonic()
    with pytest.raises(SourceTimeout, match=r"gnomAD did not answer within 0\.3 s\."):
        http.text("gnomad")
    assert 0.25 < time.monotonic() - began < 1.5  # of 8 to 32 s that it would last


def test_nobody_listens(wire: WireServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(SourceUnreachable, match=r"gnomAD could not be reached\."):
        client(f"http://127.0.0.1:{port}").json("gnomad")


def test_there_is_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(SourceUnreachable, match=r"gnomAD could not be reached\."):
        client("http://gnomad.example").json("gnomad")


def test_a_name_lookup_that_hangs_is_under_the_limit_of_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()

    def slow(*_: Any, **__: Any) -> list[Any]:
        over.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    began = time.monotonic()
    with pytest.raises(SourceTimeout, match=r"could not be reached within 0\.05 s"):
        client("http://gnomad.example", replace(SHORT, connect_s=0.05, retries=0)).json("gnomad")
    assert time.monotonic() - began < 5
    over.set()


def test_a_connection_that_is_never_taken_up_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):  # the queue of the listener is full
            bounds = replace(SHORT, connect_s=0.1, retries=1)
            with pytest.raises(SourceTimeout, match=r"could not be reached within 0\.1 s"):
                client(f"http://127.0.0.1:{port}", bounds).json("gnomad")


def test_connections_stay_open_between_questions(wire: WireServer) -> None:
    wire.plays(
        GOOD,
        answer(b'11\r\n{"gene": "STAT3"}\r\n0\r\n\r\n', "200 OK", "Transfer-Encoding: chunked"),
        GOOD,
    )
    http = client(wire.url)
    for _ in range(3):
        assert http.json("gnomad") == {"gene": "STAT3"}
    assert wire.connections == 1


def test_a_connection_that_the_source_gave_up_is_made_anew(wire: WireServer) -> None:
    def once(line: Line) -> None:
        line.send(GOOD)
        line.close()

    wire.plays(once)
    http = client(wire.url)
    for _ in range(3):
        assert http.json("gnomad") == {"gene": "STAT3"}


@pytest.mark.parametrize(
    ("status", "method", "followed"),
    [(301, "GET", True), (307, "POST", True), (308, "POST", True), (302, "POST", False)],
)
def test_a_redirect_within_the_host_is_followed_if_nothing_gets_lost(
    status: int, method: str, followed: bool, wire: WireServer
) -> None:
    wire.plays(answer(b"", f"{status} Moved", "Location: /new?x=1"), GOOD)
    http, body = client(wire.url), {"query": "q"} if method == "POST" else None
    if followed:
        assert http.json("gnomad", "api", body=body) == {"gene": "STAT3"}
        assert wire.requests[1].startswith(f"{method} /new?x=1 HTTP/1.1".encode())
        assert (b'{"query":"q"}' in wire.requests[1]) == (method == "POST")
    else:
        with pytest.raises(SourceUnreadable):
            http.json("gnomad", "api", body=body)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "me@127.0.0.3"])
def test_a_redirect_to_another_host_on_the_same_port_is_not_followed(
    host: str, wire: WireServer
) -> None:
    wire.plays(answer(b"", "307 Moved", f"Location: http://{host}:{wire.port}/"), GOOD)
    with pytest.raises(SourceUnreadable, match="another host"):
        client(wire.url).json("gnomad", body={"query": "q"})
    assert len(wire.requests) == 1


def test_after_three_failures_a_source_is_left_alone_then_tried_once(wire: WireServer) -> None:
    now = [1_000.0]
    wire.plays(answer(b"", "500 Oops"))
    bounds = replace(SHORT, retries=0, reset_s=60)
    http = client(wire.url, bounds, clock=lambda: now[0])
    for _ in range(3):
        with pytest.raises(SourceDown, match="out of order"):
            http.json("gnomad")
    assert http.health("gnomad").failures == 3
    with pytest.raises(SourceDown, match="left alone") as caught:
        http.json("gnomad")
    assert caught.value.retry_after == pytest.approx(60)
    now[0] += 61
    with pytest.raises(SourceDown, match="out of order"):
        http.json("gnomad")  # the one that tries
    with pytest.raises(SourceDown, match="left alone"):
        http.json("gnomad")
    assert len(wire.requests) == 4
    now[0] += 61
    wire.plays(GOOD)
    assert http.json("gnomad") == {"gene": "STAT3"}
    assert http.health("gnomad").failures == 0
