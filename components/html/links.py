"""Links out of the page: only to https, in a window of their own, without a way back."""

from __future__ import annotations

from components.html import elements as html
from components.html.elements import Element


def outside(words: str, url: str | None) -> Element:
    """Return a link, or the words alone where the address is none that may be opened."""
    if url is None or not url.startswith("https://"):
        return html.Span(words)
    return html.A(words, href=url, target="_blank", rel="noopener noreferrer")
