"""The small static parts of pages: buttons, switches, notices, links, words in cells, tables.

Buttons and notices are those of dash-bootstrap-components. Scripts know a button by its `data-*`
attributes; no callback hears of it. A figure has a table with the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeAlias

import dash_bootstrap_components as dbc

from components.html import elements as html
from components.html.elements import Element, attributed, tree
from dashboard.rules import inheritance

Tree = dict[str, Any]
Cell: TypeAlias = str | Element
DATE = re.compile(r"(\d{4}-\d{2}-\d{2})")
CELL_MOST = 240  # characters; exports carry the whole
HOVER_MOST = 900


def button(words: Any, look: str = "plain-button", **attributes: Any) -> Tree:
    """Return a button; `look` is the class that says how much room it takes."""
    made = _button(look)
    return {**made, "props": {**made["props"], **attributes}, "inside": tree(words)}


@cache
def _button(look: str) -> Tree:
    """Return an empty button, of which a page has some hundreds."""
    return attributed(dbc.Button(type="button", color="light", size="sm", class_name=look))


def segment(name: str, note: str = "", *, pressed: bool, **attributes: str) -> Tree:
    """Return a button of a switch: its name, and a note beneath it."""
    inside = [html.Span(name, className="segment-name")]
    if note:
        inside.append(html.Span(note, className="segment-note"))
    made = dbc.Button(inside, type="button", color="light", class_name="segment")
    return attributed(made, **{"aria-pressed": str(pressed).lower(), **attributes})


def switch(label: str, segments: Sequence[Tree], look: str = "") -> Tree:
    """Return buttons of which one is pressed, named for who does not see them side by side."""
    group = dbc.ButtonGroup(list(segments), class_name=f"segmented {look}".strip())
    return attributed(group, **{"aria-label": label})


def notice(content: Any, look: str = "info", **attributes: str) -> Tree:
    """Return a notice; it interrupts nobody, where it stands is announced already."""
    made = dbc.Alert(content, color=look, fade=False, class_name="notice")
    return attributed(made, **{"role": "note", **attributes})


def shortened(words: str) -> str | Element:
    """Return words as they are, or their beginning with more of them on hover."""
    if len(words) <= CELL_MOST:
        return words
    return html.Span(words[:CELL_MOST] + "…", title=words[:HOVER_MOST])


def dated(text: str) -> list[Element | str]:
    """Return the parts of a text, its dates as elements that stay on one line."""
    parts = DATE.split(text)
    return [html.Span(p, className="date") if DATE.fullmatch(p) else p for p in parts if p]


def outside(words: str, url: str | None) -> Element:
    """Return a link, or the words alone where the address is none that may be opened."""
    if url is None or not url.startswith("https://"):
        return html.Span(words)
    return html.A(words, href=url, target="_blank", rel="noopener noreferrer")


def inheritance_codes(codes: Iterable[str]) -> list[Element | str]:
    """Return codes one after the other, each spelled out on hover."""
    parts: list[Element | str] = []
    for code in codes:
        meaning = inheritance.words(code)
        parts += [", "] if parts else []
        parts.append(html.Abbr(code, title=meaning) if meaning else code)
    return parts


def inheritance_legend(codes: Iterable[str]) -> list[Element]:
    """Return a line that spells out the codes in use, nothing where there are none."""
    used = inheritance.legend(codes)
    if not used:
        return []
    words = " · ".join(f"{code} = {meaning}" for code, meaning in used)
    return [html.P([html.B("Inheritance:"), f" {words}"], className="legend-line")]


def table(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], numeric: int = 0
) -> Element:
    """Return a captioned table; the last `numeric` columns are right-aligned figures."""
    first_number = len(columns) - numeric

    def style(index: int) -> str:
        return "number" if index >= first_number else ""

    head = [html.Th(name, scope="col", className=style(i)) for i, name in enumerate(columns)]
    body = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                *(html.Td(cell, className=style(i)) for i, cell in enumerate(row) if i),
            ]
        )
        for row in rows
    ]
    return html.Div(
        html.Table(
            [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)],
            className="plain-table",
        ),
        className="table-scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": caption},
    )
