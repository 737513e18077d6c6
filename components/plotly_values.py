"""Numbers for Plotly as base64 of their bytes: a third of the size of a list, and no parsing."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np
import numpy.typing as npt


def typed(values: npt.NDArray[np.int32]) -> dict[str, Any]:
    """Return an array of whole numbers as plotly.js reads it: {"dtype", "bdata"}."""
    return {"dtype": "i4", "bdata": b64encode(values.astype("<i4").tobytes()).decode("ascii")}
