"""Variants: breakdown by class, the lollipop over the protein, search, filters, table, ledger."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, ids, status, theme
from components.gene.variants.card import ASKED, CARD
from components.gene.variants.own import own_variants
from components.gene.variants.tables import COLUMNS, ledger, variant_rows
from components.html.elements import Markup, tree
from components.lollipop.controls import (
    SET_NAMES,
    breakdown,
    clinvar_line,
    consequences,
    controls,
    heading,
    set_switch,
    walker,
)
from components.lollipop.figure import lollipop
from components.lollipop.words import (
    axis_words,
    dated_words,
    figure_label,
    length_shown,
    notes,
    origin_words,
)
from components.panel.contract import Panel, PanelContent, Slot, Tile, TileContent
from components.panel.grid_slots import grid_content, grid_slots
from components.tables.grid import frame_id, grid
from dashboard.models import Answer, Features, GeneAnswers, State, VariantSet
from dashboard.rules.clinvar import pathogenic_or_likely
from dashboard.rules.variant_sets import SOURCE_SETS, record_count, tile_words

NAME = "variants"
PLOT = ids.part(NAME, "plot")
FIGURE = ids.part(NAME, "figure")
GRID = ids.part(NAME, "grid")
REQUEST = ids.part(NAME, "asked")
DRAWING = ids.part(NAME, "drawing")
FOUND = ids.part(NAME, "found")
CLINVAR_TILES = ("clinvar", "pathogenic")
NO_SELECTION: Answer[VariantSet] = Answer(State.NOT_COVERED)


def body() -> list[Component]:
    """Return the stable components: breakdown, controls, plot, notes, table, ledger."""
    return [
        dcc.Store(id=FIGURE),
        dcc.Store(id=REQUEST),
        dcc.Store(id=FOUND),
        dcc.Store(id=ASKED),
        html.P(id=ids.part(NAME, "clinvar"), className="variants-clinvar"),
        Markup(ids.part(NAME, "sets"), className="variants-sets", **{"data-set": ""}),
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
        # Drawn by assets/lollipop/lollipop.mjs. It bears dcc.Graph's class, so that the page
        # counts as ready only when it is drawn; dcc.Graph itself would put the server's figure
        # back over a filtered one after every zoom.
        walker(NAME),
        html.Div(
            html.Div(
                id=DRAWING,
                className="lollipop-drawing",
                **{"data-config": json.dumps(dict(theme.GRAPH_CONFIG))},
            ),
            id=PLOT,
            className="lollipop dash-graph",
            role="img",
            hidden=True,
            **{"aria-label": ""},
        ),
        Markup(CARD, className="variants-card", **{"aria-live": "polite"}),
        html.Div(id=ids.part(NAME, "notes"), className="notes"),
        own_variants(),
        grid(
            GRID,
            COLUMNS,
            "Variants on the plot",
            key="id",
            selectable=True,
            drop_empty=True,
            noun="record",
        ),
        html.Div(id=ids.part(NAME, "ledger"), className="variants-ledger"),
    ]


def render(answers: GeneAnswers, token: str) -> PanelContent:
    """Return one set of variants over its protein, or why there is nothing to show."""
    shown = shown_set(answers)
    clinvar, selection = answers["clinvar"], answers["clinvar_plp"]
    plot = _plot(answers, shown, token)
    return PanelContent(
        shown.variants.state,
        _sources(answers, shown),
        [*shown.notice, *_message(answers, shown)],
        {
            **plot,
            **_lists(shown.variants, token),
            "clinvar": clinvar_line(clinvar, NO_SELECTION if _is_told(shown) else selection),
            "sets": tree(set_switch(_sets(answers), shown.name, shown.usual)),
            "set": shown.name,
            "notes": notes(shown.variants.data, shown.features),
        },
        clinvar_tiles(clinvar, selection),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The set that is on the plot, and the protein that its residues are numbered on.

    `usual` is the set that is shown where the address names none.
    """

    name: str
    usual: str
    variants: Answer[VariantSet]
    features: Answer[Features]
    notice: tuple[Component | str, ...] = ()


