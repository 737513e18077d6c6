"""AG Grid's scripts when they are first needed, not before every panel of every page.

Dash puts the script of a component into the page. `assets/grid-lazy.js` stands in for it and
fetches it when a table gets its first rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAG = re.compile(r'<script src="([^"]*/dash_ag_grid/[^"]*)"></script>\n?')


def without_grid_script(parts: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of the index page with the script's address in a meta tag instead."""
    found = _TAG.search(parts["scripts"])
    if found is None:
        return dict(parts)
    meta = f'<meta name="grid-script" content="{found[1]}">'
    return {
        **parts,
        "scripts": parts["scripts"].replace(found[0], ""),
        "metas": parts["metas"] + meta,
    }
