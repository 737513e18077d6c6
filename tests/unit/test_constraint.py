"""Rules of the constraint releases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.errors import BadRelease
from dashboard.models import Constraint, ConstraintRow, Gene, OtherRelease
from dashboard.rules.constraint import (
    capped_notes,
    cautions,
    default_release,
    has_all_classes,
    is_underpowered,
    loeuf_band,
    rank_of,
    synonymous_is_off,
    warnings_for,
    why_absent,
)
from dashboard.rules.releases import (
    RELEASES,
    V4_LIVE,
    recommendation,
    recommended_for,
    release_named,
)

GENE = Gene("HGNC:1", "ABC1", "a gene", chromosome="1", locus_group="protein-coding gene")


def row(
    name: str, oe: float | None = 0.5, exp: float | None = 40.0, z: float = 1.0
) -> ConstraintRow:
    """Return a made-up row."""
    return ConstraintRow(name, 20, exp, oe, 0.3, 0.7, z)


def constraint(*rows: ConstraintRow, flags: tuple[str, ...] = ()) -> Constraint:
    """Return made-up constraint."""
    return Constraint("v2.1", "gnomAD v2.1", True, "GRCh37", "ENST1", rows, 0.7, 0.1, flags, 0.35)


def test_t1_thresholds_are_those_of_the_release() -> None:
    found = {name: release.loeuf_threshold for name, release in RELEASES.items()}
    v4 = {"v4.1.2": 0.45, "v4.1.1": 0.45, "v4.1": 0.6, "v4.0": 0.6}
    assert found == {**v4, "v2.1.1": 0.35, "v2.1": 0.35}


def test_t2_the_live_v4_threshold_is_not_said_to_be_of_the_release_that_answered() -> None:
    assert recommendation("v4.1.1") == "recommended by gnomAD for this release"
    words = recommendation(V4_LIVE)
    assert words == "gnomAD's recommendation since v4.1.1; which release answered is not stated"
    assert recommended_for(V4_LIVE) == "recommended since v4.1.1"
    assert recommended_for("v2.1.1") == "recommended for v2.1.1"


def test_an_unknown_release_names_the_known_ones() -> None:
    with pytest.raises(BadRelease) as caught:
        release_named("v4")
    assert "v4.1.1" in caught.value.hint


@pytest.mark.parametrize(
    ("loeuf", "words"),
    [
        (0.115, "constrained 1 %"),
        (0.15, "constrained 5 %"),
        (0.6, "50 %"),
        (0.928, "between the most constrained 50 % and the most constrained 75 %"),
        (0.928, "LOEUF from 0.91 to below 1.19"),
        (1.19, "least constrained 25 %"),
    ],
)
def test_t5_bands_are_the_published_ones(loeuf: float, words: str) -> None:
    assert words in str(loeuf_band(RELEASES["v4.1.1"], loeuf))


def test_t5_no_band_where_none_is_published_or_nothing_known() -> None:
    assert loeuf_band(RELEASES["v2.1"], 0.1) is None
    assert loeuf_band(RELEASES["v4.1.1"], None) is None


def test_t6_a_rank_without_denominator_is_no_rank() -> None:
    assert rank_of(3, None) is None
    assert rank_of(None, 100) is None
    found = rank_of(173, 19_197)
    assert found is not None
    assert found.percentile == pytest.approx(0.901, abs=1e-3)


def test_t14_fewer_than_ten_expected_is_underpowered() -> None:
    assert is_underpowered(row("lof", exp=9.99))
    assert not is_underpowered(row("lof", exp=10.0))
    assert not is_underpowered(None)
    assert not is_underpowered(row("lof", exp=None))


@pytest.mark.parametrize(
    ("z", "flags", "off"),
    [(3.72, (), True), (-3.72, (), True), (3.71, (), False), (0.0, ("outlier_syn",), True)],
)
def test_t21_the_synonymous_control_can_fail(z: float, flags: tuple[str, ...], off: bool) -> None:
    assert synonymous_is_off(constraint(row("syn", z=z), flags=flags)) is off


def test_t21_a_failed_control_speaks_against_every_class() -> None:
    found = constraint(row("lof", exp=5.0), row("mis"), row("syn", z=9.0))
    unreliable = "unreliable: synonymous control fails"
    assert cautions(found, "lof") == ("underpowered", unreliable)
    assert cautions(found, "mis") == (unreliable,)
    assert cautions(found, "syn") == ("control fails",)


def test_t12_t13_what_is_not_estimable_or_flagged_says_so_class_by_class() -> None:
    flags = ("no_exp_lof", "mis_too_many", "low_exome_coverage")
    found = constraint(row("lof", oe=None, exp=0.0), row("mis"), row("syn"), flags=flags)
    assert cautions(found, "lof") == ("not estimable: 0 expected", "low exome coverage")
    assert cautions(found, "mis") == ("outlier", "low exome coverage")
    assert cautions(constraint(row("lof"), row("mis"), row("syn")), "lof") == ()


def test_t4_an_interval_that_excludes_its_estimate_is_explained_in_v2_only() -> None:
    off = ConstraintRow("lof", 17, 6.5, 2.62, 1.387, 1.984, -3.82)
    (note,) = capped_notes(RELEASES["v2.1.1"], [off, row("mis"), row("syn")])
    assert "LoF o/e of 2.62" in note
    assert "on 0 to 2, so the upper end is capped there" in note
    assert capped_notes(RELEASES["v4.1.1"], [off]) == ()


def test_t12_lof_may_be_missing_and_all_classes_still_count() -> None:
    whole = constraint(row("lof", oe=None), row("mis"), row("syn"))
    assert has_all_classes(whole)
    assert not has_all_classes(constraint(row("lof"), row("mis", oe=None), row("syn")))


def test_the_default_is_the_newest_with_all_classes_else_the_newest_partial() -> None:
    partial = OtherRelease("v4.1.1", "gnomAD v4.1.1", False, 0.1, 0.45)
    whole = OtherRelease("v2.1.1", "gnomAD v2.1.1", True, 0.1, 0.35)
    assert default_release([partial, whole]) == "v2.1.1"
    assert default_release([partial]) == "v4.1.1"
    assert default_release([]) == "v2.1"


def test_t15_a_release_without_x_and_y_says_so() -> None:
    gene = replace(GENE, chromosome="X")
    old = replace(RELEASES["v2.1"], sex_chromosomes=False)
    assert "X and Y" in str(why_absent(gene, old))
    assert why_absent(gene, RELEASES["v4.1.1"]) is None


def test_t16_non_coding_and_mitochondrial_genes_have_no_such_metric() -> None:
    assert "not a protein-coding" in str(
        why_absent(replace(GENE, locus_group="non-coding RNA"), RELEASES["v2.1"])
    )
    assert "mitochondrial" in str(
        why_absent(replace(GENE, chromosome="mitochondria"), RELEASES["v2.1"])
    )


def test_t17_known_disturbances_are_named_where_they_apply() -> None:
    assert "clonal" in warnings_for("TET2", RELEASES["v2.1"])[0]
    assert "GRCh38" in warnings_for("CBS", RELEASES["v4.1.1"])[0]
    assert warnings_for("CBS", RELEASES["v2.1"]) == ()
