"""The words of the clinical summary: made by rules, clinical conclusions never."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.models import Constraint, ConstraintRow, Curation
from dashboard.rules.releases import V4_LIVE
from dashboard.rules.summary import constraint_sentences, validity_sentences
from dashboard.service import DataService

FORBIDDEN = re.compile(
    r"haploinsufficien|intoleran|likely sufficient|benign|pathogenic|causes|therapeutic|"
    r"treatment option|essential|loss of one copy",
    re.IGNORECASE,
)


def lof(
    obs: int | None,
    exp: float | None,
    lower: float | None,
    upper: float | None,
    mis_z: float | None = 1.0,
    flags: tuple[str, ...] = (),
    syn_z: float = 0.1,
) -> Constraint:
    """Return made-up constraint with one LoF row that matters."""
    oe = None if obs is None or not exp else obs / exp
    rows = (
        ConstraintRow("lof", obs, exp, oe, lower, upper, 1.0),
        ConstraintRow("mis", 100, 200.0, 0.5, 0.4, 0.6, mis_z),
        ConstraintRow("syn", 100, 100.0, 1.0, 0.9, 1.1, syn_z),
    )
    return Constraint(
        "v2.1.1", "gnomAD v2.1.1", True, "GRCh37", "ENST1", rows, upper, None, flags, 0.35
    )


def curation(classification: str, disease: str = "a disease") -> Curation:
    """Return a made-up curation."""
    return Curation(disease, "MONDO:1", "AD", classification, None, None, None)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (lof(1, 50.138, 0.006, 0.095), "Far fewer pLoF variants than expected"),
        (lof(20, 50.0, 0.28, 0.58), "Fewer pLoF variants than expected"),
        (lof(50, 50.0, 0.8, 1.26), "About as many pLoF variants as expected"),
        (lof(90, 50.0, 1.5, 1.984), "More pLoF variants than expected"),
        (lof(0, 0.0, None, None), "not estimable in gnomAD v2.1.1: 0 expected"),
        (lof(None, None, None, None), "gives no LOEUF"),
    ],
)
def test_t18_lof_is_said_in_neutral_words(found: Constraint, words: str) -> None:
    assert words in constraint_sentences(found)[0]


def test_t60_a_loeuf_without_counts_is_said_and_nothing_of_expectation() -> None:
    found = replace(lof(None, None, None, None), loeuf=0.91)
    text = constraint_sentences(found)[0]
    assert "LOEUF is 0.910 in gnomAD v2.1.1, not below 0.35" in text
    assert "counts behind it are not known here" in text
    assert "expected" not in text


def test_t18_the_sentence_names_release_counts_and_threshold() -> None:
    text = constraint_sentences(lof(1, 50.138, 0.006, 0.095))[0]
    assert "gnomAD v2.1.1" in text
    assert "1 observed, 50.1 expected" in text
    assert "LOEUF 0.095, below 0.35, recommended by gnomAD for this release)" in text


def test_t2_no_release_is_claimed_where_the_live_service_states_none() -> None:
    found = replace(lof(1, 50.138, 0.006, 0.095), release=V4_LIVE, loeuf_threshold=0.45)
    text = constraint_sentences(found)[0]
    assert "this release" not in text
    assert "below 0.45, gnomAD's recommendation since v4.1.1; which release answered" in text


def test_t1_the_raw_value_is_compared_with_the_threshold() -> None:
    assert "not below 0.35," in constraint_sentences(lof(1, 3.0, 0.1, 0.354))[0]
    assert "not below" in constraint_sentences(lof(1, 3.0, 0.1, 0.35))[0]


def test_t18_no_gene_of_the_snapshot_gets_a_clinical_sentence(service: DataService) -> None:
    for symbol in ("STAT3", "BRCA1", "TTN", "GJB2", "COX7B2", "MECP2", "CFTR", "TET2", "SHANK3"):
        for found in service.releases(service.gene(symbol)):
            text = " ".join(constraint_sentences(found))
            assert not FORBIDDEN.search(text), text
            assert "nothing of mechanism" in text


def test_t20_missense_is_compared_by_z_alone() -> None:
    assert "Z 4.99, above 3.09" in " ".join(
        constraint_sentences(lof(1, 50.0, 0.0, 0.1, mis_z=4.99))
    )
    assert "not above 3.09" in " ".join(constraint_sentences(lof(1, 50.0, 0.0, 0.1, mis_z=3.09)))
    assert "o/e < 0.6" not in " ".join(constraint_sentences(lof(1, 50.0, 0.0, 0.1)))


def test_t14_t21_cautions_follow_the_figures() -> None:
    assert "underpowered" in " ".join(constraint_sentences(lof(0, 5.0, 0.0, 0.6)))
    assert "control is off" in " ".join(constraint_sentences(lof(1, 50.0, 0.0, 0.1, syn_z=4.2)))
    assert "Outlier: missense variants" in " ".join(
        constraint_sentences(lof(1, 50.0, 0.0, 0.1, flags=("outlier_mis",)))
    )


def test_t50_disputed_is_evidence_against_not_weak_evidence() -> None:
    text = validity_sentences((curation("Definitive", "one"), curation("Disputed", "two")))
    assert text[0].startswith("ClinGen supports 1 gene-disease pair: Definitive for one (AD)")
    assert text[1] == "Evidence against: Disputed for two (AD)."


def test_t50_no_known_relationship_is_neither() -> None:
    assert validity_sentences((curation("No Known Disease Relationship"),)) == [
        "No known disease relationship: a disease (AD)."
    ]


def test_many_pairs_point_to_the_panel() -> None:
    text = validity_sentences(tuple(curation("Strong", f"disease {i}") for i in range(6)))[0]
    assert "6 gene-disease pairs" in text
    assert "and 2 more in the Disease panel" in text
