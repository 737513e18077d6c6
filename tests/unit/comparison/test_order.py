"""In what order genes stand."""

from __future__ import annotations

import pytest

from dashboard.models import Rank
from dashboard.several.compare.order import BY_NAME, METRICS, Sorting, ordered, sorting
from tests.unit.comparison.conftest import Make, gene


@pytest.mark.parametrize(
    ("text", "key", "reverse"),
    [(None, None, False), ("", None, False), ("name", "name", False), ("-pli", "pli", True)],
)
def test_an_address_names_the_order(text: str | None, key: str | None, reverse: bool) -> None:
    assert sorting(text) == Sorting(key, reverse=reverse)


@pytest.mark.parametrize("text", ["x", "-", "LOEUF", "loeuf;drop", "__class__"])
def test_an_order_that_is_none_is_none(text: str) -> None:
    assert sorting(text) is None


def test_every_metric_puts_the_most_constrained_first_and_turns_round(make: Make) -> None:
    low = make("v2.1", 0.1, pli=1.0, rank=Rank(1, 10, 10.0))
    high = make("v2.1", 0.9, pli=0.0, rank=Rank(9, 10, 90.0))
    genes = [(gene("HIGH"), (high,)), (gene("LOW"), (low,))]
    for key in ("loeuf", "lof_oe", "pli", "mis_oe", "mis_upper", "syn_oe", "rank"):
        assert ordered(genes, Sorting(key), "v2.1") == [1, 0], key
        assert ordered(genes, Sorting(key, reverse=True), "v2.1") == [0, 1], key


@pytest.mark.parametrize("key", METRICS)
@pytest.mark.parametrize("reverse", [False, True])
def test_t60_genes_without_the_figure_come_last_in_both_directions(
    make: Make, key: str, reverse: bool
) -> None:
    with_rank = make("v2.1", pli=0.5, rank=Rank(1, 10, 10.0))
    genes = [(gene("NONE"), ()), (gene("OTHER"), (make("v4.1"),)), (gene("A"), (with_rank,))]
    assert ordered(genes, Sorting(key, reverse=reverse), "v2.1") == [2, 0, 1]


def test_names_sort_by_letter_and_the_order_given_stays(make: Make) -> None:
    genes = [(gene(symbol), ()) for symbol in ("C", "A", "B")]
    assert ordered(genes, Sorting(), "v2.1") == [0, 1, 2]
    assert ordered(genes, Sorting(BY_NAME), "v2.1") == [1, 2, 0]
    assert ordered(genes, Sorting(BY_NAME, reverse=True), "v2.1") == [0, 2, 1]
