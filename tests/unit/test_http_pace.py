"""Requests that leave one after the other, so far apart as a service wants them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.upstream.http.pace import FileSlots, OwnSlots, Pace, Slots
from tests.unit.test_http_limits import Clock

GAP_S = 0.35
MAKERS: dict[str, Callable[[Path, Clock], Slots]] = {
    "own": lambda _, clock: OwnSlots(clock),
    "files": lambda folder, clock: FileSlots(folder / "pace", clock),
}


def sent_at(pace: Pace, clock: Clock, sending_s: float = 0.0) -> float:
    """Return when a request begins to leave that takes so long to be sent."""
    with pace.slot("eutils", GAP_S, lambda: 100.0):
        begun = clock.now
        clock.now += sending_s
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
    with there.slot("pubtator", GAP_S, lambda: 0.0):
        pass  # another source has slots of its own


def test_a_turn_that_comes_too_late_is_not_waited_for(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(FileSlots(tmp_path, clock), clock, clock.sleep)
    sent_at(pace, clock)
    with pytest.raises(TimeoutError), pace.slot("eutils", GAP_S, lambda: 0.1):
        pytest.fail("nothing may be sent")
    assert clock.now == 1_000.0


@pytest.mark.parametrize("damage", ["", "soon", "nan", "99999999999.0"])
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
        def reserve(self, name: str, gap_s: float) -> float:
            raise OSError("no room")

        def sent(self, name: str, gap_s: float) -> None:
            raise OSError("no room")

    clock = Clock()
    pace = Pace(Broken(clock), clock, clock.sleep)
    first, second = sent_at(pace, clock), sent_at(pace, clock)
    assert second - first >= GAP_S
