"""Regional missense constraint: v2.1.1 only, residues from 1, no evidence is not no answer."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.errors import SourceError, SourceUnreadable
from dashboard.models import RegionalConstraint
from dashboard.upstream.sources.gnomad_regions import parse_regions
from tests.unit.sources.fake_client import STAT3
from tests.unit.sources.gnomad_service import REGIONS, gene_record, payload

FIELD = "gnomad_v2_regional_missense_constraint"


def read(value: Any, errors: tuple[str, ...] = ()) -> RegionalConstraint | None:
    """Return what is made of the field's value."""
    return parse_regions(payload(g37=gene_record(**{FIELD: value}), errors=errors), STAT3)


def test_regions_have_residues_and_their_own_figures() -> None:
    found = read(REGIONS)
    assert found is not None
    assert found.passed_qc
    assert [(r.start, r.end, r.obs, r.oe) for r in found.regions] == [
        (1, 319, 60, 0.333),
        (320, 770, 71, 0.298),
    ]
    assert (found.transcript, found.protein_length) == ("ENST00000264657", 770)


def test_a_stop_codon_is_not_part_of_the_length() -> None:
    last = {**REGIONS["regions"][1], "aa_stop": "Ter771"}  # type: ignore[index]
    found = read({**REGIONS, "regions": [REGIONS["regions"][0], last]})  # type: ignore[index]
    assert found is not None
    assert found.protein_length == 770


@pytest.mark.parametrize(
    "regions",
    [
        [{"aa_start": "Met1", "aa_stop": "Lys9"}, {"aa_start": "Gly20", "aa_stop": "Met30"}],
        [{"aa_start": "Gly2", "aa_stop": "Met30"}],
        [{"aa_start": "Met1", "aa_stop": "Met30"}, {"aa_start": None, "aa_stop": None}],
    ],
)
def test_a_gap_leaves_the_length_unknown_so_that_nothing_is_drawn_wrongly(regions: Any) -> None:
    found = read({**REGIONS, "regions": regions})
    assert found is not None
    assert found.protein_length is None


def test_no_evidence_of_regions_is_an_answer() -> None:
    found = read({"passed_qc": True, "has_no_rmc_evidence": True, "regions": None})
    assert found is not None
    assert found.regions == ()


def test_a_gene_without_regional_constraint_has_none() -> None:
    assert read(None) is None


def test_regions_that_failed_are_not_none() -> None:
    with pytest.raises(SourceError):
        read(None, errors=("An unknown error occurred",))
    with pytest.raises(SourceError):
        read({"passed_qc": True, "has_no_rmc_evidence": None, "regions": None})


@pytest.mark.parametrize("wrong", [None, 3, "x", {}, {"aa_start": "Met9", "aa_stop": "Met1"}])
def test_rows_that_name_no_stretch_are_left_out(wrong: Any) -> None:
    rows: Any = REGIONS["regions"]
    found = read({**REGIONS, "regions": [wrong, *rows]})
    assert found is not None
    assert len(found.regions) == len(rows)
    with pytest.raises(SourceUnreadable):
        read({**REGIONS, "regions": [wrong]})


def test_t60_regions_of_unknown_quality_are_not_read() -> None:
    with pytest.raises(SourceUnreadable):
        read({**REGIONS, "passed_qc": None})
