"""The page around the app: AG Grid's script leaves it and its address stays."""

from __future__ import annotations

import pytest

from components.index_page import index_page

SUITES = "/x/_dash-component-suites"
GRID = f"{SUITES}/dash_ag_grid/dash_ag_grid.v1m2.min.js"
TABLE = f"{SUITES}/dash/dash_table/bundle.v1m2.js"
POLYFILL = f"{SUITES}/dash/deps/polyfill@7.v1m2.min.js"
OTHER = "/x/assets/grid.js?m=1"
PARTS = dict.fromkeys(("metas", "title", "favicon", "css", "app_entry", "config", "renderer"), "")


def page(*scripts: str, small_plotly: bool = True) -> str:
    """Return the page with these scripts."""
    tags = "\n".join(f'<script src="{script}"></script>' for script in scripts)
    return index_page(tags, small_plotly=small_plotly, **PARTS)


def test_the_grids_script_becomes_a_meta_element() -> None:
    shown = page(OTHER, GRID, OTHER)
    assert f'<meta name="grid-script" content="{GRID}">' in shown
    assert f'src="{GRID}"' not in shown
    assert shown.count(f'<script src="{OTHER}"></script>') == 2


def test_a_page_without_the_grid_names_no_script() -> None:
    assert "grid-script" not in page(OTHER)


def test_the_old_table_is_never_loaded() -> None:
    assert TABLE not in page(TABLE, OTHER)


@pytest.mark.parametrize("small_plotly", [True, False])
def test_polyfills_are_left_out_where_the_small_plotly_has_what_is_needed(
    small_plotly: bool,
) -> None:
    assert (POLYFILL in page(POLYFILL, small_plotly=small_plotly)) is not small_plotly
