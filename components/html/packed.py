"""Values on their way to the browser as JSON that is ready: rows, figures, trees.

Dash has plotly walk every value of an answer for numpy and dates before it is serialised, which
takes longer than all else on a table of a thousand rows. What is plain already goes past it.
"""

from __future__ import annotations

from typing import Any

import orjson
from dash.development.base_component import Component

from components.html.elements import Element


def packed(value: Any) -> Any:
    """Return a value as ready JSON, Dash components in it as Dash writes them.

    A NaN becomes null. What neither orjson nor Dash can write stays as it is.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    try:
        return orjson.Fragment(orjson.dumps(value, default=_component))
    except orjson.JSONEncodeError:
        return value


def _component(value: Any) -> Any:
    """Return a component's name and properties.

    Raises:
        TypeError: It is no component.
    """
    if isinstance(value, Component | Element):
        return value.to_plotly_json()
    raise TypeError(type(value).__name__)
