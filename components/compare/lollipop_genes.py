"""What the browser draws the stacked lollipops from: a figure a gene, and its records to filter."""

from __future__ import annotations

from typing import Any

from components import theme
from components.lollipop.figure import lollipop
from components.lollipop.words import axis_words, length_shown, origin_words
from dashboard.models import Answer, GeneAnswers, Variant, VariantSet
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.several.compare.domains import SharedDomain

ROOM_PX = 110


def drawn_genes(answers: ComparisonAnswers, token: str) -> list[dict[str, Any]]:
    """Return figure, length and records of each gene, in the order shown."""
    genes = [_gene(one, token) for one in answers.genes]
    _one_colour_a_domain(answers, genes)
    return genes


def _gene(answers: GeneAnswers, token: str) -> dict[str, Any]:
    """Return what the browser draws a gene from: figure, length, records to filter."""
    variants: Answer[VariantSet] = answers["variants"]
    found, shape = variants.data, answers["features"].data
    length = length_shown(found, shape)
    own = {"symbol": answers.gene.symbol, "length": length}
    if length is None:
        return {**own, "figure": None, "rows": _rows(())}
    placed = found.variants if found else ()
    figure = lollipop(
        placed,
        shape,
        length,
        token,
        axis=axis_words(answers.gene, shape),
        origin=origin_words(found, variants.provenance),
        room=ROOM_PX,
        svg_most=0,  # eight plots of elements would take the page most of a second
    )
    _bare(figure, answers.gene.symbol)
    return {**own, "figure": figure, "rows": _rows(placed)}


def _bare(figure: dict[str, Any], symbol: str) -> None:
    """Leave the words to the heading over the plot; a saved picture has them again.

    Plotly measures each title and annotation by itself, eight times over on this page.
    """
    layout = figure["layout"]
    layout["meta"] |= {
        "title": symbol,
        "picture": {
            "annotations": layout.pop("annotations"),
            "xaxis": {"title": layout["xaxis"].pop("title")},
            "yaxis": {"title": layout["yaxis"].pop("title")},
        },
    }
    layout["margin"] = {**layout["margin"], "t": 8, "b": 24}
    layout["height"] -= 30


def _one_colour_a_domain(answers: ComparisonAnswers, genes: list[dict[str, Any]]) -> None:
    """Give domains of one name the same colour in every protein."""
    shapes = [answer.data for _, answer in answers.each("features")]
    own = [[one.name for one in (shape.domains or ())] if shape else [] for shape in shapes]
    names = list(dict.fromkeys(name for found in own for name in found))
    palette = theme.DOMAIN_COLOURS
    colours = {name: palette[place % len(palette)] for place, name in enumerate(names)}
    for gene, found in zip(genes, own, strict=True):
        for trace in gene["figure"]["data"] if gene["figure"] else ():
            if trace.get("uid") == "domains":
                trace["marker"]["color"] = [colours[name] for name in found]


def _rows(variants: tuple[Variant, ...]) -> dict[str, list[Any]]:
    return {
        "id": [variant.id for variant in variants],
        "class": [variant.variant_class for variant in variants],
        "consequence": [variant.consequence for variant in variants],
    }


def domain(one: SharedDomain) -> dict[str, Any]:
    """Return a shared domain with the first and last residue of each copy, by gene."""
    copies = {s: [[c.start, c.end] for c in own] for s, own in one.copies.items()}
    return {"accession": one.accession, "name": one.name, "copies": copies}
