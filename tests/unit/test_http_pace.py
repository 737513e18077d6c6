"""Requests that leave one after the other, so far apart as a service wants them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path

import pytest

from dashboard.upstream.http.pace import FileSlots, OwnSlots, Pace, Slots
from tests.unit.test_http_limits import Clock

GAP_S = 0.35
TICKETS = count()
MAKERS: dict[str, Callable[[Path, Clock], Slots]] = {
    "own": lambda _, clock: OwnSlots(clock),
    "files": lambda folder, clock: FileSlots(folder / "pace", clock),
}


def sent_at(pace: Pace, clock: Clock, sending_s: float = 0.0) -> float:
    """Return when a request begins to leave that takes so long to be sent."""
    ticket = f"{next(TICKETS)}"
    with pace.slot("eutils", GAP_S, lambda: 100.0, ticket):
        begun = clock.now
        clock.now += sending_s
    pace.answered("eutils", ticket)
    return begun


@pytest.mark.parametrize("kind", MAKERS)
def test_each_request_leaves_a_gap_after_the_one_before_has_left(kind: str, tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(MAKERS[kind](tmp_path, clock), clock, clock.sleep)
    times = [sent_at(pace, clock, sending_s=0.1) for _ in range(4)]
    gaps = [round(after - before, 3) for before, after in pairwise(times)]
    assert gaps == [pytest.approx(GAP_S + 0.1, abs=0.011)] * 3


def test_two_processes_that_share_a_folder_share_the_gap(tmp_path: Path) -> None:
    clock = Clock()
    here, there = (Pace(FileSlots(tmp_path / "pace", clock), clock, clock.sleep) for _ in range(2))
    times = [sent_at(one, clock) for one in (here, there, here, there)]
    assert all(after - before >= GAP_S for before, after in pairwise(times))
    with there.slot("pubtator", GAP_S, lambda: 0.0, "one"):
        pass  # another source has slots of its own


def test_a_turn_that_comes_too_late_is_not_waited_for(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(FileSlots(tmp_path, clock), clock, clock.sleep)
    sent_at(pace, clock)
    with pytest.raises(TimeoutError), pace.slot("eutils", GAP_S, lambda: 0.1, "two"):
        pytest.fail("nothing may be sent")
    assert clock.now == 1_000.0


FAR = 99_999_999_999.0
DAMAGED = (
    *("", "soon", "nan", str(FAR), "[]", "{}"),
    json.dumps({"last": FAR, "until": dict.fromkeys("abc", FAR)}),
    json.dumps({"last": None, "until": {"a": "soon"}}),
)


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_moment_holds_nobody_up(damage: str, tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "eutils.last").write_text(damage)
    pace = Pace(FileSlots(tmp_path, clock), clock, clock.sleep)
    assert sent_at(pace, clock) == 1_000.0


def test_a_folder_that_was_cleared_is_made_again(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(FileSlots(tmp_path / "pace", clock), clock, clock.sleep)
    shutil.rmtree(tmp_path / "pace")
    assert sent_at(pace, clock) == 1_000.0
    assert sent_at(pace, clock) >= 1_000.0 + GAP_S


def test_where_the_slots_cannot_be_shared_a_process_has_its_own(tmp_path: Path) -> None:
    class Broken(OwnSlots):
        def reserve(self, name: str, gap_s: float, ticket: str) -> float:
            raise OSError("no room")

        def sent(self, name: str, gap_s: float, ticket: str) -> None:
            raise OSError("no room")

    clock = Clock()
    pace = Pace(Broken(clock), clock, clock.sleep)
    first, second = sent_at(pace, clock), sent_at(pace, clock)
    assert second - first >= GAP_S


@pytest.mark.parametrize("kind", MAKERS)
def test_requests_that_are_long_on_their_way_never_arrive_more_than_three_in_a_second(
    kind: str, tmp_path: Path
) -> None:
    """The first is late and arrives just before its answer, those after it at once."""
    clock = Clock()
    pace = Pace(MAKERS[kind](tmp_path, clock), clock, clock.sleep)
    arrived = []
    for number in range(9):
        late = number % 3 == 0
        ticket = f"{number}"
        with pace.slot("eutils", GAP_S, lambda: 100.0, ticket):
            arrived.append(clock.now + (0.9 if late else 0.0))
        if not late:
            pace.answered("eutils", ticket)
    arrived.sort()
    assert all(fourth - first >= 1.0 for first, fourth in zip(arrived, arrived[3:], strict=False))


def test_a_source_that_takes_its_time_is_not_waited_for(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(FileSlots(tmp_path, clock), clock, clock.sleep)
    begun = clock.now
    for number in range(7):  # none is answered: each has its place for 2.5 s
        with pace.slot("eutils", GAP_S, lambda: 100.0, f"{number}"):
            pass
    assert clock.now - begun == pytest.approx(5.0, abs=0.1)
