"""What a list is given by: a text, a file, an example."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.gene_list import element_ids as names
from components.html.markup import element

# Real genes with what real lists hold: old symbols, a date, an alias, duplicates, typing errors.
EXAMPLE = (
    *("STAT3", "MLL", "SCN1A", "NSD1", "MECP2", "CDKL5", "STXBP1", "SYNGAP1", "CHD8", "ARID1B"),
    *("ADNP", "DYRK1A", "POGZ", "SHANK3", "PTEN", "TSC2", "NF1", "FOXP1", "TCF4", "EHMT1"),
    *("KMT2A", "1-Sep", "1-Mar", "HIES", "BRAC1", "TTN", "GJB2", "CFTR", "COX7B2", "XIST", "TCF4"),
)
ASKS = "Symbols, old symbols, aliases, or HGNC, Entrez and Ensembl ids"
TAKES = (
    "One a line, or apart by comma, semicolon, tab or space; or a file: txt, csv or tsv, UTF-8 or "
    "UTF-16, up to 20,000 symbols and 5 MB. Excel workbooks are not taken: save the sheet as CSV."
)


GIVES = (
    (
        "Every symbol accounted for",
        "matched, repaired (old symbols, aliases, dates made by spreadsheets), ambiguous with its "
        "choices, unknown with the nearest symbols, or a duplicate. Nothing is dropped.",
    ),
    (
        "Ranks",
        "each gene's LOEUF and rank in a complete gnomAD release, with flags, inheritance and "
        "ClinGen class.",
    ),
    (
        "The list against all genes",
        "the share below the release's threshold with its exact interval, Fisher's exact test and "
        "Mann–Whitney, each with its n.",
    ),
    (
        "To take away",
        "CSV with provenance that can be loaded again, a methods paragraph, and the same set in "
        "explore and compare.",
    ),
)


def entry() -> list[Any]:
    """Return the form as a static tree; `assets/list/given.js` reads it."""
    text = element(
        "textarea",
        id="list-text",
        className="form-control",
        rows=7,
        spellCheck="false",
        autoComplete="off",
        placeholder="STAT3\nKMT2A\nENSG00000012048\n…",
        **{"aria-describedby": "list-takes"},
    )
    file = element("input", id="list-file", type="file", accept=".txt,.csv,.tsv,.tab,.list,text/*")
    form = [
        html.Label(ASKS, htmlFor="list-text", className="list-label"),
        text,
        html.P(TAKES, id="list-takes", className="legend-line"),
        html.Div(
            [
                _button("Check and rank", "read", "primary-button"),
                html.Label(["Choose a file", file], className="plain-button file-button"),
                _button("Load the example", "example", **{"data-symbols": ",".join(EXAMPLE)}),
                _button("Clear", "clear"),
                html.Span("or drop a file here", className="soft drop-words"),
            ],
            className="list-actions",
        ),
    ]
    return [html.Div([html.Div(form), _promise()], className="entry-main")]


def _promise() -> Component:
    """Return what a list leads to."""
    items = [html.Li([html.B(f"{title}: "), words]) for title, words in GIVES]
    return html.Div([html.H2("What you get"), html.Ul(items)], className="entry-gives")


def columns(found: dict[str, Any]) -> list[Component | dict[str, Any]]:
    """Return the choice of the column where a file has several.

    Args:
        found: What was read, with `columns` and `column`.
    """
    if not found.get("columns"):
        return []
    options = [
        element("option", _column_words(column), value=str(place))
        for place, column in enumerate(found["columns"])
    ]
    choice = element(
        "select",
        options,
        id="list-column",
        className="form-select",
        defaultValue=str(found["column"]),
        key=f"{found['name']} {found['column']}",
    )
    return [html.Label("Column with the genes", htmlFor="list-column"), choice]


def _column_words(column: dict[str, Any]) -> str:
    examples = ", ".join(column["examples"])
    share = f"{column['known']} of {column['of']} looked at are genes"
    return f"{column['name']}: {examples} ({share})"


def _button(words: str, action: str, look: str = "plain-button", **own: str) -> Component:
    own["data-list-action"] = action
    return html.Button(words, type="button", className=look, **own)


def stores() -> tuple[str, ...]:
    """Return the ids of the stores between scripts and callbacks."""
    return (names.GIVEN, names.READ, names.ASKED, names.ROWS)
