"""Small tables as HTML: every figure has one with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from components.html import elements as html
from components.html.elements import Element

Cell: TypeAlias = str | Element


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
