"""Statistics: cases worked by hand, and each figure against scipy called directly."""

from __future__ import annotations

from math import erfc, log, sqrt

import numpy as np
import pytest
from scipy import stats

from dashboard.several.gene_list import statistics
from dashboard.several.gene_list.phrases import odds, p_value
from tests.unit.gene_list.conftest import Make

RNG = np.random.default_rng(35)
TABLES = [
    (3, 1, 1, 3),
    (0, 5, 7, 100),
    (5, 0, 7, 100),
    (0, 5, 0, 100),
    (12, 30, 2_993, 16_137),
    (400, 100, 2_605, 16_067),
    (1, 1, 3_004, 16_166),
    *[tuple(int(n) for n in RNG.integers(0, 60, 4)) for _ in range(40)],
]


def test_by_hand_fisher_tastes_tea() -> None:
    # Four of eight cups, three guessed: tables as unlikely are 3, 1, 0 and 4 right;
    # (16 + 16 + 1 + 1) of the 70 ways to choose four cups.
    assert statistics.fisher_p(3, 1, 1, 3) == pytest.approx(34 / 70)
    assert statistics.odds_ratio(3, 1, 1, 3)[0] == 9


def test_by_hand_no_success_in_ten() -> None:
    # Clopper-Pearson: the upper end is the p with (1 - p)^10 = 0.025.
    none, all_of_them = statistics.share(0, 10), statistics.share(10, 10)
    assert (none.lower, none.upper) == (0.0, pytest.approx(1 - 0.025**0.1))
    assert (all_of_them.lower, all_of_them.upper) == (pytest.approx(0.025**0.1), 1.0)


def test_by_hand_mann_whitney_with_ties() -> None:
    # 1, 2, 2 against 2, 3: of six pairs none is higher and two are ties, so U is 1; half of the
    # pairs are 3. Variance 3 * 2 / 12 * (6 - (27 - 3) / (5 * 4)) = 2.4.
    listed, others = np.array([1.0, 2, 2]), np.array([2.0, 3])
    assert statistics.mann_whitney_u(listed, others) == 1
    z = (3 - 1 - 0.5) / sqrt(2.4)
    assert statistics.mann_whitney_p(listed, others) == pytest.approx(erfc(z / sqrt(2)))


def test_by_hand_woolfs_interval() -> None:
    ratio, lower, upper = statistics.odds_ratio(10, 5, 20, 40)
    assert ratio == 4
    half = 1.959963984540054 * sqrt(1 / 10 + 1 / 5 + 1 / 20 + 1 / 40)
    assert lower is not None
    assert upper is not None
    assert (log(lower), log(upper)) == (
        pytest.approx(log(4) - half),
        pytest.approx(log(4) + half),
    )


@pytest.mark.parametrize("cells", TABLES)
def test_fisher_is_scipys(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    expected = stats.fisher_exact([[a, b], [c, d]])
    assert statistics.fisher_p(a, b, c, d) == pytest.approx(expected.pvalue, rel=1e-6)
    ratio, lower, upper = statistics.odds_ratio(a, b, c, d)
    if ratio is None:
        assert not np.isfinite(expected.statistic)
        return
    assert ratio == pytest.approx(expected.statistic)
    if lower is None:
        assert 0 in cells
        return
    sample = stats.contingency.odds_ratio([[a, b], [c, d]], kind="sample")
    interval = sample.confidence_interval(confidence_level=0.95)
    assert (lower, upper) == (pytest.approx(interval.low), pytest.approx(interval.high))


@pytest.mark.parametrize(
    ("below", "of"), [(0, 1), (1, 1), (1, 3), (5, 50), (21, 50), (2_971, 19_197)]
)
def test_clopper_pearson_is_scipys(below: int, of: int) -> None:
    expected = stats.binomtest(below, of).proportion_ci(0.95, method="exact")
    found = statistics.share(below, of)
    assert (found.lower, found.upper) == (
        pytest.approx(expected.low),
        pytest.approx(expected.high),
    )


@pytest.mark.parametrize("size", [1, 2, 5, 24, 300])
def test_mann_whitney_is_scipys(size: int) -> None:
    listed = RNG.integers(0, 40, size) / 20
    others = RNG.integers(0, 60, 2_000) / 20
    expected = stats.mannwhitneyu(listed, others, alternative="two-sided", method="asymptotic")
    assert statistics.mann_whitney_u(listed, others) == expected.statistic
    assert statistics.mann_whitney_p(listed, others) == pytest.approx(expected.pvalue)


def test_the_whole_list_agrees_with_scipy_on_the_releases_own_figures(make: Make) -> None:
    found = make(["STAT3", "KMT2A", "TTN", "GJB2", "CFTR", "MECP2", "COX7B2", "STAT3"])
    loeuf = found.rows["loeuf"].dropna().to_numpy(float)
    cells = found.tests.listed, found.tests.others
    table = [[share.below, share.of - share.below] for share in cells]
    expected = stats.fisher_exact(table)
    assert found.tests.listed.of == loeuf.size == 6
    assert found.tests.fisher_p == pytest.approx(expected.pvalue)
    assert found.tests.odds_ratio == pytest.approx(expected.statistic)
    assert found.tests.listed_median == pytest.approx(float(np.median(loeuf)))


def test_nothing_is_tested_where_no_gene_has_a_loeuf(make: Make) -> None:
    tests = make(["COX7B2", "XIST"]).tests
    assert tests.listed.of == 0
    assert (tests.odds_ratio, tests.fisher_p, tests.u, tests.mann_whitney_p) == (None,) * 4


def test_equal_values_are_no_evidence() -> None:
    same = np.array([0.5, 0.5])
    assert statistics.mann_whitney_p(same, same) == 1


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.0301, "p = 0.030"), (1.7e-12, "p = 1.7e-12"), (0.0, "p < 1e-300"), (None, "p —")],
)
def test_a_p_never_reads_as_zero(p: float | None, words: str) -> None:
    assert p_value(p) == words


def test_an_odds_ratio_that_is_not_finite_says_so(make: Make) -> None:
    assert "not finite" in odds(make(["STAT3", "KMT2A"]).tests)
