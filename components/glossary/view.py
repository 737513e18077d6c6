"""The glossary: each term of the screen in two sentences, with its source and a picture."""

from __future__ import annotations

from dash import html as dash_html
from dash.development.base_component import Component

from components.glossary.pictures import Tree, picture
from components.html import elements as html
from components.html.elements import Element, Markup, tree
from components.html.parts import outside
from dashboard.rules.clinvar import BUCKETS
from dashboard.rules.constraint import FLAG_NAMES, FLAG_WORDS
from dashboard.rules.definitions import DEFINITIONS, GROUPS, Definition
from dashboard.rules.inheritance import WORDS as INHERITANCE

SENTENCE = (
    "Every term that stands on screen, in two sentences, with its source. A dotted underline on a "
    "page opens the same words."
)


def view() -> Component:
    """Return the page; nothing fills it later."""
    return dash_html.Section(
        [
            dash_html.H1("Glossary"),
            dash_html.P(SENTENCE),
            Markup("glossary", tree=tree([_contents(), *map(_group, GROUPS)])),
        ],
        className="panel glossary-view",
        **{"data-view": "glossary", "data-testid": "view-glossary"},
    )


def _contents() -> Element:
    links = [html.Li(html.A(known.term, href=f"#term-{key}")) for key, known in DEFINITIONS.items()]
    return html.Nav(html.Ul(links), className="glossary-contents", **{"aria-label": "Terms"})


def _group(name: str) -> Element:
    entries = [_entry(key, known) for key, known in DEFINITIONS.items() if known.group == name]
    return html.Div([html.H2(name), *entries], className="glossary-group")


def _entry(key: str, known: Definition) -> Element:
    drawn = picture(key)
    words: list[Element | Tree] = [
        html.H3(known.term),
        html.P(" ".join(known.sentences)),
        *_all_words(key),
        html.P(["Source: ", source(known)], className="term-source"),
    ]
    inside: list[Element | Tree] = [html.Div(words), *([drawn] if drawn else [])]
    return html.Div(inside, id=f"term-{key}", className="glossary-entry", tabIndex="-1")


def source(known: Definition) -> Element:
    """Return a definition's source as a link, to the project's own pages where it is a rule."""
    if known.url.startswith("~/"):
        return html.A(known.source, href=known.url)
    return outside(known.source, known.url)


def _all_words(key: str) -> list[Element]:
    """Return all words that a page may show for a term, where they are few enough to list."""
    if key == "flags":
        said = [(name, FLAG_WORDS[flag]) for flag, name in FLAG_NAMES.items()]
        return [html.Ul([html.Li(f"{name}: {words}") for name, words in said])]
    if key == "classes":
        return [html.P(f"In full: {', '.join(BUCKETS)}.")]
    if key == "inheritance":
        codes = [f"{code} {words}" for code, words in INHERITANCE.items()]
        return [html.P(f"In full: {', '.join(codes)}.")]
    return []
