"""GenCC as a table: every submission in its submitter's own word, nothing made of several (T79)."""

from __future__ import annotations

from components import formats
from components.gene.disease.validity import scale
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import Cell, dated, outside, shortened, table
from dashboard.models import Submission

COLUMNS = ("Disease", "Classification", "Submitter", "Inheritance", "Date")
MOST_OPEN = 12
"""Rows of a table that is not folded."""


def gencc_table(submissions: tuple[Submission, ...], *, is_part: bool = False) -> list[Element]:
    """Return one row a submission, those of one disease together; folded where they are many."""
    noun = "submission" if len(submissions) == 1 else "submissions"
    submitters = len({one.submitter for one in submissions})
    by = f"{submitters} submitter{'s' if submitters != 1 else ''}"
    least = "At least " if is_part else ""
    caption = f"{least}{len(submissions):,} {noun} by {by}; each is its submitter's own"
    made = table(caption, COLUMNS, [_row(one) for one in submissions])
    if len(submissions) <= MOST_OPEN:
        return [made]
    return [html.Details([html.Summary(caption), made])]


def _row(one: Submission) -> tuple[Cell, ...]:
    number = html.Span(one.disease_id, className="id")
    return (
        html.Span([shortened(one.disease), " ", number] if one.disease else [number]),
        scale(one.classification),
        outside(one.submitter, one.url),
        one.inheritance or html.Span("not given", className="soft"),
        html.Span(dated(one.date or formats.MISSING)),
    )
