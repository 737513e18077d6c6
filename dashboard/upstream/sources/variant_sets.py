"""ClinVar records, from whichever service, as one set on one protein (T35 to T38)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.models import Gene, Variant, VariantSet
from dashboard.rules.clinvar import accession, record_url
from dashboard.rules.hgvs import parse_protein_change, unplaced_reason


@dataclass(frozen=True, slots=True)
class ClinvarRecord:
    """One record of ClinVar on the gene's MANE Select transcript."""

    number: int  # ClinVar's variation id
    protein_change: str | None
    variant_class: str
    raw_class: str
    stars: int | None
    consequence: str | None
    dbsnp: str | None = None
    condition: str | None = None
    coding_change: str | None = None


def clinvar_set(
    records: Iterable[ClinvarRecord],
    gene: Gene,
    *,
    label: str,
    protein_length: int | None,
    release_date: str | None,
    announced: int,
    rows: int | None = None,
) -> VariantSet:
    """Return the records as a set; a record that comes twice counts once.

    `announced` is what the service says there is, `rows` what came of it (default: all). Rows
    that are not among the records, and second ones, are `left_out`.
    """
    by_number = {record.number: record for record in reversed(list(records))}
    variants = [_variant(record, protein_length) for record in by_number.values()]
    placed = [variant for variant in variants if variant.reason is None]
    return VariantSet(
        source_set="clinvar",
        label=label,
        transcript=gene.mane_select,
        protein_length=protein_length,
        variants=tuple(sorted(placed, key=lambda v: (v.position or 0, v.end or 0, v.id))),
        unplaced=tuple(sorted((v for v in variants if v.reason), key=lambda v: v.id)),
        counts=dict(Counter(variant.variant_class for variant in variants)),
        axis_note=None
        if protein_length
        else "Protein length not known: the axis ends at the last variant.",
        release_date=release_date,
        left_out=(announced if rows is None else rows) - len(variants),
        announced=announced,
    )


def _variant(record: ClinvarRecord, protein_length: int | None) -> Variant:
    change = parse_protein_change(record.protein_change or "")
    reason = unplaced_reason(record.protein_change, change, protein_length)
    on_plot = change is not None and reason is None
    return Variant(
        id=accession(record.number),
        protein_change=record.protein_change,
        position=change.position if change and on_plot else None,
        end=change.end if change and on_plot else None,
        variant_class=record.variant_class,
        raw_class=record.raw_class,
        consequence=record.consequence or (change.consequence if change else None),
        stars=record.stars,
        dbsnp=record.dbsnp,
        condition=record.condition,
        url=record_url(record.number),
        reason=reason,
        coding_change=record.coding_change,
    )
