"""The protein under the lollipops: backbone, domains with the names that fit, exon borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components import theme
from components.markup import plain_text
from dashboard.models import Domain, Features

BACKBONE = "#94a3b8"
INK = "#0f172a"
LOWEST = -1.0


def lanes(domains: Sequence[Domain]) -> list[int]:
    """Return a lane for each domain, from 0, so that those that overlap stand one above another."""
    ends: list[int] = []
    placed = {}
    for index in sorted(range(len(domains)), key=lambda i: (domains[i].start, domains[i].end)):
        domain = domains[index]
        lane = next((n for n, end in enumerate(ends) if end < domain.start), len(ends))
        ends[lane : lane + 1] = [domain.end]
        placed[index] = lane
    return [placed[index] for index in range(len(domains))]


def domain_track(shape: Features | None, length: int) -> list[dict[str, Any]]:
    """Return the traces of the track, on the second y axis; `length` is the protein's."""
    domains = (shape.domains or ()) if shape else ()
    borders = shape.exon_borders if shape else ()
    return [_exons(borders), _backbone(length), _domains(domains)]


def _bar(**own: Any) -> dict[str, Any]:
    return {"type": "bar", "orientation": "h", "yaxis": "y2", **own}


def _backbone(length: int) -> dict[str, Any]:
    return _bar(
        uid="backbone",
        base=[0.5],
        x=[length],
        y=[0],
        width=0.2,
        hoverinfo="skip",
        marker={"color": BACKBONE},
    )


def _domains(domains: Sequence[Domain]) -> dict[str, Any]:
    names = list(dict.fromkeys(domain.name for domain in domains))
    palette = theme.DOMAIN_COLOURS
    colours = {name: palette[place % len(palette)] for place, name in enumerate(names)}
    return _bar(
        uid="domains",
        base=[domain.start - 0.5 for domain in domains],
        x=[domain.end - domain.start + 1 for domain in domains],
        y=lanes(domains),
        width=0.8,
        text=[plain_text(domain.name, 40) for domain in domains],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        # assets/lollipop/lollipop.mjs leaves out names that do not fit; Plotly would shrink them.
        constraintext="none",
        insidetextfont={"color": INK, "size": 12},
        hovertext=[_hover(domain) for domain in domains],
        hoverinfo="text",
        marker={
            "color": [colours[domain.name] for domain in domains],
            "line": {"color": INK, "width": 0.5},
        },
    )


def _hover(domain: Domain) -> str:
    size = domain.end - domain.start + 1
    facts = " · ".join(plain_text(fact) for fact in (domain.type, domain.accession) if fact)
    return (
        f"<b>{plain_text(domain.name)}</b><br>"
        f"residues {domain.start:,}–{domain.end:,} ({size:,} aa)<br>{facts}"
    )


def _exons(borders: Sequence[int]) -> dict[str, Any]:
    """Return a tick below the backbone for each residue in which an exon border falls."""
    return {
        "type": "scatter",
        "uid": "exons",
        "mode": "lines",
        "yaxis": "y2",
        "x": [x for border in borders for x in (border, border, None)],
        "y": [LOWEST + 0.05, -0.55, None] * len(borders),
        "line": {"color": BACKBONE, "width": 1},
        "hoverinfo": "skip",
        "connectgaps": False,
    }
