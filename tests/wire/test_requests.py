"""What a client may get wrong: one sentence, 4xx, one line in the log, and nothing is kept."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import orjson
import pytest
import structlog
from dash import Dash
from flask.testing import FlaskClient
from flask_compress import flask_compress
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from callbacks.requests import value_type
from components import ids
from dashboard import factory
from dashboard.settings import Mode, Settings
from dashboard.web.responses import component_fingerprints, fingerprint
from tests.conftest import ROOT
from tests.wire.conftest import outputs, posted

CALLBACK = "/_dash-update-component"
SUITES = "/_dash-component-suites"
IMMUTABLE = "public, max-age=31536000, immutable"
DEEP = 100_000
JSON = "application/json"
Line = MutableMapping[str, Any]


def callback_bodies(app: Dash) -> dict[str, bytes]:
    """Return bodies that no page posts, by what is wrong with them."""
    good = posted(app, f"{ids.panel('constraint')}.data-state", {ids.GENE: "STAT3"})
    one = posted(app, "data-tables.children", {ids.DATA_TABLES: "data-tables"})
    query = posted(app, f"{ids.panel('compare-forest')}.data-state", {ids.QUERY: {"view": "x"}})

    def value(body: dict[str, Any], given: Any) -> dict[str, Any]:
        return body | {"inputs": [body["inputs"][0] | {"value": given}, *body["inputs"][1:]]}

    wrong: dict[str, Any] = {
        "a list": [],
        "a number": 7,
        "null": None,
        "a text": "output",
        "an empty object": {},
        "an unknown output": {"output": "x"},
        "an output that is a list": {"output": ["x"]},
        "an output that is an object": {"output": {"id": "x", "property": "y"}},
        "only an output": {"output": good["output"]},
        "the output of a function in the browser": good | {"output": "list-asked.data"},
        "inputs of another callback": good | {"inputs": query["inputs"]},
        "no inputs": good | {"inputs": []},
        "inputs that are null": good | {"inputs": None},
        "inputs that are texts": good | {"inputs": ["STAT3"] * len(good["inputs"])},
        "inputs that are lists": good | {"inputs": [[one] for one in good["inputs"]]},
        "inputs without ids": good | {"inputs": [{}] * len(good["inputs"])},
        "inputs with numbers for ids": good | {"inputs": [{"id": 1, "property": 2}]},
        "one input twice": good | {"inputs": [*good["inputs"], good["inputs"][0]]},
        "no state": good | {"state": []},
        "state that is a text": good | {"state": "x"},
        "outputs of another callback": good | {"outputs": query["outputs"]},
        "outputs that are a number": good | {"outputs": 3},
        "no outputs": {key: good[key] for key in good if key != "outputs"},
        "one output in a list": one | {"outputs": [one["outputs"]]},
        "several outputs as one": good | {"outputs": good["outputs"][0]},
        "changes that are a number": good | {"changedPropIds": 3},
        "changes that are lists": good | {"changedPropIds": [[]]},
        "a gene that is a number": value(good, 7),
        "a gene that is a list": value(good, ["STAT3"]),
        "a gene that is an object": value(good, {"a": 1}),
        "an address that is a text": value(query, "compare"),
        "an address with lists": value(query, {"view": "compare", "genes": ["STAT3"]}),
        "an address that is a list": value(query, []),
    }
    bodies = {name: orjson.dumps(body) for name, body in wrong.items()}
    nested = b"[" * DEEP + b"]" * DEEP
    text = orjson.dumps(good)
    assert b'"STAT3"' in text
    return bodies | {
        "nothing": b"",
        "half of it": text[: len(text) // 2],
        "no JSON": b"output=x",
        "no UTF-8": b'{"output": "\xff"}',
        "a deep list": nested,
        "a deep object": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
        "a deep value": text.replace(b'"STAT3"', nested),
        "a value of 900 levels": text.replace(b'"STAT3"', b"[" * 900 + b"]" * 900),
        "not a number": text.replace(b'"STAT3"', b"NaN"),
        "half a character": text.replace(b'"STAT3"', b'"\\ud800"'),
        "a number of 5000 digits": text.replace(b'"STAT3"', b"9" * 5000),
    }


ADDRESSES = [
    ("GET", CALLBACK),
    ("PUT", CALLBACK),
    ("DELETE", CALLBACK),
    ("POST", "/"),
    ("POST", "/gene/STAT3"),
    ("PATCH", "/_dash-layout"),
    ("POST", "/_dash-dependencies"),
    ("POST", "/assets/app.css"),
    ("TRACE", "/"),
    ("BREW", "/"),
    ("GET", "/_dash-nothing"),
    ("GET", "/_dash-layout/x"),
    ("GET", SUITES),
    ("GET", f"{SUITES}/"),
    ("GET", f"{SUITES}/dash"),
    ("GET", f"{SUITES}/dash/nothing.js"),
    ("GET", f"{SUITES}/dash/dcc/nothing.v4_4_1m1.js"),
    ("GET", f"{SUITES}/dash/dcc/dash_core_components.v!.js"),
    ("GET", f"{SUITES}/dash/dcc/dash_core_components.v4.4.1m1.js"),
    ("GET", f"{SUITES}/dash/dash.py"),
    ("GET", f"{SUITES}/dash/../dash.py"),
    ("GET", f"{SUITES}/dash/%2e%2e/%2e%2e/pyvenv.cfg"),
    ("GET", f"{SUITES}/dash/dcc/"),
    ("GET", f"{SUITES}/os/path.js"),
    ("GET", f"{SUITES}/dashboard/settings.py"),
    ("GET", f"{SUITES}/no_such_package/x.js"),
    ("GET", f"{SUITES}/dash/" + "a" * 5000),
    ("GET", f"{SUITES}/dash/%00.js"),
    ("GET", f"{SUITES}/dash/x%0ay.js"),
    ("GET", f"{SUITES}/dash/%ff%fe.js"),
    ("GET", f"{SUITES}/<script>/x.js"),
    ("GET", "/assets"),
    ("GET", "/assets/"),
    ("GET", "/assets/nothing.js"),
    ("GET", "/assets/nothing.js?m=1"),
    ("GET", "/assets/compare"),
    ("GET", "/assets/compare/"),
    ("GET", "/assets/../app.py"),
    ("GET", "/assets/%2e%2e/app.py"),
    ("GET", "/assets/..%2fapp.py"),
    ("GET", "/assets//etc/passwd"),
    ("GET", "/assets/%00"),
    ("GET", "/assets/" + "a" * 5000),
    ("GET", "/vendor/nothing.css?m=1"),
    ("GET", "/vendor/../bootstrap5.py"),
    ("GET", "/vendor"),
]

API = [
    ("GET", "/api/v1/genes/NOSUCHGENE?m=1"),
    ("GET", "/api/v1/genes/NOSUCHGENE"),
    ("GET", "/api/v1/genes/%00"),
    ("GET", "/api/v1/genes/%ff"),
    ("GET", "/api/v1/genes/" + "A" * 5000),
    ("GET", "/api/v1/genes/A%2FB"),
    ("GET", "/api/v1/genes/STAT3/nothing"),
    ("GET", "/api/v1/genes/STAT3/constraint?release=v9"),
    ("GET", "/api/v1/genes/STAT3/constraint?wait=nan"),
    ("GET", "/api/v1/genes/STAT3/constraint?wait=1e999"),
    ("GET", "/api/v1/genes/STAT3/constraint?wait=-1"),
    ("GET", "/api/v1/genes/STAT3/constraint?format=xml"),
    ("GET", "/api/v1/genes/STAT3/constraint?m=1"),
    ("GET", "/api/v1/genes?limit=%D9%A3"),
    ("GET", "/api/v1/genes?limit=999999999999999999999"),
    ("GET", "/api/v1/genes?limit="),
    ("GET", "/api/v1/constraint"),
    ("GET", "/api/v1/constraint?genes=,,,"),
    ("GET", "/api/v1/constraint?genes=" + ",".join(["STAT3"] * 51)),
    ("GET", "/api/v1/list"),
    ("DELETE", "/api/v1/list"),
    ("BREW", "/api/v1/genes/STAT3"),
    ("GET", "/api/v2"),
    ("GET", "/readyz?m=1"),
]
LISTS: dict[str, Any] = {
    "a list": [],
    "nothing": {},
    "symbols that are a text": {"symbols": "STAT3"},
    "symbols that are lists": {"symbols": [["STAT3"]]},
    "symbols that are numbers": {"symbols": [1]},
    "no symbols": {"symbols": []},
    "a release that is a list": {"symbols": ["STAT3"], "release": ["v2.1"]},
    "a release that is none": {"symbols": ["STAT3"], "release": "v9"},
    "lines that are texts": {"symbols": ["STAT3"], "lines": ["one"]},
    "lines without end": {"symbols": ["STAT3"], "lines": [1, 2, 3]},
    "a switch that is a text": {"symbols": ["STAT3"], "without_flagged": "yes"},
    "a field that is unknown": {"symbols": ["STAT3"], "genes": 1},
}


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[Line]]:
    """Return the lines that a test logs; one of Flask's own, as for a failure, fails the test."""
    with structlog.testing.capture_logs() as lines:
        yield lines
    assert caplog.records == []


