"""gnomAD v2 against v4: o/e and rank of each gene, each end under its own release's threshold."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, ids, theme
from components.compare import common
from components.compare.marks import gene_marks
from components.compare.release_table import release_table
from components.compare.slope import HEIGHT, Slope, axis_end, slope
from components.compare.slope_bands import band
from components.html.elements import Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from dashboard.rules.constraint import AXIS_END
from dashboard.rules.releases import ALL_RELEASES, Release
from dashboard.several.compare.answers import ComparisonAnswers

NAME = "compare-releases"
ENDS = ("before", "after")  # questions of dashboard/service/compare.py
GRAPH = ids.part(NAME, "plot")
Z_NOTE = (
    "Z does not compare across releases: it grows with the sample, at the same o/e. "
    "o/e and rank do compare."
)
BAND_NOTE = (
    "A published band is no rank: it is drawn as a bar from its one edge to the other, and no line "
    "leads to it."
)


def body() -> list[Component]:
    """Return the graph, the note on Z and the table of the same figures."""
    return [
        html.Div(
            dcc.Graph(
                id=GRAPH,
                figure=theme.empty_figure(HEIGHT),
                config={**theme.GRAPH_CONFIG, "displayModeBar": False},
                className="slope-plot",
                style={"height": f"{HEIGHT}px"},
            ),
            className="slope-scroll",
            tabIndex="0",
            role="region",
            **{"aria-label": "Slopes from gnomAD v2 to v4"},
        ),
        Markup(ids.part(NAME, "note"), "p", className="list-line"),
        Markup(ids.part(NAME, "table")),
    ]


def render(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return each gene in the two releases; a gene that lacks one says so in its row."""
    genes = [Slope(one.gene.symbol, *(one[end].data for end in ENDS)) for one in answers.genes]
    state = common.overall(answers, *ENDS)
    message = common.problems(answers, ENDS) if genes else common.NO_GENES
    if not any(gene.before or gene.after for gene in genes):
        return PanelContent(state, [], message, {"plot": _blank(token)})
    before, after = answers.pair
    pair = (_release(before), _release(after))
    labels = (_short(before), _short(after))
    return PanelContent(
        state,
        common.sources(answers, *ENDS),
        message,
        {
            "plot": slope(genes, pair, gene_marks(answers.given), token),
            "note": " ".join([Z_NOTE, *_about_axes(genes), *_without_missense(answers)]),
            "table": tree(release_table([(gene.symbol, gene.ends) for gene in genes], labels)),
        },
    )


def _blank(token: str) -> dict[str, object]:
    figure = theme.empty_figure(HEIGHT)
    figure["layout"]["meta"] = {"for": token}
    return figure


def _release(name: str | None) -> Release | None:
    return None if name is None else ALL_RELEASES.get(name)


def _about_axes(genes: list[Slope]) -> list[str]:
    """Return where the o/e axes end, if not at 2, and what a band is, if one is drawn."""
    end = axis_end(genes)
    sentences = [] if end == AXIS_END else [f"The three o/e axes run from 0 to {end:g} here."]
    if any(band(found) for gene in genes for found in gene.ends):
        sentences.append(BAND_NOTE)
    return sentences


def _without_missense(answers: ComparisonAnswers) -> list[str]:
    """Return which of the two releases has no missense figure here for any of the genes."""
    sentences = []
    for end, name in zip(ENDS, answers.pair, strict=True):
        found = [data for one in answers.genes if (data := one[end].data) is not None]
        rows = [constraint.row("mis") for constraint in found]
        if found and all(row is None or row.oe is None for row in rows):
            sentences.append(f"What is here of {_label(name)} has no missense o/e.")
    return sentences


def _label(name: str | None) -> str:
    return ALL_RELEASES[name].label if name else formats.MISSING


def _short(name: str | None) -> str:
    return _label(name).removeprefix("gnomAD ")


PANEL = Panel(
    name=NAME,
    title="gnomAD v2 against v4",
    sentence="The same genes in two releases, each end under its own release's threshold.",
    definition=(
        "A line joins a gene's figure in gnomAD v2 and in gnomAD v4. The dotted mark at each end "
        "is the LOEUF threshold of that release.",
        Z_NOTE,
        "A rank is in percent of the genes that the release ranks. Where a release has no rank "
        "gnomAD's published band stands instead, as a bar.",
        BAND_NOTE,
        "The three o/e axes begin at 0 and end together, at most at 2; figures beyond that stand "
        "at the end as a triangle.",
    ),
    questions=ENDS,
    body=body,
    slots=(
        Slot("plot", GRAPH, "figure", theme.empty_figure(HEIGHT)),
        Slot("note", ids.part(NAME, "note"), "tree", ""),
        Slot("table", ids.part(NAME, "table"), "tree", []),
    ),
    render=render,
    graphs=(GRAPH,),
    saves=(("Table (CSV)", "data-table-csv", NAME),),
    fields=common.FIELDS,
)
