"""AG Grid's script leaves the page and its address stays."""

from __future__ import annotations

from components.tables.lazy import without_grid_script

GRID = '<script src="/x/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1m2.min.js"></script>'
OTHER = '<script src="/x/assets/grid.js?m=1"></script>'


def test_the_script_becomes_a_meta_tag() -> None:
    parts = without_grid_script({"scripts": f"{OTHER}\n{GRID}\n{OTHER}", "metas": "<meta>"})
    assert parts["scripts"] == f"{OTHER}\n{OTHER}"
    address = "/x/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1m2.min.js"
    assert parts["metas"] == f'<meta><meta name="grid-script" content="{address}">'


def test_a_page_without_the_script_stays_as_it_is() -> None:
    parts = {"scripts": OTHER, "metas": "", "title": "x"}
    assert without_grid_script(parts) == parts