def shown_set(answers: GeneAnswers) -> Shown:
    """Return the set that the address names, else the usual one: the source's that answered."""
    answer: Answer[VariantSet] = answers["variants"]
    own, given = answer.data.source_set if answer.data else None, answers.source_set
    usual = own or "uniprot"
    if given in SOURCE_SETS and given != own:
        return Shown(given, usual, answers[given], _features(answers, given, answers[given]))
    notice: tuple[Component | str, ...] = ()
    if given and given not in SOURCE_SETS:
        words = (
            f"The address names no set of variants \u201c{given[:40]}\u201d; the usual is shown. "
        )
        notice = (html.Span(words),)
    if usual == "clinvar_plp" and (none := answers["uniprot"].problem) is not None:
        notice = (*notice, html.Span(f"{none.message} {SET_NAMES[usual]} is shown."))
    return Shown(usual, usual, answer, _features(answers, usual, answer), notice)


def _features(answers: GeneAnswers, name: str, shown: Answer[VariantSet]) -> Answer[Features]:
    """Return the protein that the residues of a set are numbered on."""
    on_mane = shown.data.on_mane if shown.data else name == "clinvar_plp"
    return answers["features_mane" if on_mane else "features"]


def _sets(answers: GeneAnswers) -> dict[str, Answer[VariantSet]]:
    return {name: answers[name] for name in ("uniprot", "clinvar_plp", "clinvar")}


def clinvar_tiles(
    clinvar: Answer[VariantSet], selection: Answer[VariantSet] = NO_SELECTION
) -> dict[str, TileContent]:
    """Return the two tiles that count ClinVar's records; neither UniProt's nor a selection do."""
    found = clinvar.data
    if found is None:
        words = likely = status.why_words("variants", "this gene", clinvar)
        if clinvar.state is State.NOT_COVERED:
            words = likely = "ClinVar as a whole is not in the snapshot"
            if selection.data is not None:
                likely = tile_words(selection.data)
        return {
            name: TileContent(clinvar.state, formats.MISSING, why)
            for name, why in zip(CLINVAR_TILES, (words, likely), strict=True)
        }
    every, pathogenic = sum(found.counts.values()), pathogenic_or_likely(found.counts)
    return {
        "clinvar": TileContent(clinvar.state, f"{every:,}", dated_words(found, clinvar.provenance)),
        "pathogenic": TileContent(
            clinvar.state, f"{pathogenic:,}", "P, P/LP and LP, without conflicting"
        ),
    }


def _message(answers: GeneAnswers, shown: Shown) -> list[Component]:
    """Return why there is nothing or only older data; ClinVar's own line is not said twice."""
    variants, clinvar = shown.variants, answers["clinvar"]
    found: VariantSet | None = variants.data
    if variants.state.has_data and found is not None and not record_count(found):
        at = status.came_from(variants.provenance)
        return [html.Span(f"{at}: no variant of {answers.gene.symbol}.")]
    if variants.problem is None or variants.problem != clinvar.problem:
        return status.problem_text(variants.problem)
    if variants.state is State.EMPTY:
        gene, label = answers.gene, variants.data.label if variants.data else "variants"
        why = "" if gene.is_coding else f": {gene.symbol} is not a protein-coding gene"
        return [html.Span(f"There are no {label} of {gene.symbol}{why}.")]
    return [] if variants.state.has_data else status.problem_text(variants.problem)


def _is_told(shown: Shown) -> bool:
    """Tell whether the message above says already that ClinVar's selection has no record."""
    return shown.name == "clinvar_plp" and shown.variants.data is None


def _sources(answers: GeneAnswers, shown: Shown) -> list[Component]:
    """Return a line for each origin of what the panel says: set, protein, all of ClinVar, others.

    A set that only the switch counts is named as well: no number stands without its source.
    """
    clinvar, sets = answers["clinvar"], _sets(answers)
    is_named = sets["clinvar_plp"].data is not None or _is_told(shown)
    is_explained = clinvar.state is State.NOT_COVERED and is_named
    others = [*([] if is_explained else [clinvar]), *(own for own in sets.values() if own.data)]
    seen = {shown.variants.provenance}
    lines = []
    for other in others:
        if other.provenance not in seen:
            seen.add(other.provenance)
            lines.append(other)
    return status.source_line(shown.variants, shown.features, *lines)


