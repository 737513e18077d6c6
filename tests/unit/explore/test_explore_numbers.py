"""Columns for the browser: exact to the last printed digit, and a missing figure stays missing."""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np
import pytest

from dashboard.several.explore import numbers

NAN = math.nan


def decoded(column: dict[str, Any]) -> list[float | None]:
    """Return what a browser makes of a column: the quotient, None for a missing figure."""
    found = np.frombuffer(base64.b64decode(column["data"]), f"<{column['dtype']}")
    none = numbers.MISSING.get(column["dtype"])
    missing = np.isnan(found) if none is None else found == none
    scale = column["scale"]
    pairs = zip(found.tolist(), missing.tolist(), strict=True)
    return [None if absent else number / scale for number, absent in pairs]


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([0.094, 1.996, NAN, 0.35], "i2"),
        ([0.0, -0.0, 3.0], "i2"),
        ([0.17274, 13.552, NAN], "i4"),
        ([32_767.0, -32_768.0], "i4"),
        ([32_766.0, -5.0], "i2"),
        ([7.8965e-156, 1.0, NAN], "f8"),
        ([-17.639, 0.0000012345, 9.87654], "f8"),
        ([2.0**31, 0.5], "f8"),
        ([math.pi], "f8"),
    ],
)
def test_every_figure_comes_out_as_it_went_in(values: list[float], dtype: str) -> None:
    column = numbers.column(np.array(values))
    assert column is not None
    assert column["dtype"] == dtype
    assert decoded(column) == [None if math.isnan(v) else v for v in values]


def test_t60_a_missing_figure_is_not_zero() -> None:
    column = numbers.column(np.array([NAN, 0.0]))
    assert column is not None
    assert decoded(column) == [None, 0.0]


def test_a_column_without_a_figure_is_none() -> None:
    assert numbers.column(np.array([NAN, NAN])) is None


@pytest.mark.parametrize(("kinds", "dtype", "none"), [(3, "u1", 255), (300, "u2", 65_535)])
def test_codes_have_a_number_for_none(kinds: int, dtype: str, none: int) -> None:
    found = numbers.codes(np.array([0, kinds - 1, -1], np.int16), kinds)
    assert found["dtype"] == dtype
    codes = np.frombuffer(base64.b64decode(found["data"]), f"<{dtype}")
    assert codes.tolist() == [0, kinds - 1, none]
