"""The same wire over TLS and through a proxy, as in a clinic's network."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.errors import SourceTimeout, SourceUnreachable
from dashboard.upstream.http import Http, Upstream
from tests.faults.clients import SHORT, client
from tests.faults.wire_server import Line, WireServer, answer

GOOD = answer(b'{"gene": "STAT3"}')


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a certificate for 127.0.0.1 that nobody signed, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here: apt-get install openssl, or brew install openssl")
    folder = tmp_path_factory.mktemp("certificate")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "own.pem")]
    subprocess.run([openssl, *words.split(), *names, *files], check=True, capture_output=True)
    return folder


@pytest.fixture
def secure(certificate: Path) -> Iterator[WireServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "own.pem", certificate / "key.pem")
    with WireServer(context) as server:
        yield server


@pytest.fixture
def wire() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


def trusting(url: str, whole_s: float = SHORT.whole_s) -> Http:
    """Return a client that looks at the environment."""
    source = Upstream("gnomad", url, "1000/second")
    return Http([source], bounds=replace(SHORT, whole_s=whole_s))


def test_a_certificate_that_nobody_signed_is_refused_in_plain_words(secure: WireServer) -> None:
    secure.plays(GOOD)
    with pytest.raises(SourceUnreachable, match="certificate is refused") as caught:
        client(secure.url).json("gnomad")
    assert "REQUESTS_CA_BUNDLE" in caught.value.hint
    assert secure.requests == []


def test_the_machines_own_certificates_are_trusted(
    secure: WireServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate / "own.pem"))
    secure.plays(GOOD)
    http = trusting(secure.url)
    for _ in range(2):
        assert http.json("gnomad") == {"gene": "STAT3"}
    assert secure.connections == 1


def test_a_slow_drip_over_tls_is_cut(
    secure: WireServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drip(line: Line) -> None:
        line.drip(b"HTTP/1.1 200 OK\r\n\r\n" + b"a,b\n" * 200, 0.04)

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate / "own.pem"))
    secure.plays(drip)
    began = time.monotonic()
    with pytest.raises(SourceTimeout, match=r"within 0\.3 s"):
        trusting(secure.url, whole_s=0.3).text("gnomad")
    assert time.monotonic() - began < 1.5


def test_a_handshake_that_never_ends_is_cut(wire: WireServer) -> None:
    wire.greeting = lambda line: line.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 100, 0.02)
    bounds = replace(SHORT, connect_s=5, read_s=5, whole_s=0.3)
    began = time.monotonic()
    with pytest.raises(SourceTimeout, match=r"within 0\.3 s"):
        client(wire.url.replace("http:", "https:"), bounds).json("gnomad")
    assert time.monotonic() - began < 1.5


def test_a_proxy_of_the_environment_is_used(
    wire: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", wire.url)
    monkeypatch.setenv("NO_PROXY", "")
    wire.plays(GOOD)
    assert trusting("http://gnomad.example/api").json("gnomad") == {"gene": "STAT3"}
    assert wire.requests[0].startswith(b"GET http://gnomad.example/api HTTP/1.1")


def test_passwords_of_the_machines_user_are_not_sent_along(
    wire: WireServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password pa55word\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wire.plays(answer(b'{"gene": "STAT3"}', "200 OK", "Set-Cookie: id=1"))
    http = trusting(wire.url)
    for _ in range(2):
        http.json("gnomad")
    sent = b"".join(wire.requests).lower()
    assert b"authorization" not in sent
    assert b"cookie" not in sent
