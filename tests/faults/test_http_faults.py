"""What goes wrong between two machines, over real sockets: each fault ends in one plain error."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from dashboard.errors import (
    SourceBusy,
    SourceDown,
    SourceError,
    SourceRefused,
    SourceTimeout,
    SourceUnreachable,
    SourceUnreadable,
)
from tests.faults.clients import SECRET, SHORT, client
from tests.faults.wire_server import Line, Script, WireServer, answer

GOOD = answer(b'{"gene": "STAT3"}', "200 OK", "Content-Type: application/json")
PAGE = b"<!DOCTYPE html><html><body>Service temporarily unavailable</body></html>"
RATE = b'{"errors":[{"message":"Query rate limit exceeded. Please try again in a few minutes."}]}'


@pytest.fixture
def wire() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


def lost(line: Line) -> None:
    line.send(answer(b'{"gene": "ST', announced=5_000))
    line.reset()


def closed_early(line: Line) -> None:
    line.send(answer(b'{"gene": "ST', announced=5_000))
    line.close()


def chunks_end_early(line: Line) -> None:
    line.send(answer(b'b\r\n{"gene":"ST\r\n', "200 OK", "Transfer-Encoding: chunked"))
    line.close()


def hangs_up(line: Line) -> None:
    line.reset()


def silent(line: Line) -> None:
    time.sleep(0.6)
    line.close()


FAULTS: dict[str, tuple[Script | bytes, type[SourceError], int]] = {
    # name: what is answered, the error, the number of attempts
    "reset before the answer": (hangs_up, SourceUnreachable, 3),
    "reset in mid-body": (lost, SourceUnreachable, 3),
    "shorter than announced": (closed_early, SourceUnreadable, 3),
    "chunks end early": (chunks_end_early, SourceUnreadable, 3),
    "longer than announced": (answer(b'{"gene": "STAT3"}', announced=12), SourceUnreadable, 1),
    "no HTTP at all": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", SourceUnreachable, 3),
    "read time-out": (silent, SourceTimeout, 1),
    "429 without Retry-After": (answer(b"", "429 Too Many Requests"), SourceBusy, 3),
    "429 for longer than we wait": (
        answer(b"", "429 Too Many Requests", "Retry-After: 30"),
        SourceBusy,
        1,
    ),
    "400 that means rate limit": (answer(RATE, "400 Bad Request"), SourceBusy, 3),
    "200 that means rate limit": (
        answer(b'{"error":"API rate limit exceeded","count":"4"}'),
        SourceBusy,
        3,
    ),
    "500": (answer(b"", "500 Internal Server Error"), SourceDown, 3),
    "503 as a web page": (
        answer(PAGE, "503 Unavailable", "Content-Type: text/html"),
        SourceDown,
        3,
    ),
    "200 as a web page": (answer(PAGE), SourceUnreadable, 1),
    "400": (answer(b"Error parsing query", "400 Bad Request"), SourceRefused, 1),
    "404": (answer(b"{}", "404 Not Found"), SourceRefused, 1),
    "truncated JSON": (answer(b'{"gene": "STA'), SourceUnreadable, 1),
    "wrong encoding": (answer('{"gene": "é"}'.encode("latin-1")), SourceUnreadable, 1),
    "said to be packed": (
        answer(b'{"gene": 1}', "200 OK", "Content-Encoding: gzip"),
        SourceUnreadable,
        1,
    ),
    "packed and broken off": (
        answer(gzip.compress(b'{"gene": 1}')[:-9], "200 OK"),
        SourceUnreadable,
        1,
    ),
    "empty body": (answer(b""), SourceUnreadable, 1),
    "blank body": (answer(b" \n"), SourceUnreadable, 1),
    "no content": (answer(b"", "204 No Content"), SourceUnreadable, 1),
    "redirect loop": (answer(b"", "302 Found", "Location: /again"), SourceUnreadable, 1),
    "redirect to another host": (
        answer(b"", "302 Found", "Location: http://203.0.113.9/steal"),
        SourceUnreadable,
        1,
    ),
    "redirect to another scheme": (
        answer(b"", "302 Found", "Location: file:///etc/passwd"),
        SourceUnreadable,
        1,
    ),
    "redirect to nowhere": (answer(b"", "302 Found"), SourceUnreadable, 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_plain_error_and_one_line_in_the_log(name: str, wire: WireServer) -> None:
    fault, expected, attempts = FAULTS[name]
    wire.plays(fault)
    http = client(wire.url)
    with capture_logs() as lines, pytest.raises(SourceError) as caught:
        http.json("gnomad", "api", gene="STAT3")
    error = caught.value
    assert (type(error), error.source) == (expected, "gnomad")
    assert "gnomAD" in error.message
    assert error.message.endswith(".")
    assert error.hint.endswith(".")
    assert error.__cause__ is None
    assert SECRET not in f"{error.message} {error.hint} {error!r} {lines}"
    loops = 4 if name == "redirect loop" else attempts
    assert len(wire.requests) == loops
    assert [line["event"] for line in lines] == ["upstream"]
    assert lines[0]["attempt"] == attempts
    assert (lines[0]["source"], lines[0]["gene"]) == ("gnomad", "STAT3")
    assert lines[0]["outcome"] == error.kind

    wire.plays(GOOD)  # whatever it was, it does not stick to the connection
    http.try_again("gnomad")
    assert http.json("gnomad", "api") == {"gene": "STAT3"}


def test_a_fault_that_passes_is_not_seen(wire: WireServer) -> None:
    wire.plays(lost, answer(b"", "500 Oops"), GOOD)
    with capture_logs() as lines:
        assert client(wire.url).json("gnomad", "api", gene="STAT3") == {"gene": "STAT3"}
    assert [(line["outcome"], line["attempt"], line["status"]) for line in lines] == [
        ("ok", 3, 200)
    ]
    assert lines[0]["bytes"] == 17
    assert lines[0]["ms"] >= 0


def test_retry_after_is_obeyed_while_there_is_time(wire: WireServer) -> None:
    wire.plays(answer(b"", "429 Too Many Requests", "Retry-After: 0.1"), GOOD)
    began = time.monotonic()
    assert client(wire.url).json("gnomad") == {"gene": "STAT3"}
    assert time.monotonic() - began >= 0.1


def test_retry_after_holds_the_next_questions_back_until_a_person_asks(wire: WireServer) -> None:
    wire.plays(answer(b"", "429 Too Many Requests", "Retry-After: 30"))
    http = client(wire.url)
    for _ in range(2):
        with pytest.raises(SourceBusy) as caught:
            http.json("gnomad")
        assert caught.value.retry_after == pytest.approx(30, abs=2)
    assert len(wire.requests) == 1
    wire.plays(GOOD)
    http.try_again("gnomad")
    assert http.json("gnomad") == {"gene": "STAT3"}


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
    http = client(wire.url, replace(SHORT, whole_s=0.3, max_bytes=1_000))
    began = time.monotonic()
    with pytest.raises(SourceTimeout, match=r"gnomAD did not answer within 0\.3 s\."):
        http.text("gnomad")
    assert 0.25 < time.monotonic() - began < 0.6


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
    def slow(*_: Any, **__: Any) -> list[Any]:
        time.sleep(0.3)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    began = time.monotonic()
    with pytest.raises(SourceTimeout, match=r"could not be reached within 0\.05 s"):
        client("http://gnomad.example", replace(SHORT, connect_s=0.05, retries=0)).json("gnomad")
    assert time.monotonic() - began < 0.25


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
    bounds = replace(SHORT, retries=0, rest_s=60)
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


Ask = Callable[[Any], object]


@pytest.mark.parametrize(
    "ask",
    [
        lambda http: http.json("gnomad", params={"q": "STAT3"}),
        lambda http: http.json("gnomad", body={"query": "q"}),
        lambda http: http.form("gnomad", "post", {"id": "1,2"}),
        lambda http: http.text("gnomad"),
        lambda http: http.content("gnomad"),
    ],
)
def test_the_key_goes_with_each_request_and_stands_in_no_error_and_no_log(
    ask: Ask, wire: WireServer, capfd: pytest.CaptureFixture[str]
) -> None:
    wire.plays(answer(f"bad api_key={SECRET} {SECRET}".encode(), "400 Bad Request"))
    with pytest.raises(SourceRefused) as caught:
        ask(client(wire.url))
    assert SECRET.encode() in wire.requests[0]
    assert caught.value.detail == "bad api_key=*** ***"
    out, err = capfd.readouterr()
    assert SECRET not in out + err


def test_keys_in_the_logs_of_the_libraries_below_are_not_written(
    wire: WireServer, caplog: pytest.LogCaptureFixture
) -> None:
    wire.plays(answer(b"", "200 OK", "Bad Header : x", "no colon at all"))
    with caplog.at_level("DEBUG"), pytest.raises(SourceError):
        client(wire.url).json("gnomad")
    assert SECRET not in caplog.text
