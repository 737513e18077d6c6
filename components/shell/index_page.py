"""The HTML page around the app: what Dash writes, without the files that its view does not need."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components import ids

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
{metas}
{head}
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
# Own style sheets, as Dash lists them.
_OWN_STYLE = re.compile(r'<link rel="stylesheet" href="[^"]*/assets/[^"]*">\s*')


@dataclass(frozen=True, slots=True)
class Part:
    """Own files of the page around all views, or of one view, as addresses.

    `module` is the ES module that is run, None where there is none; `imported` are those that it
    imports in turn; `styles` are style sheets.
    """

    module: str | None = None
    imported: Sequence[str] = ()
    styles: Sequence[str] = ()

    @property
    def preloads(self) -> list[str]:
        """Return all modules of the part."""
        return [*filter(None, [self.module]), *self.imported]


def index_page(
    scripts: str,
    css: str,
    *,
    plotly: str,
    around: Part,
    view: str,
    views: Mapping[str, Part],
    **parts: str,
) -> str:
    """Return the page out of the parts that Dash gives; names as `Dash.interpolate_index` has them.

    The page's module starts Dash (`assets/page/index.mjs`). Modules are named in the head, so that
    none waits for another to name it; files of other views come when they are opened.

    Args:
        scripts: Tags of all scripts.
        css: Tags of all style sheets.
        plotly: Address of plotly's own plotly.js. Dash fetches it for the first dcc.Graph only, of
            which explore has none: without the small one it comes first on every page.
        around: The files of every page.
        view: The view that the page begins with.
        views: The files of each view.
        parts: What Dash gives besides.
    """
    grid = _GRID.search(scripts)
    lean = _GRID.sub("", _TABLE.sub("", scripts))
    if SMALL_PLOTLY in lean:
        lean = _POLYFILLS.sub("", lean)
    else:
        lean = f'<script src="{plotly}"></script>\n{lean}'
    here = views[view]
    styles = [_style(address) for address in (*around.styles, *here.styles)]
    head = [f'<link rel="modulepreload" href="{one}">' for one in around.preloads + here.preloads]
    head += [f'<meta name="grid-script" content="{grid[1]}">'] if grid else []
    head.append(_later(view, views))
    return PAGE.format(
        scripts=f'{lean}\n<script type="module" src="{around.module}"></script>',
        css="\n".join([_OWN_STYLE.sub("", css), *styles]),
        head="\n".join(head),
        **parts,
    )


def _style(address: str) -> str:
    return f'<link rel="stylesheet" href="{address}">'


def _later(view: str, views: Mapping[str, Part]) -> str:
    """Return what `assets/page/loading.mjs` fetches for each view; this one's styles stand here."""
    files = {
        name: [*filter(None, [part.module]), *(part.styles if name != view else ())]
        for name, part in views.items()
    }
    return f'<script type="application/json" id="{ids.VIEW_FILES}">{json.dumps(files)}</script>'
