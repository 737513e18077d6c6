"""The release switch: a button for each release, with the gene's LOEUF in it."""

from __future__ import annotations

from components import formats
from components.html import elements as html
from components.html.elements import Element
from dashboard.models import Constraint, Gene, GeneAnswers
from dashboard.rules.constraint import SEX_CHROMOSOMES, why_absent
from dashboard.rules.releases import ALL_RELEASES


def release_switch(answers: GeneAnswers) -> list[Element]:
    """Return a button for each known release; `assets/address.js` puts it into the address.

    Nothing where no release can have the gene.
    """
    if rules_out_all(answers):
        return []
    by_name = {other.release: other for other in answers.releases}
    buttons = [
        _button(answers.gene, name, by_name.get(name), name == answers.release)
        for name in answers.known_releases
    ]
    return [
        html.Div(buttons, className="segmented", role="group", **{"aria-label": "gnomAD release"})
    ]


def rules_out_all(answers: GeneAnswers) -> bool:
    """Tell whether the rules say that no release can have the gene, and none has it (T15, T16)."""
    return not answers.releases and all(
        why_absent(answers.gene, ALL_RELEASES[name]) for name in answers.known_releases
    )


def _button(gene: Gene, name: str, other: Constraint | None, chosen: bool) -> Element:
    release = ALL_RELEASES[name]
    figure = f"LOEUF {formats.loeuf(other.loeuf)}" if other else "not here"
    if other is None and gene.chromosome in SEX_CHROMOSOMES and not release.sex_chromosomes:
        figure = "has no X and Y"
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