def assert_refused(answer: TestResponse) -> None:
    """Assert a 4xx that is never kept."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:300])
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_body_that_no_page_posts_is_refused_in_one_line(
    app: Dash, client: FlaskClient, logged: list[Line], subtests: pytest.Subtests
) -> None:
    for name, body in callback_bodies(app).items():
        with subtests.test(name):
            logged.clear()
            answer = client.post(CALLBACK, data=body, content_type=JSON)
            (line,) = logged
            assert_refused(answer)
            assert line["event"] == "refused"
            assert line["path"] == CALLBACK.strip("/")
            assert answer.mimetype == "text/plain"
            assert answer.text.count("\n") == 1


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", None, "\u00e4"])
def test_another_content_type_is_refused(
    app: Dash, client: FlaskClient, logged: list[Line], kind: str | None
) -> None:
    body = orjson.dumps(posted(app, f"{ids.panel('constraint')}.data-state", {ids.GENE: "STAT3"}))
    answer = client.post(CALLBACK, data=body, content_type=kind)
    assert_refused(answer)
    assert answer.status_code == 415
    assert len(logged) == 1


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, logged: list[Line]) -> None:
    answer = client.post(CALLBACK, data=b"[" + b"1," * 8_100_000 + b"1]", content_type=JSON)
    assert_refused(answer)
    assert answer.status_code == 413
    assert len(logged) == 1


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_an_address_that_no_page_asks_for_is_refused_in_one_line(
    client: FlaskClient, logged: list[Line], method: str, address: str
) -> None:
    answer = client.open(address, method=method)
    (line,) = logged
    assert_refused(answer)
    assert line["event"] == "refused"
    assert len(line["path"]) <= 200
    assert "STAT3" not in str(line)  # the log names no gene that somebody looked at


@pytest.mark.parametrize(("method", "address"), API)
def test_the_json_refuses_in_its_own_shape(
    client: FlaskClient, logged: list[Line], method: str, address: str
) -> None:
    answer = client.open(address, method=method)
    if address.startswith("/readyz"):
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-cache"
        return
    assert_refused(answer)
    assert not [line for line in logged if line["log_level"] == "error"]
    if method != "BREW":
        assert orjson.loads(answer.data)["problem"]["message"]


@pytest.mark.parametrize("name", LISTS)
def test_the_json_of_a_list_refuses_in_its_own_shape(
    client: FlaskClient, logged: list[Line], name: str
) -> None:
    answer = client.post("/api/v1/list", json=LISTS[name])
    assert_refused(answer)
    assert not [line for line in logged if line["log_level"] == "error"]
    assert orjson.loads(answer.data)["problem"]["message"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    *("for", "why", "view", "genes", "release", "symbols", "lines", "text"),
                    *("content", "column", "name", "gene", "without_flagged", "at", "source_set"),
                )
            )
            | st.text(max_size=5),
            inside,
            max_size=6,
        )
    ),
    max_leaves=12,
)


def in_the_browser(app: Dash, output: str) -> bool:
    """Tell whether a callback is a function of the browser's."""
    return app.callback_map[output].get("callback") is None


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_in_any_store_ends_in_a_failure(
    app: Dash, client: FlaskClient, data: st.DataObject
) -> None:
    known = sorted(key for key in app.callback_map if not in_the_browser(app, key))
    output = data.draw(st.sampled_from(known))
    callback = app.callback_map[output]
    body = {
        "output": output,
        "outputs": outputs(output),
        "inputs": [{**one, "value": data.draw(ANYTHING)} for one in callback["inputs"]],
        "state": [{**one, "value": data.draw(ANYTHING)} for one in callback["state"]],
        "changedPropIds": [],
    }
    answer = client.post(CALLBACK, data=orjson.dumps(body), content_type=JSON)
    assert answer.status_code in (200, 204, 400), answer.text[:300]


