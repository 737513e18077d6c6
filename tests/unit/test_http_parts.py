"""The small parts of the wire: addresses, secrets, encodings, Retry-After, name lookups."""

from __future__ import annotations

import gzip
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from dashboard.errors import SourceRefused
from dashboard.upstream.http import Http
from dashboard.upstream.http import body as bodies
from dashboard.upstream.http import error_mapping as faults
from dashboard.upstream.http.body import Body, NotData
from dashboard.upstream.http.connection import reach
from dashboard.upstream.http.deadline import CURRENT, Deadline
from dashboard.upstream.http.error_mapping import retry_after
from dashboard.upstream.http.redact import Redactor
from dashboard.upstream.http.upstream import DEFAULT_BOUNDS, Upstream


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "example.org",
        "https://",
        "https://me:secret@example.org/api",
        "https://example.org/api?key=1",
        "file:///etc/passwd",
    ],
)
def test_an_address_is_a_plain_one(address: str) -> None:
    with pytest.raises(ValueError, match="The address of gnomad must be"):
        Upstream("gnomad", address, "1/second")


def test_a_limit_has_a_meaning() -> None:
    with pytest.raises(ValueError, match="couldn't parse"):
        Upstream("gnomad", "https://example.org", "now and then")


@pytest.mark.parametrize(
    ("base", "path", "whole"),
    [
        ("https://example.org/api", "", "https://example.org/api"),
        ("https://example.org/eutils/", "esearch.fcgi", "https://example.org/eutils/esearch.fcgi"),
        ("https://example.org/x", "/lookup/id", "https://example.org/x/lookup/id"),
    ],
)
def test_paths_stand_below_the_base_address(base: str, path: str, whole: str) -> None:
    assert Upstream("x", base, "1/second").address(path) == whole


def test_what_a_source_is_made_from_does_not_show_its_keys() -> None:
    source = Upstream(
        "eutils",
        "https://example.org",
        "3/second",
        params={"api_key": "abc123456", "email": "me@example.org", "tool": "gcd"},
        headers={"Authorization": "Bearer xyz", "Accept": "text/plain"},
    )
    assert source.words == "NCBI"
    assert set(source.secrets()) == {"abc123456", "me@example.org", "Bearer xyz"}
    assert "abc123456" not in repr(source)
    assert "example.org'" in repr(source)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GET /x?api_key=other&db=gene", "GET /x?api_key=***&db=gene"),
        ("apiKey=zzz failed", "apiKey=*** failed"),
        ("email=a%40b.org", "email=***"),
        ("sent by me@example.org", "sent by ***"),
        ("sent by me%40example.org", "sent by ***"),
        ('{"error":"rate","api-key":"192.0.2.7"}', '{"error":"rate","api-key":"***"}'),
        ("the monkey=3 and token of esteem", "the monkey=3 and token of esteem"),
    ],
)
def test_secrets_are_hidden_wherever_they_stand(text: str, shown: str) -> None:
    assert Redactor(["me@example.org", "abc"])(text) == shown


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ('{"a": "é"}'.encode(), None),
        ('{"a": "é"}'.encode(), "latin-1"),  # the header is wrong, the bytes are not
        (b"\xef\xbb\xbf" + '{"a": "é"}'.encode(), None),
        ('{"a": "é"}'.encode("latin-1"), "iso-8859-1"),
        ('{"a": "é"}'.encode("utf-16"), None),
        ('{"a": "é"}'.encode("utf-16-le"), None),
    ],
)
def test_json_is_read_in_the_encoding_that_it_is_in(data: bytes, charset: str | None) -> None:
    assert bodies.parsed(Body(bytearray(data), charset)) == {"a": "é"}


