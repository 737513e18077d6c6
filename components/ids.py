"""Ids of everything that a callback, a script or a test addresses."""

ADDRESS = "address"
ROUTE = "store-route"
GENE = "store-gene"
RELEASE = "store-release"
SOURCE_SET = "store-source-set"
QUERY = "store-query"
VIEW = "view"
GENE_VIEW = "gene-view"

SEARCH = "gene-search"
SEARCH_HITS = "gene-search-hits"
THEME_SWITCH = "theme-switch"
PRESENT_SWITCH = "present-switch"
HELP_SWITCH = "help-switch"
HELP = "help"
TOAST, TOAST_SHOWN = "toast", "toast-shown"
COPY, COPY_TEXT = "copy", "copy-text"

HEADER = "gene-header"
CHIPS = "gene-chips"
NOTICES = "gene-notices"
LINK_DIFFERS = "link-differs"
FAILURES = "gene-failures"

DATA_TABLES = "data-tables"
ABOUT = "about"
VIEW_FILES = "view-files"


def panel(name: str) -> str:
    """Return the id of a panel's frame; its `data-testid` is the same."""
    return f"panel-{name}"


def part(panel_name: str, name: str) -> str:
    """Return the id of a part of a panel: its graph, its table, its source line."""
    return f"{panel_name}-{name}"


def tile(name: str) -> str:
    """Return the id of a tile of the facts strip; its `data-testid` is the same."""
    return f"tile-{name}"