def test_every_input_of_a_callback_says_what_it_may_hold(app: Dash) -> None:
    unknown = {
        (one["id"], one["property"])
        for output, callback in app.callback_map.items()
        if not in_the_browser(app, output)
        for one in (*callback["inputs"], *callback["state"])
        if value_type(one["id"], one["property"]) is None
    }
    assert unknown == set()


def addresses(page: str) -> list[str]:
    """Return every script and style with a fingerprint that a page names, joined modules too."""
    found = re.findall(r'"(/[^"\s]*\.(?:m?js|css)(?:\?[^"\s]*)?)"', page)
    return [path for path in found if not path.endswith(".mjs") or BUILT.search(path)]


BUILT = re.compile(r"/assets/vendor/[a-z]+-[0-9A-F]{8}\.(?:mjs|css)$")


def own_style(client: FlaskClient) -> str:
    """Return the address of the page's own style sheet, of the joined one where that is built."""
    own = re.compile(r"/assets/(?:app\.css\?m=|vendor/page-\w+\.css)")
    return next(path for path in addresses(client.get("/").text) if own.match(path))


def test_every_file_of_a_page_has_a_fingerprint_and_is_kept_for_a_year(client: FlaskClient) -> None:
    named = addresses(client.get("/gene/STAT3").text)
    assert len(named) > 15
    assert any(path.startswith("/vendor/bootstrap.min.css?m=") for path in named)
    for path in named:
        answer = client.get(path, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, IMMUTABLE), path


