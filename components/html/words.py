"""Words from outside in a cell: cut where they are longer than any name, the rest on hover."""

from __future__ import annotations

from components.html import elements as html
from components.html.elements import Element

CELL_MOST = 240  # characters; exports carry the whole
HOVER_MOST = 900


def shortened(words: str) -> str | Element:
    """Return words as they are, or their beginning with more of them on hover."""
    if len(words) <= CELL_MOST:
        return words
    return html.Span(words[:CELL_MOST] + "…", title=words[:HOVER_MOST])
