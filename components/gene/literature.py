"""Literature: publications as a filterable table, each list with what it is a list of."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from components import formats, ids, status
from components.html import elements
from components.html.elements import Markup, tree
from components.html.parts import table
from components.panel.contract import Panel, PanelContent, Slot, Tile, TileContent
from components.panel.grid_slots import grid_content, grid_slots
from components.tables.grid import Column, grid
from dashboard.models import Answer, GeneAnswers, Publication, PublicationCount, State
from dashboard.rules.absence import being_asked

NAME = "literature"
GRID = ids.part(NAME, "grid")
TILE = "publications"
TWO_YEARS = "publications of two years"
NO_TITLE = "Title not available"

COLUMNS = (
    Column("title_words", "Title", "link", 280, 4, link_field="url", csv_field="title"),
    Column("authors", "Authors", "list", 150, 2),
    Column("journal", "Journal", "choice", 150, 2),
    Column("year", "Year", "number", 90),
    Column("kind", "Kind", "choice", 110),
    Column("notice", "Notice", "choice", 130, hint="Retraction, expression of concern, erratum."),
    Column(
        "record",
        "PubMed record",
        width=170,
        csv_field="pmid",
        hint="Without a PMID the link is a search in PubMed, and says what for.",
    ),
)


def body() -> list[Component]:
    """Return the stable components: what the list is, and the grid."""
    return [
        Markup(ids.part(NAME, "counts")),
        Markup(ids.part(NAME, "list"), "p", className="list-line"),
        grid(GRID, COLUMNS, "Publications", lines=2, drop_empty=True),
    ]


def render(answers: GeneAnswers, token: str) -> PanelContent:
    """Return the publications of a gene, or why there are none to show."""
    answer: Answer[tuple[Publication, ...]] = answers["publications"]
    counts: Answer[tuple[PublicationCount, ...]] = answers["publication_counts"]
    found = answer.data or ()
    return PanelContent(
        answer.state,
        status.source_line(answer),
        status.message("publications", answers.gene, answer),
        {
            "list": list_words(answer),
            "counts": tree(count_table(counts.data or ())),
            **grid_content(GRID, [publication_row(p) for p in found], token),
        },
        {TILE: publications_tile(counts, len(found))},
    )


def count_table(counts: tuple[PublicationCount, ...]) -> list[Component]:
    """Return what each query counts, with the query itself; nothing where none was asked."""
    if not counts:
        return []
    rows = [(count.what, elements.Code(count.query), f"{count.count:,}") for count in counts]
    return [table("What was counted", ("Count of", "Query", "Publications"), rows, numeric=1)]


def list_words(answer: Answer[tuple[Publication, ...]]) -> str:
    """Return what the list is a list of: its query or selection, and its date."""
    if not answer.data or answer.provenance is None:
        return ""
    origin = answer.provenance
    if origin.release is None:
        return (
            f"{_titles(len(answer.data))}: the newest of each query above "
            f"({origin.source}, {status.when(origin)})."
        )
    which = origin.release
    return (
        f"{_titles(len(answer.data))}: {origin.source}, {which} ({status.when(origin)}). "
        "A selection, not a count of the literature."
    )


def publications_tile(counts: Answer[tuple[PublicationCount, ...]], listed: int) -> TileContent:
    """Return the tile "publications, two years"; a list of titles is no count (T57)."""
    recent = next((count for count in counts.data or () if count.what == TWO_YEARS), None)
    if recent is not None:
        note = f"PubMed, {status.when(counts.provenance)}"
        return TileContent(counts.state, f"{recent.count:,}", note)
    if counts.state is State.NOT_COVERED and listed:
        note = f"not counted; the snapshot has a selection of {_titles(listed)}"
        return TileContent(counts.state, formats.MISSING, note)
    if counts.state is State.PENDING:
        return TileContent(counts.state, formats.MISSING, being_asked("PubMed"))
    words = counts.problem.message if counts.problem else ""
    if counts.state is State.NOT_COVERED:
        words = "not counted in the snapshot"
    return TileContent(counts.state, formats.MISSING, words)


def publication_row(publication: Publication) -> dict[str, Any]:
    """Return a publication as a row; words for the screen stand beside the raw values."""
    return {
        "title": publication.title,
        "title_words": _title(publication),
        "authors": list(publication.authors),
        "journal": publication.journal,
        "year": publication.year,
        "kind": publication.kind,
        "notice": publication.notice,
        "pmid": publication.pmid,
        "record": _record(publication),
        "url": publication.url,
    }


def _title(publication: Publication) -> str:
    if not publication.title:
        return NO_TITLE
    language = f" [{publication.language}]" if publication.language else ""
    notice = f"{publication.notice}: " if publication.notice else ""
    return notice + publication.title + language


def _record(publication: Publication) -> str:
    """Return what the link leads to: the record, or a search for it (T57)."""
    if publication.pmid:
        return f"PMID {publication.pmid}"
    return "no PMID: search by title" if publication.title else "no PMID: search by author, year"


def _titles(number: int) -> str:
    return f"{number} title{'' if number == 1 else 's'}"


PANEL = Panel(
    name=NAME,
    title="Literature",
    sentence="Publications on this gene, each list with what it is a list of.",
    definition=(
        "A list names its query or, for the embedded one, whose selection it is. A selection "
        "says nothing of how much has been published.",
        "A title that is empty or damaged at the source reads “Title not available”; where no "
        "PMID is known, the link is a search in PubMed.",
    ),
    questions=("publications", "publication_counts"),
    body=body,
    slots=(
        Slot("list", ids.part(NAME, "list"), "tree", ""),
        Slot("counts", ids.part(NAME, "counts"), "tree", ""),
        *grid_slots(GRID),
    ),
    render=render,
    exports=(("Publications", "publications"),),
    tiles=(Tile(TILE, "Publications, two years"),),
)
