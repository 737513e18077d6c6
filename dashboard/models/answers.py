"""How an answer comes: its state, its data, where it is from, what went wrong."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from dashboard.models.constraint import Constraint
from dashboard.models.gene import Gene

T_co = TypeVar("T_co", covariant=True)


class State(StrEnum):
    """What a panel, a tile or an answer is in (rule T60)."""

    LOADED = "loaded"
    EMPTY = "empty"
    STALE = "stale"
    SNAPSHOT = "snapshot"
    PENDING = "pending"
    UNAVAILABLE = "unavailable"
    NOT_COVERED = "not_covered"

    @property
    def has_data(self) -> bool:
        """Tell whether an answer in this state carries figures to show."""
        return self in (State.LOADED, State.STALE, State.SNAPSHOT)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure comes from; stands beside it on screen, in exports and in the JSON."""

    source: str
    release: str | None = None
    build: str | None = None
    url: str | None = None
    fetched_at: str | None = None  # ISO date (snapshot: of the source's file); None: undated
    licence: str | None = None
    citation: str | None = None


QUEUED = "queued"
"""The kind of a problem that is none: it says how long an answer takes that is on its way."""


NOT_ASKED = "not_asked"
"""The kind of a problem that is none: nobody has been asked yet, as nobody looks at it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no figure: a word for programs, a sentence for people, what to do.

    `source` names the source that failed; None: nothing failed. `columns` and `sheets` are those
    of a file in which no column of genes was found, to choose from.
    """

    kind: str
    message: str
    hint: str = ""
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    source: str | None = None
    columns: tuple[Any, ...] = ()
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether an answer has all that its source has of the gene (T61).

    `of` is how many records the source has of it, None where that is not known.
    """

    complete: bool
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Answer(Generic[T_co]):
    """An answer: its state, its data (None unless the state has data, or is empty), its origin."""

    state: State
    data: T_co | None = None
    provenance: Provenance | None = None
    problem: Problem | None = None
    refreshing: bool = False
    notes: tuple[str, ...] = ()  # what explains the data's number, in sentences
    parts: tuple[Answer[Any], ...] = ()  # without data: of what was put together from several
    coverage: Coverage | None = None  # None: nothing was answered

    @property
    def is_part(self) -> bool:
        """Tell whether the source has, or may have, more: nothing follows from what is missing."""
        return self.coverage is not None and not self.coverage.complete

    @property
    def version(self) -> str:
        """Return a text that changes when anything has changed that is worth showing anew.

        How long it still takes is not: that changes with each question of somebody else.
        """
        problem = self.problem
        said = "" if problem is None else QUEUED if problem.kind == QUEUED else problem.message
        dates = ",".join(origin.fetched_at or "" for origin in self.origins)
        return f"{self.state}:{self.refreshing}:{dates}:{said}"

    @property
    def origins(self) -> tuple[Provenance, ...]:
        """Return where the data come from: one origin, or one of each part."""
        return tuple(part.provenance for part in self.parts or (self,) if part.provenance)


def failures(answers: Iterable[Answer[Any]]) -> tuple[Problem, ...]:
    """Return what failed behind answers and their parts, also where other data stand in for it.

    One problem for each source, in the order found.
    """
    found: dict[str, Problem] = {}
    for answer in answers:
        for part in (answer, *answer.parts):
            if part.problem is not None and part.problem.source is not None:
                found.setdefault(part.problem.source, part.problem)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Wait:
    """How long answers may take when nothing is cached, and whether a person asks again.

    The seconds begin now and hold for everything that is asked with this object. A retry asks
    again for what failed before it began, once. A wait that `yields_when_busy` ends at once where
    many wait already, so that somebody is left to answer. An `idle` one sends no request: only the
    cache is looked at.
    """

    seconds: float = 0.0
    retry: bool = False
    yields_when_busy: bool = False
    idle: bool = False
    begun: float = field(default_factory=time.time, compare=False)  # seconds since 1970

    def left(self) -> float:
        """Return the seconds that are left, 0 when there are none."""
        return min(self.seconds, max(0.0, self.begun + self.seconds - time.time()))

    def at_once(self) -> Wait:
        """Return the same without waiting."""
        return replace(self, seconds=0.0)


@dataclass(frozen=True, slots=True)
class GeneAnswers:
    """All answers about one gene that a panel asked for, by question."""

    gene: Gene
    by_question: Mapping[str, Answer[Any]]
    releases: tuple[Constraint, ...] = ()  # the gene in every release that has it, newest first
    known_releases: tuple[str, ...] = ()  # what can be asked for here, newest first
    release: str | None = None  # the one that constraint was answered for
    notices: tuple[str, ...] = ()  # why another release is shown than the preferred one
    preferred: str | None = None  # the release that the address names
    usual: str | None = None  # the release that is shown where none is preferred
    offered: Answer[Any] | None = None  # gnomAD's own answer; None where it is never asked
    source_set: str | None = None  # the set of variants that the address names

    def __getitem__(self, question: str) -> Answer[Any]:
        """Return the answer to a question that was asked."""
        return self.by_question[question]

    @property
    def failures(self) -> tuple[Problem, ...]:
        """Return what failed behind the answers, one problem for each source."""
        return failures(self.by_question.values())

    @property
    def refreshing(self) -> bool:
        """Tell whether a source is still being asked for any of the answers."""
        return any(answer.refreshing for answer in self.by_question.values())

    @property
    def version(self) -> str:
        """Return a text that changes when anything that a page would show has changed."""
        parts = [
            f"{question}:{answer.version}" for question, answer in sorted(self.by_question.items())
        ]
        parts += [f"failed:{problem.source}:{problem.message}" for problem in self.failures]
        parts += [f"{own.release}:{own.complete}:{own.loeuf}:{own.rank}" for own in self.releases]
        if self.offered is not None:
            parts.append(f"offered:{self.offered.state}:{self.offered.refreshing}")
        return f"{self.release};{';'.join(parts)}"
