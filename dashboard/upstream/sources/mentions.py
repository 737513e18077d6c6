"""How the query language of a registry quotes a name."""

from __future__ import annotations

from dashboard.rules.gene_mentions import NOT_IN_NAMES


def quoted(name: str) -> str:
    """Return a name as a quoted phrase of a query; what the language reads as its own becomes " ".

    Brackets, unbalanced parentheses, quotes and backslashes in a query are a 400 at the registry.
    """
    return f'"{" ".join(NOT_IN_NAMES.sub(" ", name).split())}"'
