"""Several processes with one cache, in files and in a real Redis."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from structlog.testing import capture_logs

from dashboard.upstream.cache import make_cache
from dashboard.upstream.http.limiter import Limiter, limit_storage
from dashboard.upstream.http.waiting_line import shared_line
from tests.faults.cache_workers import KEY, PATIENCE_S, SPAWN, Place, cold_key, hold_and_hang
from tests.faults.redis_server import RedisServer, redis_server


@pytest.fixture(scope="module")
def redis_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=["files", "redis"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "files":
        return Place(tmp_path)
    server: RedisServer = request.getfixturevalue("redis_here")
    redis.Redis.from_url(server.url).flushall()
    return Place(tmp_path, server.url)


def test_two_processes_of_eight_threads_make_one_call_for_a_cold_key(place: Place) -> None:
    found = cold_key(place)
    assert place.calls() == 1
    assert len(found) == 16
    assert all(answer == found[0] for answer in found)


def test_two_processes_share_one_failure(place: Place) -> None:
    found = cold_key(place, fails=True)
    assert place.calls() == 1
    assert found == ["source_down"] * 16


def test_a_value_and_a_failure_of_one_process_are_known_to_another(place: Place) -> None:
    here, there = place.cache(), place.cache()
    here.ask(KEY, place.fetch(0), fresh_s=600, wait_s=PATIENCE_S)
    assert there.get(KEY) == here.get(KEY) is not None
    here.ask("omim:x", place.fetch(0, fails=True), fresh_s=600, wait_s=PATIENCE_S)
    lookup = there.ask("omim:x", place.fetch(0), fresh_s=600, wait_s=PATIENCE_S)
    assert lookup.failure is not None
    there.forget_failure("omim:x")
    assert here.ask("omim:x", place.fetch(0), fresh_s=600, wait_s=PATIENCE_S).entry is not None
    assert place.calls() == 3


def test_waiting_for_another_process_ends_when_that_one_dies(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease_s = 0.3
    monkeypatch.setattr("dashboard.upstream.cache.locks.LEASE_S", lease_s)
    cache, holds = place.cache(), SPAWN.Event()
    other = SPAWN.Process(target=hold_and_hang, args=(place, lease_s, holds))
    other.start()
    assert holds.wait(PATIENCE_S)
    lookup = cache.ask(KEY, place.fetch(0), fresh_s=600, wait_s=0.05)
    assert lookup.refreshing  # it waits: the other one lives
    other.kill()
    other.join(PATIENCE_S)
    began = time.monotonic()
    lookup = cache.ask(KEY, place.fetch(0), fresh_s=600, wait_s=PATIENCE_S)
    assert lookup.entry is not None
    assert time.monotonic() - began < 2.0
    assert place.calls() == 1


def test_values_in_redis_are_json_and_expire(tmp_path: Path, redis_here: RedisServer) -> None:
    client: Any = redis.Redis.from_url(redis_here.url)
    client.flushall()
    cache = make_cache(None, redis_here.url)
    cache.ask(KEY, lambda: {"pli": 1}, fresh_s=600, keep_s=1_000, wait_s=PATIENCE_S)
    stored = client.get(f"gcd:value:{KEY}")
    assert stored.startswith(b'{"format":1,')
    assert 990 <= client.ttl(f"gcd:value:{KEY}") <= 1_000
    client.set(f"gcd:value:{KEY}", b"\x80\x04N.")  # a pickle
    assert cache.get(KEY) is None
    client.flushall()  # cleared without loss
    assert cache.ask(KEY, lambda: 2, fresh_s=600, wait_s=PATIENCE_S).entry is not None


def test_a_redis_that_dies_breaks_nothing_and_is_used_again_when_it_is_back(
    tmp_path: Path,
) -> None:
    with redis_server(tmp_path) as server:
        cache = make_cache(None, server.url)
        cache.ask(KEY, lambda: 1, fresh_s=600, wait_s=PATIENCE_S)
        server.stop()
        with capture_logs() as lines:
            began = time.monotonic()
            for number in range(20):
                key = f"gnomad:{number}"
                lookup = cache.ask(key, lambda: "new", fresh_s=600, wait_s=PATIENCE_S)
                assert lookup.entry is not None
                entry = cache.get(key)
                assert entry is not None
            assert time.monotonic() - began < 3.0
        assert [line["event"] for line in lines].count("cache_trouble") == 1
        assert str(server.port) not in str(lines)
        assert cache.status()["reachable"] is False
        server.start()
        cache._store._retry_at = 0.0  # instead of waiting for it
        cache.ask("gnomad:back", lambda: 1, fresh_s=600, wait_s=PATIENCE_S)
        assert make_cache(None, server.url).get("gnomad:back") is not None
        assert cache.status()["reachable"] is True


def test_limits_are_shared_by_all_workers(place: Place) -> None:
    folder = None if place.redis_url else place.folder
    workers = [Limiter(limit_storage(folder, place.redis_url)) for _ in range(2)]
    turns = [workers[n % 2].acquire("gnomad", "10/minute", patience=1.0) for n in range(12)]
    assert turns[:10] == [None] * 10
    assert all(late is not None and 50 < late <= 60 for late in turns[10:])
    assert workers[0].acquire("uniprot", "10/minute", patience=1.0) is None


def test_the_queue_is_counted_in_all_workers(place: Place) -> None:
    folder = None if place.redis_url else place.folder
    lines = [shared_line(folder, place.redis_url) for _ in range(2)]
    here, there = (Limiter(line=line) for line in lines)
    assert lines[1] is not None
    before = here.waiting_anywhere("ensembl")
    ticket = lines[1].join("ensembl")
    assert (here.waiting_anywhere("ensembl"), there.waiting("ensembl")) == (before + 1, 0)
    lines[1].leave("ensembl", ticket)
    assert here.waiting_anywhere("ensembl") == before


def test_limits_without_their_redis_are_counted_by_each_process(tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        url = server.url
    limiter = Limiter(limit_storage(None, url))
    with capture_logs() as lines:
        turns = [limiter.acquire("gnomad", "3/minute", patience=0.0) for _ in range(5)]
    assert turns[:3] == [None] * 3
    assert None not in turns[3:]
    assert [line["event"] for line in lines] == ["limits_not_shared"]