def test_components_that_were_installed_in_different_seconds_have_each_its_fingerprint() -> None:
    page = "".join(
        f'<script src="{SUITES}/{name}.v4_4_1m{second}.min.js"></script>'
        for name, second in (
            ("dash/deps/react", 1795819491),
            ("dash/dash-renderer/build/dash_renderer", 1795819492),
            ("dash/dcc/dash_core_components", 1795819493),
        )
    )
    assert component_fingerprints(page) == {
        "v4_4_1m1795819491",
        "v4_4_1m1795819492",
        "v4_4_1m1795819493",
    }


def test_a_chunk_under_the_fingerprint_of_its_component_is_kept_for_a_year(
    client: FlaskClient,
) -> None:
    named = addresses(client.get("/gene/STAT3").text)
    (main,) = (path for path in named if "/dcc/dash_core_components.v" in path)
    chunk = main.replace("dash_core_components.", "async-graph.")
    answer = client.get(chunk, buffered=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, IMMUTABLE)


def test_not_modified_is_kept_like_the_file(client: FlaskClient) -> None:
    for path, kept in ((own_style(client), IMMUTABLE), ("/assets/app.css", "no-cache")):
        tag = client.get(path, buffered=True).headers["ETag"]
        answer = client.get(path, headers={"If-None-Match": tag}, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (304, kept)


def test_a_module_at_its_plain_address_is_asked_for_again(client: FlaskClient) -> None:
    answer = client.get("/assets/page/index.mjs", buffered=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert answer.mimetype == "text/javascript"  # else no browser runs it


def test_a_joined_file_of_another_build_is_not_there(client: FlaskClient) -> None:
    answer = client.get("/assets/vendor/page-00000000.mjs", buffered=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def wrong(path: str) -> list[str]:
    """Return addresses of the same file with fingerprints that are not its own."""
    if BUILT.search(path):
        return []  # its name is its fingerprint
    bare, _, mark = path.partition("?m=")
    if mark:
        others = ("1", mark.partition(".")[0], f"{mark}0", f" {mark}", "", "\u0661")
        several = f"{bare}?m={mark}&m=1"
        return [bare, several, f"{bare}?M={mark}", *(f"{bare}?m={other}" for other in others)]
    return [re.sub(r"m[0-9a-f]+\.", "m1.", bare), re.sub(r"\.v[\w-]+m[0-9a-f]+\.", ".", bare)]


def test_a_file_at_an_address_with_a_wrong_fingerprint_is_asked_for_again(
    client: FlaskClient,
) -> None:
    named = addresses(client.get("/gene/STAT3").text)
    for path in (other for right in (named[:4] + named[-30:]) for other in wrong(right)):
        answer = client.get(path, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache"), path


@pytest.mark.parametrize(
    "address", ["/", "/gene/STAT3", "/readyz", "/healthz", "/_dash-layout", "/_favicon.ico"]
)
def test_only_files_are_kept_for_a_year_and_what_may_name_a_gene_by_no_shared_cache(
    client: FlaskClient, address: str
) -> None:
    mark = fingerprint(ROOT / "assets" / "app.css")
    for requested in (address, f"{address}?m=1", f"{address}?m={mark}"):
        answer = client.get(requested, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")


@pytest.mark.parametrize(
    "address",
    [
        *("/gene/STAT3", "/_dash-layout", "/api/v1/genes/STAT3", "/api/v1/genes/NOGENE"),
        *("/api/v1/genes/STAT3/constraint?format=csv", "/assets/app.css", "/_nothing", "/healthz"),
    ],
)
def test_every_answer_says_what_a_browser_may_do_with_it(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "clipboard" not in headers["Permissions-Policy"]  # pages copy addresses and tables
    policy = headers["Content-Security-Policy"]
    if address == "/gene/STAT3":
        assert policy.startswith("default-src 'self'; script-src 'self'")
    else:
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", None, "application/jsonx"])
def test_the_list_takes_nothing_that_a_form_of_another_site_can_post(
    client: FlaskClient, logged: list[Line], kind: str | None
) -> None:
    body = orjson.dumps({"symbols": ["STAT3"]})
    answer = client.post("/api/v1/list", data=body, content_type=kind)
    assert_refused(answer)
    assert answer.status_code == 415
    assert "Send it with Content-Type: application/json." in answer.get_json()["problem"]["message"]
    utf8 = client.post("/api/v1/list", data=body, content_type=f"{JSON}; charset=utf-8")
    assert utf8.status_code == 200


def test_a_file_is_compressed_once_and_an_answer_is_not_held(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[int] = []
    compress = flask_compress._compress_data

    def counted(app: Any, data: bytes, algorithm: str) -> bytes:
        work.append(len(data))
        return compress(app, data, algorithm)

    monkeypatch.setattr(flask_compress, "_compress_data", counted)
    (path,) = (p for p in addresses(client.get("/").text) if "/dcc/dash_core_components.v" in p)
    zstd = {"Accept-Encoding": "zstd"}
    bodies = [client.get(path, headers=zstd, buffered=True).data for _ in range(3)]
    assert (len(set(bodies)), len(work)) == (1, 1)
    gzip = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert (gzip.headers["Content-Encoding"], len(work)) == ("gzip", 2)
    for _ in range(3):
        client.get("/gene/STAT3", headers=zstd, buffered=True)
    assert len(work) == 5
    wrong = path.replace(".min.js", ".min.js?x=1")  # the same file, whatever else is asked for
    assert client.get(wrong, headers=zstd, buffered=True).data == bodies[0]
    assert len(work) == 5


@pytest.mark.parametrize(
    ("accepted", "sent"), [("br, zstd, gzip", "br"), ("zstd, gzip", "zstd"), ("identity", None)]
)
def test_a_built_file_is_sent_as_it_was_compressed_where_a_browser_takes_it(
    tmp_path: Path, accepted: str, sent: str | None
) -> None:
    vendor = tmp_path / "assets" / "vendor"
    vendor.mkdir(parents=True)
    (vendor / "page-0123ABCD.mjs").write_text("export const a = 1;" + " " * 2000)
    (vendor / "page-0123ABCD.mjs.br").write_bytes(b"compressed")
    with patch.object(factory, "ROOT", tmp_path):
        client = factory.create_app(Settings(mode=Mode.OFFLINE)).server.test_client()
    path, accept = "/assets/vendor/page-0123ABCD.mjs", {"Accept-Encoding": accepted}
    answer = client.get(path, headers=accept, buffered=True)
    assert answer.headers.get("Content-Encoding") == sent
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert answer.mimetype == "text/javascript"
    assert (answer.data == b"compressed") == (sent == "br")
    assert "Accept-Encoding" in answer.headers["Vary"]
    tag = answer.headers["ETag"]
    again = client.get(path, headers={**accept, "If-None-Match": tag}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    os.utime(vendor / "page-0123ABCD.mjs.br", (1, 1))  # older than the file: of another build
    assert client.get(path, headers=accept, buffered=True).data != b"compressed"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/explore/nothing/here", "/missing", "/about/it", "/robots"]
)
def test_an_address_that_leads_nowhere_says_so_by_its_status_and_has_a_page(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<title>" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/gene/STAT3", "/gene/A%2FB", "/compare", "/explore/", "/glossary", "/about"]
)
def test_every_view_answers_with_its_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
