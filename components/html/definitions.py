"""Definitions where they are needed: a button that opens a popover; components/glossary has all.

Static trees: a popover of dash-bootstrap-components finds its button by id and needs no callback.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import dash_bootstrap_components as dbc

from components.html import elements as html
from components.html.elements import Element, attributed, tree
from dashboard.rules.definitions import DEFINITIONS

MOST = 256  # terms; words of flags come from outside


@lru_cache(MOST)
def term(name: str, place: str, words: str | None = None) -> tuple[Any, ...]:
    """Return a term that says on hover, focus or tap what it means; made once, as it never changes.

    Args:
        name: Key of `DEFINITIONS`.
        place: What makes the button's id its own on a page, such as "constraint-lof".
        words: What stands there instead of the term itself.
    """
    known = DEFINITIONS[name]
    said = [html.P(sentence) for sentence in known.sentences]
    more = html.A("More in the glossary", href=f"~/glossary#term-{name}")
    source = html.P([f"Source: {known.source}. ", more], className="term-source")
    button = f"{place}-term-{name}"
    return (
        tree(html.Button(words or known.term, id=button, type="button", className="term")),
        tree(
            dbc.Popover(
                _region(f"What {words or known.term} means", [*said, source]),
                target=button,
                trigger="hover focus",
                placement="bottom",
                body=True,
                key=button,
            )
        ),
    )


def question_mark(title: str, paragraphs: Sequence[str], place: str) -> list[Any]:
    """Return the "?" beside a heading: a click opens what the heading means, Escape closes it."""
    button = f"{place}-definition"
    return [
        attributed(
            dbc.Button(
                "?", id=button, color="light", size="sm", type="button", class_name="definition"
            ),
            **{"aria-label": f"What {title} means"},
        ),
        tree(
            dbc.Popover(
                _region(f"What {title} means", [html.P(words) for words in paragraphs]),
                target=button,
                trigger="legacy",
                placement="bottom-start",
                body=True,
            )
        ),
    ]


def _region(label: str, paragraphs: list[Element]) -> Element:
    """Return a popover's text as a landmark of its own: it hangs outside of all others."""
    return html.Div(paragraphs, role="region", **{"aria-label": label})
