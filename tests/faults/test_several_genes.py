"""Several genes at once: gnomAD answers a few questions a minute, so they are one question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.models import Constraint, State, Wait
from dashboard.service import DataService
from dashboard.service.compare import several
from tests.faults.test_diseases_end_to_end import served
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.genes import GENES
from tests.upstream.server import Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

SYMBOLS = [gene.symbol for gene in GENES]


@pytest.fixture
def service(upstream: Upstream, tmp_path: Path) -> Iterator[DataService]:
    """Return a service whose sources answer at once."""
    upstream.state.limits = False
    yield from served(upstream, tmp_path)


def test_the_constraint_of_several_genes_is_one_question_to_gnomad(
    service: DataService, upstream: Upstream
) -> None:
    fields = {"genes": ",".join(SYMBOLS), "release": "v4-live"}
    answers = several(service, fields, ["constraint"], Wait(20.0))
    assert sorted(one.gene.symbol for one in answers.genes) == sorted(SYMBOLS)
    for one in answers.genes:
        assert one["constraint"].state is State.LOADED
        found = one["constraint"].data
        assert isinstance(found, Constraint)
        assert found.release == "v4-live"
        assert found.loeuf is not None
    assert upstream.calls()["gnomad"] == 1
    again = several(service, fields, ["constraint"], Wait(20.0))
    assert [one["constraint"].data for one in again.genes] == [
        one["constraint"].data for one in answers.genes
    ]
    assert upstream.calls()["gnomad"] == 1


def test_a_gene_asked_together_has_the_same_constraint_alone(service: DataService) -> None:
    fields = {"genes": ",".join(SYMBOLS), "release": "v4-live"}
    together = several(service, fields, ["constraint"], Wait(20.0))
    for one in together.genes:
        alone = service.constraint(one.gene, "v4-live", Wait(20.0)).data
        beside = one["constraint"].data
        assert isinstance(alone, Constraint)
        assert isinstance(beside, Constraint)
        assert (beside.rows, beside.loeuf) == (alone.rows, alone.loeuf)


def test_t60_a_failed_question_about_several_is_no_zero(
    service: DataService, upstream: Upstream
) -> None:
    upstream.switch("gnomad", "500")
    fields = {"genes": ",".join(SYMBOLS), "release": "v4-live"}
    answers = several(service, fields, ["constraint"], Wait(20.0))
    for one in answers.genes:
        assert one["constraint"].data is None
        assert one["constraint"].state is State.UNAVAILABLE
        assert one["constraint"].problem is not None
