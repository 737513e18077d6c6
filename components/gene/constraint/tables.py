"""The figures of the observed / expected bars as a table, and the gene in each release."""

from __future__ import annotations

from components import formats, theme
from components.html import elements
from components.html.elements import Element
from components.tables.plain import Cell, table
from dashboard.models import Constraint, ConstraintRow
from dashboard.rules.constraint import BANDED_TRANSCRIPTS, NOT_MANE, band_share
from dashboard.rules.releases import dated_label, short_label

COLUMNS = ("Class", "Observed", "Expected", "o/e", "90 % interval", "Z")
RELEASE_COLUMNS = (
    "Release",
    "Build",
    "Transcript",
    "Rank or band by LOEUF",
    "LOEUF",
    "Threshold",
    "pLoF o/e (90 %)",
    "Missense o/e",
    "Missense Z",
)


def class_table(found: Constraint) -> Element:
    """Return one row a class, as the release prints it; computed figures are marked."""
    facts = (
        dated_label(found.release, found.label),
        found.build,
        found.transcript or "transcript not stated",
        NOT_MANE if found.is_mane_select is False else "",
        formats.computed_note(*found.rows),
    )
    caption = " · ".join(filter(None, facts))
    return table(caption, COLUMNS, [_row(row) for row in found.rows], numeric=5)


def release_table(found: tuple[Constraint, ...]) -> Element:
    """Return one row a release, each beside its own threshold, rank and transcript."""
    note = formats.computed_note(*(constraint.row("lof") for constraint in found))
    notes = [
        "The same gene in each release. o/e and rank compare; Z does not: it grows with the "
        "sample.",
        *_band_note(found),
        *([f"{note}."] if note else []),
        *(f"{constraint.label}." for constraint in found if _is_shortened(constraint)),
    ]
    return table(" ".join(notes), RELEASE_COLUMNS, [_release_row(one) for one in found], numeric=5)


def _is_shortened(found: Constraint) -> bool:
    return short_label(found.release, found.label) != found.label


def _band_note(found: tuple[Constraint, ...]) -> list[str]:
    if not any(constraint.band for constraint in found):
        return []
    return [
        f"A band is gnomAD's published one of {BANDED_TRANSCRIPTS:,} MANE Select transcripts, 0 % "
        "is the most constrained."
    ]


def _release_row(found: Constraint) -> tuple[Cell, ...]:
    lof, mis = found.row("lof"), found.row("mis")
    return (
        dated_label(found.release, short_label(found.release, found.label)),
        found.build,
        _transcript(found),
        _standing(found),
        formats.loeuf(found.loeuf),
        f"< {found.loeuf_threshold:g}",
        formats.oe_with_bounds(lof),
        formats.oe(mis.oe if mis else None),
        formats.z_score(mis.z if mis else None),
    )


def _transcript(found: Constraint) -> Cell:
    name = found.transcript or formats.MISSING
    if found.is_mane_select is not False:
        return name
    return elements.Span([name, " ", elements.Span(NOT_MANE, className="caution")])


def _standing(found: Constraint) -> str:
    if found.rank:
        return formats.rank(found.rank)
    return f"band {band_share(found)}" if found.band else "no rank"


def _row(row: ConstraintRow) -> tuple[str, ...]:
    return (
        theme.CONSTRAINT_NAMES[row.variant_class],
        formats.observed(row.obs),
        formats.expected(row.exp),
        formats.oe(row.oe),
        formats.bounds(row),
        formats.z_score(row.z),
    )
