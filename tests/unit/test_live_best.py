"""What the live answer to a frozen release takes from the release's own table (T5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.models import Constraint
from dashboard.service import DataService
from dashboard.upstream.answers.choice import FLAGS_NOTE, RANK_NOTE, completed


@pytest.fixture
def table(service: DataService) -> Constraint:
    """Return STAT3 of v2.1.1 as the table has it."""
    found = service.constraint(service.gene("STAT3"), "v2.1.1").data
    assert isinstance(found, Constraint)
    return found


@pytest.fixture
def live(table: Constraint) -> Constraint:
    """Return the same as gnomAD's service gives it."""
    return replace(table, rank=None, missense_rank=None, flags=(), notes=(), loeuf=0.0951)


def test_t5_a_frozen_release_keeps_its_rank_when_the_network_is_up(
    live: Constraint, table: Constraint
) -> None:
    found = completed(live, table)
    assert found.rank is not None
    assert (found.rank.rank, found.rank.of) == (173, 19_197)
    assert found.loeuf == 0.0951
    assert RANK_NOTE in found.notes
    assert FLAGS_NOTE not in found.notes


def test_flags_that_the_live_answer_lacks_are_the_tables_and_said_to_be(
    live: Constraint, table: Constraint
) -> None:
    flagged = replace(table, flags=("lof_too_many",))
    assert completed(live, flagged).flags == ("lof_too_many",)
    assert FLAGS_NOTE in completed(live, flagged).notes
    own = replace(live, flags=("syn_outlier",))
    assert completed(own, flagged).flags == ("syn_outlier",)


@pytest.mark.parametrize(
    "other", [{"loeuf": 0.2}, {"transcript": "ENST00000000001"}, {"release": "v2.1"}]
)
def test_no_rank_is_taken_from_another_figure_transcript_or_release(
    live: Constraint, table: Constraint, other: dict[str, object]
) -> None:
    assert completed(live, replace(table, **other)).rank is None  # type: ignore[arg-type]
    assert completed(live, None) is live
