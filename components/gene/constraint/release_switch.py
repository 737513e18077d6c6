"""The release switch: a button for each release, with the gene's LOEUF in it."""

from __future__ import annotations

from components import formats
from components.html import elements as html
from components.html.controls import Tree, segment, switch
from components.html.elements import Element
from dashboard.models import Constraint, Gene, GeneAnswers, State
from dashboard.rules.constraint import SEX_CHROMOSOMES, why_absent
from dashboard.rules.releases import ALL_RELEASES, V4_LIVE, dated_label

QUOTED = 40


def release_switch(answers: GeneAnswers) -> list[Element | Tree]:
    """Return a button for each known release; `assets/page/routing.mjs` puts it into the address.

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
        switch("gnomAD release", buttons),
        _rule(answers),
        *_offer(answers),
    ]


def _rule(answers: GeneAnswers) -> Element:
    """Return by which rule the release was chosen, and how to come back to it (T71)."""
    usual = dated_label(answers.usual or "")
    if not answers.preferred:
        words: list[Element | str] = [
            f"{usual} is the newest release here with all classes. A release that you choose "
            "stays from gene to gene and in the address."
        ]
    else:
        reset = html.Button(
            "Back to the newest with all classes",
            type="button",
            className="link-button",
            **{"data-field": "release", "data-value": ""},
        )
        label = dated_label(answers.preferred) if answers.preferred in ALL_RELEASES else ""
        named = label or f"“{answers.preferred[:QUOTED]}”"
        words = [f"Preferred from gene to gene: {named}. ", reset, f", here {usual}."]
    return html.P(words, className="release-rule", **{"data-testid": "release-rule"})


def _offer(answers: GeneAnswers) -> list[Element]:
    """Return gnomAD's own answer beside what is shown; it takes nobody's place by itself (T71)."""
    live = answers.offered
    if live is None or answers.release == V4_LIVE:
        return []
    if live.state is State.PENDING:
        words: list[Element | str] = ["gnomAD's service is being asked for its v4 figures."]
    elif live.data is None:
        return []
    else:
        show = html.Button(
            "Show",
            type="button",
            className="link-button",
            **{"data-field": "release", "data-value": V4_LIVE, "data-testid": "show-live"},
        )
        figure = f"LOEUF {formats.loeuf(live.data.loeuf)}"
        words = [f"Also there: {live.data.label}: {figure}. ", show]
    return [html.P(words, className="release-rule", **{"data-testid": "release-offer"})]


def rules_out_all(answers: GeneAnswers) -> bool:
    """Tell whether the rules say that no release can have the gene, and none has it (T15, T16)."""
    return not answers.releases and all(
        why_absent(answers.gene, ALL_RELEASES[name]) for name in answers.known_releases
    )


def _button(gene: Gene, name: str, other: Constraint | None, chosen: bool) -> Tree:
    release = ALL_RELEASES[name]
    figure = f"LOEUF {formats.loeuf(other.loeuf)}" if other else "not here"
    if other is None and gene.chromosome in SEX_CHROMOSOMES and not release.sex_chromosomes:
        figure = "has no X and Y"
    year = [str(release.year)] if release.year else []
    return segment(
        release.label,
        " · ".join([*year, release.build, figure]),
        pressed=chosen,
        **{"data-field": "release", "data-value": name},
    )
