"""The lollipop: a stem for each residue, a head for each record, the protein beneath.

The figure holds all records. `assets/lollipop/lollipop.mjs` draws it, and draws what a filter
leaves of it with the same rules, so what it says of stacking and axes is said there
too. Many heads and stems are hidden from Plotly and painted by `assets/lollipop/heads.mjs`; a
picture has them as symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from components import theme
from components.lollipop.domain_track import LOWEST, domain_track, lanes
from components.lollipop.stacks import CLASSES, Stacks, stacks, zigzag
from components.markup import plain_text, plain_texts
from components.plotly_values import typed
from dashboard.models import Features, Variant

SVG_MOST = 1000  # above it assets/lollipop/heads.mjs paints heads and stems as pixels
HOVER_MOST = 12
PLOT_HEIGHT = 250
LANE_HEIGHT = 26
TICKS = 5
MARGIN = {"l": 56, "r": 16, "t": 20, "b": 42}


def lollipop(
    variants: Sequence[Variant],
    shape: Features | None,
    length: int,
    token: str,
    *,
    axis: str,
    origin: str,
    room: int = PLOT_HEIGHT,
    svg_most: int = SVG_MOST,
) -> dict[str, Any]:
    """Return the figure of all placed variants.

    Args:
        variants: Placed records, by position.
        shape: Domains and exon borders, None where nothing is known of the protein.
        length: Residues on the axis.
        token: Whose figure it is, for `layout.meta`.
        axis: What the residues are numbered on, "UniProt P40763, 770 aa".
        origin: Source and date, which stand on the plot (T41).
        room: Pixels above the protein.
        svg_most: Heads that are drawn as elements; more are painted.
    """
    found = stacks(variants)
    layout = _layout(found, shape, length, room)
    layout["meta"] = {"for": token, "length": length, "at": hover_texts(variants, found)}
    layout["uirevision"] = token
    layout["xaxis"]["title"] = theme.axis_title(plain_text(f"residue ({axis})"))
    layout["annotations"] = [_origin(origin)]
    painted = len(variants) > svg_most
    marks = [_stems(found), *_heads(variants, found, painted=painted)]
    if painted:
        marks = [{**trace, "visible": False} for trace in marks]  # no element for each head
    return {"data": [*marks, *domain_track(shape, length)], "layout": layout}


def hover_texts(variants: Sequence[Variant], found: Stacks) -> dict[str, str]:
    """Return what a hover says at each residue: every change there, the most severe first (T39)."""
    changes = plain_texts([v.protein_change or v.id for v in variants])
    words = [f" · {theme.CLASS_MARKS[name].label}" for name in CLASSES]
    order, classes = found.order[::-1].tolist(), found.classes[::-1].tolist()
    lines = [changes[i] + words[place] for i, place in zip(order, classes, strict=True)]
    begin = len(lines) - found.starts - found.counts
    residues = found.residues[found.starts].tolist()
    return {
        str(residue): _hover(residue, lines[start : start + min(count, HOVER_MOST)], count)
        for residue, start, count in zip(
            residues, begin.tolist(), found.counts.tolist(), strict=True
        )
    }


def _hover(residue: int, lines: list[str], count: int) -> str:
    records = "1 record" if count == 1 else f"{count} records"
    more = f"<br>and {count - len(lines)} more" if count > len(lines) else ""
    # The empty "extra" hides the box with the trace's name that Plotly would set beside it.
    return f"<b>Residue {residue:,}</b> · {records}<br>{'<br>'.join(lines)}{more}<extra></extra>"


def _stems(found: Stacks) -> dict[str, Any]:
    x, y = zigzag(found)
    return {
        "type": "scatter",
        "uid": "stems",
        "mode": "lines",
        "x": typed(x),
        "y": typed(y),
        "line": {"color": "#94a3b8", "width": 1},
        "hoverinfo": "skip",
    }


def _heads(variants: Sequence[Variant], found: Stacks, *, painted: bool) -> list[dict[str, Any]]:
    """Return a trace a class, the least severe first, so that the others lie above it."""
    size = 10 if len(variants) <= 300 else 8 if len(variants) <= 2000 else 6
    ids = np.array([variant.id for variant in variants], object)[found.order]
    hover = None if painted else _hover_templates(found)
    traces = []
    for place in reversed(np.unique(found.classes).tolist()):
        at = np.flatnonzero(found.classes == place)
        traces.append(
            {
                "type": "scatter",
                "uid": f"class{place}",
                "mode": "markers",
                "name": theme.CLASS_MARKS[CLASSES[place]].label,
                "meta": {"class": CLASSES[place]},
                "x": typed(found.residues[at]),
                "y": typed(found.heights[at]),
                # Identity goes in ids: customdata never reaches the events of a click.
                "ids": ids[at].tolist(),
                "marker": _marker(place, size),
                **({} if hover is None else {"hovertemplate": hover[at].tolist()}),
            }
        )
    return traces


def _hover_templates(found: Stacks) -> npt.NDArray[np.object_]:
    """Return what each head shows: the text of its residue, which is sent once."""
    texts = [f"%{{layout.meta.at.{n}}}" for n in found.residues[found.starts].tolist()]
    return np.repeat(np.array(texts, object), found.counts)


def _marker(place: int, size: int) -> dict[str, Any]:
    mark = theme.CLASS_MARKS[CLASSES[place]]
    line = {"color": "#ffffff", "width": 0.7 if size > 6 else 0}
    # A triangle fills half of its box: it is drawn larger, to weigh as much as the others.
    size += 2 if mark.symbol.startswith("triangle") else 0
    return {"color": mark.colour, "symbol": mark.symbol, "size": size, "line": line}


def _origin(words: str) -> dict[str, Any]:
    return {
        "text": plain_text(words, 120),
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11},
    }


def _layout(found: Stacks, shape: Features | None, length: int, room: int) -> dict[str, Any]:
    count = 1 + max(lanes((shape.domains or ()) if shape else ()), default=0)
    track = LANE_HEIGHT * count + 16
    height = room + track + MARGIN["t"] + MARGIN["b"]
    share = track / (room + track)
    margin = max(1.0, length * 0.008)
    line = {"zeroline": False, "showgrid": False}
    return theme.layout(
        height,
        margin=MARGIN,
        barmode="overlay",
        bargap=0,
        hovermode="closest",
        dragmode="zoom",
        hoverlabel={"font": {"family": theme.FONT, "size": 12}, "align": "left"},
        xaxis={
            **line,
            "range": [1 - margin, length + 1 + margin],
            "anchor": "y2",
            "tickformat": ",d",
            "labelalias": {"0": ""},  # there is no residue 0
            # Plotly would measure each label to hide one that leaves the figure; none can.
            "ticklabeloverflow": "allow",
            "ticks": "",  # the ticks under the protein are exon borders
        },
        yaxis={
            **line,
            **height_axis(found.tallest),
            "domain": [share + 0.015, 1],
            "fixedrange": True,
            "ticklabeloverflow": "allow",
            "showgrid": True,
            "gridcolor": "#94a3b833",
            "zeroline": True,
            "zerolinecolor": "#94a3b899",
            "title": theme.axis_title("records at the residue"),
        },
        yaxis2={
            **line,
            "domain": [0, share],
            "range": [LOWEST - 0.1, count - 0.5],
            "fixedrange": True,
            "showticklabels": False,
        },
    )


def height_axis(tallest: int) -> dict[str, Any]:
    """Return range and whole-number ticks of an axis that counts up to `tallest`."""
    most = max(tallest, 2)
    return {"range": [0, most + max(0.6, most * 0.08)], "tick0": 0, "dtick": ceil(most / TICKS)}
