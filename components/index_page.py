"""The HTML page around the app: what Dash writes, without the scripts that no panel waits for."""

from __future__ import annotations

import re

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
{metas}
{grid}
<title>{title}</title>
{favicon}
{css}
</head>
<body>
{app_entry}
{config}
{scripts}
{renderer}
</body>
</html>
"""

# The old table is drawn nowhere; AG Grid comes with the first rows.
_TABLE = re.compile(r'<script src="[^"]*/dash_table/bundle[^"]*"></script>\s*')
_GRID = re.compile(r'<script src="([^"]*/dash_ag_grid/dash_ag_grid[^"]*)"></script>\s*')
# Polyfills are for browsers that cannot show this page anyway (it needs <details>, fetch and
# AbortController). What Dash's chunks need of them is in the small plotly.js, where that is built.
_POLYFILLS = re.compile(r'<script src="[^"]*/polyfill@[^"]*"></script>\s*')


def index_page(scripts: str, *, small_plotly: bool, **parts: str) -> str:
    """Return the page out of the parts that Dash gives; names as `Dash.interpolate_index` has them.

    The address of AG Grid's script goes into a meta element, for `assets/grid-lazy.js`.
    """
    grid = _GRID.search(scripts)
    meta = f'<meta name="grid-script" content="{grid[1]}">' if grid else ""
    lean = _GRID.sub("", _TABLE.sub("", scripts))
    if small_plotly:
        lean = _POLYFILLS.sub("", lean)
    return PAGE.format(scripts=lean, grid=meta, **parts)
