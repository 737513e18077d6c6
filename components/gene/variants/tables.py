"""Variants as a grid, and the ledger of those that are not on the plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from components import formats, theme
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import table
from components.tables.grid import Column
from dashboard.models import Variant, VariantSet
from dashboard.rules.definitions import DEFINITIONS

COLUMNS = (
    Column("protein_change", "Protein change", width=160),
    Column("position", "Residue", "number", 110),
    Column("class_words", "Class", "choice", 200, csv_field="class"),
    Column("raw_class", "Source's class", "choice", 150, 1),
    Column("stars", "Stars", "number", 90, hint=DEFINITIONS["stars"].sentences[0]),
    Column("consequence", "Consequence", "choice", 150, 1),
    Column("condition", "Condition", "text", 220, 3),
    Column("dbsnp", "dbSNP", "link", 130, link_field="dbsnp_url"),
    Column("id", "Record", "link", 165, link_field="url"),
    # Of the visitor's own variants alone, which the browser adds to the rows.
    Column("label", "My label", "choice", 130, 1),
    Column("note", "Note", "text", 150, 2),
)

_WORDS = {name: mark.label for name, mark in theme.CLASS_MARKS.items()}


def variant_rows(variants: Sequence[Variant]) -> list[dict[str, Any]]:
    """Return a row a placed variant, in the order given; the browser filters by these too."""
    return [
        {
            "id": v.id,
            "protein_change": v.protein_change,
            "position": v.position,
            "end": v.end,
            "class": v.variant_class,
            "class_words": _WORDS.get(v.variant_class, v.variant_class),
            "raw_class": v.raw_class,
            "stars": v.stars,
            "consequence": v.consequence,
            "condition": v.condition,
            "dbsnp": v.dbsnp,
            "dbsnp_url": f"https://www.ncbi.nlm.nih.gov/snp/{v.dbsnp}" if v.dbsnp else None,
            "url": v.url,
        }
        for v in variants
    ]


def ledger(found: VariantSet) -> list[Element]:
    """Return what is not on the plot and why, then what of the source is left out (T35 to T38)."""
    is_selection = found.selection is not None
    return [
        *_unplaced(found.unplaced, found.label, is_selection=is_selection),
        *_left_out(found),
    ]


def _class_words(variant: Variant) -> str:
    """Return a class in words; the source's own where it is not known here (T66)."""
    words = _WORDS.get(variant.variant_class, variant.variant_class)
    is_unknown = variant.variant_class == "unknown" and variant.raw_class not in ("", "-")
    return f"{words}: “{variant.raw_class}”" if is_unknown else words


def _left_out(found: VariantSet) -> list[Element]:
    """Return how many records the source has, and how many of them are not this gene's."""
    if found.is_whole:
        return _beside_whole(found)
    if found.announced is None:
        return []
    own = len(found.variants) + len(found.unplaced)
    read = own + found.left_out
    words = f"{read:,} of {found.announced:,} records fetched."
    if found.left_out:
        records = "1 record" if found.left_out == 1 else f"{found.left_out:,} records"
        words = (
            f"{records} left out: of neighbouring genes, of other transcripts, large copy-number "
            f"variants, listed twice, or without an id. {words}"
        )
    return [html.P(words, className="left-out")]


def _beside_whole(found: VariantSet) -> list[Element]:
    """Return which records of a whole release are in no count of the gene (T32, T35)."""
    words = []
    if others := len(found.other_axes):
        records = "1 record has" if others == 1 else f"{others:,} records have"
        words.append(
            f"{records} no germline classification and no place above: somatic clinical impact "
            "and oncogenicity are axes of their own."
        )
    if found.left_out:
        records = "1 record names" if found.left_out == 1 else f"{found.left_out:,} records name"
        words.append(
            f"{records} this gene among several and no transcript of it (large copy-number "
            "variants, neighbouring genes): left out."
        )
    return [html.P(line, className="left-out") for line in words]


def _unplaced(unplaced: Sequence[Variant], label: str, *, is_selection: bool) -> list[Element]:
    if not unplaced and is_selection:
        return [html.P("Not on the plot: none; all of this set have a place on this protein.")]
    if not unplaced:
        return [html.P(f"Not on the plot: none; all {label} have a place on this protein.")]
    reasons = Counter(variant.reason or "no reason recorded" for variant in unplaced)
    words = "; ".join(f"{count:,} {reason}" for reason, count in reasons.most_common())
    columns = ("Record", "Protein change", "Class", "Condition", "Reason")
    rows = [
        (
            v.id,
            v.protein_change or formats.MISSING,
            _class_words(v),
            v.condition or formats.MISSING,
            v.reason or formats.MISSING,
        )
        for v in unplaced
    ]
    records = "1 record" if len(unplaced) == 1 else f"{len(unplaced):,} records"
    return [
        html.Details(
            [
                html.Summary(f"Not on the plot: {records} ({words})"),
                table(f"{label} that are not on the plot", columns, rows),
            ],
            className="ledger",
        )
    ]
