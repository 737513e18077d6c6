"""The HTML page: only what its view needs is in it, the rest is named for later."""

from __future__ import annotations

import json
import re

from components.shell.index_page import index_page

SHARED = '<script src="/x/assets/grid.js?m=1"></script>'
VIEW = '<script src="/x/assets/explore/view.js?m=2"></script>'
STYLE = '<link rel="stylesheet" href="/x/assets/explore/explore.css?m=3">'
GRID = '<script src="/x/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1.min.js"></script>'
TABLE = '<script src="/x/_dash-component-suites/dash/dash_table/bundle.v1.js"></script>'
SMALL = '<script src="/x/assets/vendor/00-plotly.min.js?m=4"></script>'
PLOTLY = "/x/_dash-component-suites/plotly/package_data/plotly.v7m1.min.js"
POLYFILL = '<script src="/x/_dash-component-suites/dash/deps/polyfill@7.min.js"></script>'


def page(view: str, *, small_plotly: bool = True) -> str:
    rest = dict.fromkeys(("metas", "title", "favicon", "app_entry", "config", "renderer"), "")
    return index_page(
        "\n".join([POLYFILL, *[SMALL] * small_plotly, SHARED, VIEW, TABLE, GRID]),
        STYLE,
        plotly=PLOTLY,
        view=view,
        views=("gene", "explore"),
        **rest,
    )


def later(html: str) -> dict[str, list[str]]:
    found = re.search(r'<script type="application/json" id="view-files">(.*)</script>', html)
    assert found
    return json.loads(found[1])


def test_the_files_of_other_views_are_named_and_not_loaded() -> None:
    html = page("gene")
    assert SHARED in html
    assert VIEW not in html
    assert STYLE not in html
    assert later(html) == {
        "explore": ["/x/assets/explore/view.js?m=2", "/x/assets/explore/explore.css?m=3"]
    }


def test_the_files_of_the_pages_own_view_stand_in_it() -> None:
    html = page("explore")
    assert VIEW in html
    assert STYLE in html
    assert later(html) == {"gene": []}


def test_ag_grids_script_waits_for_the_first_rows() -> None:
    html = page("gene")
    assert GRID not in html
    assert (
        '<meta name="grid-script" '
        'content="/x/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1.min.js">' in html
    )


def test_polyfills_go_where_the_small_plotly_brings_what_is_needed_of_them() -> None:
    assert POLYFILL not in page("gene")
    assert POLYFILL in page("gene", small_plotly=False)


def test_plotlys_own_bundle_comes_first_where_the_small_one_is_not_built() -> None:
    assert PLOTLY not in page("explore")
    for view in ("gene", "explore"):
        scripts = re.findall(r'<script src="([^"]+)"', page(view, small_plotly=False))
        assert scripts[0] == PLOTLY


def test_the_old_table_is_never_loaded() -> None:
    assert TABLE not in page("gene")
