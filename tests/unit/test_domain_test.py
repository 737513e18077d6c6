"""The domain test against scipy.stats, for genes that are counted here another way."""

from __future__ import annotations

import pytest
from scipy import stats
from scipy.stats.contingency import odds_ratio

from dashboard.models import Domain, Variant
from dashboard.service import DataService
from dashboard.several.domain_test import (
    Against,
    DomainTest,
    against_others,
    against_uniform,
    domain_tests,
    holm,
)


def results_of(
    service: DataService, symbol: str
) -> tuple[tuple[DomainTest, ...], list[Variant], int]:
    gene = service.gene(symbol)
    variants = service.ask("uniprot", gene).data
    shape = service.ask("features", gene).data
    assert variants is not None
    assert shape is not None
    records = list(variants.variants)
    return domain_tests(records, shape.domains, shape.protein_length), records, shape.protein_length


@pytest.mark.parametrize("symbol", ["TP53", "STAT3", "CFTR"])
def test_t18_each_domain_agrees_with_scipy(service: DataService, symbol: str) -> None:
    found, records, length = results_of(service, symbol)
    harmful = {(r.position or 0, r.protein_change) for r in records if r.raw_class == "LP/P"}
    benign = {(r.position or 0, r.protein_change) for r in records if r.raw_class == "LB/B"}
    assert found
    for one in found:
        start, end = one.domain.start, one.domain.end
        inside = sum(start <= place <= end for place, _ in harmful)
        other = sum(start <= place <= end for place, _ in benign)
        assert (one.inside, one.outside) == (inside, len(harmful) - inside)
        assert (one.benign_inside, one.benign_outside) == (other, len(benign) - other)
        expected = stats.binomtest(inside, len(harmful), (end - start + 1) / length)
        assert one.uniform.p == pytest.approx(expected.pvalue)
        low = expected.proportion_ci(method="exact").low
        rest = (end - start + 1) / (length - (end - start + 1))
        assert one.uniform.lower == pytest.approx(low / (1 - low) / rest)
        if one.benign is not None:
            cells = [[inside, len(harmful) - inside], [other, len(benign) - other]]
            assert one.benign.p == pytest.approx(stats.fisher_exact(cells).pvalue)


def test_tp53s_crowd_in_the_dna_binding_domain(service: DataService) -> None:
    found, _, _ = results_of(service, "TP53")
    best = max(found, key=lambda one: one.uniform.lower or 0)
    assert best.domain.start <= 175 <= best.domain.end
    assert best.uniform.lower is not None
    assert best.uniform.lower > 1
    assert best.uniform.adjusted is not None
    assert best.uniform.adjusted < 1e-6


def test_spread_evenly_there_is_no_enrichment() -> None:
    records = [
        Variant(f"V{n}", f"p.Arg{n}Trp", n, n, "pathogenic", "P", "missense")
        for n in range(5, 400, 10)
    ]
    half = Domain(1, 200, "half", "PF1", "Domain")
    (found,) = domain_tests(records, [half], 400)
    assert (found.inside, found.outside) == (20, 20)
    assert found.uniform.ratio == pytest.approx(1)
    assert found.uniform.p == pytest.approx(1)
    assert found.benign is None


def test_truncating_unplaced_and_repeated_changes_are_not_counted() -> None:
    def record(name: str, change: str, kind: str = "missense") -> Variant:
        return Variant(name, change, 10, 10, "pathogenic", "P", kind)

    records = [
        record("a", "p.Arg10Trp"),
        record("b", "p.Arg10Trp"),
        record("c", "p.Arg10Ter", "stop gained"),
        Variant("d", "p.Lys8_Val12del", 8, 12, "likely pathogenic", "LP", "inframe deletion"),
    ]
    (found,) = domain_tests(records, [Domain(11, 20, "x", "PF1", "Domain")], 100)
    assert (found.inside, found.outside) == (1, 1)
    assert domain_tests(records[2:3], [Domain(11, 20, "x", "PF1", "Domain")], 100) == ()


@pytest.mark.parametrize(
    "cells", [(5, 2, 1, 8), (12, 0, 3, 7), (0, 9, 4, 4), (40, 3, 10, 90), (3, 3, 3, 3)]
)
def test_the_conditional_ratio_and_interval_are_scipys(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    found = against_others(*cells)
    expected = odds_ratio([[a, b], [c, d]], kind="conditional")
    interval = expected.confidence_interval(0.95)
    for own, theirs in (
        (found.ratio, expected.statistic),
        (found.lower, interval.low),
        (found.upper, interval.high),
    ):
        assert (float("inf") if own is None else own) == pytest.approx(theirs, rel=1e-5)
    assert found.p == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue)


def test_a_domain_of_the_whole_protein_has_nothing_outside() -> None:
    assert against_uniform(3, 3, 100, 100) == Against(None, None, None, None)


def test_holm_adjusts_the_smallest_most_and_never_below_the_one_before() -> None:
    assert holm([0.04, 0.01, None, 0.03]) == pytest.approx([0.06, 0.03, None, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
