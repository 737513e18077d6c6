"""One formatter a metric; missing is never zero."""

from __future__ import annotations

import pytest

from components import formats
from dashboard.models import ConstraintRow, Rank


@pytest.mark.parametrize(
    "formatter",
    [
        formats.loeuf,
        formats.oe,
        formats.oe_exact,
        formats.z_score,
        formats.pli,
        formats.observed,
        formats.expected,
    ],
)
def test_t60_missing_is_a_dash_never_zero(formatter: object) -> None:
    assert formatter(None) == "—"  # type: ignore[operator]  # all take an optional number


def test_loeuf_keeps_the_decimals_that_a_threshold_needs() -> None:
    assert formats.loeuf(0.354) == "0.354"
    assert formats.loeuf(0.095) == "0.095"


def test_t74_a_pli_is_never_quite_zero_or_one() -> None:
    assert formats.pli(2.6e-96) == "<0.01"
    assert formats.pli(0.0) == "<0.01"
    assert formats.pli(0.0051) == "0.01"
    assert formats.pli(0.9949) == "0.99"
    assert formats.pli(0.9951) == ">0.99"
    assert formats.pli(1.0) == ">0.99"


def test_negative_figures_have_a_true_minus() -> None:
    assert formats.z_score(-1.104) == "−1.10"


def test_an_interval_with_one_end_shows_the_gap() -> None:
    assert formats.interval(None, 0.115) == "—–0.115"
    assert formats.interval(None, None) == "—"


def bound_row(*computed: str) -> ConstraintRow:
    """Return a LoF row whose named bounds were computed here."""
    return ConstraintRow("lof", 7, 114.35, 0.0612, 0.0353, 0.11498, 8.5, computed)


def test_t4_a_computed_bound_is_marked_and_nothing_breaks_within_an_interval() -> None:
    assert formats.oe_with_bounds(bound_row()) == "0.06\N{NO-BREAK SPACE}(0.035–0.115)"
    assert formats.bounds(bound_row("oe_lower")) == "0.035†–0.115"
    assert "(" not in formats.bounds_words(bound_row("oe_lower"))
    assert formats.bounds_words(bound_row("oe_lower")) == "0.035–0.115, lower bound computed"
    assert formats.oe_with_bounds(None) == "—"


def test_t6_a_share_never_rounds_to_nothing() -> None:
    assert formats.share(0.004) == "<0.1\N{NO-BREAK SPACE}%"
    assert (
        formats.among(Rank(173, 19_197, 0.9012))
        == "among the most constrained 0.9\N{NO-BREAK SPACE}%"
    )
    assert formats.rank(Rank(173, 19_197, 0.9012)) == "rank 173 of 19,197"


def test_t6_the_far_end_is_least_constrained_not_most() -> None:
    assert (
        formats.among(Rank(19_000, 20_000, 95.0))
        == "among the least constrained 5.0\N{NO-BREAK SPACE}%"
    )
