"""Which of a live answer and one of the tables is shown (the order of `GCD_MODE=auto`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.models import Answer, State
from dashboard.models.answers import NOT_ASKED, QUEUED
from dashboard.rules.absence import being_asked

WAITING = (NOT_ASKED, QUEUED)
ANSWERED = (State.LOADED, State.EMPTY, State.STALE)


def best(live: Answer[Any], of_tables: Callable[[], Answer[Any]]) -> Answer[Any]:
    """Return the live answer if there is one, else what the snapshot holds, else why not.

    What the snapshot holds goes out with `refreshing` while a fetch runs, and with the live
    source's problem when it failed, has others before us, or has not been asked.
    """
    if live.state in ANSWERED:
        return live
    snapshot = of_tables()
    if snapshot.state.has_data or snapshot.state is State.EMPTY:
        waits = live.problem is not None and live.problem.kind in WAITING
        told = live.problem if waits or live.state is State.UNAVAILABLE else snapshot.problem
        if told is not None and told.kind == QUEUED and live.provenance is not None:
            told = replace(told, message=f"{being_asked(live.provenance.source)} {told.message}")
        return replace(snapshot, refreshing=live.refreshing, problem=told or snapshot.problem)
    return live
