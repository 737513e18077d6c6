"""Columns of figures for the browser: compact, and exact to the last digit that was printed.

A release prints a figure with few digits. A column is sent as whole numbers and a power of ten
where each figure is their exact quotient, else as doubles: 0.35 stays 0.35, so that the browser
compares thresholds as the server does.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np
import numpy.typing as npt

MISSING = {"i2": -(2**15), "i4": -(2**31)}  # stands for "no value"; doubles have NaN
MISSING_CODES = {"u1": 0xFF, "u2": 0xFFFF}
MOST_DECIMALS = 9

Figures = npt.NDArray[np.float64]


def column(values: Figures) -> dict[str, Any] | None:
    """Return a column as {"dtype", "scale", "data"}, None where no row has a value.

    `data` is base64 of little-endian numbers; a figure is its number divided by `scale`.
    """
    known = ~np.isnan(values)
    if not known.any():
        return None
    for decimals in range(MOST_DECIMALS + 1):
        scale = 10**decimals
        whole = np.round(values[known] * scale)
        highest = np.abs(whole).max()
        if highest >= -MISSING["i4"]:
            break
        if np.array_equal(whole / scale, values[known]):
            return _whole(whole, known, scale, "i2" if highest < -MISSING["i2"] else "i4")
    return {"dtype": "f8", "scale": 1, "data": _text(values.astype("<f8"))}


def _whole(whole: Figures, known: npt.NDArray[np.bool_], scale: int, kind: str) -> dict[str, Any]:
    filled = np.full(len(known), MISSING[kind], f"<{kind}")
    filled[known] = whole
    return {"dtype": kind, "scale": scale, "data": _text(filled)}


def codes(numbers: npt.NDArray[np.signedinteger[Any]], kinds: int) -> dict[str, str]:
    """Return codes of categories, -1 for none, as the smallest numbers that hold `kinds` of them.

    The highest number stands for none.
    """
    dtype = "u1" if kinds < MISSING_CODES["u1"] else "u2"
    none = MISSING_CODES[dtype]
    return {"dtype": dtype, "data": _text(np.where(numbers < 0, none, numbers).astype(f"<{dtype}"))}


def _text(numbers: npt.NDArray[Any]) -> str:
    return b64encode(numbers.tobytes()).decode("ascii")
