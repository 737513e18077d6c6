"""Constraint: cards, observed / expected bars, the same numbers as a table, release by release."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components import formats, ids, status, theme
from components.gene.constraint.cards import cards
from components.gene.constraint.oe_bars import HEIGHT, oe_bars
from components.gene.constraint.regional import regional
from components.gene.constraint.release_switch import release_switch, rules_out_all
from components.gene.constraint.tables import class_table, release_table
from components.html import elements
from components.html.definitions import term
from components.html.elements import Element
from components.html.markup import Markup, tree
from components.panel.contract import Panel, PanelContent, Slot, Tile, TileContent
from dashboard.models import Answer, Constraint, Features, Gene, GeneAnswers
from dashboard.rules.constraint import (
    FLAG_WORDS,
    NOT_MANE,
    cautions,
    flag_name,
    other_transcript_note,
)
from dashboard.rules.releases import dated_label, recommendation

NAME = "constraint"
GRAPH = ids.part(NAME, "bars")


def body() -> list[Component]:
    """Return the stable components: switch, cards, graph beside its table, releases, notes."""
    return [
        Markup(ids.part(NAME, "switch")),
        html.Div(
            [
                Markup(ids.part(NAME, "cards"), className="constraint-cards"),
                dbc.Row(
                    [
                        dbc.Col(
                            dcc.Graph(
                                id=GRAPH,
                                figure=theme.empty_figure(HEIGHT),
                                config=dict(theme.GRAPH_CONFIG),
                                className="oe-bars",
                                style={"height": f"{HEIGHT}px"},
                            ),
                            xl=6,
                        ),
                        dbc.Col(Markup(ids.part(NAME, "classes")), xl=6),
                    ],
                    class_name="constraint-bars",
                ),
            ],
            className="constraint-main",
        ),
        Markup(ids.part(NAME, "tables")),
    ]


def render(answers: GeneAnswers, token: str) -> PanelContent:
    """Return what the panel shows of the chosen release."""
    answer: Answer[Constraint] = answers["constraint"]
    switch = tree(release_switch(answers))
    found = answer.data
    message = [*answers.notices, *status.problem_text(answer.problem)]
    if found is None:
        words = answer.problem.message if answer.problem else ""
        tile = TileContent(answer.state, formats.MISSING, words)
        # What no release can have is the rules' to say: no source was read for it.
        origins = [] if rules_out_all(answers) else status.source_line(answer)
        return PanelContent(
            answer.state,
            origins,
            message,
            {"switch": switch},
            {"loeuf": tile, "missense-z": tile},
        )
    return PanelContent(
        answer.state,
        status.source_line(answer),
        message,
        {
            "switch": switch,
            "cards": tree(cards(found)),
            "bars": oe_bars(found, token),
            "classes": tree(class_table(found)),
            "tables": tree([*_releases(answers), notes(found, answers.gene), *_regional(answers)]),
        },
        tiles(found, answer),
    )


def _regional(answers: GeneAnswers) -> list[Element]:
    """Return gnomAD's regional missense constraint, drawn where the protein is as long (T10)."""
    features: Answer[Features] = answers["features"]
    return regional(answers["regional"], features.data.protein_length if features.data else None)


def _releases(answers: GeneAnswers) -> list[Element]:
    """Return the table of all releases where there is more than one."""
    if len(answers.releases) < 2:
        return []
    return [elements.Div(release_table(answers.releases), className="constraint-releases")]


def tiles(found: Constraint, answer: Answer[Any]) -> dict[str, TileContent]:
    """Return the tiles of LOEUF and missense Z, with their release and what speaks against them."""
    mis = found.row("mis")
    figures = (
        ("loeuf", "lof", formats.loeuf(found.loeuf)),
        ("missense-z", "mis", formats.z_score(mis.z if mis else None)),
    )
    dated = dated_label(found.release, found.label)
    against = {name: _against(found, name, value) for _, name, value in figures}
    return {
        # A caution takes the room of the year: the release itself is never cut off.
        tile: TileContent(
            answer.state, value, found.label if against[name] else dated, against[name]
        )
        for tile, name, value in figures
    }


def _against(found: Constraint, name: str, value: str) -> str:
    """Return a tile's caution; a dash never stands without a reason."""
    words = ", ".join(cautions(found, name))
    lacking = "not given by the release" if found.complete else "not in the embedded copy"
    return words or (lacking if value == formats.MISSING else "")


def notes(found: Constraint, gene: Gene) -> Element:
    """Return flags in words, failed controls, other transcripts and the release's caveats."""
    flags = [
        elements.Li(
            [
                elements.B(term("flags", f"flag-{number}", flag_name(flag))),
                f": {FLAG_WORDS.get(flag, 'flagged by gnomAD')}",
            ],
            className="flag",
        )
        for number, flag in enumerate(found.flags)
    ]
    other = other_transcript_note(found.label, found.transcript, gene)
    flags += [
        elements.Li([elements.B(NOT_MANE), f": {words}"], className="flag") for words in other
    ]
    lines = []
    if found.other_transcripts:
        lines.append(
            f"{found.label} has another row for this gene, on "
            f"{', '.join(found.other_transcripts)}; the figures here are those of "
            f"{found.transcript}."
        )
    lines.append(
        f"LOEUF threshold {found.loeuf_threshold:g}: {recommendation(found.release)}; LOEUF is "
        "continuous."
    )
    lines += [
        *(note for note in found.notes if note not in other),
        *([f"{found.band}."] if found.band else []),
    ]
    return elements.Div(
        elements.Ul([*flags, *(elements.Li(line) for line in lines)]), className="notes"
    )


PANEL = Panel(
    name=NAME,
    title="Constraint",
    sentence="Variants seen in gnomAD against the number expected without selection.",
    definition=(
        "Observed counts are unique rare single-nucleotide variants (allele frequency below "
        "0.1 %), not people and not alleles. For pLoF only high-confidence variants count.",
        "o/e is observed over expected; its interval is a 90 % interval. LOEUF is the upper end "
        "of the pLoF interval: the lower it is, the fewer pLoF variants than expected. The "
        "threshold is the one that gnomAD recommends for the release; LOEUF is continuous.",
        "Constraint says nothing of mechanism, inheritance or penetrance. Synonymous variants "
        "are the control. Z grows with sample size and does not compare across releases.",
    ),
    questions=("constraint", "regional", "features"),
    body=body,
    slots=(
        Slot("switch", ids.part(NAME, "switch"), "tree"),
        Slot("cards", ids.part(NAME, "cards"), "tree"),
        Slot("bars", GRAPH, "figure", theme.empty_figure(HEIGHT)),
        Slot("classes", ids.part(NAME, "classes"), "tree"),
        Slot("tables", ids.part(NAME, "tables"), "tree"),
    ),
    render=render,
    exports=(("Constraint", "constraint"),),
    graphs=(GRAPH,),
    tiles=(Tile("loeuf", "LOEUF"), Tile("missense-z", "Missense Z")),
    by_release=True,
)
