"""What the list view shows of an answer: each output of its callback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import dash_bootstrap_components as dbc
import orjson
from dash.development.base_component import Component

from components import status, theme
from components.gene_list.counts import choices, counts, offered, switches
from components.gene_list.distribution import HEIGHT, distribution
from components.gene_list.tests import tests
from components.html.elements import tree
from components.html.parts import table
from dashboard.models import Answer, GeneList, ListLine, Provenance
from dashboard.several.gene_list.phrases import percent

SHOWN = (
    *("symbol", "rank", "of", "percentile", "loeuf", "below_threshold", "lof_oe", "lof_oe_lower"),
    *("lof_obs", "lof_exp", "underpowered", "pli", "mis_oe", "mis_z", "flags", "inheritance"),
    *("clingen", "clingen_coverage", "line", "note"),
)
"""Columns of the ranked table in the browser; the CSV has them all."""

LINES = (
    *("line", "input", "outcome", "symbol", "how", "offered", "first_line", "in_release", "note"),
)
"""What the browser knows of each line."""

BINS = ("LOEUF", "list", "list, %", "all genes", "all genes, %")


def render(
    answer: Answer[GeneList],
    origins: Sequence[Provenance],
    methods: str,
    rows: dict[str, list[Any]],
    releases: Iterable[tuple[str, str]],
    request: dict[str, Any],
) -> dict[str, Any]:
    """Return every output for a list that was asked for.

    Args:
        answer: The list in its release, or why there is none.
        origins: Where the figures are from: the release, the names of genes, what is beside them.
        methods: The methods paragraph.
        rows: The columns in `SHOWN` of the ranked genes, as in the JSON.
        releases: Name and label of each release to choose from.
        request: What the address stands for: `for`, `symbols`, `name`, `release`.
    """
    found = answer.data
    if found is None:
        return blank(request["for"], answer.state.value, tree(status.problem_text(answer.problem)))
    return {
        "token": request["for"],
        "state": answer.state.value,
        "message": " · ".join(filter(None, (request.get("name"), *request.get("notes", ())))),
        "counts": tree(counts(found, request.get("name"))),
        "switches": tree(switches(found, releases, request.get("release"))),
        "figure": distribution(found, request["for"]),
        "tests": tree(tests(found)),
        "bins": tree(bins_table(found)),
        "choices": tree(choices(found)),
        "methods": methods,
        "source": tree(sources(answer, origins[:1])),
        "ranked_source": tree(sources(answer, origins)),
        "lines_source": tree(sources(answer, origins[:2])),
        "rows": payload(found, rows, request["for"]),
    }


def blank(token: str, state: str, message: Any = "") -> dict[str, Any]:
    """Return every output where there is no list to show."""
    empty = theme.empty_figure(HEIGHT)
    empty["layout"]["meta"] = {"for": token}
    nothing = (
        *("counts", "switches", "tests", "bins", "choices", "methods"),
        *("source", "ranked_source", "lines_source"),
    )
    outputs = {"token": token, "state": state, "message": message, "figure": empty, "rows": None}
    return {**outputs, **dict.fromkeys(nothing, "")}


def bins_table(found: GeneList) -> Component:
    """Return the figure's numbers as a table."""
    bins = found.bins
    listed, everything = sum(bins.listed), sum(bins.everything)
    rows = [
        (
            f"{low:.1f} to {'any' if high == bins.edges[-1] else f'{high:.1f}'}",
            f"{count:,}",
            percent(count / listed if listed else None),
            f"{of_all:,}",
            percent(of_all / everything if everything else None),
        )
        for low, high, count, of_all in zip(
            bins.edges, bins.edges[1:], bins.listed, bins.everything, strict=False
        )
    ]
    caption = f"Genes by LOEUF, {found.label}: the list and all genes; bins include their lower end"
    inside = dbc.AccordionItem(table(caption, BINS, rows, numeric=4), title="The figure as a table")
    return dbc.Accordion([inside], start_collapsed=True, flush=True, class_name="as-table")


def sources(answer: Answer[GeneList], origins: Iterable[Provenance]) -> list[Component]:
    """Return the release's source line, and those of what is joined to it."""
    beside: list[Answer[object]] = [
        Answer(answer.state, None, origin) for origin in origins if origin != answer.provenance
    ]
    return status.source_line(answer, *beside)


def aside_words(first: int, last: int, why: str) -> str:
    """Return why lines of the file were set aside, and which they are."""
    return f"{why[0].upper()}{why[1:]}{f' (lines {first:,} to {last:,})' if last > first else ''}."


def payload(found: GeneList, rows: dict[str, list[Any]], token: str) -> str:
    """Return rows and lines by column, as JSON text: Dash looks at each value of anything else."""
    by_name = dict(zip(ListLine._fields, zip(*found.lines, strict=True), strict=False))
    by_name["offered"] = tuple(map(offered, found.lines))
    return orjson.dumps(
        {
            "for": token,
            "rows": {name: rows[name] for name in SHOWN},
            "everything": {
                "symbols": rows["symbol"],
                "release": found.release,
                "label": found.label,
                "build": found.build,
                "threshold": found.loeuf_threshold,
                "without_flagged": found.without_flagged,
            },
            "lines": {name: by_name.get(name, ()) for name in LINES},
            "aside": [
                {"line": first, "input": text, "why": aside_words(first, last, why)}
                for first, last, why, text in found.origin.aside
            ],
        }
    ).decode()
