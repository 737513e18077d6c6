"""How groups of genes are drawn: colours that colour-blind eyes tell apart, and a shape each.

Mid tones, for white and for dark paper. Most genes are in a topic's last group: it stays grey.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.several.explore.groups import CHROMOSOMES, CLINGEN, UNKNOWN

GREY, PALE = "#7F8894", "#A3ABB5"
COLOURS = (
    *("#D55E00", "#0079BF", "#009E73", "#C7579A", "#B07C00"),
    *("#3FA3DC", "#7A5BC0", "#8A6D3B", "#5B7F1F"),
)
SHAPES = ("circle", "triangle-up", "square", "diamond")
SIZE, SMALL = 5.5, 4

Mark = dict[str, Any]


def mark(colour: str, symbol: str = "circle", size: float = SIZE) -> Mark:
    """Return colour, Plotly symbol and pixels of a group."""
    return {"colour": colour, "symbol": symbol, "size": size}


def _in_turn(keys: tuple[str, ...]) -> dict[str, Mark]:
    """Return a mark for each key: the colours in turn, another shape after each round."""
    return {
        key: mark(COLOURS[i % len(COLOURS)], SHAPES[i // len(COLOURS) % len(SHAPES)])
        for i, key in enumerate(keys)
    }


_REST = {"none": mark(GREY, size=SMALL), UNKNOWN: mark(PALE, "x", SMALL)}

MARKS: Mapping[str, Mapping[str, Mark]] = {
    "inheritance": {
        "AD": mark(COLOURS[0], "triangle-up"),
        "AR": mark(COLOURS[1], "square"),
        "AD-AR": mark(COLOURS[3], "diamond"),
        "XL": mark(COLOURS[2], "cross"),
        "other": mark(COLOURS[4], "pentagon"),
        **_REST,
    },
    "clingen": {
        **{
            key: mark(colour, symbol, SIZE + 1)
            for key, colour, symbol in zip(
                CLINGEN,
                (*COLOURS[:2], COLOURS[2], COLOURS[3], COLOURS[7], COLOURS[4], COLOURS[6]),
                ("circle", "triangle-up", "square", "diamond", "pentagon", "x", "cross"),
                strict=True,
            )
        },
        "none": mark(COLOURS[8], "star", SIZE + 1),
        UNKNOWN: mark(GREY, size=SMALL),
    },
    "chromosome": {**_in_turn(CHROMOSOMES), UNKNOWN: mark(PALE, "x", SMALL)},
    "flag": {
        "several": mark(COLOURS[0], "cross"),
        "no_variants": mark(COLOURS[6], "star"),
        "no_exp_lof": mark(COLOURS[1], "square"),
        "no_exp_mis": mark(COLOURS[5], "pentagon"),
        "no_exp_syn": mark(COLOURS[7], "hexagon"),
        "lof_too_many": mark(COLOURS[4], "triangle-up"),
        "outlier_lof": mark(COLOURS[4], "triangle-up"),
        "mis_too_many": mark(COLOURS[3], "diamond"),
        "outlier_mis": mark(COLOURS[3], "diamond"),
        "syn_outlier": mark(COLOURS[2], "triangle-down"),
        "outlier_syn": mark(COLOURS[2], "triangle-down"),
        "low_exome_coverage": mark(COLOURS[8], "x"),
        "low_exome_mapping_quality": mark(COLOURS[6], "hourglass"),
        **_REST,
    },
    "depmap": {
        "common-essential": mark(COLOURS[0], "triangle-up"),
        "both": mark(COLOURS[3], "diamond"),
        "strongly-selective": mark(COLOURS[1], "square"),
        **_REST,
    },
    "impc": {
        "lethal": mark(COLOURS[0], "triangle-up"),
        "subviable": mark(COLOURS[4], "diamond"),
        "viable": mark(COLOURS[1], "square"),
        "conflicting": mark(COLOURS[3], "cross"),
        UNKNOWN: mark(PALE, "x", SMALL),
    },
    "crossed": {
        "both": mark(COLOURS[0], "triangle-up"),
        "only-here": mark(COLOURS[1], "square"),
        "only-other": mark(COLOURS[3], "diamond"),
        "neither": mark(GREY, size=SMALL),
        UNKNOWN: mark(PALE, "x", SMALL),
    },
    "one": {"one": mark("#1D6FB8", size=SMALL)},
}
OTHER = mark(COLOURS[7], "star")
"""A group that no topic names, a new flag for instance."""
