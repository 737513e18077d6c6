"""What a list is given by: a text, a file, an example."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.gene_list import element_ids as names
from components.html.elements import element
from components.html.parts import Tree, button

# Real genes with what real lists hold: old symbols, a date, an alias, duplicates, typing errors.
EXAMPLE = (
    *("STAT3", "MLL", "SCN1A", "NSD1", "MECP2", "CDKL5", "STXBP1", "SYNGAP1", "CHD8", "ARID1B"),
    *("ADNP", "DYRK1A", "POGZ", "SHANK3", "PTEN", "TSC2", "NF1", "FOXP1", "TCF4", "EHMT1"),
    *("KMT2A", "1-Sep", "1-Mar", "HIES", "BRAC1", "TTN", "GJB2", "CFTR", "COX7B2", "XIST", "TCF4"),
)
# Sets that a field knows by name, small enough to see each gene.
PRESETS = (
    ("Cohesin complex", "NIPBL SMC1A SMC3 RAD21 STAG1 STAG2 HDAC8 MAU2 PDS5A PDS5B WAPL ESCO2"),
    (
        "RAS-MAPK signalling",
        "PTPN11 SOS1 SOS2 RAF1 BRAF KRAS NRAS HRAS MAP2K1 MAP2K2 NF1 LZTR1",
    ),
    ("Homologous recombination", "BRCA1 BRCA2 PALB2 RAD51 RAD51C RAD51D ATM CHEK2 BARD1 BRIP1 NBN"),
    ("Sodium channels", "SCN1A SCN2A SCN3A SCN4A SCN5A SCN8A SCN9A SCN10A SCN11A SCN1B"),
)
ASKS = "Symbols, old symbols, aliases, or HGNC, Entrez and Ensembl ids"
ACCEPTS = (
    "One a line, or apart by comma, semicolon, tab or space; or a table: txt, csv, tsv, xlsx, "
    "xls or ods, up to 30,000 symbols, 200,000 lines and 10 MB. Titles, headings and notes are "
    "set aside."
)
ACCEPTED = ".txt,.csv,.tsv,.tab,.list,.bed,.gmt,.gtf,.maf,.vcf,.xlsx,.xls,.xlsm,.ods,text/*"

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
    """Return the form as a static tree; `assets/list/given.mjs` reads it."""
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
    file = element("input", id="list-file", type="file", accept=ACCEPTED)
    form = [
        html.Label(ASKS, htmlFor="list-text", className="list-label"),
        text,
        html.P(ACCEPTS, id="list-takes", className="legend-line"),
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
        html.Div(
            [html.Span("Sets to try:", className="soft"), *_presets()], className="list-actions"
        ),
    ]
    return [html.Div([html.Div(form), _promise()], className="entry-main")]


def _presets() -> list[Any]:
    """Return a button for each set, and one for the genes seen last, which a script fills."""
    sets = [
        _button(title, "example", **{"data-symbols": genes.replace(" ", ","), "data-name": title})
        for title, genes in PRESETS
    ]
    name = "the genes you looked at last"
    recent = _button(
        name.capitalize(), "example", id=names.RECENT, hidden=True, **{"data-name": name}
    )
    return [*sets, recent]


def _promise() -> Component:
    """Return what a list leads to."""
    items = [html.Li([html.B(f"{title}: "), words]) for title, words in GIVES]
    return html.Div([html.H2("What you get"), html.Ul(items)], className="entry-gives")


def choosing(found: dict[str, Any]) -> list[Component | dict[str, Any]]:
    """Return the choices of sheet, column and rows that a file has.

    Args:
        found: What was read, with `columns`, `column`, `sheets`, `sheet`, `facets`, `rows`; or a
            problem, with the columns and sheets to choose from.
    """
    return [*_sheets(found), *_columns(found), *_rows(found)]


def _sheets(found: dict[str, Any]) -> list[Component | dict[str, Any]]:
    sheets = found.get("sheets") or ()
    if len(sheets) < 2:
        return []
    options = [element("option", name, value=name) for name in sheets]
    if not found.get("sheet"):
        options.insert(0, element("option", "choose a sheet", value=""))
    return _select("list-sheet", "Sheet", options, found.get("sheet") or "")


def _columns(found: dict[str, Any]) -> list[Component | dict[str, Any]]:
    columns = found.get("columns") or ()
    if not columns:
        return []
    options = [
        element("option", _column_words(column), value=str(place))
        for place, column in enumerate(columns)
    ]
    if found.get("column") is None:
        options.insert(0, element("option", "choose the column with the genes", value=""))
    chosen = "" if found.get("column") is None else str(found["column"])
    return _select("list-column", "Column with the genes", options, chosen)


def _rows(found: dict[str, Any]) -> list[Component | dict[str, Any]]:
    """Return the choice of rows: a column, and its values to tick."""
    facets = found.get("facets") or ()
    if not facets:
        return []
    chosen = found.get("rows") or {}
    options = [element("option", "all rows", value="")]
    options += [
        element("option", f"rows by {facet['name'][:40]}", value=str(facet["column"]))
        for facet in facets
    ]
    names = {facet["name"]: str(facet["column"]) for facet in facets}
    now = names.get(chosen.get("column", ""), "")
    take = _button("Take these rows", "take-rows", **{"data-rows": "take"})
    groups = [
        element(
            "fieldset",
            [
                element("legend", f"Rows by {facet['name'][:40]}", className="visually-hidden"),
                *[
                    _value(facet["name"], value, number, chosen)
                    for value, number in facet["values"]
                ],
            ],
            className="row-values",
            hidden=str(facet["column"]) != now,
            **{"data-facet": str(facet["column"]), "data-name": facet["name"]},
        )
        for facet in facets
    ]
    wrapped = html.Div([*groups, take], className="row-choice", **{"data-chosen": now})
    return [*_select("list-facet", "Rows", options, now), wrapped]


def _value(name: str, value: str, number: int, chosen: dict[str, Any]) -> dict[str, Any]:
    values = chosen.get("values", ()) if chosen.get("column") == name else ()
    ticked = value.casefold() in {one.casefold() for one in values}
    box = element("input", type="checkbox", value=value, defaultChecked=ticked)
    return element("label", [box, f" {value[:40]} ", html.Span(f"{number:,}", className="soft")])


def _select(
    name: str, words: str, options: list[dict[str, Any]], chosen: str
) -> list[Component | dict[str, Any]]:
    """Return a field with its label; another answer makes it anew, with its own choice."""
    field = element(
        "select",
        options,
        id=name,
        className="form-select",
        defaultValue=chosen,
        key=f"{name} {chosen} {len(options)}",
    )
    label = html.Label(words, htmlFor=name)
    return [html.Span([label, field], className="list-choice")]


def _column_words(column: dict[str, Any]) -> str:
    examples = ", ".join(column["examples"])
    share = f"{column['known']} of {column['of']} looked at are genes"
    return f"{column['name']}: {examples} ({share})"


def _button(words: str, action: str, look: str = "plain-button", **own: Any) -> Tree:
    own["data-list-action"] = action
    return button(words, look, **own)


def stores() -> tuple[str, ...]:
    """Return the ids of the stores between scripts and callbacks."""
    return (names.GIVEN, names.READ, names.REQUEST, names.ROWS)
