"""`sources check`: a healthy world is as expected, each fault of each source is named."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from components.data.view import sources
from components.html.elements import tree
from dashboard.commands.main import main
from dashboard.commands.sources import OWN_ADDRESS, report
from dashboard.registry import SOURCES
from dashboard.settings import Settings
from dashboard.upstream.answers.assembly import make_live, upstreams
from dashboard.upstream.answers.source_checks import (
    FILE,
    NOT_TRIED,
    QUESTIONS,
    Checked,
    Recorded,
    check,
    check_words,
    store_checks,
    stored_checks,
)
from dashboard.upstream.http import Http
from tests.faults.cases import ALL_FAULTS, BUSY_FOR, NOWHERE, SLOW
from tests.faults.live_app import HASTY, KEY, PATIENT
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.nowhere import NO_SUCH_HOST, black_hole, refused
from tests.upstream.server import NAMES, Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

HARMLESS = ("double-gzip", "old-schema")


@pytest.fixture(autouse=True)
def unlimited(upstream: Upstream) -> None:
    """Let the services count nothing: this is about what they say."""
    upstream.state.limits = False


def settings_of(upstream: Upstream, folder: Path, **more: Any) -> Settings:
    addresses: dict[str, Any] = {f"{name}_url": upstream.address(name) for name in NAMES}
    kept = {"cache_dir": folder / "cache", "data_dir": folder / "data"}
    return Settings(**{**addresses, **kept, "ncbi_api_key": KEY, "omim_key": KEY, **more})


def wire(settings: Settings, *, hasty: bool = False) -> Http:
    """Return the wire without limits of its own, which asks once."""
    free = [
        replace(source, limit="1000/second", slow_limit=None, pace_s=0.0)
        for source in upstreams(settings)
    ]
    bounds = replace(HASTY if hasty else PATIENT, retries=0)
    return Http(free, bounds=bounds, use_environment=False)


@pytest.mark.parametrize("source", SOURCES)
def test_a_healthy_source_answers_as_expected(
    upstream: Upstream, tmp_path: Path, source: str
) -> None:
    found = check(wire(settings_of(upstream, tmp_path)), source, has_omim=True)
    assert found.differs == ()
    assert (found.reachable, found.status, found.as_expected) == (True, 200, True)


@cache
def healthy_answers(upstream: Upstream, source: str, folder: Path) -> str:
    """Return what a healthy source sends, as text."""
    return said(wire(settings_of(upstream, folder)), source)


def said(http: Http, source: str) -> str:
    recorded = Recorded(http)
    list(QUESTIONS[source](recorded))
    return repr(recorded.answers)


@pytest.mark.parametrize(("source", "fault"), tuple(product(SOURCES, ALL_FAULTS)))
def test_each_fault_of_each_source_is_named(
    upstream: Upstream, tmp_path: Path, source: str, fault: str
) -> None:
    with ExitStack() as stack:
        elsewhere = {}
        if fault == "no-such-host":
            elsewhere = {f"{source}_url": NO_SUCH_HOST}
        elif fault in NOWHERE:
            hole = refused() if fault == "refused" else black_hole()
            elsewhere = {f"{source}_url": stack.enter_context(hole)}
        elif fault == BUSY_FOR:
            upstream.switch(source, "429", retry_after="100")
        else:
            upstream.switch(source, fault)
        http = wire(settings_of(upstream, tmp_path, **elsewhere), hasty=fault in SLOW)
        found = check(http, source, has_omim=True)
        if found.as_expected:
            same = said(http, source) == _healthy(upstream, source, tmp_path)
            assert same or fault in HARMLESS, "a changed answer is named"
        else:
            assert found.differs
            assert all(text and "<" not in text for text in found.differs)
        assert KEY not in json.dumps(report([found], settings_of(upstream, tmp_path)))


def _healthy(upstream: Upstream, source: str, folder: Path) -> str:
    faults = upstream.state.faults()
    upstream.state.clear()
    try:
        return healthy_answers(upstream, source, folder)
    finally:
        for name, fault in faults.items():
            upstream.state.switch(name, fault)


@pytest.fixture
def environment(upstream: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lead the command to the upstream, with keys, and return its folder."""
    for name, value in upstream.settings().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GCD_NCBI_API_KEY", KEY)
    monkeypatch.setenv("GCD_CONTACT", "somebody@example.org")
    monkeypatch.setenv("GCD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("GCD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_prints_a_table_and_writes_a_report_without_secrets(
    environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sources", "check", "uniprot", "omim", "hgnc"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        *("source", "reachable", "status", "seconds", "as", "expected", "what", "differs")
    ]
    assert [line.split()[0] for line in lines[1:4]] == ["UniProt", "OMIM", "HGNC"]
    assert "not asked" in lines[2]
    assert lines[4] == "2 of 2 answered as expected. Report: source-checks.json"
    text = (environment / "source-checks.json").read_text()
    written = json.loads(text)
    assert [one["as_expected"] for one in written["sources"]] == [True, None, True]
    for secret in (KEY, str(environment), "somebody", "/"):
        assert secret not in text.replace("python-requests/", "").replace("dashboard/", "")


def test_what_a_source_says_again_of_this_installation_is_not_in_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxyuser:proxyword@proxy.inside.example:3128")
    own: dict[str, Any] = {
        "hgnc_url": "https://mirror.inside.example/tokens/4711",
        "redis_url": "redis://redisuser:redisword@cache.inside.example/0",
        "ncbi_api_key": KEY,
        "omim_key": "another-key-0815",
        "contact": "somebody@example.org",
        "ncbi_email": "somebody.else@example.org",
        "cache_dir": Path("~/own-cache"),
        "data_dir": Path("/srv/own-data"),
        "snapshot_dir": Path("/srv/own-tables"),
    }
    given = Settings(**own)
    told = [str(value) for name, value in own.items() if name not in ("ncbi_api_key", "omim_key")]
    words = [KEY, "another-key-0815", *told, str(Path("~/own-cache").expanduser())]
    words += ["http://proxyuser:proxyword@proxy.inside.example:3128", own["redis_url"]]
    said = tuple(f"symbol is {text!r}, not 'STAT3'" for text in words)
    found = [Checked(one, True, 200, 0.1, False, said) for one in ("hgnc", "uniprot")]
    written = report(found, given)
    text = json.dumps(written)
    for secret in (
        *("proxyuser", "proxyword", "redisuser", "redisword", KEY, "another-key-0815"),
        *("somebody", "own-cache", "own-data", "own-tables", "inside", "4711"),
    ):
        assert secret not in text, secret
    assert [one["host"] for one in written["sources"]] == [OWN_ADDRESS, "rest.uniprot.org"]
    assert "symbol is '***', not 'STAT3'" in text


def test_a_proxy_that_does_not_answer_is_told_without_its_password(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxyuser:proxyword@127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    assert main(["sources", "check", "hgnc"]) == 1
    shown = capsys.readouterr()
    for text in (shown.out, shown.err, (environment / "source-checks.json").read_text()):
        assert "proxyword" not in text
    assert "HGNC could not be reached." in shown.out


def test_the_command_ends_with_1_and_names_what_differs(
    upstream: Upstream, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upstream.switch("clinicaltrials", "403")
    assert main(["sources", "check", "clinicaltrials", "uniprot"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "refuses this program's name or this network's address" in lines[1]
    assert lines[1].split()[1:3] == ["yes", "403"]
    assert lines[3] == "1 of 2 answered as expected. Report: source-checks.json"
    assert environment.joinpath("source-checks.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "mode", "words"),
    [(["nobody"], "auto", "There is no source 'nobody'"), ([], "offline", "GCD_MODE is offline")],
)
def test_what_cannot_be_checked_is_said(
    environment: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    mode: str,
    words: str,
) -> None:
    monkeypatch.setenv("GCD_MODE", mode)
    assert main(["sources", "check", *arguments]) == 1
    assert words in capsys.readouterr().err


def test_the_data_page_says_of_each_source_whether_it_was_tried_from_here(
    upstream: Upstream, environment: Path
) -> None:
    upstream.switch("hgnc", "500")
    main(["sources", "check", "uniprot", "hgnc"])
    live = make_live(Settings())
    assert live is not None
    facts = {one.title: one.checked for one in live.sources()}
    assert facts["UniProt"].startswith("answered as expected on 20")
    assert facts["HGNC"].startswith(f"{NOT_TRIED} with an answer as expected; last check on 20")
    assert facts["HGNC"].endswith("HGNC is out of order (HTTP 500).")
    others = {title: words for title, words in facts.items() if title not in ("UniProt", "HGNC")}
    assert set(others.values()) == {NOT_TRIED}
    assert NOT_TRIED in repr(tree(sources(live.sources())))
    live.http.close()


def test_a_check_says_nothing_of_another_address_and_an_older_success_stays(tmp_path: Path) -> None:
    def checked(day: str, *differs: str) -> Checked:
        return Checked("hgnc", True, 200, 0.1, not differs, differs, f"{day}T00:00:00+00:00")

    here, there = {"hgnc": "https://here.example"}, {"hgnc": "https://there.example"}
    store_checks(tmp_path, [checked("2026-11-01")], here)
    store_checks(tmp_path, [checked("2026-11-02", "the length is 1")], here)
    words = check_words(stored_checks(tmp_path)["hgnc"], here["hgnc"])
    assert words == (
        "answered as expected on 2026-11-01; last check on 2026-11-02: the length is 1"
    )
    assert check_words(stored_checks(tmp_path)["hgnc"], there["hgnc"]) == NOT_TRIED
    store_checks(tmp_path, [checked("2026-11-03", "gone")], there)
    found = check_words(stored_checks(tmp_path)["hgnc"], there["hgnc"])
    assert found.startswith(NOT_TRIED)


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"hgnc": 1}', b'{"hgnc": {"address": 7}}'])
def test_a_damaged_record_of_checks_is_none(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(damage)
    kept = stored_checks(tmp_path)
    assert check_words(kept.get("hgnc"), "https://here.example") == NOT_TRIED
