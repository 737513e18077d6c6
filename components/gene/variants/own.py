"""A visitor's own variants in the panel: where they are given, and the account of each line.

`assets/gene/own-variants.mjs` reads the attributes `data-own`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from dash import dcc, get_relative_path, html
from dash.development.base_component import Component

from components import formats, ids
from components.html import elements
from components.html.elements import Element, Markup, element, tree
from components.html.parts import table
from dashboard.several.own_variants import ACCEPTS, FATES, MOST_LISTED, OwnLine, OwnVariants

GIVEN = ids.part("variants", "own-given")
READ = ids.part("variants", "own-read")
ACCOUNT = ids.part("variants", "own-account")
TEXT = ids.part("variants", "own-text")
FILE = ids.part("variants", "own-file")
FILES = ".txt,.csv,.tsv,.tab,.maf,.vcf,.xlsx,.xls,.xlsm,.ods,text/*"
# Stands among the sources of the panel's pictures and files.
MINE = "My variants: given by the user of this page, of no source"
PRIVATE = (
    "They go to this server alone, which keeps and logs none of them, and are gone when the page "
    "is loaded again, unless you keep them in the link."
)


def own_variants() -> Component:
    """Return the folded form, the account of what was given, and the stores of both."""
    return html.Div(
        [
            dcc.Store(id=GIVEN),
            dcc.Store(id=READ),
            Markup(ids.part("variants", "own"), className="own-form", tree=tree(_form())),
            Markup(ACCOUNT, className="own-account", role="status"),
        ],
        className="own-variants",
    )


def _form() -> list[Any]:
    text = element(
        "textarea",
        id=TEXT,
        className="form-control",
        rows=4,
        spellCheck="false",
        autoComplete="off",
        placeholder="p.Arg382Trp, p.Val637Met\nR423Q proband 1\n…",
        **{"aria-describedby": f"{TEXT}-takes"},
    )
    file = element("input", id=FILE, type="file", accept=FILES)
    keep = element("input", type="checkbox", id=ids.part("variants", "own-keep"))
    actions = [
        _button("Place them", "read"),
        elements.Div([element("label", ["Choose a file ", file], className="own-file")]),
        _button("Remove them", "clear"),
        element("label", [keep, " keep them in the link"], className="own-keep"),
        elements.Span("", id=ids.part("variants", "own-link"), className="soft", role="status"),
    ]
    inside = [
        elements.Summary("My variants"),
        element("label", "Paste them, or drop a file here", htmlFor=TEXT, className="filter-label"),
        text,
        elements.P([ACCEPTS, " ", PRIVATE], id=f"{TEXT}-takes", className="legend-line"),
        elements.Div(actions, className="own-actions"),
    ]
    return [element("details", inside, className="own-box", id=ids.part("variants", "own-box"))]


def _button(words: str, act: str) -> Element:
    return elements.Button(words, type="button", className="small-button", **{"data-own": act})


def account(found: OwnVariants, symbol: str) -> list[Element]:
    """Return what became of everything that was given: counts, labels, a line each."""
    total = sum(found.counts.values())
    words = ", ".join(
        f"{found.counts[fate]:,} {name}" for fate, name in FATES.items() if found.counts.get(fate)
    )
    given = "1 variant" if total == 1 else f"{total:,} variants"
    shown = [elements.P([elements.B(f"My variants on {symbol}: "), f"{given} given: {words}."])]
    named = {label: count for label, count in found.labels.items() if label}
    if named:
        shown.append(elements.P(["By label: ", *_labels(found)], className="own-labels"))
    if found.variants:
        shown.append(elements.P(elements.Span(MINE, className="source"), className="soft"))
    if found.notes:
        shown.append(elements.P(" ".join(found.notes)))
    rows = [(f"{one.line:,}", one.text or formats.MISSING, _fate(one)) for one in found.lines]
    caption = "What became of each"
    if total > len(rows):
        caption = f"What became of the first {MOST_LISTED:,} of {total:,}"
    inside = [
        elements.Summary(f"{caption} line"),
        table(caption, ("Line", "Given", "What became of it"), rows),
    ]
    odd = any(fate != "placed" for fate in found.counts)
    shown.append(elements.Details(inside, className="ledger", **({"open": True} if odd else {})))
    return shown


def _labels(found: OwnVariants) -> list[Element | str]:
    words: list[Element | str] = []
    for label, count in list(found.labels.items())[:20]:
        words += [", "] if words else []
        words.append(f"{label or 'no label'} ({count:,})")
    if len(found.labels) > 20:
        words.append(f" and {len(found.labels) - 20:,} more")
    return words


def _fate(line: OwnLine) -> str | Element:
    if line.fate == "other gene" and line.gene:
        link = elements.A(
            f"look for it on {line.gene}",
            href=_gene_path(line.gene, line.find),
        )
        return elements.Span([f"{line.message}; ", link])
    return f"{FATES[line.fate]}: {line.message}" if line.message else FATES[line.fate]


def _gene_path(symbol: str, find: str | None) -> str:
    search = f"?find={quote(find, safe='')}" if find else ""
    return f"{get_relative_path('/gene/')}{quote(symbol, safe='')}{search}"
