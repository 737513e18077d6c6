"""The HTML page: only what its view needs is in it, the rest is named for later."""

from __future__ import annotations

import json
import re

from components.shell.index_page import Part, index_page

AROUND = Part("/x/page.mjs", ["/x/grid.mjs"], ["/x/app.css?m=1"])
EXPLORE = Part("/x/explore.mjs", ["/x/plot.mjs"], ["/x/explore.css?m=3"])
STYLES = (
    '<link rel="stylesheet" href="/vendor/bootstrap.min.css?m=1">\n'
    '<link rel="stylesheet" href="/x/assets/app.css?m=1">\n'
    '<link rel="stylesheet" href="/x/assets/explore/explore.css?m=3">'
)
GRID = '<script src="/x/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1.min.js"></script>'
TABLE = '<script src="/x/_dash-component-suites/dash/dash_table/bundle.v1.js"></script>'
SMALL = '<script src="/x/assets/vendor/00-plotly.min.js?m=4"></script>'
PLOTLY = "/x/_dash-component-suites/plotly/package_data/plotly.v7m1.min.js"
POLYFILL = '<script src="/x/_dash-component-suites/dash/deps/polyfill@7.min.js"></script>'


def page(view: str, *, small_plotly: bool = True) -> str:
    rest = dict.fromkeys(("metas", "title", "favicon", "app_entry", "config", "renderer"), "")
    return index_page(
        "\n".join([POLYFILL, *[SMALL] * small_plotly, TABLE, GRID]),
        STYLES,
        plotly=PLOTLY,
        around=AROUND,
        view=view,
        views={"gene": Part("/x/gene.mjs"), "explore": EXPLORE, "data": Part()},
        **rest,
    )


def later(html: str) -> dict[str, list[str]]:
    found = re.search(r'<script type="application/json" id="view-files">(.*)</script>', html)
    assert found
    return json.loads(found[1])


def preloads(html: str) -> list[str]:
    return re.findall(r'<link rel="modulepreload" href="([^"]+)">', html)


def styles(html: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', html)


def test_the_files_of_other_views_are_named_and_not_loaded() -> None:
    html = page("gene")
    assert preloads(html) == ["/x/page.mjs", "/x/grid.mjs", "/x/gene.mjs"]
    assert styles(html) == ["/vendor/bootstrap.min.css?m=1", "/x/app.css?m=1"]
    assert later(html) == {
        "gene": ["/x/gene.mjs"],
        "explore": ["/x/explore.mjs", "/x/explore.css?m=3"],
        "data": [],
    }


def test_the_files_of_the_pages_own_view_stand_in_it() -> None:
    html = page("explore")
    assert preloads(html) == ["/x/page.mjs", "/x/grid.mjs", "/x/explore.mjs", "/x/plot.mjs"]
    assert styles(html)[-1] == "/x/explore.css?m=3"
    assert later(html)["explore"] == ["/x/explore.mjs"]  # its style sheet is not fetched again


def test_the_pages_module_is_run_after_all_scripts_that_dash_needs() -> None:
    scripts = re.findall(r"<script ([^>]*)>", page("gene"))
    assert scripts[-1] == 'type="module" src="/x/page.mjs"'
    assert [tag for tag in scripts if "module" in tag] == [scripts[-1]]


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
