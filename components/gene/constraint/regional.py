"""Regional missense constraint: the protein as a strip of regions, and the same numbers as a table.

The residues are those of the release's own transcript: the strip is drawn where that protein is
as long as the one on this page.
"""

from __future__ import annotations

from components import formats, status
from components.html import elements as html
from components.html.elements import Element
from components.tables.plain import table
from dashboard.models import Answer, Region, RegionalConstraint, State

TITLE = "Regional missense constraint"
COLUMNS = ("Residues", "Observed", "Expected", "o/e", "P")
SILENT = (State.NOT_COVERED, State.PENDING)
PALEST, DARKEST = 0.12, 0.9


def regional(answer: Answer[RegionalConstraint], length: int | None) -> list[Element]:
    """Return the section of a gene; `length` is that of the protein on this page.

    Nothing where no source was asked yet or the tables alone answer.
    """
    found = answer.data
    if answer.state in SILENT:
        return []
    if found is None:
        words = status.problem_text(answer.problem) or [_nothing()]
        return [_section([*words], answer)]
    if not found.passed_qc:
        content = [html.P("gnomAD marks the regions of this gene as not to be relied on.")]
    elif not found.regions:
        content = [html.P("No stretch of the protein differs from the rest.")]
    else:
        content = [*_strip(found, length), _numbers(found)]
    return [_section(content, answer)]


def _nothing() -> Element:
    return html.P("gnomAD v2.1.1 has no regional missense constraint for this gene.")


def _section(content: list[Element], answer: Answer[RegionalConstraint]) -> Element:
    return html.Div(
        [html.H3(TITLE), *content, html.Div(status.source_line(answer), className="topic-source")],
        className="regional",
        role="group",
        **{"aria-label": TITLE, "data-testid": "regional", "data-state": answer.state.value},
    )


def _strip(found: RegionalConstraint, length: int | None) -> list[Element]:
    """Return the regions along the protein, or why they are not drawn."""
    own = found.protein_length
    if own is None or own != length:
        ours = f"{length:,}" if length else "an unknown number of"
        theirs = f"{own:,}" if own else "an unknown number of"
        return [
            html.P(
                f"Not drawn: {found.transcript or 'the release’s transcript'} of GRCh37 has "
                f"{theirs} residues, the protein on this page {ours}."
            )
        ]
    regions = [_region(region, own) for region in found.regions]
    label = f"{len(regions)} regions along {own:,} residues; the table has the same figures"
    return [html.Div(regions, className="regional-strip", role="img", **{"aria-label": label})]


def _region(region: Region, length: int) -> Element:
    left = 100 * (region.start - 1) / length
    width = 100 * (region.end - region.start + 1) / length
    shade = PALEST if region.oe is None else DARKEST - (DARKEST - PALEST) * min(region.oe, 1.0)
    words = f"residues {region.start:,}–{region.end:,}: o/e {formats.oe(region.oe)}"
    return html.Span(
        html.Span(formats.oe(region.oe), className="regional-value"),
        className="regional-region",
        title=words,
        style={
            "left": f"{left:.3f}%",
            "width": f"{width:.3f}%",
            "--shade": f"{100 * shade:.0f}%",
        },
    )


def _numbers(found: RegionalConstraint) -> Element:
    rows = [
        (
            f"{region.start:,}–{region.end:,}",
            formats.observed(region.obs),
            formats.expected(region.exp),
            formats.oe(region.oe),
            formats.MISSING if region.p_value is None else f"{region.p_value:.2g}",
        )
        for region in found.regions
    ]
    return table(
        f"Regions on {found.transcript or 'the release’s transcript'}", COLUMNS, rows, numeric=4
    )
