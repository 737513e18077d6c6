"""The help: the keys, how to read a page, where to read on; terms stand in the glossary."""

from __future__ import annotations

from collections.abc import Callable

import dash_bootstrap_components as dbc
from dash import html as dash_html
from dash.development.base_component import Component

from components import ids
from components.html import elements as html
from components.html.elements import Markup, tree
from components.html.parts import outside
from dashboard.models import State
from dashboard.rules.absence import STATE_WORDS

KEYS = (
    (("/",), "search a gene, from anywhere"),
    (("?",), "this help"),
    (("↑", "↓", "Enter"), "move among the genes found, open one"),
    (("Tab",), "next control; Enter opens a menu, arrow keys move in it, Esc closes it"),
    (("←", "→"), "in slides: the slide before, the next one; Home, End: first, last"),
    (("↑", "↓"), "in slides: the gene before, the next one"),
    (("F", "B"), "in slides: full screen, black screen"),
    (("Esc",), "leave the slides"),
)
READING = (
    "Every figure stands with its release; the line under a panel names source, release and date.",
    "A dash is a figure that is not known, never 0; why stands beside it. “At least” marks a part "
    "of what the source has.",
    f"Badges: {STATE_WORDS[State.LOADED]} is the source’s answer now, "
    f"{STATE_WORDS[State.SNAPSHOT]} a table of this installation, "
    f"{STATE_WORDS[State.STALE]} the last answer of a source that fails.",
    "The ⋯ of a panel saves its figures as CSV and its plots as pictures, and copies a link: the "
    "address is the whole state of a page.",
    "Constraint says nothing of mechanism, inheritance or penetrance. Research use, not for "
    "diagnosis.",
)
READ_ON = (
    ("gnomAD: gene constraint", "https://gnomad.broadinstitute.org/help/constraint"),
    ("ClinVar: review status", "https://www.ncbi.nlm.nih.gov/clinvar/docs/review_status/"),
    ("ClinGen: gene-disease validity", "https://clinicalgenome.org/curation-activities/"),
    ("MANE transcripts", "https://www.ncbi.nlm.nih.gov/refseq/MANE/"),
)


def help_panel(relative: Callable[[str], str]) -> Component:
    """Return the help at the edge of the window, closed; `assets/help.js` opens it."""
    return dbc.Offcanvas(
        Markup("help-content", tree=tree(_content(relative))),
        id=ids.HELP,
        title=dash_html.Span("Help", id="help-title"),
        labelledby="help-title",
        placement="end",
        is_open=False,
        class_name="help",
    )


def _content(relative: Callable[[str], str]) -> Component:
    own = [
        html.A("Glossary: what the terms mean", href=relative("/glossary")),
        html.A("Where the data come from", href=relative("/data")),
        html.A("About, licences and how to cite", href=relative("/about")),
    ]
    links = [*own, *(outside(words, url) for words, url in READ_ON)]
    parts = {
        "Keys": html.Dl(
            [part for keys, words in KEYS for part in _key(keys, words)], className="keys"
        ),
        "How to read a page": html.Ul([html.Li(words) for words in READING]),
        "Read on": html.Ul([html.Li(link) for link in links]),
    }
    items = [
        dbc.AccordionItem(inside, title=title, item_id=title) for title, inside in parts.items()
    ]
    return dbc.Accordion(
        items, active_item=["Keys", "How to read a page", "Read on"], always_open=True, flush=True
    )


def _key(keys: tuple[str, ...], words: str) -> list[html.Element]:
    shown = [dbc.Badge(key, color="light", text_color="dark", class_name="key") for key in keys]
    return [html.Dt(shown), html.Dd(words)]
