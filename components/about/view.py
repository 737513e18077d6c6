"""The page about the dashboard: what it is, its version, licences, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from components import formats, ids
from components.html.elements import Markup, tree
from components.html.parts import button, outside, table
from dashboard.models import TableFacts
from dashboard.rules.citation import bibtex, citation
from dashboard.rules.texts import DISCLAIMER, LICENCE, PRODUCT

RULES = (
    "No figure stands without its release: source, release, build and date are named below each "
    "panel and in each export.",
    "Unknown is never 0: a dash is a figure that is not known, and the reason stands beside it.",
    "A part is never taken for the whole: “at least” marks a table that has some rows of its "
    "source, and nothing is counted from it.",
    "The axis of observed / expected runs from 0 to 2 for every gene; an arrow marks what lies "
    "beyond.",
    "The figures that a page opened with stay until you choose others.",
    "A list that was chosen by a metric is not tested for that metric.",
    "A constraint figure implies neither a mechanism nor penetrance, and no clinical statement "
    "follows from it.",
)


def view() -> Component:
    """Return the stable frame; a callback fills version and licences."""
    return html.Section(
        [
            html.H1("About"),
            html.P(
                f"{PRODUCT} shows the constraint of human genes in gnomAD beside what ClinVar, "
                "ClinGen, ClinicalTrials.gov and PubMed have on them, each figure with its "
                f"source, release and date. {DISCLAIMER}"
            ),
            html.H2("How figures are shown", id="display-rules", tabIndex="-1"),
            html.Ul([html.Li(words) for words in RULES]),
            html.Div(id=ids.ABOUT, **{"data-awaited": "true"}),
        ],
        className="panel about-view",
        **{"data-view": "about", "data-testid": "view-about"},
    )


def about(
    version: str, found: Iterable[TableFacts], packages: Iterable[tuple[str, str, str]], data: str
) -> list[Component]:
    """Return version, how to cite, and the licences of data and packages.

    Args:
        version: Of this program.
        found: The tables that are here.
        packages: Name, version and licence of each package in use.
        data: Address of the page of the data.
    """
    return [
        html.H2("Version and licence"),
        html.P(f"{PRODUCT} {version}, {LICENCE} licence."),
        html.H2("How to cite"),
        html.P(
            "Cite the dashboard with its version, and the sources of the figures that you use: "
            "each export names them."
        ),
        *_copied("citation-text", "Text", citation(version)),
        *_copied("citation-bibtex", "BibTeX", bibtex(version)),
        html.H2("Data"),
        html.P(
            [
                "Releases, dates and files stand on ",
                html.A("the page of the data", href=data),
                ".",
            ]
        ),
        table("Licences of the data", ("Source", "Licence", "Cite"), _sources(found)),
        html.H2("Packages"),
        table("Packages in use", ("Package", "Version", "Licence"), list(packages)),
    ]


def _copied(name: str, title: str, words: str) -> list[Component]:
    """Return a text with a button that copies it."""
    head = [html.H3(title), Markup(f"{name}-copy", tree=tree(_copy(title, name)))]
    return [html.Div(head, className="citation-head"), html.Pre(words, id=name, tabIndex="0")]


def _copy(title: str, name: str) -> object:
    return button("Copy", "small-button", **{"data-copy-of": name, "aria-label": f"Copy {title}"})


def _sources(found: Iterable[TableFacts]) -> list[tuple[str | Component, ...]]:
    """Return one row a source: tables of one source share licence and citation."""
    rows: dict[tuple[str, str, str], str | None] = {}
    for facts in found:
        origin = facts.provenance
        said = (origin.licence or formats.MISSING, origin.citation or formats.MISSING)
        rows.setdefault((origin.source, *said), origin.url)
    return [(outside(source, url), *said) for (source, *said), url in rows.items()]
