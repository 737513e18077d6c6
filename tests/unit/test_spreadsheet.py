"""Dates that were gene symbols before a spreadsheet got hold of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.genes.spreadsheet_dates import days, is_date_symbol, originals
from dashboard.genes.text import normal

SEPTEMBER_1 = (
    *("1-Sep", "01-Sep", "Sep-01", "Sep-1", "1 Sep", "1. Sep", "1/Sep", "1.Sep.", "SEP 1"),
    *("1-Sep-2024", "01-Sep-24", "1 September 2024", "September 1, 2024", "1-September"),
    *("2001-09-01", "2023-9-1", "2023/09/01", "2023-09-01 00:00:00", "2023-09-01T00:00:00.000Z"),
    *("01.09.2023", "1.9.23", "9/1/2023", "09/01/23", "1/9/2023", "01-09-2023"),
    *("1-sept.", "01-sept", "1. September", "1-set", "1 settembre", "1\u2013Sep", "1\u00a0Sep"),
)
NO_DATES = (
    *("", "SEPT1", "MARCH1", "DEC1", "SEP", "1", "1-", "-Sep", "0-Sep", "32-Foo", "1-Sepp"),
    *("2023-13-01", "2023-00-10", "13/13/2023", "9/1", "9-27", "14-3-3", "2023-09-01 12:30:00"),
    *("1-Sep-Oct", "100-Sep", "\u0661-Sep", "1_Sep", "2023-09/01"),
)


@pytest.mark.parametrize("text", SEPTEMBER_1)
def test_t59_every_way_to_write_the_first_of_september_gives_sept1(text: str) -> None:
    assert "SEPT1" in originals(normal(text))


@pytest.mark.parametrize("text", NO_DATES)
def test_t59_what_is_no_date_gives_nothing(text: str) -> None:
    assert originals(normal(text)) == ()


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("1-Mar", 3), ("1. Mrz", 3), ("1. M\u00e4rz", 3), ("1-mars", 3), ("1-maart", 3)),
        *(("1-Dez", 12), ("1-d\u00e9c.", 12), ("1-dic", 12), ("1-Okt", 10), ("4-oct.", 10)),
        *(("1-avr", 4), ("1-abr", 4), ("3-f\u00e9vr", 2), ("3-fev", 2)),
    ],
)
def test_t59_months_are_read_in_other_languages(text: str, month: int) -> None:
    assert [found for found, _ in days(normal(text))] == [month]


def test_t59_march_can_have_been_three_symbols() -> None:
    assert originals("1-MAR") == ("MARCH1", "MARCH-1", "MARC1", "MARC-1", "MAR1", "MAR-1")


def test_t59_a_date_with_slashes_can_be_of_two_countries() -> None:
    assert days("3/9/2023") == ((3, 9), (9, 3))


def test_t59_a_date_with_dots_has_its_day_first() -> None:
    assert days("3.9.2023") == ((9, 3),)


def test_t59_the_same_day_and_month_is_one_date() -> None:
    assert days("9/9/2023") == ((9, 9),)


@pytest.mark.parametrize("symbol", ["SEPT1", "SEPT14", "MARCH11", "MARC2", "DEC1"])
def test_t59_the_symbols_that_hgnc_gave_up_are_known(symbol: str) -> None:
    assert is_date_symbol(symbol)


@pytest.mark.parametrize("symbol", ["SEPTIN1", "MARCHF1", "SEP1", "MAR1", "OCT1", "SEPT", "DEC-1"])
def test_t59_other_symbols_are_not_taken_for_them(symbol: str) -> None:
    assert not is_date_symbol(symbol)


@given(st.text(max_size=30))
def test_t59_no_text_makes_it_fail(text: str) -> None:
    assert all(1 <= month <= 12 for month, _ in days(normal(text)))
