"""gnomAD v2 against v4: o/e and rank of each gene, each end under its own release's threshold."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import elements, formats, ids, theme
from components.compare import common
from components.compare.forest import cautions
from components.compare.marks import gene_marks
from components.elements import Element
from components.figures.slope import HEIGHT, Slope, axis_end, slope
from components.figures.slope_bands import band
from components.markup import Markup, tree
from components.panels.panel import Filling, Panel, Slot
from components.tables.plain import table
from dashboard.comparison.answers import SeveralAnswers
from dashboard.constraint import AXIS_END
from dashboard.models import Constraint
from dashboard.releases import ALL_RELEASES, Release

NAME = "compare-releases"
ENDS = ("before", "after")  # questions of dashboard/comparison/asking.py
GRAPH = ids.part(NAME, "plot")
Z_NOTE = (
    "Z does not compare across releases: it grows with the sample, at the same o/e. "
    "o/e and rank do compare."
)
BAND_NOTE = (
    "A published band is no rank: it is drawn as a bar from its one edge to the other, and no line "
    "leads to it."
)
FIGURES = ("LOEUF", "LoF o/e (90 %)", "Missense o/e (90 %)", "Rank by LOEUF", "Published band")


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
            "plot": slope(genes, pair, gene_marks(answers.symbols), token),
            "note": " ".join([Z_NOTE, *_about_axes(genes), *_without_missense(answers)]),
            "table": tree(_table(answers)),
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
    rows = [_row(one.gene.symbol, one["before"].data, one["after"].data) for one in answers.genes]
    names = [f"{figure}, {label}" for figure in FIGURES for label in labels]
    own = [place for place in range(len(names)) if _is_filled(names[place], place, rows)]
    found = [data for one in answers.genes for end in ENDS if (data := one[end].data)]
    note = formats.computed_note(*(row for constraint in found for row in constraint.rows))
    return table(
        "; ".join(filter(None, ("The same figures as a table", note))),
        ["Gene", *(names[place] for place in own)],
        [[row[0], *(row[1 + place] for place in own)] for row in rows],
    )


def _is_filled(name: str, place: int, rows: list[tuple[str | Element, ...]]) -> bool:
    """Tell whether a column is in the table: ranks and bands only of a release that has them."""
    optional = name.startswith(FIGURES[-2:])
    return not optional or any(row[1 + place] != formats.MISSING for row in rows)


def _row(symbol: str, *ends: Constraint | None) -> tuple[str | Element, ...]:
    cells = [_cells(found) for found in ends]
    figures = [cell for pair in zip(*cells, strict=True) for cell in pair]
    words = dict.fromkeys(word for found in ends for word in cautions(found))
    marks = [part for word in words for part in (" ", elements.Span(word, className="caution"))]
    return (elements.Span([symbol, *marks]), *figures)


def _cells(found: Constraint | None) -> tuple[str, ...]:
    if found is None:
        return (formats.MISSING,) * len(FIGURES)
    return (
        _loeuf(found),
        formats.oe_with_bounds(found.row("lof")),
        formats.oe_with_bounds(found.row("mis")),
        _rank(found),
        _band(found),
    )


def _rank(found: Constraint) -> str:
    if found.rank is None:
        return formats.MISSING
    return f"{found.rank.rank:,} of {found.rank.of:,} · {formats.share(found.rank.percentile)}"


def _band(found: Constraint) -> str:
    edges = band(found)
    return f"{edges[0]}–{edges[1]} %" if edges else formats.MISSING


def _loeuf(found: Constraint) -> str:
    """Return a LOEUF and on which side of its own release's threshold it lies; raw values (T1)."""
    if found.loeuf is None:
        return formats.MISSING
    side = "below" if found.loeuf < found.loeuf_threshold else "not below"
    return f"{formats.loeuf(found.loeuf)}, {side} {found.loeuf_threshold:g}"


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
    fill=fill,
    graphs=(GRAPH,),
    saves=(("Table (CSV)", "data-table-csv", NAME),),
    fields=common.FIELDS,
)
