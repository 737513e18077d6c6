"""Diseases that a source links to the gene, OMIM and ORPHA counted apart."""

from __future__ import annotations

from components import formats
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import (
    Cell,
    inheritance_codes,
    inheritance_legend,
    outside,
    shortened,
    table,
)
from dashboard.models import Phenotype

COLUMNS = ("Disease", "Id", "Inheritance")
BASIS = "Basis"


def counts_by_source(phenotypes: tuple[Phenotype, ...]) -> str:
    """Return how many diseases each vocabulary names: "2 OMIM, 1 ORPHA"."""
    prefixes = [phenotype.disease_id.partition(":")[0] for phenotype in phenotypes]
    known = [f"{prefixes.count(name)} {name}" for name in dict.fromkeys(prefixes)]
    return ", ".join(known)


def phenotype_table(phenotypes: tuple[Phenotype, ...], *, is_part: bool = False) -> list[Element]:
    """Return one row a disease; the basis is a column where the source says one."""
    with_basis = any(phenotype.basis for phenotype in phenotypes)
    columns = (*COLUMNS, BASIS) if with_basis else COLUMNS
    rows = [_row(phenotype, with_basis) for phenotype in phenotypes]
    codes = [code for phenotype in phenotypes for code in phenotype.inheritance]
    return [
        table(
            f"Linked diseases: {'at least ' if is_part else ''}{counts_by_source(phenotypes)}",
            columns,
            rows,
        ),
        *inheritance_legend(codes),
    ]


def _row(phenotype: Phenotype, with_basis: bool) -> tuple[Cell, ...]:
    codes = inheritance_codes(phenotype.inheritance)
    cells: tuple[Cell, ...] = (
        shortened(phenotype.disease),
        outside(phenotype.disease_id, phenotype.url),
        html.Span(codes) if codes else html.Span("not given", className="soft"),
    )
    return (*cells, phenotype.basis or formats.MISSING) if with_basis else cells
