"""Who asked, under which id: header, log line and header bar; words of strangers count nothing."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from flask.testing import FlaskClient

from components import ids
from dashboard.factory import create_app
from dashboard.process.logs import configure_logs, library_logs
from dashboard.settings import Mode, Settings
from tests.wire.conftest import posted

PROXY, STRANGER = {"REMOTE_ADDR": "10.1.2.3"}, {"REMOTE_ADDR": "192.0.2.9"}
USER = "X-Forwarded-User"  # oauth2-proxy's, beside X-Forwarded-Email and -Preferred-Username
SIGNED_IN = Settings(
    mode=Mode.OFFLINE, access_log=True, user_header=USER, trusted_proxies="10.1.0.0/16, unix, ::1"
)


@pytest.fixture(scope="module")
def server() -> Any:
    """Return a hosted app behind a proxy at 10.1.x.x."""
    return create_app(SIGNED_IN)


@pytest.fixture
def client(server: Any) -> FlaskClient:
    """Return a client of it."""
    found: FlaskClient = server.server.test_client()
    return found


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    """Return what is logged, with the context of each event."""
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as found:
        yield found


def visits(lines: list[Any]) -> list[dict[str, Any]]:
    """Return the lines of requests."""
    return [line for line in lines if line["event"] == "request"]


def test_a_request_has_a_line_without_the_gene_that_it_names(
    server: Any, client: FlaskClient, lines: list[Any]
) -> None:
    asked = {
        "/api/v1/genes/<symbol>/constraint": None,
        "/gene": None,
        f"/_dash-update-component {ids.panel('constraint')}": None,
    }
    answer = client.get("/api/v1/genes/STAT3/constraint")
    client.get("/gene/STAT3?release=v2.1")
    body = posted(server, f"{ids.panel('constraint')}.data-state", {ids.GENE: "STAT3"})
    client.post("/_dash-update-component", json=body)
    client.get("/api/v1/genes/NOSUCHGENE")
    found = visits(lines)
    routes = [line["route"] for line in found]
    assert routes[0] == "/api/v1/genes/<symbol>/<any(" + routes[0].partition("any(")[2]
    assert routes[1:3] == list(asked)[1:]
    assert [line["status"] for line in found] == [200, 200, 200, 404]
    assert found[0]["state"] == "snapshot"
    assert found[2]["state"] == "snapshot"
    assert found[0]["bytes"] == len(answer.data)
    assert all(line["ms"] > 0 and line["request_id"] for line in found)
    assert "STAT3" not in str(found)
    assert "NOSUCHGENE" not in str(lines)


def test_a_log_that_may_name_genes_has_the_address() -> None:
    named = create_app(SIGNED_IN.model_copy(update={"log_genes": True})).server.test_client()
    with structlog.testing.capture_logs() as lines:
        named.get("/gene/STAT3?release=v2.1")
    assert visits(lines)[0]["address"] == "/gene/STAT3?release=v2.1"


def test_the_id_of_a_request_comes_back_and_stands_in_its_line(
    client: FlaskClient, lines: list[Any]
) -> None:
    given = "0f8a-trace.ABC_123"
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] == given
    assert visits(lines)[0]["request_id"] == given
    others = {client.get("/healthz").headers["X-Request-ID"] for _ in range(5)}
    assert len(others) == 5


@pytest.mark.parametrize("forged", ["short", "a" * 65, 'abc"}{"x', "<script>alert(1)", "-" * 9])
def test_an_id_that_is_none_is_replaced(client: FlaskClient, forged: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": forged}).headers["X-Request-ID"]
    assert answered != forged
    assert len(answered) == 32


def test_a_user_is_known_by_the_word_of_the_proxy(client: FlaskClient, lines: list[Any]) -> None:
    headers = {USER: "ada@clinic.example", "X-Forwarded-For": "203.0.113.7"}
    layout = client.get("/_dash-layout", headers=headers, environ_overrides=PROXY)
    assert "ada@clinic.example" in layout.text
    (line,) = visits(lines)
    assert (line["user"], line["client"]) == ("ada@clinic.example", "203.0.113.7")
    other = client.get("/_dash-layout", headers={USER: "bob"}, environ_overrides=PROXY).text
    assert "bob" in other
    assert "ada@" not in other
    assert "signed-in" not in client.get("/_dash-layout", environ_overrides=PROXY).text


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        ({USER: "root"}, STRANGER),
        ({USER: "root", "X-Forwarded-For": "10.1.2.3"}, STRANGER),
        ({USER: "root"}, {"REMOTE_ADDR": "::ffff:192.0.2.9"}),
        ({USER: "root"}, {"REMOTE_ADDR": "no address"}),
        ([(USER, "root"), (USER, "ada")], PROXY),  # one of them is the client's own
        ({USER: "root, ada"}, PROXY),
        ({USER: "a" * 101}, PROXY),
        ({USER: "ada\u202eroot".encode().decode("latin-1")}, PROXY),
        ({"X-Forwarded-Email": "root"}, PROXY),
        ({"X-Auth-Request-User": "root"}, PROXY),
    ],
)
def test_a_forged_user_is_nobody(
    client: FlaskClient, lines: list[Any], headers: Any, peer: dict[str, str]
) -> None:
    layout = client.get("/_dash-layout", headers=headers, environ_overrides=peer)
    assert "signed-in" not in layout.text
    assert visits(lines)[0]["user"] is None


@pytest.mark.parametrize(
    ("peer", "forwarded", "client_is"),
    [
        ("192.0.2.9", "198.51.100.1", "192.0.2.9"),
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the first is the client's word
        ("10.1.2.3", "198.51.100.1, 10.1.9.9", "198.51.100.1"),  # two proxies
        ("10.1.2.3", "nonsense", "10.1.2.3"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("::ffff:10.1.2.3", "2001:db8::1", "2001:db8::1"),
        ("", "198.51.100.1", "198.51.100.1"),  # the Unix socket
    ],
)
def test_a_client_is_the_last_hop_that_no_trusted_proxy_is(
    client: FlaskClient, lines: list[Any], peer: str, forwarded: str, client_is: str
) -> None:
    headers = {"X-Forwarded-For": forwarded}
    client.get("/healthz", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    assert visits(lines)[0]["client"] == client_is


def test_a_name_with_markup_is_text_and_one_in_utf8_is_read(client: FlaskClient) -> None:
    for name in ("<img src=x onerror=alert(1)>", "J\u00fcrgen"):
        header = {USER: name.encode().decode("latin-1")}
        layout = client.get("/_dash-layout", headers=header, environ_overrides=PROXY)
        text = json.dumps(layout.get_json(), ensure_ascii=False)
        assert json.dumps(name, ensure_ascii=False).strip('"') in text
        assert '"dangerouslySetInnerHTML"' not in text


@pytest.mark.parametrize(
    "wrong",
    [{"trusted_proxies": "proxy.example"}, {"user_header": USER}, {"user_header": "X User"}],
)
def test_a_setting_that_would_trust_everybody_or_nobody_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"trusted_proxies|user_header"):
        Settings(**wrong)  # type: ignore[arg-type]


def test_a_traceback_is_one_line_and_names_of_genes_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    configure_logs("INFO")
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError:
        structlog.get_logger("x").exception("failed", gene="STAT3", path="/gene/STAT3", number=1)
        logging.getLogger("a.package").exception("it\nfailed")
    own, library = map(json.loads, written.getvalue().splitlines())
    assert "ZeroDivisionError" in own["exception"]
    assert (own["number"], own["level"]) == (1, "error")
    assert "STAT3" not in str(own)
    assert (library["event"], library["logger"]) == ("it\nfailed", "a.package")
    assert "ZeroDivisionError" in library["exception"]
    assert library_logs("gunicorn.error", level="INFO")["loggers"]["gunicorn.error"]["level"]
