"""G2P as a table: the mechanism of each disease, in G2P's words (T18, T51)."""

from __future__ import annotations

from components import formats
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import Cell, dated, outside, shortened, table
from dashboard.models import G2PRecord

COLUMNS = ("Disease", "Mechanism", "Allelic requirement", "Confidence", "Panels", "Reviewed")
AGAINST = frozenset({"disputed", "refuted"})


def g2p_table(records: tuple[G2PRecord, ...], *, is_part: bool = False) -> list[Element]:
    """Return one row a record; a mechanism belongs to its disease, never to the gene."""
    noun = "record" if len(records) == 1 else "records"
    least = "At least " if is_part else ""
    caption = f"{least}{len(records):,} {noun}, each of one gene-disease pair"
    return [table(caption, COLUMNS, [_row(one) for one in records])]


def _row(one: G2PRecord) -> tuple[Cell, ...]:
    soft = html.Span("not given", className="soft")
    note = (
        [" ", html.Span("evidence against", className="caution")]
        if one.confidence in AGAINST
        else []
    )
    support = (
        [html.Span(f" ({one.mechanism_support})", className="soft")]
        if one.mechanism_support
        else []
    )
    number = [" ", html.Span(one.mondo_id, className="id")] if one.mondo_id else []
    return (
        html.Span([outside(one.g2p_id, one.url), " ", shortened(one.disease), *number]),
        html.Span([one.mechanism, *support]) if one.mechanism else soft,
        one.allelic_requirement or soft,
        html.Span([one.confidence, *note]),
        ", ".join(one.panels) or formats.MISSING,
        html.Span(dated(one.date or formats.MISSING)),
    )
