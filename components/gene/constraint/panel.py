"""Constraint: a row a class with its bar, flags, and all figures as tables, folded."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, status, theme
from components.gene.constraint.cards import cards
from components.gene.constraint.oe_bars import HEIGHT, oe_bars
from components.gene.constraint.regional import regional
from components.gene.constraint.release_switch import release_switch, rules_out_all
from components.gene.constraint.tables import class_table, release_table
from components.html import elements
from components.html.definitions import term
from components.html.elements import Element
from components.html.markup import Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.models import Answer, Constraint, Features, Gene, GeneAnswers
from dashboard.rules.constraint import FLAG_WORDS, NOT_MANE, flag_name, other_transcript_note
from dashboard.rules.releases import recommendation
from dashboard.rules.summary import constraint_sentences

NAME = "constraint"
GRAPH = ids.part(NAME, "bars")


def body() -> list[Component]:
    """Return the stable components: switch, rows with the graph among them, notes, tables."""
    return [
        Markup(ids.part(NAME, "switch")),
        html.Div(
            [
                Markup(ids.part(NAME, "cards"), className="constraint-cards"),
                html.Div(
                    dcc.Graph(
                        id=GRAPH,
                        figure=theme.empty_figure(HEIGHT),
                        config=dict(theme.GRAPH_CONFIG),
                        className="oe-bars",
                        style={"height": f"{HEIGHT}px"},
                    ),
                    className="constraint-bars",
                ),
            ],
            className="constraint-main",
        ),
        Markup(ids.part(NAME, "notes")),
        html.Details(
            [
                html.Summary("Figures of each class and release as tables, notes"),
                Markup(ids.part(NAME, "classes")),
                Markup(ids.part(NAME, "tables")),
            ],
            className="constraint-figures",
        ),
        Markup(ids.part(NAME, "regional")),
    ]


def render(answers: GeneAnswers, token: str) -> PanelContent:
    """Return what the panel shows of the chosen release."""
    answer: Answer[Constraint] = answers["constraint"]
    switch = tree(release_switch(answers))
    found = answer.data
    message = [*answers.notices, *status.problem_text(answer.problem)]
    if found is None:
        # What no release can have is the rules' to say: no source was read for it.
        origins = [] if rules_out_all(answers) else status.source_line(answer)
        return PanelContent(
            answer.state,
            origins,
            message,
            {"switch": switch},
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
            "notes": tree([conclusion(found), *flags(found, answers.gene)]),
            "tables": tree([*_releases(answers), notes(found, answers.gene)]),
            "regional": tree(_regional(answers)),
        },
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


def conclusion(found: Constraint) -> Element:
    """Return whose figures they are, what they say in neutral words, and what they do not (T18)."""
    row = f"{found.label} · {found.build} · {found.transcript or 'transcript not stated'}. "
    said = " ".join(constraint_sentences(found))
    return elements.P([elements.B(row), said], className="constraint-words")


def flags(found: Constraint, gene: Gene) -> list[Element]:
    """Return flags in words and which other transcripts there are, nothing where neither is."""
    lines = [
        elements.Li(
            [
                elements.B(term("flags", f"flag-{number}", flag_name(flag))),
                f": {FLAG_WORDS.get(flag, 'flagged by gnomAD')}",
            ],
            className="flag",
        )
        for number, flag in enumerate(found.flags)
    ]
    lines += [
        elements.Li([elements.B(NOT_MANE), f": {words}"], className="flag")
        for words in other_transcript_note(found.label, found.transcript, gene)
    ]
    if found.other_transcripts:
        words = (
            f"{found.label} has another row for this gene, on "
            f"{', '.join(found.other_transcripts)}; the figures here are those of "
            f"{found.transcript}."
        )
        lines.append(elements.Li(words))
    return [elements.Div(elements.Ul(lines), className="notes")] if lines else []


def notes(found: Constraint, gene: Gene) -> Element:
    """Return the threshold's origin and the release's caveats."""
    other = other_transcript_note(found.label, found.transcript, gene)
    lines = [
        f"LOEUF threshold {found.loeuf_threshold:g}: {recommendation(found.release)}; LOEUF is "
        "continuous.",
        *(note for note in found.notes if note not in other),
        *([f"{found.band}."] if found.band else []),
    ]
    return elements.Div(elements.Ul([elements.Li(line) for line in lines]), className="notes")


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
        Slot("notes", ids.part(NAME, "notes"), "tree"),
        Slot("tables", ids.part(NAME, "tables"), "tree"),
        Slot("regional", ids.part(NAME, "regional"), "tree"),
    ),
    render=render,
    exports=(("Constraint", "constraint"),),
    graphs=(GRAPH,),
    by_release=True,
)
