"""How an answer comes: its state, its data, where it is from, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

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


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no figure: a word for programs, a sentence for people, what to do."""

    kind: str
    message: str
    hint: str = ""
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T_co]):
    """An answer: its state, its data (None unless the state has data, or is empty), its origin."""

    state: State
    data: T_co | None = None
    provenance: Provenance | None = None
    problem: Problem | None = None
    refreshing: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """How long an answer may take when nothing is kept, and whether a person asks again."""

    seconds: float = 0.0
    retry: bool = False
