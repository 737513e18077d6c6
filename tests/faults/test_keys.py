"""No key appears in a log, an error, a cache file or a page, however ill a source answers.

The source here is as bad as can be: whatever it is asked, it says again, key and all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from dashboard.factory import create_app, make_service
from dashboard.registry import SOURCES
from dashboard.settings import Mode, Settings
from tests.faults.hosts import panel_requests

KEY = "NcbiKeyThatNobodyMaySee0123456789"
EMAIL = "nobody.may.see@example.org"
RESOURCES = ("variants", "publications")  # what NCBI, who has the key, is asked for
ILL = ("400", "429", "500", "200-html", "200-error", "redirect", "cut")


class Echo(BaseHTTPRequestHandler):
    """Answers with the request itself."""

    server: EchoServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        requested = f"{self.path} {self.rfile.read(length).decode()}"
        self.server.requested.append(requested)
        how = self.server.how
        status = int(how[:3]) if how[:3].isdigit() else 302 if how == "redirect" else 200
        error = {"error": requested, "esearchresult": {"ERROR": requested}, "message": requested}
        body = json.dumps(error) if how in ("200-error", "400") else f"<p>wrong: {requested}</p>"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) + (50 if how == "cut" else 0)))
        self.send_header("Content-Type", "text/html" if how == "200-html" else "application/json")
        if how == "redirect":
            self.send_header("Location", self.path)
        self.end_headers()
        self.wfile.write(body.encode())
        self.close_connection = True

    do_GET = do_POST = _answer  # noqa: N815 - http.server's names


class EchoServer(ThreadingHTTPServer):
    """Remembers what it was asked; `how` it answers can be changed."""

    def __init__(self) -> None:
        """Listen on a free port of loopback."""
        super().__init__(("127.0.0.1", 0), Echo)
        self.requested: list[str] = []
        self.how = "500"


@pytest.fixture
def echo() -> Iterator[EchoServer]:
    with EchoServer() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("how", ILL)
def test_no_key_appears_anywhere_when_a_source_says_it_again(
    how: str, echo: EchoServer, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("no_proxy", "*")
    echo.how = how
    known: dict[str, Any] = {"cache_dir": tmp_path, "ncbi_api_key": KEY, "ncbi_email": EMAIL}
    known |= {f"{n}_url": f"http://127.0.0.1:{echo.server_port}/{n}" for n in SOURCES}
    settings = Settings(mode=Mode.AUTO, log_level="DEBUG", **known)
    service = make_service(settings)
    client = create_app(settings, service=service).server.test_client()
    seen = [client.get(f"/api/v1/genes/STAT3/{name}?wait=4").data for name in RESOURCES]
    dependencies = client.get("/_dash-dependencies").json
    for _ in range(2):  # the second time, what failed is known
        requested = panel_requests(dependencies, "STAT3").values()
        seen += [client.post("/_dash-update-component", json=body).data for body in requested]
    seen += [client.get(path).data for path in ("/gene/STAT3", "/data", "/readyz")]
    assert service.live is not None
    assert service.live.cache.close(grace_s=10)
    service.live.http.close()
    log = "".join(capfd.readouterr())
    cached = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(KEY in requested for requested in echo.requested), "the source was given the key"
    assert '"event": "upstream"' in log
    assert any(b"eutils:" in text for text in cached), "a failure was kept"
    for text in (log.encode(), repr(settings).encode(), *seen, *cached):
        assert KEY.encode() not in text
    for text in (log.encode(), *seen, *cached):
        assert EMAIL.encode() not in text
        assert EMAIL.replace("@", "%40").encode() not in text
