"""The forest plot: rows that can be moved and removed, and the figure beside them."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, theme
from components.compare import common
from components.compare import forest_figure as figure
from components.compare.head import TOOLS, tools
from components.compare.marks import gene_marks, swatch
from components.html import elements
from components.html.elements import Element, Markup, tree
from components.panel.contract import Panel, PanelContent, Slot
from components.theme import Mark
from dashboard.models import Constraint, GeneAnswers
from dashboard.rules.constraint import flag_name, is_underpowered, synonymous_is_off
from dashboard.rules.releases import ALL_RELEASES
from dashboard.several.compare.answers import ComparisonAnswers

NAME = "compare-forest"
GRAPH = ids.part(NAME, "plot")
ROWS = ids.part(NAME, "rows")


def body() -> list[Component]:
    """Return the stable components: rows over the figure, in one scrolling frame, and notes."""
    return [
        html.Div(
            html.Div(
                [
                    dcc.Graph(
                        id=GRAPH,
                        figure=theme.empty_figure(figure.height(2)),
                        config={**theme.GRAPH_CONFIG, "displayModeBar": False},
                        style=_style(2),
                    ),
                    Markup(ROWS, "ol", className="forest-rows", **{"aria-label": "Genes"}),
                ],
                className="forest-inside",
            ),
            className="forest-scroll",
            tabIndex="0",
            role="region",
            **{"aria-label": "Forest plot"},
        ),
        Markup(ids.part(NAME, "notes"), className="notes"),
    ]


def render(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return rows and figure of the genes in the chosen release."""
    found = [(one.gene.symbol, one["constraint"].data) for one in answers.genes]
    release = ALL_RELEASES[answers.release or "v2.1"]
    marks = gene_marks(answers.given)
    rows = [
        _row(place, one, marks[one.gene.symbol], len(answers.genes))
        for place, one in enumerate(answers.genes)
    ]
    return PanelContent(
        common.overall(answers, "constraint"),
        common.sources(answers, "constraint"),
        _message(answers),
        {
            "plot": figure.forest(found, release, token),
            "plot-style": _style(len(rows)),
            "tools": tree(tools(answers)),
            "rows": tree(rows),
            "notes": tree(_notes(found)),
        },
    )


def _message(answers: ComparisonAnswers) -> list[Element] | str:
    """Return why figures are older than they should be; rows without figures say so themselves."""
    if not answers.genes:
        return common.NO_GENES
    return common.problems(answers, ("constraint",), with_data=True)


def _style(rows: int) -> dict[str, str]:
    return {"height": f"{figure.height(rows)}px"}


def _row(place: int, answers: GeneAnswers, mark: Mark, of: int) -> Element:
    gene, answer = answers.gene, answers["constraint"]
    found: Constraint | None = answer.data
    why = [] if found is not None else [_why(answers)]
    address = common.gene_address(gene.symbol, answers.release)
    link = elements.A(gene.symbol, href=address, className="forest-gene")
    label = elements.Div(
        [
            elements.Span(
                "⠿", className="forest-handle", title="Drag to move", **{"aria-hidden": "true"}
            ),
            swatch(mark),
            link,
            elements.Span(_buttons(gene.symbol, place, of), className="forest-buttons"),
            elements.Span(
                badges(found), className="forest-badges", title="; ".join(cautions(found)) or None
            ),
        ],
        className="forest-label",
    )
    return elements.Li(
        [label, *why],
        key=gene.symbol,
        style={"height": f"{figure.ROW_PX}px"},
        **{"data-gene": gene.symbol, "data-state": answer.state.value},
    )


def _buttons(symbol: str, place: int, of: int) -> list[Element]:
    buttons = (
        ("up", "↑", f"Move {symbol} up", place == 0),
        ("down", "↓", f"Move {symbol} down", place == of - 1),
        ("remove", "✕", f"Remove {symbol}", False),
    )
    return [
        elements.Button(
            sign,
            type="button",
            className="row-button",
            title=words,
            **{
                "data-compare-act": act,
                "data-gene": symbol,
                "aria-label": words,
                # Not `disabled`: the focus must not be lost at the end of the way.
                "aria-disabled": str(off).lower(),
            },
        )
        for act, sign, words, off in buttons
    ]


def badges(found: Constraint | None) -> list[Element]:
    """Return what a reader must know of a gene's figures as small words at its row."""
    return [elements.Span(word, className="caution") for word in cautions(found)]


def cautions(found: Constraint | None) -> list[str]:
    """Return flags, underpowered, failed control and another transcript in a word each."""
    if found is None:
        return []
    lof = found.row("lof")
    words = []
    if lof is not None and (lof.exp == 0 or "no_exp_lof" in found.flags):
        words.append("pLoF not estimable: 0 expected")
    elif is_underpowered(lof):
        words.append("underpowered")
    if synonymous_is_off(found):
        words.append("control fails")
    if found.is_mane_select is False:
        words.append("not MANE Select")
    return words + [flag_name(flag) for flag in found.flags if flag != "no_exp_lof"]


def _why(answers: GeneAnswers) -> Element:
    """Return why a gene has no figures in this release, and the releases that have it."""
    answer = answers["constraint"]
    words = common.why_none(answers.gene.symbol, answer)
    others = [found for found in answers.releases if found.release != answers.release]
    has: list[Element | str] = ["No release here has it."] if not others else ["It has "]
    for place, other in enumerate(others):
        has += [", "] if place else []
        has.append(
            elements.Button(
                f"{other.label}",
                type="button",
                className="link-button",
                **{"data-field": "release", "data-value": other.release},
            )
        )
    return elements.Div(
        [elements.Span(words), " ", *has],
        className="forest-why",
        **{"data-state": answer.state.value},
    )


def _notes(found: list[tuple[str, Constraint | None]]) -> list[Element]:
    """Return what the releases say of these figures; what is not said of all names its genes."""
    genes: dict[str, list[str]] = {}
    for symbol, constraint in found:
        for note in constraint.notes if constraint else ():
            genes.setdefault(note, []).append(symbol)
    lines = [
        note if len(symbols) == len(found) else f"{', '.join(symbols)}: {note}"
        for note, symbols in genes.items()
    ]
    return [elements.Ul([elements.Li(line) for line in lines])] if lines else []


PANEL = Panel(
    name=NAME,
    title="Constraint side by side",
    sentence="Observed over expected of each gene, by class, on one axis.",
    definition=(
        "The band is the 90 % interval of observed / expected, the tick is the ratio itself. Every "
        "axis runs from 0 to 2 for every class and gene; an arrow marks what lies beyond it.",
        "The upper end of the pLoF band is LOEUF. The dotted line is the threshold that gnomAD "
        "recommends for LOEUF in this release; LOEUF is continuous.",
        "The rank is among the genes of the release that have a LOEUF, 1 is the most constrained. "
        "Where the release has no rank, gnomAD's published band stands instead.",
        "Rows are moved by dragging their handle or with the arrow buttons; the order holds for "
        "every panel below.",
    ),
    questions=("constraint",),
    body=body,
    slots=(
        Slot("plot", GRAPH, "figure", theme.empty_figure(figure.height(2))),
        Slot("plot-style", GRAPH, "style", _style(2)),
        Slot("tools", TOOLS, "tree", []),
        Slot("rows", ROWS, "tree", []),
        Slot("notes", ids.part(NAME, "notes"), "tree", []),
    ),
    render=render,
    graphs=(GRAPH,),
    by_release=True,
    fields=common.FIELDS,
)
