"""The figures of the slope chart as a table: a row a gene, each figure in both releases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from components import formats
from components.compare.forest import cautions
from components.html import elements
from components.html.elements import Element
from components.html.parts import Cell, table
from dashboard.models import Constraint
from dashboard.rules.constraint import band_share

Figure: TypeAlias = Callable[[Constraint], str]
Ends: TypeAlias = tuple[Constraint | None, Constraint | None]


def release_table(genes: Sequence[tuple[str, Ends]], labels: tuple[str, str]) -> Element:
    """Return the table of all genes; `labels` are those of the two releases.

    A rank or band has a column only for a release that has some.
    """
    columns = [
        (f"{name}, {label}", end, figure)
        for name, figure in FIGURES.items()
        for end, label in enumerate(labels)
        if name not in OPTIONAL
        or any(_words(ends[end], figure) != formats.MISSING for _, ends in genes)
    ]
    rows = [
        [_head(symbol, ends, labels), *(_cell(ends[end], figure) for _, end, figure in columns)]
        for symbol, ends in genes
    ]
    found = [constraint for _, ends in genes for constraint in ends if constraint is not None]
    note = formats.computed_note(*(row for constraint in found for row in constraint.rows))
    caption = "; ".join(filter(None, ("The same figures as a table", note)))
    return table(caption, ["Gene", *(name for name, _, _ in columns)], rows)


def _words(found: Constraint | None, figure: Figure) -> str:
    return formats.MISSING if found is None else figure(found)


def _cell(found: Constraint | None, figure: Figure) -> Cell:
    """Return a cell; only a LOEUF with its threshold may go over two lines."""
    words = _words(found, figure)
    return words if figure is _loeuf else elements.Span(words, className="unbroken")


def _head(symbol: str, ends: Ends, labels: tuple[str, str]) -> Cell:
    """Return the gene with what speaks against it; what holds in one release only names it."""
    said = [cautions(found) for found in ends]
    words = []
    for word in dict.fromkeys(word for end in said for word in end):
        own = [label for end, label in zip(said, labels, strict=True) if word in end]
        everywhere = len(own) == sum(found is not None for found in ends)
        words.append(word if everywhere else f"{word} ({own[0]})")
    marks = [part for word in words for part in (" ", elements.Span(word, className="caution"))]
    return elements.Span([symbol, *marks])


def _loeuf(found: Constraint) -> str:
    """Return a LOEUF and on which side of its own release's threshold it lies; raw values (T1)."""
    if found.loeuf is None:
        return formats.MISSING
    side = "below" if found.loeuf < found.loeuf_threshold else "not below"
    return f"{formats.loeuf(found.loeuf)}, {side} {found.loeuf_threshold:g}"


def _rank(found: Constraint) -> str:
    if found.rank is None:
        return formats.MISSING
    return f"{found.rank.rank:,} of {found.rank.of:,} · {formats.share(found.rank.percentile)}"


FIGURES: Mapping[str, Figure] = {
    "LOEUF": _loeuf,
    "pLoF o/e (90 %)": lambda found: formats.oe_with_bounds(found.row("lof")),
    "Missense o/e (90 %)": lambda found: formats.oe_with_bounds(found.row("mis")),
    "Rank by LOEUF": _rank,
    "Published band": lambda found: band_share(found) or formats.MISSING,
}
OPTIONAL = ("Rank by LOEUF", "Published band")
