"""Large answers and bombs cost no more memory than the limit, and give it back."""

from __future__ import annotations

import gc
import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest

from dashboard.errors import SourceUnreadable
from dashboard.upstream.http import Http
from tests.faults.clients import client
from tests.faults.wire_server import Line, WireServer, answer

MEGABYTE = 1_000_000
SIZE = 200 * MEGABYTE


@pytest.fixture
def wire() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


def endless(line: Line) -> None:
    """Send 200 MB in chunks, or as much as the client takes."""
    line.send(answer(b"", "200 OK", "Transfer-Encoding: chunked"))
    part = b" " * 100_000
    for _ in range(SIZE // len(part)):
        line.send(b"%x\r\n%s\r\n" % (len(part), part))
    line.send(b"0\r\n\r\n")


def bomb() -> bytes:
    """Return 200 MB of spaces, packed."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(b" " * MEGABYTE) for _ in range(SIZE // MEGABYTE)]
    return b"".join([*parts, packer.flush()])


BOMB = bomb()
LARGE: dict[str, Callable[[Line], None]] = {
    "announced": lambda line: line.send(answer(b" " * 100_000, announced=SIZE)),
    "in chunks": endless,
    "a packed bomb": lambda line: line.send(answer(BOMB, "200 OK", "Content-Encoding: gzip")),
    "a bomb in the body itself": lambda line: line.send(answer(BOMB)),
    "a bomb packed twice": lambda line: line.send(
        answer(gzip.compress(BOMB), "200 OK", "Content-Encoding: gzip")
    ),
}


def peak(work: Callable[[], object]) -> tuple[int, int]:
    """Return the bytes that a piece of work held at most, and those that it left."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        gc.collect()
        left, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return most, left


@pytest.mark.parametrize("name", LARGE)
def test_a_body_of_200_mb_costs_no_more_than_the_limit(name: str, wire: WireServer) -> None:
    wire.plays(LARGE[name])
    http = client(wire.url)  # the limit is 1 MB

    def ask() -> None:
        with pytest.raises(SourceUnreadable, match=r"gnomAD answered with more than"):
            http.json("gnomad")

    ask()  # what the first call imports is not the body's
    most, left = peak(ask)
    assert most < 6 * MEGABYTE
    assert left < MEGABYTE // 2


def test_a_large_answer_within_the_limit_is_whole(wire: WireServer) -> None:
    rows = b"gene,class\n" * 90_000
    wire.plays(answer(gzip.compress(gzip.compress(rows)), "200 OK", "Content-Encoding: gzip"))
    http: Http = client(wire.url)
    assert http.text("gnomad").encode() == rows
    assert http.content("gnomad") == rows


def test_a_large_answer_is_read_fast_enough(wire: WireServer) -> None:
    wire.plays(answer(b" " * 999_000 + b"1"))
    began = time.monotonic()
    assert client(wire.url).json("gnomad") == 1
    assert time.monotonic() - began < 1.0
