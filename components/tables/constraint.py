"""The figures of the observed / expected bars as a table."""

from __future__ import annotations

from components import formats, theme
from components.elements import Element
from components.tables.plain import table
from dashboard.models import Constraint, ConstraintRow

COLUMNS = ("Class", "Observed", "Expected", "o/e", "90 % interval", "Z")
RELEASE_COLUMNS = (
    "Release",
    "Build",
    "Transcript",
    "Rank or band by LOEUF",
    "LoF o/e (90 % interval)",
    "LOEUF (threshold)",
    "Missense o/e",
    "Missense Z",
)


def class_table(found: Constraint) -> Element:
    """Return one row a class, as the release prints it; computed figures are marked."""
    note = formats.computed_note(*found.rows)
    facts = (found.label, found.build, found.transcript or formats.MISSING, note)
    caption = " · ".join(filter(None, facts))
    return table(caption, COLUMNS, [_row(row) for row in found.rows], numeric=5)


def release_table(found: tuple[Constraint, ...]) -> Element:
    """Return one row a release, each beside its own threshold, rank and transcript."""
    return table(
        "The same gene in each release. o/e and rank compare; Z does not: it grows with the "
        "sample.",
        RELEASE_COLUMNS,
        [_release_row(constraint) for constraint in found],
        numeric=4,
    )


def _release_row(found: Constraint) -> tuple[str, ...]:
    lof, mis = found.row("lof"), found.row("mis")
    standing = formats.rank(found.rank) if found.rank else (found.band or formats.MISSING)
    return (
        found.label,
        found.build,
        found.transcript or formats.MISSING,
        standing,
        formats.oe_with_bounds(lof),
        f"{formats.loeuf(found.loeuf)} ({found.loeuf_threshold:g})",
        formats.oe(mis.oe if mis else None),
        formats.z_score(mis.z if mis else None),
    )


def _row(row: ConstraintRow) -> tuple[str, ...]:
    return (
        theme.CONSTRAINT_NAMES[row.variant_class],
        formats.observed(row.obs),
        formats.expected(row.exp),
        formats.oe(row.oe),
        formats.bounds(row),
        formats.z_score(row.z),
    )
