"""gnomAD v2 against v4: o/e and rank of each gene, each end under its own release's threshold."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import elements, formats, ids, theme
from components.compare import common
from components.compare.forest import cautions
from components.compare.marks import gene_marks
from components.elements import Element
from components.figures.rank_strip import rank_words
from components.figures.slope import HEIGHT, Slope, slope
from components.markup import Markup, tree
from components.panels.panel import Filling, Panel, Slot
from components.tables.constraint import interval_words
from components.tables.plain import table
from dashboard.comparison.answers import SeveralAnswers
from dashboard.models import Constraint, ConstraintRow
from dashboard.releases import ALL_RELEASES, Release

NAME = "compare-releases"
ENDS = ("before", "after")  # questions of dashboard/comparison/asking.py
GRAPH = ids.part(NAME, "plot")
Z_NOTE = (
    "Z does not compare across releases: it grows with the sample, at the same o/e. "
    "o/e and rank do compare."
)
FIGURES = ("LOEUF", "LoF o/e, 90 %", "Missense o/e, 90 %", "Rank by LOEUF")


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


def fill(answers: SeveralAnswers, token: str) -> Filling:
    """Return each gene in the two releases; a gene that lacks one says so in its row."""
    genes = [Slope(one.gene.symbol, *(one[end].data for end in ENDS)) for one in answers.genes]
    state = common.overall(answers, *ENDS)
    message = common.problems(answers, ENDS) if genes else common.NO_GENES
    if not any(gene.before or gene.after for gene in genes):
        return Filling(state, [], message, {"plot": _blank(token)})
    pair = (_release(answers.pair[0]), _release(answers.pair[1]))
    return Filling(
        state,
        common.sources(answers, *ENDS),
        message,
        {
            "plot": slope(genes, pair, gene_marks(answers.given), token),
            "note": " ".join([Z_NOTE, *_without_missense(answers)]),
            "table": tree(_table(answers)),
        },
    )


def _blank(token: str) -> dict[str, object]:
    figure = theme.empty_figure(HEIGHT)
    figure["layout"]["meta"] = {"for": token}
    return figure


def _release(name: str | None) -> Release | None:
    return None if name is None else ALL_RELEASES.get(name)


def _without_missense(answers: SeveralAnswers) -> list[str]:
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


def _table(answers: SeveralAnswers) -> Element:
    """Return one row a gene; each figure in the older release, then in the newer one."""
    labels = [_label(name).removeprefix("gnomAD ") for name in answers.pair]
    columns = ["Gene", *(f"{figure}, {label}" for figure in FIGURES for label in labels)]
    rows = [_row(one.gene.symbol, one["before"].data, one["after"].data) for one in answers.genes]
    return table("The same figures as a table", columns, rows)


def _row(symbol: str, *ends: Constraint | None) -> tuple[str | Element, ...]:
    cells = [_cells(found) for found in ends]
    figures = [cell for pair in zip(*cells, strict=True) for cell in pair]
    words = dict.fromkeys(word for found in ends for word in cautions(found))
    marks = [part for word in words for part in (" ", elements.Span(word, className="caution"))]
    return (elements.Span([symbol, *marks]), *figures)


def _cells(found: Constraint | None) -> tuple[str, ...]:
    if found is None:
        return (formats.MISSING,) * len(FIGURES)
    return (_loeuf(found), _oe(found.row("lof")), _oe(found.row("mis")), rank_words(found))


def _loeuf(found: Constraint) -> str:
    """Return a LOEUF and on which side of its own release's threshold it lies; raw values (T1)."""
    if found.loeuf is None:
        return formats.MISSING
    side = "below" if found.loeuf < found.loeuf_threshold else "not below"
    return f"{formats.loeuf(found.loeuf)}, {side} {found.loeuf_threshold:g}"


def _oe(row: ConstraintRow | None) -> str:
    if row is None or row.oe is None:
        return formats.MISSING
    return f"{formats.oe_exact(row.oe)}, {interval_words(row)}"


PANEL = Panel(
    name=NAME,
    title="gnomAD v2 against v4",
    sentence="The same genes in two releases, each end under its own release's threshold.",
    definition=(
        "A line joins a gene's figure in gnomAD v2 and in gnomAD v4. The dotted mark at each end "
        "is the LOEUF threshold that gnomAD recommends for that release.",
        Z_NOTE,
        "A rank is in percent of the genes that the release ranks. Where a release has no rank "
        "the upper end of gnomAD's published band stands instead; the hover says so.",
        "Figures beyond the axis stand at its end as a triangle.",
    ),
    questions=ENDS,
    body=body,
    slots=(
        Slot("plot", GRAPH, "figure", theme.empty_figure(HEIGHT)),
        Slot("note", ids.part(NAME, "note"), "tree", ""),
        Slot("table", ids.part(NAME, "table"), "tree", []),
    ),
    fill=fill,
    graphs=(GRAPH,),
    saves=(("Table (CSV)", "data-table-csv", NAME),),
    fields=common.FIELDS,
)
