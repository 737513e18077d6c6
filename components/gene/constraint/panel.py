"""Constraint: release switch, a row a class with its bar, flags, tables folded, regions.

Residues of regional constraint are those of the release's own transcript: the strip of regions is
drawn where that protein is as long as the one on this page.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, ids, status, theme
from components.gene.constraint.figures import HEIGHT, cards, class_table, oe_bars, release_table
from components.html import elements
from components.html.definitions import term
from components.html.elements import Element, Markup, tree
from components.html.parts import Tree, segment, switch, table
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.models import (
    Answer,
    Constraint,
    Features,
    Gene,
    GeneAnswers,
    Region,
    RegionalConstraint,
    State,
)
from dashboard.rules.constraint import (
    FLAG_WORDS,
    NOT_MANE,
    SEX_CHROMOSOMES,
    flag_name,
    other_transcript_note,
    why_absent,
)
from dashboard.rules.releases import ALL_RELEASES, V4_LIVE, dated_label, recommendation
from dashboard.rules.summary import constraint_sentences

NAME = "constraint"
GRAPH = ids.part(NAME, "bars")
QUOTED = 40  # characters of a release that an address names
REGIONAL_TITLE = "Regional missense constraint"
REGION_COLUMNS = ("Residues", "Observed", "Expected", "o/e", "P")
SILENT = (State.NOT_COVERED, State.PENDING)
PALEST, DARKEST = 0.12, 0.9


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


def regional(answer: Answer[RegionalConstraint], length: int | None) -> list[Element]:
    """Return the section of a gene; `length` is that of the protein on this page.

    Nothing where no source was asked yet or the tables alone answer.
    """
    found = answer.data
    if answer.state in SILENT:
        return []
    if found is None:
        words = status.problem_text(answer.problem) or [_no_regional()]
        return [_regional_section([*words], answer)]
    if not found.passed_qc:
        content = [elements.P("gnomAD marks the regions of this gene as not to be relied on.")]
    elif not found.regions:
        content = [elements.P("No stretch of the protein differs from the rest.")]
    else:
        content = [*_strip(found, length), _region_numbers(found)]
    return [_regional_section(content, answer)]


def _no_regional() -> Element:
    return elements.P("gnomAD v2.1.1 has no regional missense constraint for this gene.")


def _regional_section(content: list[Element], answer: Answer[RegionalConstraint]) -> Element:
    return elements.Div(
        [
            elements.H3(REGIONAL_TITLE),
            *content,
            elements.Div(status.source_line(answer), className="topic-source"),
        ],
        className="regional",
        role="group",
        **{
            "aria-label": REGIONAL_TITLE,
            "data-testid": "regional",
            "data-state": answer.state.value,
        },
    )


def _strip(found: RegionalConstraint, length: int | None) -> list[Element]:
    """Return the regions along the protein, or why they are not drawn."""
    own = found.protein_length
    if own is None or own != length:
        ours = f"{length:,}" if length else "an unknown number of"
        theirs = f"{own:,}" if own else "an unknown number of"
        return [
            elements.P(
                f"Not drawn: {found.transcript or 'the release’s transcript'} of GRCh37 has "
                f"{theirs} residues, the protein on this page {ours}."
            )
        ]
    regions = [_region(region, own) for region in found.regions]
    label = f"{len(regions)} regions along {own:,} residues; the table has the same figures"
    return [elements.Div(regions, className="regional-strip", role="img", **{"aria-label": label})]


def _region(region: Region, length: int) -> Element:
    left = 100 * (region.start - 1) / length
    width = 100 * (region.end - region.start + 1) / length
    shade = PALEST if region.oe is None else DARKEST - (DARKEST - PALEST) * min(region.oe, 1.0)
    words = f"residues {region.start:,}–{region.end:,}: o/e {formats.oe(region.oe)}"
    return elements.Span(
        elements.Span(formats.oe(region.oe), className="regional-value"),
        className="regional-region",
        title=words,
        style={
            "left": f"{left:.3f}%",
            "width": f"{width:.3f}%",
            "--shade": f"{100 * shade:.0f}%",
        },
    )


def _region_numbers(found: RegionalConstraint) -> Element:
    rows = [
        (
            f"{region.start:,}–{region.end:,}",
            formats.observed(region.obs),
            formats.expected(region.exp),
            formats.oe(region.oe),
            formats.MISSING if region.p_value is None else f"{region.p_value:.2g}",
        )
        for region in found.regions
    ]
    return table(
        f"Regions on {found.transcript or 'the release’s transcript'}",
        REGION_COLUMNS,
        rows,
        numeric=4,
    )


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
        reset = elements.Button(
            "Back to the newest with all classes",
            type="button",
            className="link-button",
            **{"data-field": "release", "data-value": ""},
        )
        label = dated_label(answers.preferred) if answers.preferred in ALL_RELEASES else ""
        named = label or f"“{answers.preferred[:QUOTED]}”"
        words = [f"Preferred from gene to gene: {named}. ", reset, f", here {usual}."]
    return elements.P(words, className="release-rule", **{"data-testid": "release-rule"})


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
        show = elements.Button(
            "Show",
            type="button",
            className="link-button",
            **{"data-field": "release", "data-value": V4_LIVE, "data-testid": "show-live"},
        )
        figure = f"LOEUF {formats.loeuf(live.data.loeuf)}"
        words = [f"Also there: {live.data.label}: {figure}. ", show]
    return [elements.P(words, className="release-rule", **{"data-testid": "release-offer"})]


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
