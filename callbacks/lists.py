"""The list view: what was given is read, what the address stands for is answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output
from dash.exceptions import PreventUpdate

from callbacks.requests import content_of
from components import ids
from components.gene_list import element_ids as names
from components.gene_list.entry import choosing
from components.gene_list.outputs import SHOWN, blank, render
from components.html.elements import tree
from components.tables.grid import box_id, frame_id
from dashboard.errors import DashboardError
from dashboard.models.plain import plain
from dashboard.rules.releases import ALL_RELEASES
from dashboard.service import DataService
from dashboard.service.gene_list import ask_list, origin_of, parse_origin
from dashboard.several.gene_list import records
from dashboard.several.gene_list.reading import Choices, read_list
from dashboard.several.gene_list.selection import MOST_VALUES, RowFilter

LOST = (
    "This address names a list that only the window it was made in has. Load its file again, or "
    "paste the symbols."
)
EMPTY, UNAVAILABLE = "empty", "unavailable"


def register(app: Dash, service: DataService) -> None:
    """Register reading, answering, and what the browser makes of the answer."""
    _register_reading(app, service)
    _register_answer(app, service)
    app.clientside_callback(
        ClientsideFunction("gcd", "take_list"),
        Input(names.READ, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("gcd", "asked_list"),
        Output(names.REQUEST, "data"),
        Input(ids.QUERY, "data"),
    )
    grids = (names.RANKED, names.LINES)
    app.clientside_callback(
        ClientsideFunction("gcd", "show_list"),
        [
            *[Output(grid, "rowData") for grid in grids],
            *[Output(box_id(grid), "style") for grid in grids],
            *[Output(frame_id(grid), "data-rows") for grid in grids],
            *[Output(frame_id(grid), "data-for") for grid in grids],
        ],
        Input(names.ROWS, "data"),
        prevent_initial_call=True,
    )


def _register_reading(app: Dash, service: DataService) -> None:
    @app.callback(
        Output(names.READ, "data"),
        Output(names.COLUMNS, "tree"),
        Input(names.GIVEN, "data"),
        prevent_initial_call=True,
    )
    def read_given(given: Any) -> tuple[dict[str, Any], Any]:
        if not isinstance(given, dict):
            raise PreventUpdate
        name = given.get("name")
        try:
            found = read_list(content_of(given), service.index, _choices(given))
        except DashboardError as error:
            offered = {
                "problem": f"{error.message} {error.hint}".strip(),
                "name": name,
                "columns": plain(getattr(error, "columns", ())),
                "sheets": plain(getattr(error, "sheets", ())),
            }
            return offered, tree(choosing(offered))
        read = {**plain(found), "name": name, "at": given.get("at")}
        origin = origin_of(found)
        read |= {"aside": plain(origin.aside), "rows_words": origin.rows}
        return read, tree(choosing(read))


def _choices(given: dict[str, Any]) -> Choices:
    """Return what was chosen on the page; what is malformed is not chosen."""
    column, name, rows = given.get("column"), given.get("sheet"), given.get("rows")
    values = rows.get("values") if isinstance(rows, dict) else None
    chosen = None
    if isinstance(rows, dict) and isinstance(values, list) and values:
        texts = tuple(str(value) for value in values[:MOST_VALUES])
        chosen = RowFilter(str(rows.get("column")), texts)
    whole = isinstance(column, int) and not isinstance(column, bool)
    return Choices(column if whole else None, name if isinstance(name, str) else None, chosen)


def _register_answer(app: Dash, service: DataService) -> None:
    @app.callback(output=_outputs(), inputs={"request": Input(names.REQUEST, "data")})
    def show_list(request: Any) -> dict[str, Any]:
        if not isinstance(request, dict):
            raise PreventUpdate
        symbols, token = _listed(request.get("symbols")), str(request.get("for"))
        if not symbols:
            return blank(token, EMPTY, LOST if symbols is None else "")
        try:
            answer = ask_list(
                service,
                symbols,
                _release(service, request.get("release")),
                _lines(request.get("lines"), symbols),
                without_flagged=bool(request.get("without_flagged")),
                origin=parse_origin(request),
            )
        except DashboardError as error:
            return blank(token, UNAVAILABLE, f"{error.message} {error.hint}".strip())
        found = answer.result.data
        rows = {} if found is None else records.columns(found.rows, SHOWN)
        releases = _releases(service)
        return render(answer.result, answer.origins, answer.methods, rows, releases, request)


def _release(service: DataService, preferred: str | None) -> str | None:
    """Return the release to rank in; None, the newest whole one, for one that is not whole here."""
    whole = service.complete_releases
    return None if preferred in ALL_RELEASES and preferred not in whole else preferred or None


def _listed(symbols: Any) -> list[str] | None:
    """Return symbols as texts; None: the browser does not have the list that is asked for."""
    return [str(symbol) for symbol in symbols] if isinstance(symbols, list) else None


def _lines(lines: Any, symbols: list[str]) -> list[int] | None:
    """Return the lines of the symbols in their file, None where they are not known."""
    known_lines = isinstance(lines, list) and len(lines) == len(symbols)
    return [int(line) for line in lines] if known_lines else None


def _releases(service: DataService) -> Iterable[tuple[str, str]]:
    return [(name, release.label) for name, release in service.complete_releases.items()]


def _outputs() -> dict[str, Any]:
    return {
        "token": Output(names.RESULTS, "data-for"),
        "state": Output(names.RESULTS, "data-state"),
        "message": Output(names.MESSAGE, "tree"),
        "counts": Output(names.COUNTS, "tree"),
        "switches": Output(names.SWITCHES, "tree"),
        "figure": Output(names.GRAPH, "figure"),
        "tests": Output(names.TESTS, "tree"),
        "bins": Output(names.TABLE, "tree"),
        "choices": Output(names.CHOICES, "tree"),
        "methods": Output(names.METHODS, "tree"),
        "source": Output(names.SOURCE, "tree"),
        "ranked_source": Output(names.RANKED_SOURCE, "tree"),
        "lines_source": Output(names.LINES_SOURCE, "tree"),
        "rows": Output(names.ROWS, "data"),
    }
