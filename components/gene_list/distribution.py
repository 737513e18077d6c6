"""LOEUF of a list over that of all genes: shares in bins above, cumulative shares below."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from components import formats, theme
from components.markup import plain_text
from components.theme import Look, Trace
from dashboard.models import GeneList
from dashboard.rules.constraint import AXIS_END
from dashboard.rules.releases import recommended_for

HEIGHT = 430
LISTED, EVERYTHING = "#1d5fa8", "#94a3b8"
RUG_MOST = 400  # genes that are drawn as ticks of their own
TOP, BOTTOM = [0.42, 1.0], [0.0, 0.33]


def distribution(found: GeneList, token: str) -> dict[str, Any]:
    """Return the figure of a list in its release; `token` marks whose figure it is."""
    bins = found.bins
    shares = (_shares(bins.listed), _shares(bins.everything))
    traces = [
        _bars(found, shares[1], EVERYTHING, f"All genes of {found.label}", bins.everything),
        _bars(found, shares[0], LISTED, "The list", bins.listed),
        _rug(found),
        _steps(bins.grid, bins.everything_share, EVERYTHING, f"All genes of {found.label}", "dot"),
        _steps(bins.grid, bins.listed_share, LISTED, "The list", "solid"),
    ]
    highest, at = max(map(max, shares)), found.loeuf_threshold
    return theme.figure(
        [trace for trace in traces if trace is not None],
        LAYOUT,
        meta={"for": token},
        xaxis={"title": theme.axis_title(f"LOEUF ({found.label})")},
        yaxis={"range": [0, highest * 1.08 or 1]},
        shapes=[
            {
                "type": "line",
                "xref": "x",
                "yref": "paper",
                "layer": "above",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": 1,
                "line": {"width": 2, "dash": "dash", "color": "#64748b"},
            }
        ],
        annotations=[
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "text": f"LOEUF {at:g}, {recommended_for(found.release)}",
                "showarrow": False,
                "font": {"size": 11.5},
            }
        ],
    )


def _shares(counts: tuple[int, ...]) -> list[float]:
    total = sum(counts)
    return [100 * count / total if total else 0.0 for count in counts]


def _bars(
    found: GeneList, shares: list[float], colour: str, name: str, counts: tuple[int, ...]
) -> Trace:
    """Return bars; the list's are narrow and dark before the wide pale ones of all genes."""
    edges = found.bins.edges
    step = edges[1] - edges[0]
    is_list = colour == LISTED
    return theme.filled(
        BARS[colour],
        name=plain_text(name),
        width=step * (0.5 if is_list else 0.96),
        x=[round(edge + step / 2, 4) for edge in edges[:-1]],
        y=shares,
        hovertext=[
            f"<b>{plain_text(name)}</b><br>LOEUF {low:.1f}–{high:.1f}: "
            f"{formats.decimals(share, 1)} % ({count:,} genes)"
            for low, high, share, count in zip(edges, edges[1:], shares, counts, strict=False)
        ],
    )


def _rug(found: GeneList) -> Trace | None:
    counted = found.rows["rank" if found.without_flagged else "loeuf"].notna()
    rows = found.rows[counted].head(RUG_MOST)
    if rows.empty:
        return None
    return theme.filled(
        RUG,
        x=[min(value, AXIS_END) for value in rows["loeuf"].tolist()],
        y=[0] * len(rows),
        ids=rows["symbol"].tolist(),
        hovertext=[
            f"<b>{plain_text(symbol)}</b><br>LOEUF {formats.loeuf(value)}"
            for symbol, value in zip(rows["symbol"], rows["loeuf"].tolist(), strict=True)
        ],
    )


def _steps(
    grid: tuple[float, ...], shares: tuple[float, ...] | None, colour: str, name: str, dash: str
) -> Trace | None:
    if shares is None:
        return None
    return theme.filled(
        STEPS,
        name=plain_text(name),
        line={"color": colour, "dash": dash},
        x=list(grid),
        y=[round(100 * share, 3) for share in shares],
        hovertemplate=f"{plain_text(name)}: %{{y:.1f}} % at most %{{x:.2f}}<extra></extra>",
    )


def _layout() -> Look:
    """Return the layout of any list; range, threshold and release are its own."""
    quiet = {"gridcolor": "#94a3b833", "zeroline": False, "fixedrange": True}
    own = theme.layout(
        HEIGHT,
        margin={"l": 58, "r": 14, "t": 24, "b": 44},
        barmode="overlay",
        bargap=0,
        hovermode="closest",
        xaxis={**quiet, "range": [0, AXIS_END], "dtick": 0.2, "anchor": "y2"},
        yaxis={**quiet, "domain": TOP, "title": theme.axis_title("% of genes"), "nticks": 6},
        yaxis2={
            **quiet,
            "domain": BOTTOM,
            "range": [0, 103],
            "dtick": 50,
            "title": theme.axis_title("cumulative %"),
        },
        yaxis3={"domain": [0.345, 0.405], "range": [-1, 1], "visible": False, "fixedrange": True},
    )
    return theme.look(go.Layout, **own)


# How it looks, whatever the genes are.
BARS = {
    colour: theme.look(go.Bar, marker={"color": colour, "opacity": opacity}, hoverinfo="text")
    for colour, opacity in ((LISTED, 1), (EVERYTHING, 0.45))
}
RUG = theme.look(
    go.Scatter,
    mode="markers",
    name="Genes of the list",
    marker={"symbol": "line-ns", "size": 11, "line": {"width": 1.4, "color": LISTED}},
    hoverinfo="text",
    yaxis="y3",
    cliponaxis=False,
)
STEPS = theme.look(go.Scatter, mode="lines", line={"width": 2.5, "shape": "hv"}, yaxis="y2")
LAYOUT = _layout()
