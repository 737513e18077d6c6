"""Long tables as AG Grid: filters, quick filter, sort, CSV of the rows shown.

The grid stays mounted; a gene fills `rowData`. Cells are text or links, never markup: what draws
them stands in `assets/grid/cells.mjs`, and no string is ever run as code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dash import dcc, html
from dash.development.base_component import Component
from dash_ag_grid import AgGrid

Kind = Literal["text", "number", "probability", "link", "list", "choice", "date", "gene"]

HEADER_HEIGHT = 38  # as in assets/tables.css
LINE_HEIGHT = 20
ROW_PADDING = 14

_FILTERS: Mapping[str, Any] = {
    "number": "agNumberColumnFilter",
    "probability": "agNumberColumnFilter",
    "choice": {"function": "GcdChoiceFilter"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `field` is the key in a row, `kind` says how it is drawn and filtered.

    A "link" draws `field` as the text of a link to the row's `link_field`; "choice" is filtered
    by ticking values; "list" holds lists, drawn with "; " between; a "gene" links to its page.
    `flex` shares what width is left; `width` (pixels) is then the least. `csv_field` names the
    row's raw value that exports print in place of the words on screen. `decimals` are those of a
    number on screen; exports have it unrounded; a "probability" has two, and never 0 or 1. A
    `pinned` column stays in sight on the left. `words` stand on screen for what a "list" holds.
    """

    field: str
    title: str
    kind: Kind = "text"
    width: int = 130
    flex: int | None = None
    link_field: str | None = None
    hint: str | None = None
    csv_field: str | None = None
    hidden: bool = False
    decimals: int | None = None
    pinned: bool = False
    words: Mapping[str, str] | None = None


def frame_id(grid_id: str) -> str:
    """Return the id of the wrapper that carries `data-rows` and `data-for`."""
    return f"{grid_id}-frame"


def grid(
    grid_id: str,
    columns: Sequence[Column],
    label: str,
    height: int = 420,
    *,
    lines: int = 1,
    key: str | None = None,
    selectable: bool = False,
    hide_field: str | None = None,
    drop_empty: bool = False,
    noun: str = "row",
) -> Component:
    """Return a grid without rows, in its frame, with quick filter, count and CSV button.

    Args:
        grid_id: Id of the AgGrid itself.
        columns: Columns from the left.
        label: What the table holds, for screen readers and the file name of its CSV.
        height: Most pixels; with few rows the frame is as high as they need.
        lines: Lines of text that a row has room for.
        key: Field that names a row and is unique, where rows are to be found again.
        selectable: Whether a click selects a row.
        hide_field: Field of rows that are hidden at first where it is true; a button with
            `data-grid-all` and the grid's id shows them.
        drop_empty: Whether a column without any value in these rows is left out; its CSV has it.
        noun: What a row is, for the count above; its plural has an s. Where the frame's
            `data-uncounted` is "true", the count of what a filter leaves is not shown.
    """
    context: dict[str, Any] = {"hideField": hide_field} if hide_field else {}
    context |= {"dropEmpty": True} if drop_empty else {}
    return html.Div(
        [
            _tools(grid_id, label),
            html.Div(
                _ag_grid(grid_id, columns, _options(lines, selectable, context), key),
                id=box_id(grid_id),
                className="grid-box",
                style=box_style(0),
            ),
        ],
        id=frame_id(grid_id),
        className="grid",
        style={"--most": f"{height}px", "--row": f"{row_height(lines)}px"},
        **{
            "data-rows": 0,
            "data-for": "",
            "data-grid": grid_id,
            "data-label": label,
            "data-noun": noun,
            "data-uncounted": "",
        },
    )


def box_id(grid_id: str) -> str:
    """Return the id of the box whose style knows the number of rows."""
    return f"{grid_id}-box"


def box_style(rows: int) -> dict[str, str]:
    """Return the style that lets the box be as high as its rows, before they are drawn."""
    return {"--rows": str(rows)}


def row_height(lines: int) -> int:
    """Return the height of a row in pixels."""
    return lines * LINE_HEIGHT + ROW_PADDING


