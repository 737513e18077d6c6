"""The rank strip of a forest plot: each gene's place in the genome, with its denominator (T7)."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components import formats, theme
from components.markup import plain_text
from components.theme import Trace
from dashboard.models import Constraint
from dashboard.rules.constraint import published_band

AXIS = "x4"
WIDTH = 0.18  # of a row's height
ABOVE = 0.22  # of a row's height, from the strip to the words
LINE, STRIP = "#94a3b8", "#64748b"
# How the traces look, whatever the genes are.
STRIPS = theme.look(
    go.Scatter,
    mode="lines",
    xaxis=AXIS,
    line={"color": LINE, "width": 1},
    hoverinfo="skip",
    connectgaps=False,
)
BANDS = theme.look(
    go.Bar,
    orientation="h",
    width=WIDTH,
    xaxis=AXIS,
    marker={"color": STRIP},
    hoverinfo="text",
)
RANKS = theme.look(
    go.Scatter,
    mode="markers",
    xaxis=AXIS,
    marker={"symbol": "line-ns", "size": 12, "line": {"width": 4, "color": STRIP}},
    cliponaxis=False,
    hoverinfo="text",
)
WORDS = theme.look(
    go.Scatter,
    mode="text",
    uid="ranks",
    textposition="top right",
    textfont={"size": 11},
    xaxis=AXIS,
    hoverinfo="skip",
    cliponaxis=False,
)

Row = tuple[str, Constraint | None]


def rank_strip(rows: Sequence[Row]) -> list[Trace]:
    """Return the strip of each gene: its rank as a tick, or its published band as a stretch."""
    ranked = [(n, s, f.rank) for n, (s, f) in enumerate(rows) if f is not None and f.rank]
    banded = [
        (n, s, f.band or "", shares)
        for n, (s, f) in enumerate(rows)
        if f is not None and f.band and (shares := published_band(f.loeuf)) is not None
    ]
    there = [n for n, _, _ in ranked] + [n for n, _, _, _ in banded]
    return [
        theme.filled(
            STRIPS,
            x=[x for _ in there for x in (0, 100, None)],
            y=[y for n in there for y in (n, n, None)],
        ),
        theme.filled(
            BANDS,
            base=[low for _, _, _, (low, _) in banded],
            x=[max(high - low, 1) for _, _, _, (low, high) in banded],
            y=[n for n, _, _, _ in banded],
            hovertext=[f"<b>{plain_text(s)}</b><br>{plain_text(b)}" for _, s, b, _ in banded],
        ),
        theme.filled(
            RANKS,
            x=[rank.percentile for _, _, rank in ranked],
            y=[n for n, _, _ in ranked],
            hovertext=[
                f"<b>{plain_text(s)}</b><br>{formats.rank(rank)}<br>{formats.among(rank)}"
                for _, s, rank in ranked
            ],
        ),
    ]


def rank_words(found: Constraint) -> str:
    """Return a gene's place in the genome in a few words, with the denominator (T7)."""
    if found.rank:
        return f"{found.rank.rank:,} of {found.rank.of:,} · {formats.share(found.rank.percentile)}"
    shares = published_band(found.loeuf) if found.band else None
    if shares is None:
        return "no rank in this release"
    return f"published band {shares[0]}–{shares[1]} %"


def rank_notes(rows: Sequence[Row]) -> Trace:
    """Return the rank of each gene in words above its strip, as one trace.

    Plotly measures and lays out each annotation by itself, a trace of texts all at once.
    """
    found = [(place, rank_words(one)) for place, (_, one) in enumerate(rows) if one is not None]
    return theme.filled(
        WORDS,
        x=[0] * len(found),
        y=[place - ABOVE for place, _ in found],
        text=[words for _, words in found],
    )
