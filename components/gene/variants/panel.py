"""Variants: breakdown by class, the lollipop over the protein, search, filters, table, ledger."""

from __future__ import annotations

import json
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, ids, status, theme
from components.gene.variants.tables import COLUMNS, ledger, variant_rows
from components.lollipop.controls import breakdown, clinvar_line, consequences, controls, heading
from components.lollipop.figure import lollipop
from components.lollipop.words import axis_words, figure_label, length_shown, notes, origin_words
from components.panel.contract import Filling, Panel, Slot, Tile, TileFilling
from components.panel.grid_slots import grid_filling, grid_slots
from components.tables.grid import grid
from dashboard.models import Features, GeneAnswers, Loaded, State, VariantSet
from dashboard.rules.clinvar import pathogenic_or_likely

NAME = "variants"
PLOT = ids.part(NAME, "plot")
FIGURE = ids.part(NAME, "figure")
GRID = ids.part(NAME, "grid")
ASKED = ids.part(NAME, "asked")
FOUND = ids.part(NAME, "found")
CLINVAR_TILES = ("clinvar", "pathogenic")


def body() -> list[Component]:
    """Return the stable components: breakdown, controls, plot, notes, table, ledger."""
    return [
        dcc.Store(id=FIGURE),
        dcc.Store(id=ASKED),
        dcc.Store(id=FOUND),
        html.P(id=ids.part(NAME, "clinvar"), className="variants-clinvar"),
        html.Div(
            [
                html.Div(id=ids.part(NAME, "heading"), className="variants-heading"),
                html.Div(id=ids.part(NAME, "breakdown"), className="variants-breakdown"),
                *controls(NAME),
            ],
            id=ids.part(NAME, "tools"),
            className="variants-tools",
            hidden=True,
        ),
        # Drawn by assets/lollipop.js. It bears dcc.Graph's class, so that the page counts as
        # ready only when it is drawn; dcc.Graph itself would put the server's figure back over a
        # filtered one after every zoom.
        html.Div(
            html.Div(
                id=ids.part(NAME, "drawing"),
                className="lollipop-drawing",
                **{"data-config": json.dumps(dict(theme.GRAPH_CONFIG))},
            ),
            id=PLOT,
            className="lollipop dash-graph",
            role="img",
            hidden=True,
            **{"aria-label": ""},
        ),
        html.Div(id=ids.part(NAME, "notes"), className="notes"),
        grid(GRID, COLUMNS, "Variants on the plot", key="id", selectable=True, drop_empty=True),
        html.Div(id=ids.part(NAME, "ledger"), className="variants-ledger"),
    ]


def fill(answers: GeneAnswers, token: str) -> Filling:
    """Return variants and protein of a gene, or why there is nothing to show."""
    variants: Loaded[VariantSet] = answers["variants"]
    features: Loaded[Features] = answers["features"]
    clinvar: Loaded[VariantSet] = answers["clinvar"]
    return Filling(
        variants.state,
        _sources(answers),
        _message(answers),
        {
            **_plot(answers, token),
            **_lists(variants, token),
            "clinvar": clinvar_line(clinvar),
            "notes": notes(variants.data, features),
        },
        clinvar_tiles(clinvar),
    )


def clinvar_tiles(clinvar: Loaded[VariantSet]) -> dict[str, TileFilling]:
    """Return the two tiles that count ClinVar's records; UniProt's are no substitute."""
    found = clinvar.data
    if found is None:
        words = status.why_words("variants", "this gene", clinvar)
        if clinvar.state is State.NOT_COVERED:
            words = "ClinVar is not in the snapshot"
        blank = TileFilling(clinvar.state, formats.MISSING, words)
        return dict.fromkeys(CLINVAR_TILES, blank)
    every, likely = sum(found.counts.values()), pathogenic_or_likely(found.counts)
    return {
        "clinvar": TileFilling(clinvar.state, f"{every:,}", status.came_from(clinvar.provenance)),
        "pathogenic": TileFilling(
            clinvar.state, f"{likely:,}", "P, P/LP and LP, without conflicting"
        ),
    }


