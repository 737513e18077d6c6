"""Where a text mentions a gene: whole tokens, case kept, context for symbols that are words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dashboard.models import Gene
from dashboard.rules.ambiguous_symbols import is_ambiguous

SHORTEST_ALIAS = 4
MOST_NAMES = 12
AROUND = 60  # characters on each side of a mention, in which its context is looked for

_CONTEXT = re.compile(
    r"(?i:\b(?:gen(?:e|es|etic\w*|otyp\w*|omic)|mutat\w*|mutant\w*|variants?|alleles?|exons?|"
    r"protein|kinase|receptors?|inhibitors?|oncogen\w*|\w*express\w*|fusions?|amplif\w*|delet\w*|"
    r"alterations?|rearrang\w*|translocat\w*|pathogenic|haploinsuff\w*|deficien\w*|"
    r"loss[- ]of[- ]function|gain[- ]of[- ]function|wild[- ]?type|TKIs?)\b)"
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9@*./+ -]+")


def searched_names(gene: Gene) -> tuple[str, ...]:
    """Return the symbol and those other names that can be searched for in prose, at most 12.

    An alias or previous symbol counts if it has four characters or more, a letter and a digit:
    "HIES" is a disease, "CAT" an animal, "STAT3" and "BRAF1" are genes. It may have no brackets
    or quotes, which the query language of a registry would read as its own.
    """
    others = (name for name in (*gene.previous, *gene.aliases) if _is_telling(name))
    return tuple(dict.fromkeys((gene.symbol, *others)))[:MOST_NAMES]


def mentions(texts: Iterable[str], names: Sequence[str]) -> bool:
    """Tell whether one of the texts mentions one of the names: whole tokens, case kept."""
    return any(_mentions(text, name) for text in texts for name in names if name)


def _mentions(text: str, name: str) -> bool:
    if name not in text:
        return False
    tokens = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])").finditer(text)
    if not is_ambiguous(name):
        return next(tokens, None) is not None
    return any(
        _has_context(text[max(0, found.start() - AROUND) : found.end() + AROUND], name)
        for found in tokens
    )


def _has_context(around: str, name: str) -> bool:
    """Tell whether words of genetics stand near, or the old prefix of an oncogene (c-MET)."""
    return bool(_CONTEXT.search(around) or re.search(rf"\b[cv]-{re.escape(name)}\b", around))


def _is_telling(name: str) -> bool:
    return (
        len(name) >= SHORTEST_ALIAS
        and any(c.isdigit() for c in name)
        and any(c.isalpha() for c in name)
        and not _NOT_IN_NAMES.search(name)
    )


def quoted(name: str) -> str:
    """Return a name as a quoted phrase of a query; what the language reads as its own becomes " ".

    Brackets, unbalanced parentheses, quotes and backslashes in a query are a 400 at the registry.
    """
    return f'"{" ".join(_NOT_IN_NAMES.sub(" ", name).split())}"'
