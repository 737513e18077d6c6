"""The slope chart: each gene's figure in gnomAD v2 and in v4, each end under its own threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from components import formats, theme
from components.columns import axis_number, column_title
from components.compare.slope_bands import at, band, bands, no_ranks
from components.compare.slope_names import End, names
from components.markup import plain_text
from components.theme import Look, Mark, Trace
from dashboard.models import Constraint
from dashboard.rules.constraint import AXIS_END
from dashboard.rules.releases import Release

HEIGHT = 340
COLUMNS = ((0.0, 0.2), (0.27, 0.47), (0.54, 0.74), (0.81, 1.0))
TITLES = ("LOEUF", "pLoF o/e", "Missense o/e", "Rank by LOEUF, %")
RANK = 3
ENDS = (0, 1)
TOPS = (0.5, 1.0, 1.5, AXIS_END)  # where the three o/e axes may end, all at the same


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
    """Return the figure that a column shows of a gene; a published band is none (T5)."""
    if found is None:
        return None
    if column == RANK:
        return found.rank.percentile if found.rank else None
    if column == 0:
        return found.loeuf
    row = found.row("lof" if column == 1 else "mis")
    return row.oe if row else None


def axis_end(genes: Sequence[Slope]) -> float:
    """Return where the three o/e axes end: all begin at 0 and end together, none beyond 2."""
    figures = [0.0]
    for found in (found for gene in genes for found in gene.ends if found is not None):
        figures += [found.loeuf_threshold, *(value(found, column) or 0.0 for column in range(RANK))]
    return next((top for top in TOPS if max(figures) < top), AXIS_END)


def slope(
    genes: Sequence[Slope],
    releases: tuple[Release | None, Release | None],
    marks: Mapping[str, Mark],
    token: str,
) -> dict[str, Any]:
    """Return the figure of all genes; `releases` are those of its left and right ends."""
    tops = [*[axis_end(genes)] * RANK, 100.0]
    banded = bands([(gene.symbol, gene.ends) for gene in genes], marks, RANK + 1)
    ranked = any(found and found.rank for gene in genes for found in gene.ends)
    shown = range(len(COLUMNS)) if banded or ranked else range(RANK)
    data = [_gene(gene, n, marks[gene.symbol], tops[n]) for n in shown for gene in genes]
    data += [*banded, *(part for n in shown for part in names(_ends(genes, n), n + 1, tops[n]))]
    axes: dict[str, Any] = {}
    for column in shown:
        number, top = axis_number(column), tops[column]
        axes[f"xaxis{number}"] = {"ticktext": _tick_words(genes, releases, column)}
        axes[f"yaxis{number}"] = {
            "range": [-2, 102] if column == RANK else [0, top * 1.02],
            "dtick": 25 if column == RANK else top / 5 if top <= 1 else 0.5,
        }
    return theme.figure(
        data,
        LAYOUTS[len(shown)],
        meta={"for": token},
        **axes,
        shapes=[shape for end in ENDS for shape in _threshold(releases[end], end)],
        annotations=[
            *(column_title(TITLES[n], left, 8) for n, (left, _) in enumerate(COLUMNS)),
            *(note for end in ENDS for note in _threshold_note(releases[end], end)),
            *([] if RANK in shown else [no_ranks(COLUMNS[RANK][0])]),
        ],
    )


def _gene(gene: Slope, column: int, mark: Mark, top: float) -> Trace:
    number = axis_number(column)
    points = [
        (end, figure, found)
        for end, found in enumerate(gene.ends)
        if found is not None and (figure := value(found, column)) is not None
    ]
    symbols = ["triangle-up" if figure > top else mark.symbol for _, figure, _ in points]
    return theme.filled(
        GENE,
        name=gene.symbol,
        x=[end for end, _, _ in points],
        y=[min(figure, top) for _, figure, _ in points],
        xaxis=f"x{number}",
        yaxis=f"y{number}",
        line={"color": mark.colour},
        marker={"color": mark.colour, "symbol": symbols},
        hovertext=[_hover(gene.symbol, found, figure, column) for _, figure, found in points],
    )


def _hover(symbol: str, found: Constraint, figure: float, column: int) -> str:
    if column == RANK:
        words = formats.rank(found.rank) if found.rank else formats.MISSING
    else:
        words = f"{TITLES[column]} {formats.oe_exact(figure)}"
    return f"<b>{plain_text(symbol)}</b> · {plain_text(found.label)}<br>{words}"


def _tick_words(
    genes: Sequence[Slope], releases: tuple[Release | None, Release | None], column: int
) -> list[str]:
    """Return the releases under an axis; one that shows bands, not ranks, says so."""
    words = [plain_text(one.label) if one else formats.MISSING for one in releases]
    if column == RANK:
        for end in ENDS:
            if any(band(gene.ends[end]) for gene in genes):
                words[end] += "<br>bands, not ranks"
    return words


def _release_axis(column: int) -> dict[str, Any]:
    return {
        "domain": list(COLUMNS[column]),
        "anchor": f"y{axis_number(column)}",
        "range": [-0.32, 1.12],
        "ticks": "outside",
        "ticklen": 7,
        "tickcolor": "rgba(0,0,0,0)",
        "tickvals": list(ENDS),
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
        "ticklabeloverflow": "allow",
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


def _threshold_note(release: Release | None, end: int) -> list[dict[str, Any]]:
    """Return the figure of a release's threshold over its dashes."""
    if release is None:
        return []
    return [
        {
            "text": f"threshold {release.loeuf_threshold:g}",
            "xref": "x",
            "yref": "y",
            "x": -0.3 if end == 0 else end + 0.03,
            "y": release.loeuf_threshold,
            "xanchor": "left" if end == 0 else "right",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 11},
        }
    ]


def _ends(genes: Sequence[Slope], column: int) -> list[End]:
    """Return where each line or band ends, for the names beside them."""
    ends = []
    for place, gene in enumerate(genes):
        known = [
            (end, found, height)
            for end, found in enumerate(gene.ends)
            if (height := _height(found, column)) is not None
        ]
        for end, found, height in known[-1:]:
            is_band = column == RANK and band(found) is not None
            x = at(end, place, len(genes)) if is_band else float(end)
            ends.append(End(gene.symbol, height, end, x))
    return ends


def _height(found: Constraint | None, column: int) -> float | None:
    """Return where a gene's name would stand: at its point, or at the middle of its band."""
    edges = band(found) if column == RANK else None
    return sum(edges) / 2 if edges else value(found, column)


def _layout(columns: int) -> Look:
    """Return the layout of so many columns; tick words, ranges and thresholds are the genes'."""
    axes: dict[str, Any] = {}
    for column in range(columns):
        axes[f"xaxis{axis_number(column)}"] = _release_axis(column)
        axes[f"yaxis{axis_number(column)}"] = _value_axis(column)
    margin = {"l": 40, "r": 84, "t": 34, "b": 58}
    return theme.look(go.Layout, **theme.layout(HEIGHT, margin=margin, barmode="overlay", **axes))


# How it looks, whatever the genes are.
GENE = theme.look(
    go.Scatter,
    mode="lines+markers",
    line={"width": 2},
    marker={"size": 9},
    cliponaxis=False,
    hoverinfo="text",
)
LAYOUTS = {columns: _layout(columns) for columns in (RANK, len(COLUMNS))}
