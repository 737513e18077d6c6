"""The mark of each gene: a colour and a shape that stay with it whatever the order is."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from components.html import elements as html
from components.html.elements import Element
from components.theme import Mark

# Safe for colour-blind eyes, on light and on dark, and never the colour alone.
PALETTE = (
    ("#2B7BBA", "circle"),
    ("#D55E00", "square"),
    ("#159A76", "diamond"),
    ("#C0649A", "triangle-up"),
    ("#B98300", "pentagon"),
    ("#7A68C4", "cross"),
    ("#7F7F7F", "x"),
    ("#3AA6C9", "star"),
)


def gene_marks(symbols: Iterable[str]) -> dict[str, Mark]:
    """Return the mark of each gene: one of its own, or the next that no gene before it has.

    The symbols come in the order of the address, where a new gene stands last: it changes no
    other gene's mark, and leaving only those of genes that had to give way to it.
    """
    places: dict[str, int] = {}
    for name in symbols:
        own = crc32(name.encode()) % len(PALETTE)
        steps = [(own + step) % len(PALETTE) for step in range(len(PALETTE))]
        places.setdefault(name, next((p for p in steps if p not in places.values()), own))
    return {name: Mark(*PALETTE[place], name) for name, place in places.items()}


def swatch(mark: Mark) -> Element:
    """Return a gene's mark as a small sign beside its name."""
    return html.Span(
        className="class-mark gene-mark",
        style={"backgroundColor": mark.colour},
        **{"data-symbol": mark.symbol, "aria-hidden": "true"},
    )
