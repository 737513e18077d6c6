"""The two tables of the list view: ranked genes, and what became of each symbol."""

from __future__ import annotations

from components.gene_list import element_ids as names
from components.tables.grid import Column
from dashboard.rules.constraint import FLAG_NAMES
from dashboard.rules.variant_sets import RECORDS_PER_GENE

OF_LINE = "Where the symbol stands in what was given; a line can hold several"

RANKED = (
    Column("symbol", "Gene", "gene", width=110, pinned=True),
    Column(
        "rank",
        "Rank",
        "number",
        width=84,
        decimals=0,
        hint="By LOEUF, 1 = most constrained; its denominator stands beside it",
    ),
    Column("of", "of", "number", width=80, decimals=0, hint="Genes of the release with a LOEUF"),
    Column(
        "percentile",
        "Percentile",
        "number",
        width=116,
        decimals=1,
        hint="100 × rank / of: among the most constrained … %",
    ),
    Column("loeuf", "LOEUF", "number", width=90, decimals=3),
    Column(
        "below_words",
        "Below threshold",
        "choice",
        width=114,
        csv_field="below_threshold",
        hint="LOEUF below what gnomAD recommends for this release; LOEUF is continuous",
    ),
    Column("lof_oe", "pLoF o/e", "number", width=90, decimals=3),
    Column("lof_oe_lower", "pLoF lower", "number", width=92, decimals=3, hint="90 % interval"),
    Column("lof_obs", "pLoF obs", "number", width=86, decimals=0),
    Column("lof_exp", "pLoF exp", "number", width=84, decimals=1),
    Column(
        "underpowered_words",
        "Under- powered",
        "choice",
        width=106,
        csv_field="underpowered",
        hint="Fewer than 10 pLoF variants expected",
    ),
    Column("pli", "pLI", "probability", width=76),
    Column("mis_oe", "Missense o/e", "number", width=112, decimals=3),
    Column("mis_z", "Missense Z", "number", width=112, decimals=2),
    Column("flags", "Flags", "list", width=220, words=FLAG_NAMES),
    Column("inheritance", "Inheritance", "list", width=126, hint="Of the gene's diseases in HPO"),
    Column(
        "clingen_words",
        "ClinGen class",
        "choice",
        width=130,
        csv_field="clingen",
        hint="The strongest, where all curations of the gene are here: of some nothing follows",
    ),
    Column("depmap", "DepMap", "choice", width=150, hint="Cancer cell lines; empty: not screened"),
    Column("impc", "IMPC", "choice", width=104, hint="Viability of knockout mice; empty: no call"),
    Column(
        "clinvar_plp",
        "ClinVar P/LP",
        "number",
        width=112,
        decimals=0,
        hint=RECORDS_PER_GENE,
    ),
    Column("transcript", "Transcript", width=150),
    Column(
        "mane_words",
        "MANE Select",
        "choice",
        width=104,
        csv_field="is_mane_select",
        hint="Whether the figures stand on the gene's MANE Select transcript",
    ),
    Column("line", "Line", "number", width=84, decimals=0, hint=OF_LINE),
    Column("note", "Note", width=260, flex=1),
)

LINES = (
    Column("line", "Line", "number", width=80, decimals=0, hint=OF_LINE),
    Column("input", "As given", width=150),
    Column("outcome", "Outcome", "choice", width=124),
    Column("symbol", "Gene", "gene", width=120),
    Column("how", "Repaired from", "choice", width=140),
    Column("offered", "Choices, nearest", "list", width=190, csv_field="offered"),
    Column("first_line", "Repeats line", "number", width=104, decimals=0),
    Column("release_words", "In the release", "choice", width=124, csv_field="in_release"),
    Column("note", "What was done", width=300, flex=1),
)

GRIDS = ((names.RANKED, RANKED, "Ranked genes"), (names.LINES, LINES, "What became of each symbol"))
