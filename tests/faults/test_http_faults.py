"""What goes wrong between two machines, over real sockets: each fault ends in one plain error."""

from __future__ import annotations

import gzip
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
    line.sock.recv(1)  # until the client has enough
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
    http = client(wire.url, replace(SHORT, read_s=0.25) if name == "read time-out" else SHORT)
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