def _plot(answers: GeneAnswers, shown: Shown, token: str) -> dict[str, Any]:
    """Return the slots of the plot; it is hidden where neither variants nor protein are known."""
    shape = shown.features.data
    found = shown.variants.data
    # What the address calls the gene: the browser compares it with the address.
    gene = token.removesuffix(f"|{answers.source_set or ''}")
    is_selection = found is not None and found.selection is not None
    own = {"gene": gene, "set": answers.source_set or "", "selection": is_selection}
    length = length_shown(found, shape)
    if length is None:
        figure = _blank(token)
        figure["layout"]["meta"] |= own
        return {"figure": figure}
    figure = lollipop(
        found.variants if found else (),
        shape,
        length,
        token,
        axis=axis_words(answers.gene, shape),
        origin=origin_words(found, shown.variants.provenance),
    )
    figure["layout"]["meta"] |= {**own, **_unplaced(found)}
    label = figure_label(answers.gene, found, shape)
    return {"figure": figure, "plot-hidden": False, "plot-label": label}


def _unplaced(found: VariantSet | None) -> dict[str, Any]:
    """Return how many records are not on the plot, and of which classes; of a selection not."""
    if found is None:
        return {"unplaced": 0, "unplacedOf": {}}
    classes = {} if found.selection else Counter(one.variant_class for one in found.unplaced)
    return {"unplaced": len(found.unplaced), "unplacedOf": dict(classes)}


def _lists(variants: Answer[VariantSet], token: str) -> dict[str, Any]:
    """Return the slots of everything that lists records: chips, table, ledger."""
    found = variants.data
    if found is None or not record_count(found):
        return grid_content(GRID, [], token)
    return {
        "tools-hidden": False,
        "heading": heading(found),
        "breakdown": breakdown(found),
        "consequences": consequences(found),
        "ledger": ledger(found),
        "uncounted": str(found.selection is not None).lower(),
        **grid_content(GRID, variant_rows(found.variants), token),
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
        "differ, and no ClinVar figure is made of them. A gene of which UniProt has none opens on "
        "ClinVar P/LP, if that has a record.",
        "ClinVar P/LP is a selection out of one release of ClinVar: pathogenic and likely "
        "pathogenic records of two stars or more, on the MANE Select protein. Nothing follows from "
        "what is not in it: no total, no share of classes. It is a set of its own; sets share "
        "records and are never summed.",
        "Splice, intronic and UTR variants have no place on the protein; they and variants "
        "numbered on another isoform are counted and listed below the table.",
        "Drag over the plot to zoom in on residues, double-click to see all. A click on a head "
        "finds its row in the table; Enter on a row finds its head.",
    ),
    questions=("variants", "features", "clinvar", "uniprot", "clinvar_plp", "features_mane"),
    body=body,
    slots=(
        Slot("tools-hidden", ids.part(NAME, "tools"), "hidden", True),
        Slot("heading", ids.part(NAME, "heading")),
        Slot("breakdown", ids.part(NAME, "breakdown")),
        Slot("consequences", ids.part(NAME, "consequences")),
        Slot("clinvar", ids.part(NAME, "clinvar")),
        Slot("sets", ids.part(NAME, "sets"), "tree"),
        Slot("set", ids.part(NAME, "sets"), "data-set", ""),
        Slot("figure", FIGURE, "data"),
        Slot("plot-hidden", PLOT, "hidden", True),
        Slot("plot-label", PLOT, "aria-label", ""),
        Slot("notes", ids.part(NAME, "notes")),
        *grid_slots(GRID),
        Slot("uncounted", frame_id(GRID), "data-uncounted", ""),
        Slot("ledger", ids.part(NAME, "ledger")),
    ),
    render=render,
    by_set=True,
    exports=(("Variants", "variants"), ("Domains", "features")),
    graphs=(PLOT,),
    tiles=(Tile("clinvar", "ClinVar variants"), Tile("pathogenic", "Pathogenic or likely")),
)
