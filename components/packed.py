"""Values on their way to the browser as JSON that is ready: rows, figures, trees.

Dash has plotly walk every value of an answer for numpy and dates before it is serialised, which
takes longer than all else on a table of a thousand rows. What is plain already goes past it.
"""

from __future__ import annotations

from typing import Any

import orjson


def packed(value: Any) -> Any:
    """Return a plain value as ready JSON; what holds Dash components stays as it is.

    A NaN becomes null. Shapes: whatever orjson serialises by itself, of any depth.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    try:
        return orjson.Fragment(orjson.dumps(value))
    except orjson.JSONEncodeError:
        return value
