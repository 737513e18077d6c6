"""The release switch: a button for each release, with the gene's LOEUF in it."""

from __future__ import annotations

from collections.abc import Iterable

from components import elements as html
from components import formats
from components.elements import Element
from dashboard.models import Constraint
from dashboard.releases import ALL_RELEASES


def release_switch(
    known: Iterable[str], available: Iterable[Constraint], chosen: str | None
) -> Element:
    """Return a button for each known release; `assets/address.js` puts it into the address."""
    by_name = {other.release: other for other in available}
    return html.Div(
        [_button(name, by_name.get(name), name == chosen) for name in known],
        className="segmented",
        role="group",
        **{"aria-label": "gnomAD release"},
    )


def _button(name: str, other: Constraint | None, chosen: bool) -> Element:
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
