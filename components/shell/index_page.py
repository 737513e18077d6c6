"""The HTML page around the app: what Dash writes, without the files that its view does not need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
{metas}
{later}
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

# Which plotly.js draws: the small one, where it is among the scripts, else plotly's own.
SMALL_PLOTLY = "vendor/00-plotly.min.js"
# The old table is drawn nowhere; AG Grid comes with the first rows.
_TABLE = re.compile(r'<script src="[^"]*/dash_table/bundle[^"]*"></script>\s*')
_GRID = re.compile(r'<script src="([^"]*/dash_ag_grid/dash_ag_grid[^"]*)"></script>\s*')
# Polyfills are for browsers that cannot show this page anyway (it needs <details>, fetch and
# AbortController). What Dash's chunks need of them is in the small plotly.js, where that is built.
_POLYFILLS = re.compile(r'<script src="[^"]*/polyfill@[^"]*"></script>\s*')


def index_page(
    scripts: str, css: str, *, plotly: str, view: str, views: Iterable[str], **parts: str
) -> str:
    """Return the page out of the parts that Dash gives; names as `Dash.interpolate_index` has them.

    Args:
        scripts: Tags of all scripts.
        css: Tags of all style sheets.
        plotly: Address of plotly's own plotly.js. Dash fetches it for the first dcc.Graph only, of
            which explore has none: without the small one it comes first on every page.
        view: The view that the page begins with: its own files (`assets/VIEW/`) stay in the page.
        views: All views; the files of the others come when they are opened (`assets/loading.js`).
        parts: What Dash gives besides.
    """
    grid = _GRID.search(scripts)
    lean = _GRID.sub("", _TABLE.sub("", scripts))
    if SMALL_PLOTLY in lean:
        lean = _POLYFILLS.sub("", lean)
    else:
        lean = f'<script src="{plotly}"></script>\n{lean}'
    files = {name: _files(name, lean + css) for name in views if name != view}
    later = [f'<meta name="grid-script" content="{grid[1]}">'] if grid else []
    later += [f'<script type="application/json" id="view-files">{json.dumps(files)}</script>']
    for name in files:
        lean, css = _own(name).sub("", lean), _own(name).sub("", css)
    return PAGE.format(scripts=lean, css=css, later="\n".join(later), **parts)


def _own(view: str) -> re.Pattern[str]:
    """Return what finds the tags of a view's own files."""
    file = rf'[^"]*/assets/{view}/[^"]*'
    return re.compile(
        rf'<script src="({file})"></script>\s*|<link rel="stylesheet" href="({file})">\s*'
    )


def _files(view: str, tags: str) -> list[str]:
    return [script or style for script, style in _own(view).findall(tags)]
