"""The release switch: a button for each release, with the gene's LOEUF in it."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import formats
from dashboard.constraint import ALL_RELEASES, RELEASES
from dashboard.models import Constraint


def release_switch(available: tuple[Constraint, ...], chosen: str | None) -> Component:
    """Return the switch; `assets/address.js` puts the choice into the address."""
    by_name = {other.release: other for other in available}
    shown = [name for name in ALL_RELEASES if name in RELEASES or name in by_name]
    return html.Div(
        [_button(name, by_name.get(name), name == chosen) for name in shown],
        className="segmented",
        role="group",
        **{"aria-label": "gnomAD release"},
    )


def _button(name: str, other: Constraint | None, chosen: bool) -> Component:
    release = ALL_RELEASES[name]
    figure = f"LOEUF {formats.loeuf(other.loeuf)}" if other else "not here"
    return html.Button(
        [
            html.Span(release.label, className="segment-name"),
            html.Span(f"{release.build} · {figure}", className="segment-note"),
        ],
        type="button",
        className="segment",
        **{
            "aria-pressed": str(chosen).lower(),
            "data-field": "release",
            "data-value": name,
        },
    )
