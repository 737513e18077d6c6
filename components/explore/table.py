"""The table of explore: every column of the release; the browser fills it by itself."""

from __future__ import annotations

from dash.development.base_component import Component

from components.explore.element_ids import GRID
from components.tables.grid import Column, grid
from dashboard.rules.constraint import FLAG_NAMES
from dashboard.rules.variant_sets import RECORDS_PER_GENE


def _figure(field: str, title: str, decimals: int, hint: str | None = None) -> Column:
    return Column(field, title, "number", width=118, decimals=decimals, hint=hint)


def _of_class(name: str, title: str, upper: str | None) -> tuple[Column, ...]:
    ends = [_figure(f"{name}_oe_lower", f"{title} o/e low", 3, "Lower end of the 90 % interval")]
    if upper:
        ends.append(_figure(upper, f"{title} o/e up", 3, "Upper end of the 90 % interval"))
    return (
        _figure(f"{name}_obs", f"{title} obs.", 0),
        _figure(f"{name}_exp", f"{title} exp.", 1),
        _figure(f"{name}_oe", f"{title} o/e", 3),
        *ends,
        _figure(f"{name}_z", f"{title} Z", 2),
    )


ANOTHER = "Of the release that is set against the one shown; empty where none is"
COLUMNS = (
    Column("symbol", "Gene", width=112, pinned=True),
    _figure(
        "rank",
        "Rank",
        0,
        "By LOEUF; 1 is the most constrained. Flagged genes count unless left out",
    ),
    _figure("percentile", "Top %", 2, "The most constrained, in % of the genes with a rank"),
    _figure("loeuf", "LOEUF", 3),
    *_of_class("lof", "pLoF", None),
    Column("pli", "pLI", "probability", width=112),
    *_of_class("mis", "Mis.", "mis_oe_upper"),
    _figure("mis_z_rank", "Mis. Z rank", 0),
    *_of_class("syn", "Syn.", "syn_oe_upper"),
    _figure("cds_length", "CDS, bases", 0),
    Column("flags", "Flags", width=220, words=FLAG_NAMES),
    Column("inheritance", "Inheritance", "choice", width=130),
    Column("clingen", "ClinGen class", "choice", width=130),
    Column("chromosome", "Chromosome", "choice", width=112),
    Column("depmap", "DepMap", "choice", width=150, hint="Cancer cell lines; empty: not screened"),
    Column("impc", "IMPC", "choice", width=112, hint="Viability of knockout mice; empty: no call"),
    _figure(
        "clinvar_plp",
        "ClinVar P/LP",
        0,
        RECORDS_PER_GENE,
    ),
    _figure("other_loeuf", "Other LOEUF", 3, ANOTHER),
    _figure("other_percentile", "Other top %", 2, ANOTHER),
    _figure("other_mis_z", "Other mis. Z", 2, ANOTHER),
    Column("crossed", "LOEUF thresholds", "choice", width=190, hint=ANOTHER),
    Column("row_note", "Row", width=170),
    Column("hgnc_id", "HGNC id", width=120),
    Column("ensembl_id", "Ensembl gene", width=150),
    Column("transcript", "Transcript", width=160),
    Column("symbol_in_release", "Release's symbol", width=130),
    _figure("of", "Ranked", 0, "Rows with a LOEUF: what rank and percentile are of"),
)


def table() -> Component:
    """Return the empty table."""
    return grid(GRID, COLUMNS, "Genes of the release", height=560, selectable=True)
