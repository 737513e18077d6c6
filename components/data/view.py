"""The data page: each table with source, release, date, rows, licence and hash."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import formats, ids, status
from components.html.parts import dated, outside, table
from dashboard.models import SourceFacts, TableFacts
from dashboard.rules.absence import extent_words

COLUMNS = ("Table", "Source", "Release, build", "Date", "Licence", "SHA-256", "File", "Rows")
SOURCE_COLUMNS = (
    "Source",
    "Address",
    "Used for",
    "Asked at most",
    "State",
    "Newest answer kept",
    "Last success",
    "Last error",
    "Tried from here",
)


def view() -> Component:
    """Return the stable frame that a callback fills."""
    return html.Section(
        [
            html.H1("Where the data come from"),
            html.P(
                "The tables embedded in this installation, and releases imported or updated here. "
                "Every figure on every page names its table's source, release and date."
            ),
            html.Div(id=ids.DATA_TABLES, **{"data-awaited": "true"}),
        ],
        className="panel data-view",
        **{"data-testid": "view-data"},
    )


def tables(found: tuple[TableFacts, ...]) -> list[Component]:
    """Return one row a table, then method and caveats of each."""
    return [
        table(_caption(found), COLUMNS, [_row(facts) for facts in found], numeric=1),
        html.H2("How each was made"),
        html.Dl([part for facts in found for part in _method(facts)], className="methods"),
    ]


def under_way(words: str) -> Component:
    """Return what a running update does."""
    return html.P(words, role="status", **{"data-testid": "update-under-way"})


def _caption(found: tuple[TableFacts, ...]) -> str:
    origins = {_origin(facts) for facts in found} - {""}
    if not origins:
        return "Embedded snapshot"
    names = " and ".join(sorted(origins))
    return f"{names.capitalize()} releases and embedded snapshot"


def _origin(facts: TableFacts) -> str:
    """Return how a table came here, "" for an embedded one."""
    return "updated" if facts.updated else "imported" if facts.imported else ""


def sources(found: tuple[SourceFacts, ...]) -> Component:
    """Return how the live sources do; one sentence where there are none."""
    if not found:
        return html.P("Live sources are switched off here (GCD_MODE=offline).")
    rows = [_source(facts) for facts in found]
    return table("Live sources, as this server process sees them", SOURCE_COLUMNS, rows)


def _source(facts: SourceFacts) -> tuple[str, ...]:
    error = f"{status.moment(facts.failed_at)}: {facts.failure}" if facts.failed_at else "none"
    return (
        facts.title,
        facts.address,
        facts.used_for,
        facts.limit,
        _health(facts),
        status.moment(facts.newest_at) if facts.newest_at else "none yet",
        status.moment(facts.succeeded_at) if facts.succeeded_at else "not asked yet",
        error,
        facts.checked,
    )


def _health(facts: SourceFacts) -> str:
    if facts.blocked_s > 0:
        return f"left alone for {facts.blocked_s:.0f} s after {facts.failures} failures"
    state = f"{facts.failures} failures in a row" if facts.failures else "no failure"
    return f"{state}, {facts.waiting} waiting" if facts.waiting else state


def _row(facts: TableFacts) -> tuple[str | Component, ...]:
    origin, origin_word = facts.provenance, _origin(facts)
    release = ", ".join(part for part in (origin.release, origin.build) if part)
    return (
        html.Span([facts.name, html.B(f" {origin_word}")]) if origin_word else facts.name,
        outside(origin.source, origin.url),
        html.Span(dated(release or formats.MISSING)),
        origin.fetched_at or "undated",
        origin.licence or formats.MISSING,
        html.Code(facts.sha256[:12], title=facts.sha256),
        _file(facts),
        f"{facts.rows:,}",
    )


def _file(facts: TableFacts) -> str | Component:
    """Return the state of a table's file, with what to do where something is wrong."""
    extent = extent_words(facts.wholly, partial=facts.partial, each_wholly=facts.each_wholly)
    if facts.problem:
        release = facts.provenance.release
        advice = facts.remedy.replace(
            "--release R", f"--release {release}" if release else "--release R"
        )
        words = [html.B("damaged"), f": {facts.problem}. ", html.Span(advice, className="advice")]
        return html.Span(words, role="alert")
    if facts.behind:
        return f"{extent}; not used, the {facts.stands_before} one stands before it"
    return extent


def _method(facts: TableFacts) -> list[Component]:
    citation = facts.provenance.citation
    lines = [
        facts.method,
        *facts.updated,
        *facts.caveats,
        *([f"Cite: {citation}"] if citation else []),
    ]
    origin = _origin(facts)
    name = f"{facts.name} ({origin})" if origin else facts.name
    return [html.Dt(name), html.Dd([html.P(line) for line in lines if line])]
