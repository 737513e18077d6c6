"""Regional missense constraint on the page: drawn where the protein is the same, said where not."""

from __future__ import annotations

from typing import Any

import pytest

from components.gene.constraint.panel import regional
from components.html.elements import tree
from dashboard.models import Answer, Problem, Provenance, Region, RegionalConstraint, State

ORIGIN = Provenance("gnomAD", "v2.1.1", "GRCh37", None, "2026-11-22T10:00:00+00:00")
FOUND = RegionalConstraint(
    "ENST00000264657",
    True,
    770,
    (Region(1, 300, 90, 100.0, 0.9, None), Region(301, 770, 41, 250.0, 0.164, 1e-30)),
)


def words(found: RegionalConstraint | None, length: int | None, **how: Any) -> str:
    """Return what is shown of an answer, as text."""
    state = how.pop("state", State.LOADED if found else State.EMPTY)
    return repr(tree(regional(Answer(state, found, ORIGIN, **how), length)))


def test_t10_regions_are_drawn_where_the_protein_lengths_agree() -> None:
    shown = words(FOUND, 770)
    assert "regional-strip" in shown
    assert "'left': '38.961%', 'width': '61.039%'" in shown
    assert "Not drawn" not in shown
    assert "v2.1.1" in shown
    assert "GRCh37" in shown


@pytest.mark.parametrize("length", [769, None])
def test_t10_regions_of_another_protein_are_listed_and_not_drawn(length: int | None) -> None:
    shown = words(FOUND, length)
    assert "regional-strip" not in shown
    assert "Not drawn: ENST00000264657 of GRCh37 has 770 residues" in shown
    assert "301–770" in shown


def test_t60_a_failure_is_told_and_none_is_none() -> None:
    problem = Problem("source_timeout", "gnomAD did not answer within 20 s.")
    assert "did not answer" in words(None, 770, state=State.UNAVAILABLE, problem=problem)
    assert "has no regional missense constraint" in words(None, 770)
    assert words(None, 770, state=State.NOT_COVERED) == "[]"


def test_regions_that_gnomad_does_not_rely_on_are_not_shown() -> None:
    shown = words(RegionalConstraint("ENST1", False, 770, FOUND.regions), 770)
    assert "not to be relied on" in shown
    assert "0.16" not in shown
