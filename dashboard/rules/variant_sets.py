"""The sets of variants that a gene may have, each from one source; two are never summed."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.models import Answer, VariantSet

CLINVAR_PLP = "clinvar_plp"
SOURCE_SETS = (CLINVAR_PLP, "uniprot", "clinvar")
"""Names in addresses and the JSON; each is the question that the service answers with the set."""

RECORDS_PER_GENE = (
    "Records P or LP of two stars or more, 2024-12-15: at least these; empty: not known"
)
"""What the column `clinvar_plp` of explore and lists has of each gene."""


def record_count(found: VariantSet | None) -> int:
    """Return how many records a set has of its gene, on the plot or not."""
    return len(found.variants) + len(found.unplaced) if found else 0


def usual_of_tables(
    uniprot: Answer[VariantSet], selection: Callable[[], Answer[VariantSet]]
) -> Answer[VariantSet]:
    """Return the set to show where none is named: UniProt's, the selection where UniProt has none.

    The selection is looked up only then. It stands in its own name, with its own words.
    """
    if record_count(uniprot.data):
        return uniprot
    other = selection()
    return other if record_count(other.data) else uniprot


def whole_words(release: str | None) -> str:
    """Return what stands beside every figure: "whole ClinVar release of 2026-11-15"."""
    return f"whole ClinVar release of {release}" if release else "whole ClinVar release, undated"


def selection_words(found: VariantSet) -> str:
    """Return how many records a selection has, what it is of, and that there may be more (T61).

    "21 records P or LP with two stars or more, ClinVar 2024-12-15: at least these"
    """
    count = record_count(found)
    records = "1 record" if count == 1 else f"{count:,} records"
    these = "at least this one" if count == 1 else "at least these"
    return f"{records} {selection_name(found)}: {these}"


def tile_words(found: VariantSet) -> str:
    """Return the same in two short lines, what must be read first at the beginning."""
    least = f"at least {record_count(found):,} P or LP, two stars or more"
    return f"ClinVar {found.release_date}: {least}"


def selection_name(found: VariantSet) -> str:
    """Return what a selection is of, with its release: "P or LP with ..., ClinVar 2024-12-15"."""
    return f"P or LP with two stars or more, ClinVar {found.release_date}"
