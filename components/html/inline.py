"""Dates inside a text: an ISO date is not broken at its hyphens."""

from __future__ import annotations

import re

from components.html import elements as html
from components.html.elements import Element

DATE = re.compile(r"(\d{4}-\d{2}-\d{2})")


def dated(text: str) -> list[Element | str]:
    """Return the parts of a text, its dates as elements that stay on one line."""
    parts = DATE.split(text)
    return [html.Span(p, className="date") if DATE.fullmatch(p) else p for p in parts if p]