@pytest.mark.parametrize(
    "data",
    [
        '{"a": "é"}'.encode("latin-1"),
        b'{"a": NaN}',
        b"[" * 100_000,
        b"{}{}",
        b"\xff\xfe",
        b"\x00",
        b"  \n<?xml version='1.0'?><html>",
        b"<eSearchResult>",
    ],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(NotData):
        bodies.parsed(Body(bytearray(data), None))


@pytest.mark.parametrize(
    "page",
    [
        b"<html>",
        b"\n <!DOCTYPE html PUBLIC",
        b"<?xml version='1.0'?>\n<!doctype HTML>",
        b"<!-- down --><html>",
        b"<HEAD>",
    ],
)
def test_a_web_page_is_no_table(page: bytes) -> None:
    with pytest.raises(NotData, match="web page"):
        bodies.text(Body(bytearray(page), None))
    with pytest.raises(NotData, match="web page"):
        bodies.content(Body(bytearray(page), None))


def test_xml_and_tables_are_text() -> None:
    for data in (b"<?xml version='1.0'?><PubmedArticleSet/>", b"#MIM number\tGeneID\n"):
        assert bodies.text(Body(bytearray(data), None)).encode() == data
    assert bodies.text(Body(bytearray("é".encode("latin-1")), "latin-1")) == "é"
    with pytest.raises(NotData, match="encoding"):
        bodies.text(Body(bytearray("é".encode("latin-1")), "no-such-charset"))


def test_members_of_a_packed_file_are_put_together() -> None:
    packed = bytearray(gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n"))
    assert bodies._unpacked(packed, 100) == b"a,b\n1,2\n"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7),
        ("0.25", 0.25),
        ("-3", 0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Wed, 21 Oct 2099 07:28:00", pytest.approx(2.3e9, rel=0.05)),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: Any) -> None:
    found = retry_after(header)
    assert found == (seconds if seconds is None else pytest.approx(seconds, abs=60))


@pytest.mark.parametrize(("hours", "seconds"), [(-1, 0), (1, 3_600)])
def test_retry_after_a_date_is_the_time_until_then(hours: int, seconds: float) -> None:
    then = datetime.now(UTC) + timedelta(hours=hours)
    assert retry_after(format_datetime(then, usegmt=True)) == pytest.approx(seconds, abs=60)


def test_an_address_that_swallows_packets_leaves_time_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as good,
        socket.create_server(("127.0.0.1", 0), backlog=0) as full,
        socket.create_connection(full.getsockname()),
    ):
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        found = [(*kind, full.getsockname()), (*kind, good.getsockname())]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        began = time.monotonic()
        with reach("two.example", 80, 0.4) as sock:
            assert sock.getpeername() == good.getsockname()
        assert 0.15 < time.monotonic() - began < 0.39


def test_a_deadline_cuts_what_it_watches_even_when_tls_took_it_over() -> None:
    ours, theirs = socket.socketpair()
    with theirs, Deadline(0.05) as deadline:
        assert CURRENT.get() is deadline
        deadline.watch(ours)
        adopted = socket.socket(fileno=ours.detach())
        with adopted:
            adopted.settimeout(2)
            assert adopted.recv(1) == b""
        assert deadline.over
        assert deadline.left() == 0
    assert CURRENT.get() is None


def test_a_source_that_is_not_set_up_is_refused_in_plain_words() -> None:
    with pytest.raises(SourceRefused, match=r"OMIM is not set up here\."):
        Http([]).json("omim", "api/entry")


def test_a_connection_made_after_the_deadline_is_cut_at_once() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Deadline(0.01) as deadline:
        deadline._timer.join(2)
        deadline.watch(ours)
        ours.settimeout(2)
        assert ours.recv(1) == b""


def test_nothing_is_asked_again_in_zero_seconds() -> None:
    source = Upstream("gnomad", "https://example.org", "10/minute")
    assert faults.circuit_open(source, DEFAULT_BOUNDS, 0.0).hint == "It is asked again in 1 s."
    assert faults.queue_too_long(source, 0.2).hint == "Ask again in 1 s."
