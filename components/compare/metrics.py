"""All figures of the genes as one table: a row a gene, its release in every row."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from components import ids
from components.compare import common
from components.compare.forest import cautions
from components.html.elements import Element
from components.panel.contract import Panel, PanelContent
from components.panel.grid_slots import grid_content, grid_slots
from components.tables.grid import Column, grid
from dashboard.models import Constraint, GeneAnswers
from dashboard.rules.constraint import CLASSES, FLAG_NAMES
from dashboard.rules.releases import ALL_RELEASES
from dashboard.several.compare.answers import ComparisonAnswers

NAME = "compare-metrics"
GRID = ids.part(NAME, "grid")
CLASS_WORDS = {"lof": "pLoF", "mis": "Missense", "syn": "Synonymous"}


def _class_columns(name: str) -> tuple[Column, ...]:
    words = CLASS_WORDS[name]
    upper = "LOEUF" if name == "lof" else f"{words} o/e upper"
    return (
        Column(f"{name}_obs", f"{words} observed", "number", 122, decimals=0),
        Column(f"{name}_exp", f"{words} expected", "number", 122, decimals=1),
        Column(f"{name}_oe", f"{words} o/e", "number", 122, decimals=3),
        Column(f"{name}_oe_lower", f"{words} o/e lower", "number", 122, decimals=3),
        Column(
            "loeuf" if name == "lof" else f"{name}_oe_upper",
            upper,
            "number",
            122,
            decimals=3,
            hint="Upper end of the 90 % interval of o/e",
        ),
        Column(f"{name}_z", f"{words} Z", "number", 122, decimals=2),
    )


COLUMNS = (
    Column("symbol", "Gene", width=120, pinned=True),
    Column("release", "Release", "choice", 140),
    *_class_columns("lof"),
    Column("pli", "pLI", "probability", 95),
    Column("loeuf_threshold", "LOEUF threshold", "number", 122),
    Column("rank", "Rank by LOEUF", "number", 115, decimals=0),
    Column("of", "of genes", "number", 105, decimals=0),
    Column("percentile", "Rank, %", "number", 105, decimals=1),
    Column("band", "Published band", width=150),
    *_class_columns("mis"),
    *_class_columns("syn"),
    Column("flags", "Flags", "list", 220, words=FLAG_NAMES),
    Column("computed", "Computed here", "list", 150, hint="Not printed by the release"),
    Column("transcript", "Transcript", width=165),
    Column("build", "Build", width=95),
    Column("hgnc_id", "HGNC id", width=105),
    Column("note", "Note", width=260),
)


def body() -> list[Component]:
    """Return the grid."""
    return [grid(GRID, COLUMNS, "Constraint metrics", height=420)]


def render(answers: ComparisonAnswers, token: str) -> PanelContent:
    """Return a row a gene; one without figures says why, and has no zero (T60)."""
    rows = [metric_row(one, answers.release) for one in answers.genes]
    return PanelContent(
        common.overall(answers, "constraint"),
        common.sources(answers, "constraint"),
        _message(answers),
        grid_content(GRID, rows, token),
    )


def _message(answers: ComparisonAnswers) -> list[Element] | str:
    """Return why figures are older than they should be; rows without figures say so themselves."""
    if not answers.genes:
        return common.NO_GENES
    return common.problems(answers, ("constraint",), with_data=True)


def metric_row(answers: GeneAnswers, release: str | None) -> dict[str, Any]:
    """Return all figures of a gene, raw, with None for what is missing."""
    answer = answers["constraint"]
    found: Constraint | None = answer.data
    gene = {"symbol": answers.gene.symbol, "hgnc_id": answers.gene.hgnc_id}
    if found is None:
        label = ALL_RELEASES[release].label if release in ALL_RELEASES else release
        note = common.why_none(answers.gene.symbol, answer)
        return {**gene, "release": label, "flags": [], "computed": [], "note": note}
    row: dict[str, Any] = {
        **gene,
        "release": found.label,
        "build": found.build,
        "transcript": found.transcript,
        "loeuf": found.loeuf,
        "loeuf_threshold": found.loeuf_threshold,
        "pli": found.pli,
        "rank": found.rank.rank if found.rank else None,
        "of": found.rank.of if found.rank else None,
        "percentile": found.rank.percentile if found.rank else None,
        "band": found.band,
        "flags": list(found.flags),
        "computed": [],
        "note": "; ".join(cautions(found)),
    }
    for name in CLASSES:
        one = found.row(name)
        for field in ("obs", "exp", "oe", "oe_lower", "oe_upper", "z"):
            row[f"{name}_{field}"] = getattr(one, field) if one else None
        row["computed"] += [f"{name}_{field}" for field in one.computed] if one else []
    return row


PANEL = Panel(
    name=NAME,
    title="Metrics",
    sentence="The figures of the plot above, and all others, one row a gene.",
    definition=(
        "Figures stand as the release prints them; the CSV has them unrounded, with the source in "
        "lines above the header. What is computed here is named in its own column.",
        "Z grows with the sample and does not compare across releases; o/e and rank do.",
    ),
    questions=("constraint",),
    body=body,
    slots=grid_slots(GRID),
    render=render,
    saves=(("Rows shown (CSV)", "data-grid-csv", GRID),),
    by_release=True,
    fields=common.FIELDS,
)
