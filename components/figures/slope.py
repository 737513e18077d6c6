"""The slope chart: each gene's figure in gnomAD v2 and in v4, each end under its own threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components import formats, theme
from components.figures.columns import axis_number, column_title
from components.figures.markup import plain_text
from components.theme import Mark
from dashboard.constraint import AXIS_END, published_band
from dashboard.models import Constraint
from dashboard.releases import Release

HEIGHT = 340
COLUMNS = ((0.0, 0.2), (0.27, 0.47), (0.54, 0.74), (0.81, 1.0))
TITLES = ("LOEUF", "LoF o/e", "Missense o/e", "Rank by LOEUF, %")
RANK = 3
LINE = "#94a3b8"
LABEL_ROOM = 0.062  # of the axis between two names
ENDS = (0, 1)
BESIDE = 0.06  # from a point to its name


@dataclass(frozen=True, slots=True)
class Slope:
    """One gene in the two releases; None where a release does not have it."""

    symbol: str
    before: Constraint | None
    after: Constraint | None

    @property
    def ends(self) -> tuple[Constraint | None, Constraint | None]:
        """Return both ends, the older release first."""
        return self.before, self.after


def value(found: Constraint | None, column: int) -> float | None:
    """Return what a column shows of a gene; a published band stands at its upper end."""
    if found is None:
        return None
    if column == RANK:
        band = published_band(found.loeuf) if found.band else None
        return found.rank.percentile if found.rank else float(band[1]) if band else None
    if column == 0:
        return found.loeuf
    row = found.row("lof" if column == 1 else "mis")
    return row.oe if row else None


def slope(
    genes: Sequence[Slope],
    releases: tuple[Release | None, Release | None],
    marks: Mapping[str, Mark],
    token: str,
) -> dict[str, Any]:
    """Return the figure of all genes; `releases` are those of its left and right ends."""
    data = [_gene(gene, column, marks[gene.symbol]) for column in range(4) for gene in genes]
    data += [_names(genes, column) for column in range(4)]
    axes: dict[str, Any] = {}
    for column in range(len(COLUMNS)):
        number = axis_number(column)
        axes[f"xaxis{number}"] = _release_axis(column, releases)
        axes[f"yaxis{number}"] = _value_axis(column)
    layout = theme.layout(
        HEIGHT,
        margin={"l": 40, "r": 84, "t": 34, "b": 44},
        meta={"for": token},
        **axes,
        shapes=[shape for end in ENDS for shape in _threshold(releases[end], end)],
        annotations=[column_title(TITLES[n], left, 8) for n, (left, _) in enumerate(COLUMNS)],
    )
    return {"data": data, "layout": layout}


def _gene(gene: Slope, column: int, mark: Mark) -> dict[str, Any]:
    number = axis_number(column)
    points = [
        (end, figure, found)
        for end, found in enumerate(gene.ends)
        if found is not None and (figure := value(found, column)) is not None
    ]
    top = 100.0 if column == RANK else AXIS_END
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": gene.symbol,
        "x": [end for end, _, _ in points],
        "y": [min(figure, top) for _, figure, _ in points],
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "line": {"color": mark.colour, "width": 2},
        "marker": {
            "color": mark.colour,
            "symbol": ["triangle-up" if figure > top else mark.symbol for _, figure, _ in points],
            "size": 9,
        },
        "cliponaxis": False,
        "hovertext": [_hover(gene.symbol, found, figure, column) for _, figure, found in points],
        "hoverinfo": "text",
    }


def _hover(symbol: str, found: Constraint, figure: float, column: int) -> str:
    if column == RANK:
        words = formats.rank(found.rank) if found.rank else plain_text(found.band or "")
    else:
        words = f"{TITLES[column]} {formats.oe_exact(figure)}"
    return f"<b>{plain_text(symbol)}</b> · {plain_text(found.label)}<br>{words}"


def _release_axis(column: int, releases: tuple[Release | None, Release | None]) -> dict[str, Any]:
    return {
        "domain": list(COLUMNS[column]),
        "anchor": f"y{axis_number(column)}",
        "range": [-0.32, 1.12],
        "ticks": "outside",
        "ticklen": 7,
        "tickcolor": "rgba(0,0,0,0)",
        "tickvals": list(ENDS),
        "ticktext": [plain_text(one.label) if one else formats.MISSING for one in releases],
        "ticklabeloverflow": "allow",
        "tickfont": {"size": 12},
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": "#94a3b866",
        "zeroline": False,
    }


def _value_axis(column: int) -> dict[str, Any]:
    return {
        "anchor": f"x{axis_number(column)}",
        "range": [-2, 102] if column == RANK else [0, AXIS_END * 1.02],
        "ticklabeloverflow": "allow",
        "dtick": 25 if column == RANK else 0.5,
        "fixedrange": True,
        "gridcolor": "#94a3b833",
        "zeroline": False,
    }


def _threshold(release: Release | None, end: int) -> list[dict[str, Any]]:
    """Return the LOEUF threshold of a release at its own end only (T1)."""
    if release is None:
        return []
    return [
        {
            "type": "line",
            "layer": "above",
            "xref": "x",
            "yref": "y",
            "x0": end - 0.16,
            "x1": end + 0.16 - 0.04 * end,
            "y0": release.loeuf_threshold,
            "y1": release.loeuf_threshold,
            "line": {"color": "#64748b", "width": 2, "dash": "dot"},
        }
    ]


def _names(genes: Sequence[Slope], column: int) -> dict[str, Any]:
    """Return the names at the last end of each line, moved apart where they would overlap."""
    number = axis_number(column)
    top = 100.0 if column == RANK else AXIS_END
    ends = []
    for gene in genes:
        figures = [(end, value(found, column)) for end, found in enumerate(gene.ends)]
        known = [(end, figure) for end, figure in figures if figure is not None]
        if known:
            ends.append((min(known[-1][1], top), known[-1][0], gene.symbol))
    ends.sort()
    return {
        "type": "scatter",
        "mode": "text",
        "x": [end + BESIDE for _, end, _ in ends],
        "y": apart([figure for figure, _, _ in ends], LABEL_ROOM * top, top),
        "text": [plain_text(symbol, 16) for _, _, symbol in ends],
        "textposition": "middle right",
        "textfont": {"size": 11},
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def apart(values: Sequence[float], room: float, top: float) -> list[float]:
    """Return rising values moved apart by at least `room`, none above `top` if there is space."""
    placed: list[float] = []
    for one in values:
        placed.append(max(one, placed[-1] + room) if placed else one)
    limit = top
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], limit)
        limit = placed[place] - room
    return placed