def _message(answers: GeneAnswers) -> list[Component]:
    """Return why there is nothing or only older data; ClinVar's own line is not said twice."""
    variants, clinvar = answers["variants"], answers["clinvar"]
    found: VariantSet | None = variants.data
    if variants.state.has_data and found is not None and not found.counts:
        at = status.came_from(variants.provenance)
        return [html.Span(f"{at}: no variant of {answers.gene.symbol}.")]
    if variants.problem is None or variants.problem != clinvar.problem:
        return status.problem_text(variants.problem)
    if variants.state is State.EMPTY:
        gene, label = answers.gene, variants.data.label if variants.data else "variants"
        why = "" if gene.is_coding else f": {gene.symbol} is not a protein-coding gene"
        return [html.Span(f"There are no {label} of {gene.symbol}{why}.")]
    return [] if variants.state.has_data else status.problem_text(variants.problem)


def _sources(answers: GeneAnswers) -> list[Component]:
    """Return a line each for variants, protein and ClinVar; one where ClinVar is the set shown."""
    variants, clinvar = answers["variants"], answers["clinvar"]
    others = () if variants.provenance == clinvar.provenance else (clinvar,)
    return status.source_line(variants, answers["features"], *others)


def _plot(answers: GeneAnswers, token: str) -> dict[str, Any]:
    """Return the slots of the plot; it is hidden where neither variants nor protein are known."""
    variants: Loaded[VariantSet] = answers["variants"]
    shape: Features | None = answers["features"].data
    found = variants.data
    length = length_shown(found, shape)
    if length is None:
        return {"figure": _blank(token)}
    figure = lollipop(
        found.variants if found else (),
        shape,
        length,
        token,
        axis=axis_words(answers.gene, shape),
        origin=origin_words(found, variants.provenance),
    )
    figure["layout"]["meta"]["unplaced"] = len(found.unplaced) if found else 0
    label = figure_label(answers.gene, found, shape)
    return {"figure": figure, "plot-hidden": False, "plot-label": label}


def _lists(variants: Loaded[VariantSet], token: str) -> dict[str, Any]:
    """Return the slots of everything that lists records: chips, table, ledger."""
    found = variants.data
    if found is None or not found.counts:
        return grid_filling(GRID, [], token)
    return {
        "tools-hidden": False,
        "heading": heading(found),
        "breakdown": breakdown(found),
        "consequences": consequences(found),
        "ledger": ledger(found),
        **grid_filling(GRID, variant_rows(found.variants), token),
    }


def _blank(token: str) -> dict[str, Any]:
    """Return an empty figure that still says whose it is."""
    figure = theme.empty_figure()
    figure["layout"]["meta"] = {"for": token, "length": 0}
    return figure


PANEL = Panel(
    name=NAME,
    title="Variants",
    sentence="Known variants along the protein, by class, over its domains.",
    definition=(
        "A stem stands at each residue that has records; its height is the number of distinct "
        "records there, one head each, the most severe on top. Several DNA changes can be one "
        "protein change.",
        "Without a network the records are UniProt's curated variants, in UniProt's own three "
        "classes (LP/P, US, LB/B). They are not ClinVar: their classes, counts and coverage "
        "differ, and no ClinVar figure is made of them.",
        "Splice, intronic and UTR variants have no place on the protein; they and variants "
        "numbered on another isoform are counted and listed below the table.",
        "Drag over the plot to zoom in on residues, double-click to see all. A click on a head "
        "finds its row in the table; Enter on a row finds its head.",
    ),
    questions=("variants", "features", "clinvar"),
    body=body,
    slots=(
        Slot("tools-hidden", ids.part(NAME, "tools"), "hidden", True),
        Slot("heading", ids.part(NAME, "heading")),
        Slot("breakdown", ids.part(NAME, "breakdown")),
        Slot("consequences", ids.part(NAME, "consequences")),
        Slot("clinvar", ids.part(NAME, "clinvar")),
        Slot("figure", FIGURE, "data"),
        Slot("plot-hidden", PLOT, "hidden", True),
        Slot("plot-label", PLOT, "aria-label", ""),
        Slot("notes", ids.part(NAME, "notes")),
        *grid_slots(GRID),
        Slot("ledger", ids.part(NAME, "ledger")),
    ),
    fill=fill,
    exports=(("Variants", "variants"), ("Domains", "features")),
    graphs=(PLOT,),
    tiles=(Tile("clinvar", "ClinVar variants"), Tile("pathogenic", "Pathogenic or likely")),
)
