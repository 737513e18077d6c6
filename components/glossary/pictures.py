"""Small pictures of the glossary, drawn here: an interval, a rank, a stem, a row of stars.

Drawn in units of a box of 200 x 56, coloured by classes of assets/glossary/glossary.css. Numbers
in them are made up to show the idea and belong to no gene.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from components.html.elements import element

Tree = dict[str, Any]
WIDTH, HEIGHT = 200, 56
LEFT, RIGHT, BASE = 12, 188, 36


def picture(key: str) -> Tree | None:
    """Return the picture of a definition with its description; None where words suffice."""
    found = _PICTURES.get(key)
    if found is None:
        return None
    described, draw = found
    return element(
        "svg",
        [element("title", described), *draw()],
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        className="glossary-picture",
        role="img",
        **{"aria-label": described},
    )


def _line(x1: float, y1: float, x2: float, y2: float, look: str = "line") -> Tree:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, className=look)


def _dot(x: float, y: float, look: str = "dot", radius: float = 4) -> Tree:
    return element("circle", cx=x, cy=y, r=radius, className=look)


def _word(x: float, y: float, words: str, anchor: str = "middle") -> Tree:
    return element("text", words, x=x, y=y, textAnchor=anchor)


def _block(x: float, y: float, width: float, height: float, look: str) -> Tree:
    return element("rect", x=x, y=y, width=width, height=height, className=look)


def _place(ratio: float) -> float:
    """Return where an o/e from 0 to 2 stands on the axis."""
    return LEFT + ratio / 2 * (RIGHT - LEFT)


def _axis() -> list[Tree]:
    """Return the axis of observed / expected, 0 to 2."""
    ticks = [_line(_place(at), BASE, _place(at), BASE + 4) for at in (0, 1, 2)]
    words = [_word(_place(at), BASE + 16, str(at)) for at in (0, 1, 2)]
    return [_line(LEFT, BASE, RIGHT, BASE), *ticks, *words]


def _interval(*more: Tree) -> Callable[[], list[Tree]]:
    ends = [_line(_place(at), 14, _place(at), 26, "bar") for at in (0.1, 0.5)]
    bar = _line(_place(0.1), 20, _place(0.5), 20, "bar")
    return lambda: [*_axis(), bar, *ends, _dot(_place(0.22), 20), *more]


def _loeuf() -> list[Tree]:
    return [
        *_interval()(),
        _dot(_place(0.5), 20, "ring", 7),
        _word(_place(0.5) + 12, 24, "LOEUF", "start"),
    ]


def _threshold() -> list[Tree]:
    return [
        *_interval()(),
        _line(_place(0.7), 6, _place(0.7), BASE, "dashed"),
        _word(_place(0.7) + 5, 14, "threshold", "start"),
    ]


def _arrow() -> list[Tree]:
    tip = f"M{RIGHT - 8},14 L{RIGHT},20 L{RIGHT - 8},26"
    bar = _line(_place(1.2), 20, RIGHT, 20, "bar")
    return [*_axis(), bar, element("path", d=tip, className="bar"), _dot(_place(1.5), 20)]


def _ratio() -> list[Tree]:
    return [
        _block(12, 8, 30, 12, "fill"),
        _word(48, 18, "observed: 10", "start"),
        _block(12, 30, 90, 12, "faint"),
        _word(108, 40, "expected: 30", "start"),
    ]


def _either_end() -> list[Tree]:
    heights = (30, 8, 4, 3, 2, 2, 3, 5, 24)
    bars = [_block(18 + 18 * i, BASE - h, 14, h, "fill") for i, h in enumerate(heights)]
    line = _line(LEFT, BASE, RIGHT, BASE)
    return [line, *bars, _word(26, BASE + 16, "pLI 0"), _word(170, BASE + 16, "1")]


def _deviations() -> list[Tree]:
    curve = "M12,36 C60,36 76,8 100,8 C124,8 140,36 188,36"
    return [
        _line(LEFT, BASE, RIGHT, BASE),
        element("path", d=curve, className="curve"),
        _line(100, 8, 100, BASE, "dashed"),
        _line(158, 18, 158, BASE, "bar"),
        _word(100, BASE + 16, "expected"),
        _word(162, 14, "Z = 2"),
    ]


def _places() -> list[Tree]:
    dots = [_dot(20 + 16 * i, 22, "dot" if i == 1 else "pale") for i in range(11)]
    return [*dots, _word(36, BASE + 14, "2 of 11"), _word(150, BASE + 14, "less constrained")]


def _exons() -> list[Tree]:
    def row(y: float, blocks: tuple[tuple[float, float], ...], look: str) -> list[Tree]:
        exons = [_block(x, y - 6, width, 12, look) for x, width in blocks]
        return [_line(LEFT, y, 140, y), *exons]

    return [
        *row(16, ((12, 24), (60, 18), (110, 30)), "fill"),
        *row(42, ((12, 24), (86, 12), (110, 30)), "faint"),
        _word(146, 20, "Select", "start"),
        _word(146, 46, "other", "start"),
    ]


def _stems() -> list[Tree]:
    stems = ((40, 8), (78, 20), (120, 14), (150, 24))
    lines = [part for x, y in stems for part in (_line(x, BASE, x, y), _dot(x, y))]
    return [
        _block(LEFT, BASE, 176, 6, "faint"),
        _block(60, BASE - 1, 50, 8, "fill"),
        *lines,
        _word(100, 55, "residue"),
    ]


def _stars() -> list[Tree]:
    rows = (("★★★★ guideline", 12), ("★★★ expert panel", 26), ("★★ several, agreeing", 40))
    return [*(_word(12, y, words, "start") for words, y in rows), _word(12, 54, "★ one", "start")]


def _scale() -> list[Tree]:
    names = ("benign", "uncertain", "pathogenic")
    blocks = [_block(12 + 60 * i, 14, 56, 12, f"class-{i}") for i in range(len(names))]
    return [*blocks, *(_word(40 + 60 * i, 42, name) for i, name in enumerate(names))]


_PICTURES: Mapping[str, tuple[str, Callable[[], list[Tree]]]] = {
    "loeuf": ("A bar from 0.1 to 0.5 on the axis of o/e; its upper end is LOEUF", _loeuf),
    "oe": ("10 variants observed beside 30 expected: o/e is 0.33", _ratio),
    "interval": ("A bar around the point of o/e, from 0.1 to 0.5", _interval()),
    "threshold": ("An interval that ends before a dashed threshold", _threshold),
    "axis": ("A bar that leaves the axis at 2 with an arrow", _arrow),
    "pli": ("Bars of how many genes have each pLI: most are near 0 or near 1", _either_end),
    "z": (
        "A bell curve around the expected count, the observed one two deviations away",
        _deviations,
    ),
    "rank": ("Eleven genes in a row; the second one is marked: 2 of 11", _places),
    "mane": ("Exons of the MANE Select transcript above those of another one", _exons),
    "lollipop": ("Stems of different height along a protein with a domain", _stems),
    "stars": ("Four stars guideline, three expert panel, two several submitters, one one", _stars),
    "classes": ("Three blocks: benign, uncertain, pathogenic", _scale),
}
