"""What stands above the lollipop: breakdown by class, filters, search, what they leave.

`assets/gene/variants.mjs` reads the attributes `data-filter`, `data-act` and `data-value`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, theme
from components.html.parts import Tree, segment, switch
from dashboard.models import Answer, State, VariantSet
from dashboard.rules.absence import STATE_WORDS
from dashboard.rules.clinvar import BUCKETS
from dashboard.rules.hgvs import CONSEQUENCES
from dashboard.rules.variant_sets import record_count, selection_words

SET_NAMES = {
    "uniprot": "UniProt curated variants",
    "clinvar_plp": "ClinVar P/LP",
    "clinvar": "ClinVar",
}


def controls(panel: str) -> list[Component]:
    """Return the stable filters; the lines beneath say what was found and what is shown."""
    known = {"data-classes": "|".join(BUCKETS), "data-consequences": "|".join(CONSEQUENCES)}
    return [
        html.Div(
            [
                html.Div(id=ids.part(panel, "consequences"), className="variants-consequences"),
                _search(panel),
                _residues(panel),
                html.Button(
                    "Clear filters",
                    type="button",
                    className="small-button",
                    **{"data-act": "clear"},
                ),
                html.Button(
                    "Whole protein",
                    type="button",
                    className="small-button",
                    title="Undo the zoom",
                    **{"data-act": "unzoom"},
                ),
            ],
            id=ids.part(panel, "filters"),
            className="variants-filters",
            **known,
        ),
        html.P(id=ids.part(panel, "notice"), className="variants-notice", role="status"),
        html.Div(
            [
                html.P(id=ids.part(panel, "shown"), className="variants-shown", role="status"),
                html.P(
                    id=ids.part(panel, "search-answer"), className="variants-answer", role="status"
                ),
            ],
            className="variants-lines",
        ),
    ]


def walker(panel: str) -> Component:
    """Return what the keyboard goes from head to head with: it says where it is."""
    return html.Div(
        "Left and right go from residue to residue, up and down from head to head, Enter opens "
        "the record card.",
        id=ids.part(panel, "walker"),
        className="lollipop-walker",
        role="slider",
        tabIndex="0",
        **{
            "aria-label": "Heads of the lollipop plot",
            "aria-valuemin": "0",
            "aria-valuemax": "0",
            "aria-valuenow": "0",
            "aria-valuetext": "no head yet",
        },
    )


def heading(found: VariantSet) -> str:
    """Return the name of the set with its number of records; of a selection that it is one."""
    if found.selection:
        return selection_words(found)
    count = sum(found.counts.values())
    return f"{found.label}: {'1 record' if count == 1 else f'{count:,} records'}"


def breakdown(found: VariantSet) -> list[Component]:
    """Return a chip for each class that has records: legend, count and filter in one.

    Chips of a selection have no counts, which would be read as shares of all records (T60).
    """
    if found.selection:
        named = {v.variant_class for v in (*found.variants, *found.unplaced)}
        counts: dict[str, int | None] = dict.fromkeys(named)
    else:
        counts = {name: count for name, count in found.counts.items() if count}
    chips = [
        chip("class", name, _class_words(name), counts[name], symbol=True)
        for name in theme.CLASS_MARKS
        if name in counts
    ]
    return [chip_group("class", f"{found.label} by class", chips)]


def consequences(found: VariantSet) -> list[Component]:
    """Return a chip for each consequence of the records that are on the plot."""
    counts = Counter(v.consequence for v in found.variants if v.consequence)
    chips = [
        chip("consequence", name, name.capitalize(), None if found.selection else counts[name])
        for name in CONSEQUENCES
        if counts[name]
    ]
    label = html.Span("Consequence", className="filter-label")
    return [label, chip_group("consequence", "Consequence", chips)] if chips else []


def clinvar_line(clinvar: Answer[Any], selection: Answer[VariantSet]) -> list[Component | str]:
    """Return one sentence in place of ClinVar's breakdown, where there is none to show.

    It says what the selection of ClinVar has of the gene, or that it has no record (T60).
    """
    if clinvar.data is not None:
        return []
    words = f"{clinvar.problem.message} {clinvar.problem.hint}".strip() if clinvar.problem else ""
    if clinvar.state is State.NOT_COVERED:
        words = "ClinVar as a whole is not part of the embedded snapshot."
    if selection.data is not None:
        words += f" Of it are here: {selection_words(selection.data)}."
    elif selection.problem is not None:
        words += f" {selection.problem.message}"
    state = STATE_WORDS[clinvar.state]
    return [html.B("ClinVar classifications: "), f"{state}. {words}"] if words else []


def set_switch(sets: Mapping[str, Answer[VariantSet]], shown: str, usual: str) -> list[Tree]:
    """Return a button for each set that has records; none where there is one set alone.

    Args:
        sets: Answers by the name of the set.
        shown: The set on the plot.
        usual: The set that is shown where the address names none.
    """
    named = [name for name in sets if name == shown or record_count(sets[name].data)]
    if len(named) < 2:
        return []
    buttons = [
        segment(
            SET_NAMES[name],
            _set_note(sets[name].data),
            pressed=name == shown,
            **{"data-act": "set", "data-value": "" if name == usual else name},
        )
        for name in named
    ]
    return [switch("Set of variants", buttons)]


def _set_note(found: VariantSet | None) -> str:
    if found is None:
        return "not here"
    count = record_count(found)
    records = "1 record" if count == 1 else f"{count:,} records"
    if found.selection:
        return f"P or LP, two stars or more, {found.release_date}: at least {records}"
    return records


def _class_words(name: str) -> str:
    return theme.CLASS_MARKS[name].label


def chip_group(kind: str, label: str, chips: list[Component]) -> Component:
    """Return chips as a group, with the button that shows all of them."""
    every = html.Button(
        "All",
        type="button",
        className="small-button",
        **{"data-act": "all", "data-filter": kind, "aria-label": f"{label}: show all"},
    )
    return html.Div(
        [*chips, every], className="filter-chips", role="group", **{"aria-label": label}
    )


def chip(
    kind: str, value: str, words: str, count: int | None, *, symbol: bool = False
) -> Component:
    """Return a switch that shows or hides a value, and beside it a button for it alone.

    None is a count that must not be shown.
    """
    own = {"data-filter": kind, "data-value": value}
    return html.Span(
        [
            html.Button(
                [
                    *([_mark(value)] if symbol else []),
                    html.Span(words),
                    *([] if count is None else [html.B(f"{count:,}", className="chip-count")]),
                ],
                type="button",
                className="filter-chip",
                **{**own, "data-act": "toggle", "aria-pressed": "true"},
            ),
            html.Button(
                "only",
                type="button",
                className="chip-only",
                **{**own, "data-act": "only", "aria-label": f"Only {words}"},
            ),
        ],
        className="chip-pair",
    )


def _mark(name: str) -> Component:
    mark = theme.CLASS_MARKS[name]
    return html.Span(
        className="class-mark",
        style={"backgroundColor": mark.colour},
        **{"data-symbol": mark.symbol, "aria-hidden": "true"},
    )


def _search(panel: str) -> Component:
    box = ids.part(panel, "search")
    return html.Div(
        [
            html.Label("Find a variant", htmlFor=box),
            _text(box, "p.Arg382Trp, 382, rs…", "find"),
            html.Button("Find", type="button", className="small-button", **{"data-act": "find"}),
        ],
        className="filter-field",
        role="search",
        **{"aria-label": "Variants of this gene"},
    )


def _residues(panel: str) -> Component:
    first, last = ids.part(panel, "from"), ids.part(panel, "to")
    return html.Div(
        [
            html.Label("Residues from", htmlFor=first),
            _text(first, "1", "residue"),
            html.Label("to", htmlFor=last),
            _text(last, "end", "residue"),
        ],
        className="filter-field",
        role="group",
        **{"aria-label": "Residue range"},
    )


def _text(box: str, placeholder: str, kind: str) -> Component:
    return dcc.Input(
        id=box,
        type="text",
        placeholder=placeholder,
        autoComplete="off",
        spellCheck="false",
        className=f"form-control variant-{kind}",
        **({"inputMode": "numeric"} if kind == "residue" else {}),
    )
