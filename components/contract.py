"""What the scripts of a page and this program must agree on, word for word.

`python -m scripts.browser_contract` writes `assets/page/contract.mjs` from it; a test compares
the two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from components import ids
from components.compare import lollipops
from components.explore import controls
from components.explore import element_ids as explore
from components.formats import MISSING
from components.gene.variants import card, domains, own
from components.gene.variants import panel as variants
from components.gene_list import element_ids as gene_list
from components.panel import contract as panels
from dashboard.rules.constraint import MISSENSE_Z_THRESHOLD, UNDERPOWERED_BELOW
from dashboard.rules.texts import DISCLAIMER, FORMULA_STARTS, NEVER_CERTAIN, PRODUCT, PUNCTUATION
from dashboard.rules.variant_sets import CLINVAR_PLP
from dashboard.several.compare.selection import MOST_GENES
from dashboard.several.explore import numbers
from dashboard.several.gene_list.decoding import MOST_BYTES
from dashboard.several.gene_list.reading import MOST_SYMBOLS
from dashboard.several.gene_list.sheet import MOST_LINES

HEAD = """\
/* What this page and the server must agree on. Written from components/contract.py by
 * `python -m scripts.browser_contract`: change it there. */
"""

IDS: Mapping[str, str] = {
    "address": ids.ADDRESS,
    "view": ids.VIEW,
    "geneView": ids.GENE_VIEW,
    "search": ids.SEARCH,
    "searchHits": ids.SEARCH_HITS,
    "themeSwitch": ids.THEME_SWITCH,
    "presentSwitch": ids.PRESENT_SWITCH,
    "failures": ids.FAILURES,
    "linkDiffers": ids.LINK_DIFFERS,
    "toast": ids.TOAST,
    "toastShown": ids.TOAST_SHOWN,
    "help": ids.HELP,
    "helpSwitch": ids.HELP_SWITCH,
    "copy": ids.COPY,
    "copyText": ids.COPY_TEXT,
    "viewFiles": ids.VIEW_FILES,
    "variantsAsked": variants.REQUEST,
    "variantsDrawing": variants.DRAWING,
    "variantsGrid": variants.GRID,
    "variantsCard": card.CARD,
    "variantsCardAsked": card.ASKED,
    "variantsDomains": domains.RESULT,
    "variantsDomainsAsked": domains.ASKED,
    "variantsOwnGiven": own.GIVEN,
    "variantsOwnAccount": own.ACCOUNT,
    "compareLollipops": lollipops.NAME,
    "exploreSource": explore.SOURCE,
    "exploreDrawing": explore.DRAWING,
    "exploreGrid": explore.GRID,
    "listGiven": gene_list.GIVEN,
    "listMessage": gene_list.MESSAGE,
    "listColumns": gene_list.COLUMNS,
    "listMethods": gene_list.METHODS,
    "listRanked": gene_list.RANKED,
    "listLines": gene_list.LINES,
}
"""Elements that scripts reach by their id."""

RULES: Mapping[str, Any] = {
    "PRODUCT": PRODUCT,
    "DISCLAIMER": DISCLAIMER,
    "MISSING": MISSING,
    "MINUS": "\N{MINUS SIGN}",
    "NEVER_CERTAIN": NEVER_CERTAIN,
    "FORMULA_STARTS": FORMULA_STARTS,
    "PUNCTUATION": PUNCTUATION,
    "MOST_COMPARED": MOST_GENES,
    "MISSENSE_Z_THRESHOLD": MISSENSE_Z_THRESHOLD,
    "UNDERPOWERED_BELOW": UNDERPOWERED_BELOW,
    "MISSING_NUMBERS": numbers.MISSING,
    "MISSING_CODES": numbers.MISSING_CODES,
    "COLOURED_BY": controls.COLOURED_BY,
    "CAUTIONS": [name for name, _ in controls.CAUTIONS],
    "TOPIC_TITLES": controls.TOPIC_TITLES,
    "SELECTED_SET": CLINVAR_PLP,
    "LIST_FIELDS": gene_list.SETTLES,
    "WITHOUT_FLAGGED": gene_list.WITHOUT_FLAGGED,
    "MOST_FILE_BYTES": MOST_BYTES,
    "MOST_SYMBOLS": MOST_SYMBOLS,
    "MOST_LINES": MOST_LINES,
    "RETRY": panels.RETRY,
    "POLL": panels.POLL,
    "VIEW": panels.VIEW,
    "POLL_MS": panels.POLL_MS,
}
"""Rules and words that stand in both languages."""


def module() -> str:
    """Return the text of `assets/page/contract.mjs`."""
    named = {"IDS": IDS, **RULES}
    lines = [f"export const {name} = {_written(value)};" for name, value in named.items()]
    return HEAD + "\n" + "\n".join(lines) + "\n"


def _written(value: Any) -> str:
    """Return a value as JavaScript; objects of more than a few entries take a line for each."""
    if isinstance(value, Mapping) and len(value) > 2:
        entries = (f"  {_key(key)}: {_written(one)}," for key, one in value.items())
        return "Object.freeze({\n" + "\n".join(entries) + "\n})"
    if isinstance(value, Mapping):
        return "Object.freeze(" + json.dumps(value) + ")"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = json.dumps(value, ensure_ascii=True)
    return f"Object.freeze({text})" if text.startswith("[") else text


def _key(name: str) -> str:
    return name if name.isidentifier() else json.dumps(name)
