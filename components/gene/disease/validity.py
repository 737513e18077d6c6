"""ClinGen gene-disease validity as a table: every curation, in ClinGen's own words (T50, T52)."""

from __future__ import annotations

from collections.abc import Mapping

from components import formats
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import (
    Cell,
    dated,
    inheritance_codes,
    inheritance_legend,
    outside,
    shortened,
    table,
)
from dashboard.models import Curation

STEPS: Mapping[str, int] = {
    "Definitive": 4,
    "Strong": 3,
    "Moderate": 2,
    "Limited": 1,
    "No Known Disease Relationship": 0,
}
AGAINST = frozenset({"Disputed", "Refuted", "Disputed Evidence", "Refuted Evidence"})
"""ClinGen's two words and GenCC's."""
COLUMNS = ("Disease", "Classification", "Inheritance", "Date", "Expert panel")


def validity_table(
    curations: tuple[Curation, ...], file_date: str | None, *, is_part: bool = False
) -> list[Element]:
    """Return one row a curation; what is of another file than `file_date` names its own."""
    noun = "curation" if len(curations) == 1 else "curations"
    least = "At least " if is_part else ""
    caption = f"{least}{len(curations)} {noun}, each of one gene-disease pair"
    files = {curation.file_date for curation in curations}
    if len(files) == 1 and (only := files.pop()) not in (None, file_date):
        caption, file_date = f"{caption}; file of {only}", only
    rows = [_row(curation, file_date) for curation in curations]
    return [
        table(caption, COLUMNS, rows),
        *inheritance_legend(c.inheritance for c in curations),
    ]


def scale(classification: str) -> Element:
    """Return a classification with four steps filled as far as it goes, or a mark against.

    Words always stand beside the picture; evidence against is no weak evidence for (T50).
    """
    if classification in AGAINST:
        mark = html.Span("✕", className="against-mark", **{"aria-hidden": "true"})
        note = html.Span("evidence against", className="caution")
        return html.Span([mark, html.B(classification), " ", note], className="scale")
    steps = STEPS.get(classification)
    picture = [] if steps is None else [_steps(steps)]
    return html.Span([*picture, html.B(classification)], className="scale")


def _steps(filled: int) -> Element:
    most = max(STEPS.values())
    boxes = [html.Span(className="step filled" if i < filled else "step") for i in range(most)]
    return html.Span(boxes, className="steps", **{"aria-hidden": "true"})


def _row(curation: Curation, file_date: str | None) -> tuple[Cell, ...]:
    older = curation.file_date is not None and curation.file_date != file_date
    file = f" (file of {curation.file_date})" if older else ""
    mondo_id = html.Span(curation.mondo_id, className="id")
    disease = html.Span([shortened(curation.disease), " ", mondo_id])
    panel = curation.panel or "ClinGen"
    return (
        disease,
        scale(curation.classification),
        html.Span(inheritance_codes([curation.inheritance])),
        html.Span([*dated(curation.date or formats.MISSING), file]),
        outside(panel, curation.url),
    )
