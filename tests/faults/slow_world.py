"""A page's questions while every source takes its time: when there is something, when all."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.faults.live_app import LiveApp

# Which the snapshot answers at once, and how many calls it takes until a source has answered.
AT_ONCE = ("constraint", "variants", "trials", "validity", "features", "publications")
STEPS: Mapping[str, int] = {
    "constraint": 1,
    "variants": 1,
    "trials": 2,
    "validity": 1,
    "features": 1,
    "about": 1,
    "publication_counts": 1,
    "publications": 2,
}
POLL_S = 10.0  # how long the JSON is told to wait for a source


@dataclass(frozen=True, slots=True)
class Course:
    """How one question went: its first answer, and when the source's was there, in seconds."""

    question: str
    first_state: str
    first_s: float
    last_state: str
    last_s: float


def course(live_app: LiveApp, question: str, wait: float) -> Course:
    """Ask as the page does: once, then again until nothing is being fetched any more."""
    begun = time.perf_counter()
    first = live_app.get(question, 0.0)
    first_s = time.perf_counter() - begun
    said = first
    while said.body["refreshing"] and time.perf_counter() - begun < 60:
        said = live_app.get(question, wait)
        if said.body["refreshing"]:
            time.sleep(0.02)
    return Course(question, first.state, first_s, said.state, time.perf_counter() - begun)


def courses(live_app: LiveApp, users: int = 1, wait: float = POLL_S) -> list[Course]:
    """Have so many users ask every question at once; the slowest of each question is returned."""
    requested = [question for question in STEPS for _ in range(users)]
    with ThreadPoolExecutor(len(requested)) as pool:
        went = list(pool.map(lambda question: course(live_app, question, wait), requested))
    return slowest(went)


def slowest(went: Iterable[Course]) -> list[Course]:
    """Return one course a question with its longest times."""
    worst: dict[str, Course] = {}
    for one in went:
        other = worst.get(one.question, one)
        worst[one.question] = Course(
            one.question,
            one.first_state,
            max(one.first_s, other.first_s),
            one.last_state,
            max(one.last_s, other.last_s),
        )
    return list(worst.values())
