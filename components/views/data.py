"""The data page: each table with source, release, date, rows, licence and hash."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import formats, ids
from components.links import outside
from components.tables.plain import table
from dashboard.models import SourceFacts, TableFacts

COLUMNS = ("Table", "Source", "Release, build", "Date", "Licence", "SHA-256", "File", "Rows")
SOURCE_COLUMNS = ("Source", "Address", "Used for", "Asked at most", "As this server sees it")


def view() -> Component:
    """Return the stable frame that a callback fills."""
    return html.Section(
        [
            html.H1("Where the data come from"),
            html.P(
                "The tables embedded in this installation. Every figure on every page names its "
                "table's source, release and date."
            ),
            html.Div(id=ids.DATA_TABLES, **{"data-awaited": "true"}),
        ],
        className="panel data-view",
        **{"data-testid": "view-data"},
    )


def tables(found: tuple[TableFacts, ...]) -> list[Component]:
    """Return one row a table, then method and caveats of each."""
    return [
        table("Embedded snapshot", COLUMNS, [_row(facts) for facts in found], numeric=1),
        html.H2("How each was made"),
        html.Dl([part for facts in found for part in _method(facts)], className="methods"),
    ]


def sources(found: tuple[SourceFacts, ...]) -> Component:
    """Return how the live sources do; one sentence where there are none."""
    if not found:
        return html.P("Live sources are switched off here (GCD_MODE=offline).")
    rows = [
        (facts.title, facts.address, facts.used_for, facts.limit, _health(facts)) for facts in found
    ]
    return table("Live sources", SOURCE_COLUMNS, rows)


def _health(facts: SourceFacts) -> str:
    if facts.resting_s > 0:
        return f"left alone for {facts.resting_s:.0f} s after {facts.failures} failures"
    state = f"{facts.failures} failures in a row" if facts.failures else "no failure"
    return f"{state}, {facts.waiting} waiting" if facts.waiting else state


def _row(facts: TableFacts) -> tuple[str | Component, ...]:
    origin = facts.provenance
    release = ", ".join(part for part in (origin.release, origin.build) if part)
    return (
        facts.name,
        outside(origin.source, origin.url),
        release or formats.MISSING,
        origin.fetched_at or "undated",
        origin.licence or formats.MISSING,
        html.Code(facts.sha256[:12], title=facts.sha256),
        facts.problem or ("partial" if facts.partial else "complete"),
        f"{facts.rows:,}",
    )


def _method(facts: TableFacts) -> list[Component]:
    citation = facts.provenance.citation
    lines = [facts.method, *facts.caveats, *([f"Cite: {citation}"] if citation else [])]
    return [html.Dt(facts.name), html.Dd([html.P(line) for line in lines])]
