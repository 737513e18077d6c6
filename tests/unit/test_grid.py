"""Grids: columns as AG Grid takes them, and no string that is run or becomes markup."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components.panel.grid_slots import grid_content, grid_slots
from components.tables.grid import Column, column_def, frame_id, grid, row_height

HOSTILE = ("<script>alert(1)</script>", "=HYPERLINK(1)", "<b>x</b>" * 10, "x" * 100_000)
COLUMNS = (
    Column("name", "Name", "link", 200, 3, link_field="url"),
    Column("count", "Count", "number"),
    Column("kind", "Kind", "choice"),
    Column("parts", "Parts", "list", csv_field="raw_parts"),
)


def parts(component: Any) -> list[Any]:
    inside = getattr(component, "children", None)
    below = inside if isinstance(inside, list) else [inside] if inside is not None else []
    return [component, *(found for child in below for found in parts(child))]


def ag_grid(component: Any) -> Any:
    return next(part for part in parts(component) if type(part).__name__ == "AgGrid")


@pytest.fixture
def made() -> Any:
    return grid("some-grid", COLUMNS, "Some rows", lines=2)


def test_no_string_is_ever_run_as_code(made: Any) -> None:
    inner = ag_grid(made)
    assert not getattr(inner, "dangerously_allow_code", False)
    assert not getattr(inner, "enableEnterpriseModules", False)


def test_functions_are_named_and_live_in_the_assets(made: Any) -> None:
    named = set()
    for column in ag_grid(made).columnDefs:
        for value in column.values():
            if isinstance(value, dict) and "function" in value:
                named.add(value["function"].partition("(")[0])
    known = {"gcdShort", "gcdTooltip", "gcdText", "gcdDecimals", "gcdMissingLast"}
    assert named <= known | {"GcdChoiceFilter"}


def test_a_grid_stands_in_a_frame_that_knows_its_rows(made: Any) -> None:
    shape = made.to_plotly_json()["props"]
    assert shape["className"] == "grid"
    assert shape["data-rows"] == 0
    assert shape["id"] == frame_id("some-grid")


def test_every_grid_has_a_labelled_filter_a_count_and_a_csv_button(made: Any) -> None:
    words = json.dumps(made, default=lambda part: part.to_plotly_json())
    assert '"htmlFor": "some-grid-find"' in words
    assert "grid-count" in words
    assert "CSV of rows shown: Some rows" in words


def test_columns_filter_by_their_kind() -> None:
    text, number, choice, listed = (
        column_def(column)["filter"]
        for column in (Column("a", "A"), COLUMNS[1], COLUMNS[2], COLUMNS[3])
    )
    assert (text, number, listed) == (
        "agTextColumnFilter",
        "agNumberColumnFilter",
        "agTextColumnFilter",
    )
    assert choice == {"function": "GcdChoiceFilter"}


def test_a_link_is_drawn_by_a_component_and_never_as_markdown() -> None:
    shape = column_def(COLUMNS[0])
    assert shape["cellRenderer"] == "GcdLink"
    assert shape["cellRendererParams"]["linkField"] == "url"
    assert all("markdown" not in str(column_def(column)).lower() for column in COLUMNS)


def test_exports_take_the_raw_field_where_there_is_one() -> None:
    assert column_def(COLUMNS[3])["cellRendererParams"]["csvField"] == "raw_parts"
    assert column_def(COLUMNS[1])["cellRendererParams"]["csvField"] is None


def test_rows_get_higher_with_their_lines() -> None:
    assert row_height(2) > row_height(1)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_strings_travel_as_data(words: str) -> None:
    content = grid_content("some-grid", [{"name": words, "url": words}], "STAT3")
    assert content["some-grid-rows"] == [{"name": words, "url": words}]


def test_a_filling_has_a_value_for_every_slot_and_blanks_leave_nothing_behind() -> None:
    slots = grid_slots("some-grid")
    content = grid_content("some-grid", [{"name": "x"}], "STAT3")
    assert {slot.name for slot in slots} == set(content)
    blanks = {(slot.component_id, slot.prop): slot.blank for slot in slots}
    assert blanks["some-grid", "rowData"] == []
    assert blanks["some-grid-frame", "data-rows"] == 0


def test_rows_of_another_gene_come_with_another_token() -> None:
    first = grid_content("some-grid", [{"name": "x"}], "STAT3")
    second = grid_content("some-grid", [], "TP53")
    assert first["some-grid-for"] != second["some-grid-for"]
    assert second["some-grid-count"] == 0


def test_a_table_may_leave_out_columns_without_any_value() -> None:
    dropping = grid("one", (Column("a", "A"),), "One", drop_empty=True, hide_field="b")
    options = ag_grid(dropping).dashGridOptions
    assert options["context"] == {"hideField": "b", "dropEmpty": True}
