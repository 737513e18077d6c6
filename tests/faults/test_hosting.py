"""The dashboard under gunicorn: several servers behave as one, and a stop loses no answer."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis

from tests.faults.hosts import Host, hosted
from tests.faults.redis_server import redis_server
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.server import NAMES, Upstream

__all__ = ["running_upstream", "upstream"]

KEY = "NcbiKeyThatNobodyMaySee0123456789"
EMAIL = "nobody.may.see@example.org"
PASSWORD = "RedisPasswordThatNobodyMaySee"
CONSTRAINT = "/api/v1/genes/STAT3/constraint?release=v4-live&wait=20"
RESOURCES = ("constraint", "variants", "features", "validity", "trials", "publications")


@pytest.fixture
def live(upstream: Upstream, tmp_path: Path) -> dict[str, str]:
    """Return settings of a server that asks the upstream and caches in a folder."""
    cache = str(tmp_path / "cache")
    known = {"GCD_MODE": "auto", "GCD_CACHE_DIR": cache, "GCD_WORKERS": "1"}
    leading = {f"GCD_{n.upper()}_URL": upstream.address(n) for n in NAMES}
    return known | leading


@pytest.fixture(params=["files", "redis"])
def shared_cache(
    request: pytest.FixtureRequest, live: dict[str, str], tmp_path: Path
) -> Iterator[dict[str, str]]:
    """Return the same settings with a cache that two servers share."""
    if request.param == "files":
        yield live
        return
    with redis_server(tmp_path) as server:
        yield live | {"GCD_REDIS_URL": server.url, "GCD_CACHE_DIR": str(tmp_path / "unused")}


def asked_at_once(hosts: list[Host], path: str, times: int) -> list[tuple[int, bytes]]:
    """Return the answers to one address from each of the servers, so many times at once."""
    with ThreadPoolExecutor(times * len(hosts)) as pool:
        requested = [pool.submit(host.ask, path) for _ in range(times) for host in hosts]
        return [answer.result() for answer in requested]


def test_two_servers_with_one_cache_ask_the_upstream_once_for_a_cold_key(
    shared_cache: dict[str, str], upstream: Upstream, tmp_path: Path
) -> None:
    upstream.switch("gnomad", delay=0.5)
    with ExitStack() as stack:
        hosts = [stack.enter_context(hosted(tmp_path, shared_cache)) for _ in range(2)]
        found = asked_at_once(hosts, CONSTRAINT, times=12)
    assert {status for status, _ in found} == {200}
    assert {json.loads(body)["state"] for _, body in found} == {"loaded"}
    assert len({body for _, body in found}) == 1
    assert upstream.calls()["gnomad"] == 1


def test_what_one_server_fetched_another_one_started_later_knows(
    shared_cache: dict[str, str], upstream: Upstream, tmp_path: Path
) -> None:
    with hosted(tmp_path, shared_cache) as first:
        before = first.ask(CONSTRAINT)
    with hosted(tmp_path, shared_cache) as second:
        assert second.ask(CONSTRAINT) == before
    assert upstream.calls()["gnomad"] == 1


def test_a_stop_loses_no_answer_in_flight(
    live: dict[str, str], upstream: Upstream, tmp_path: Path
) -> None:
    upstream.switch("gnomad", delay=2.0)
    with hosted(tmp_path, live) as host, ThreadPoolExecutor(6) as pool:
        requested = [pool.submit(host.ask, CONSTRAINT) for _ in range(6)]
        end = time.monotonic() + 10
        while not upstream.calls().get("gnomad") and time.monotonic() < end:
            time.sleep(0.01)
        begun = time.monotonic()
        code = host.stop()
        found = [answer.result() for answer in requested]
        took = time.monotonic() - begun
    assert code == 0
    assert [status for status, _ in found] == [200] * 6
    assert {json.loads(body)["state"] for _, body in found} == {"loaded"}
    assert took < 8


def everything(host: Host, gene: str) -> list[bytes]:
    """Return all that a server says about a gene: pages, panels, JSON, health."""
    paths = [f"/api/v1/genes/{gene}/{name}?wait=1" for name in RESOURCES]
    paths += [f"/gene/{gene}", "/data", "/readyz", "/_dash-layout", "/_dash-dependencies"]
    panels = host.panels(gene).values()
    return [*(host.ask(path)[1] for path in paths), *(body for _, body in panels)]


def test_no_key_appears_in_a_log_a_cache_file_or_a_page_of_a_server(
    live: dict[str, str], upstream: Upstream, tmp_path: Path
) -> None:
    secret = {"GCD_NCBI_API_KEY": KEY, "GCD_NCBI_EMAIL": EMAIL, "GCD_LOG_LEVEL": "DEBUG"}
    upstream.switch("gnomad", "500")
    with hosted(tmp_path, live | secret | {"GCD_ACCESS_LOG": "1"}) as host:
        seen = everything(host, "STAT3")
        log = host.log.read_bytes()
    assert upstream.calls()["eutils"] > 3
    assert b'"event": "upstream"' in log
    cached = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(cached) > 3
    for text in (log, *seen, *(path.read_bytes() for path in cached)):
        assert KEY.encode() not in text
        assert EMAIL.encode() not in text


def test_no_password_of_a_dead_redis_appears_anywhere(live: dict[str, str], tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        dead = server.url.replace("redis://", f"redis://someone:{PASSWORD}@")
    with hosted(tmp_path, live | {"GCD_REDIS_URL": dead, "GCD_LOG_LEVEL": "DEBUG"}) as host:
        seen = everything(host, "STAT3")
        status, body = host.ask("/readyz")
        log = host.log.read_bytes()
    assert status == 200
    assert json.loads(body)["status"] == "degraded"
    assert json.loads(body)["cache"]["reachable"] is False
    assert b"cache_trouble" in log
    assert not any(PASSWORD.encode() in text for text in (log, *seen))


def test_ready_says_that_redis_is_reached_and_that_sources_are_well(
    live: dict[str, str], tmp_path: Path
) -> None:
    with redis_server(tmp_path) as server, redis.Redis.from_url(server.url) as client:
        with hosted(tmp_path, live | {"GCD_REDIS_URL": server.url}) as host:
            host.ask(CONSTRAINT)
            report = host.json("readyz")
        assert client.dbsize() > 0
    assert report["status"] == "ok"
    assert report["cache"]["backend"] == "redis"
    assert report["sources"]["gnomad"] == {"failures": 0, "resting_s": 0}


def test_pages_files_json_callbacks_and_links_stay_below_the_base_path(tmp_path: Path) -> None:
    settings = {"GCD_MODE": "offline", "GCD_URL_PREFIX": "/genes/", "GCD_WORKERS": "1"}
    with hosted(tmp_path, settings) as host:
        status, page = host.ask("/genes/gene/STAT3")
        local = [path.decode() for path in re.findall(rb'(?:src|href)="(/[^"]*)"', page)]
        assert status == 200
        assert len(local) > 10
        assert {path[:7] for path in local} == {"/genes/"}
        assert {host.ask(path)[0] for path in local} == {200}
        links = re.findall(
            r'"href":"(/[^"]*)"', json.dumps(host.json("_dash-layout"), separators=(",", ":"))
        )
        assert set(links) >= {"/genes/data", "/genes/gene/STAT3"}
        assert {link[:7] for link in links} == {"/genes/"}
        assert {status for status, _ in host.panels("STAT3").values()} == {200}
        assert host.json("api/v1/genes/STAT3/constraint")["state"] == "snapshot"
        assert host.json("readyz")["status"] == "ok"
        assert host.ask("/gene/STAT3")[0] == 404


def test_a_wrong_setting_is_named_in_one_line_each(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match=r"A setting is wrong(?s:.*)threads"),
        hosted(tmp_path, {"GCD_THREADS": "many"}),
    ):
        pass
