"""Asking live sources: one wait for all, a retry asks once, a part never replaces the whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from dashboard.errors import SourceDown, SourceUnreadable
from dashboard.models import Answer, Gene, Problem, Provenance, State, Wait
from dashboard.models.answers import QUEUED
from dashboard.upstream.answers.live_sources import (
    COUNTED_S,
    LiveSources,
    Parsed,
    Payload,
    second_way,
    span,
)
from dashboard.upstream.cache import CacheEntry, make_cache
from dashboard.upstream.http import Http, Upstream

STAT3 = Gene("HGNC:11364", "STAT3", "a gene")


class World:
    """What a source says, and how often it was asked."""

    def __init__(self, *says: Any) -> None:
        """Say these in turn, the last one for ever; errors are raised."""
        self.says = list(says)
        self.requests = 0

    def fetch(self, _http: Any, _gene: Gene) -> Any:
        """Say the next."""
        self.requests += 1
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, Exception):
            raise said
        return said


def refuse_junk(payload: Any, _gene: Gene) -> None:
    """Refuse what is junk."""
    if payload == "junk":
        raise SourceUnreadable("Junk.", source="gnomad")


def payload_of(world: World, **how: Any) -> Payload:
    """Return a payload that a world says."""
    return Payload("gnomad", "x", world.fetch, **{"check": refuse_junk, **how})


@pytest.fixture
def live() -> Iterator[LiveSources]:
    """Return live sources that keep in memory; nothing is ever connected."""
    http = Http([Upstream("gnomad", "http://127.0.0.1:9", "1000/second")], use_environment=False)
    cache = make_cache(None, None)
    yield LiveSources(http, cache)
    cache.close(grace_s=2)


def ask(live: LiveSources, payload: Payload, wait: Wait) -> Answer[Any]:
    """Return the payload as it is."""
    return live.request().answer(payload, STAT3, wait, lambda found: found, origin)


def origin(_entry: CacheEntry | None) -> Provenance:
    """Return an origin."""
    return Provenance("gnomAD")


def test_what_cannot_be_read_is_a_failure_and_not_cached(live: LiveSources) -> None:
    payload = payload_of(World("junk", "good"))
    assert ask(live, payload, Wait(5)).state is State.UNAVAILABLE
    assert live.cache.get(payload.key(STAT3)) is None
    time.sleep(0.002)  # a failure's time is kept to the millisecond
    assert ask(live, payload, Wait(5, retry=True)).data == "good"


def test_a_retry_asks_once_however_many_questions_it_has(live: LiveSources) -> None:
    world = World(SourceDown("Down.", source="gnomad"))
    payload = payload_of(world)
    ask(live, payload, Wait(5))
    time.sleep(0.002)
    again = Wait(5, retry=True)
    for _ in range(3):
        assert ask(live, payload, again).state is State.UNAVAILABLE
    assert world.requests == 2


def test_part_of_an_answer_never_takes_the_place_of_a_whole_one(live: LiveSources) -> None:
    payload = payload_of(
        World("whole", "part"), fresh_s=0.0, whole=lambda said, _gene: said == "whole"
    )
    assert ask(live, payload, Wait(5)).data == "whole"
    found = ask(live, payload, Wait(5, retry=True))
    while found.refreshing:
        found = ask(live, payload, Wait(5))
    assert (found.state, found.data) == (State.STALE, "whole")
    assert found.problem is not None
    assert found.problem.message == "gnomAD answered in part only."


def test_part_of_an_answer_is_better_than_none_and_a_retry_asks_for_the_rest(
    live: LiveSources,
) -> None:
    payload = payload_of(World("part", "whole"), whole=lambda said, _gene: said == "whole")
    assert ask(live, payload, Wait(5)).data == "part"
    assert ask(live, payload, Wait(5)).data == "part"
    time.sleep(0.002)
    assert ask(live, payload, Wait(5, retry=True)).data == "whole"


def test_t53_notes_of_a_parse_come_with_the_answer(live: LiveSources) -> None:
    payload = payload_of(World([1]))

    def parse(_found: Any) -> Parsed[tuple[int, ...]]:
        return Parsed((1,), ("9 left out.",))

    found: Answer[tuple[int, ...]] = live.request().answer(payload, STAT3, Wait(5), parse, origin)
    assert (found.state, found.data, found.notes) == (State.LOADED, (1,), ("9 left out.",))


def test_pages_that_poll_count_together_how_long_it_takes(
    live: LiveSources, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    now = [1_000.0]

    def wait_s(name: str, slow: bool) -> float:
        counted.append(name)
        return 55.0 * len(counted)

    monkeypatch.setattr(live.http, "wait_s", wait_s)
    monkeypatch.setattr("dashboard.upstream.answers.live_sources.time.monotonic", lambda: now[0])
    gate = Event()
    payload = payload_of(World("good"), check=lambda _said, _gene: gate.wait(5))

    def words() -> str:
        found = ask(live, payload, Wait())
        assert found.problem is not None
        return found.problem.message

    ahead = "Others are ahead of it at gnomAD: it is due within about"
    assert {words() for _ in range(5)} == {f"{ahead} a minute."}
    now[0] += COUNTED_S
    assert words() == f"{ahead} 2 minutes."
    gate.set()
    assert counted == ["gnomad", "gnomad"]


def test_how_long_it_takes_is_no_reason_to_show_an_answer_again() -> None:
    first: Answer[Any] = Answer(
        State.PENDING, problem=Problem(QUEUED, "due within about 2 minutes"), refreshing=True
    )
    later = replace(first, problem=Problem(QUEUED, "due within about a minute"))
    failed = replace(first, problem=Problem("source_down", "is out of order", source="gnomAD"))
    assert first.version == later.version != failed.version
    assert replace(first, refreshing=False).version != first.version
    assert replace(first, problem=None).version != first.version


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "10 s"),
        (11, "20 s"),
        (50, "50 s"),
        (51, "a minute"),
        (61, "2 minutes"),
        (150, "3 minutes"),
    ],
)
def test_a_time_to_wait_is_rounded_up(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_a_slow_question_has_a_line_and_a_rest_of_its_own() -> None:
    sources = [Upstream("gnomad", "http://127.0.0.1:9", "1000/second", slow_limit="8/minute")]
    live = LiveSources(Http(sources, use_environment=False), make_cache(None, None))
    slow = payload_of(World("slow"), slow=True)
    assert (slow.lane, payload_of(World("quick")).lane) == ("gnomad-slow", "gnomad")
    for _ in range(3):
        live.http._call.breakers["gnomad-slow"].failed()
    assert live.http.health("gnomad", slow=True).blocked_s > 0
    assert live.http.health("gnomad").blocked_s == 0
    gate = Event()
    blocked = payload_of(World("good"), slow=True, check=lambda _said, _gene: gate.wait(5))
    found = ask(live, blocked, Wait())
    assert found.problem is not None
    assert (found.problem.kind, found.problem.source) == (QUEUED, None)
    assert "up to a minute" in found.problem.message
    gate.set()


def test_what_a_second_source_said_stays_while_the_first_is_asked_again(live: LiveSources) -> None:
    gate = Event()
    world = World(SourceDown("Down.", source="gnomad"), "better")

    def fetch(http: Any, gene: Gene) -> Any:
        if world.requests:
            assert gate.wait(5)
        return world.fetch(http, gene)

    first = Payload("gnomad", "first", fetch)
    second = Payload("gnomad", "second", World("good").fetch)

    def found(wait: Wait) -> Answer[Any]:
        page = live.request()
        answer: Answer[Any] = page.answer(first, STAT3, wait, lambda said: said, origin)
        return second_way(page, answer, second, STAT3, wait, lambda said: said, origin)

    assert found(Wait(5)).data == "good"
    live.cache.forget_failure(first.key(STAT3))  # as after half a minute
    again = found(Wait())
    assert (again.state, again.data, again.refreshing) == (State.LOADED, "good", True)
    gate.set()
    assert found(Wait(5)).data == "better"


def test_the_seconds_of_a_wait_hold_for_everything_that_is_asked_with_it() -> None:
    assert Wait(5).left() > 4
    assert Wait(5, begun=time.time() - 4).left() < 1.1
    assert Wait(5, begun=time.time() - 60).left() == 0
    assert Wait(5, begun=time.time() + 3_600).left() == 5  # the clock went back
    assert Wait(5).at_once().left() == 0


def test_a_part_is_read_once_for_its_check_and_for_all_questions(live: LiveSources) -> None:
    reads: list[str] = []

    def read(said: Any, _gene: Gene) -> str:
        reads.append(said)
        return f"read {said}"

    payload = payload_of(World("good"), check=lambda _said, _gene: None, parts={"one": read})
    for wait in (Wait(5), Wait(5), Wait()):
        found = live.request().answer(payload, STAT3, wait, str.title, origin, part="one")
        assert (found.state, found.data) == (State.LOADED, "Read Good")
    assert reads == ["good"]


def test_a_part_that_cannot_be_read_fails_alone_and_none_that_can_is_a_failure(
    live: LiveSources,
) -> None:
    def fail(said: Any, _gene: Gene) -> str:
        raise SourceUnreadable(f"No part of {said}.", source="gnomad")

    some = payload_of(World("some"), parts={"one": fail, "two": lambda said, _gene: said})
    one = live.request().answer(some, STAT3, Wait(5), str, origin, "one", part="one")
    assert (one.state, one.data) == (State.UNAVAILABLE, None)
    assert one.problem is not None
    assert one.problem.message == "No part of some."
    two = live.request().answer(some, STAT3, Wait(5), str, origin, "two", part="two")
    assert (two.state, two.data) == (State.LOADED, "some")
    none = replace(some, name="none", fetch=World("none").fetch, parts={"one": fail})
    lost = live.request().answer(none, STAT3, Wait(5), str, origin, part="one")
    assert lost.state is State.UNAVAILABLE
    assert live.cache.get(none.key(STAT3)) is None