def _tools(grid_id: str, label: str) -> Component:
    find = f"{grid_id}-find"
    return html.Div(
        [
            html.Label("Filter rows", htmlFor=find, className="grid-label"),
            dcc.Input(
                id=find,
                type="text",
                placeholder="any column",
                autoComplete="off",
                spellCheck="false",
                className="form-control grid-find",
            ),
            html.Span("", className="grid-count", role="status"),
            html.Button(
                "CSV of rows shown",
                type="button",
                className="grid-button",
                **{"data-grid-csv": grid_id, "aria-label": f"CSV of rows shown: {label}"},
            ),
        ],
        className="grid-tools",
    )


def _options(lines: int, selectable: bool, context: Mapping[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {
        "theme": {"function": "gcdGridTheme(themeQuartz)"},
        "rowHeight": row_height(lines),
        "headerHeight": HEADER_HEIGHT,
        "rowClass": f"lines-{lines}",
        "animateRows": False,
        "suppressColumnMoveAnimation": True,
        "suppressDragLeaveHidesColumns": True,
        "ensureDomOrder": True,  # screen readers and the tab key follow what is seen
        "enableCellTextSelection": True,
        "tooltipShowDelay": 400,
        # Else a grid below the fold has no widths and no words until it is scrolled to.
        "suppressContentVisibilityAuto": True,
    }
    if selectable:
        how = {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True}
        options["rowSelection"] = how
    if context:
        options["context"] = dict(context)
    if hide_field := context.get("hideField"):
        options["isExternalFilterPresent"] = {"function": "gcdHides(params)"}
        options["doesExternalFilterPass"] = {"function": f"gcdNot(params.data.{hide_field})"}
    return options


def _ag_grid(
    grid_id: str, columns: Sequence[Column], options: Mapping[str, Any], key: str | None
) -> Component:
    own = {"getRowId": f"params.data.{key}"} if key else {}
    return AgGrid(
        id=grid_id,
        columnDefs=[column_def(column) for column in columns],
        defaultColDef={"sortable": True, "resizable": True, "wrapHeaderText": True},
        rowData=[],
        dashGridOptions=dict(options),
        style={"height": "100%", "width": "100%"},
        **own,
    )


def column_def(column: Column) -> dict[str, Any]:
    """Return a column as AG Grid takes it; functions are named, they live in the assets."""
    shape: dict[str, Any] = {
        "field": column.field,
        "headerName": column.title,
        "filter": _FILTERS.get(column.kind, "agTextColumnFilter"),
        "cellDataType": False,  # guessing types from the first row would depend on the gene
        "minWidth": min(column.width, 60) if column.flex is None else column.width,
        "valueFormatter": {"function": "gcdShort(params.value)"},
        "tooltipValueGetter": {"function": "gcdTooltip(params)"},
        "cellRendererParams": {
            "linkField": column.link_field,
            "csvField": column.csv_field,
            "decimals": column.decimals,
            "words": dict(column.words) if column.words else None,
        },
        "hide": column.hidden,
    }
    shape |= {"flex": column.flex} if column.flex else {"width": column.width}
    if column.hint:
        shape["headerTooltip"] = column.hint
    if column.pinned:
        shape["pinned"] = "left"
    if column.decimals is not None:
        shape["valueFormatter"] = {"function": f"gcdDecimals(params.value, {column.decimals})"}
    if column.kind == "probability":
        shape["valueFormatter"] = {"function": "gcdProbability(params.value)"}
    if column.kind in ("number", "probability"):
        shape["cellClass"] = "number"
        shape["headerClass"] = "number"
        shape["comparator"] = {"function": "gcdMissingLast"}
    if column.kind == "gene":
        shape["cellRenderer"] = "GcdGene"
    if column.kind == "link":
        shape["cellRenderer"] = "GcdLink"
    if column.kind == "list":
        shape["filterValueGetter"] = {"function": f"gcdText(params.data.{column.field})"}
        shape["getQuickFilterText"] = {"function": "gcdText(params.value)"}
    if column.words:
        shape["valueFormatter"] = {"function": "gcdShort(gcdWorded(params.value, params.colDef))"}
        shape["tooltipValueGetter"] = {"function": "gcdWorded(params.value, params.colDef)"}
        worded = {"function": f"gcdWorded(params.data.{column.field}, params.colDef)"}
        shape["filterValueGetter"] = worded
        shape["getQuickFilterText"] = {"function": "gcdWorded(params.value, params.colDef)"}
    return shape
