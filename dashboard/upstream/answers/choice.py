"""Which of a live answer and a held one is shown (the order of `GCD_MODE=auto`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.models import Loaded, State

ANSWERED = (State.LOADED, State.EMPTY, State.STALE)


def best(live: Loaded[Any], held: Callable[[], Loaded[Any]]) -> Loaded[Any]:
    """Return the live answer if there is one, else what the snapshot holds, else why not.

    What the snapshot holds goes out with `refreshing` while a fetch runs, and with the live
    source's problem when it failed.
    """
    if live.state in ANSWERED:
        return live
    kept = held()
    if kept.state.has_data or kept.state is State.EMPTY:
        failed = live.problem if live.state is State.UNAVAILABLE else kept.problem
        return replace(kept, refreshing=live.refreshing, problem=failed or kept.problem)
    return live
