"""A service over imported releases, as the tests ask it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dashboard.models import Constraint, State
from dashboard.service import DataService

DAY = date(2026, 11, 22)

Serve = Callable[..., DataService]
"""Imports releases (each a `ParsedRelease`), then starts a service."""


def found(service: DataService, symbol: str, release: str | None = None) -> Constraint:
    """Return a gene's constraint, which must be there."""
    answer = service.constraint(service.gene(symbol), release)
    assert answer.state is State.SNAPSHOT, answer.problem
    assert isinstance(answer.data, Constraint)
    return answer.data
