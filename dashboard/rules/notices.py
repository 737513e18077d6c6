"""Notices on publications: retractions, errata, expressions of concern (T72).

A notice is not an ordinary publication, nor is a paper that was retracted: their kind is the
notice. PubMed says it by publication type, or by a reference to the notice; a source without types
by the first words of the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

TYPES: Mapping[str, str] = {
    "retracted publication": "Retracted publication",
    "retraction of publication": "Retraction notice",
    "retraction notice": "Retraction notice",
    "expression of concern": "Expression of concern",
    "published erratum": "Erratum",
    "corrected and republished article": "Corrected and republished",
}
"""PubMed's publication types that are notices, the gravest first, with the words shown."""

REFERENCES: Mapping[str, str] = {
    "retraction in": "Retracted publication",
    "partial retraction in": "Partly retracted publication",
    "expression of concern in": "Under an expression of concern",
    "erratum in": "Has an erratum",
}
"""PubMed's references from a paper to a notice on it."""

ORDINARY_STILL = frozenset({"Has an erratum"})
"""Notices of papers that are as ordinary as before; their kind stays beside the notice."""

_RETRACTED = r"\W*(?:RETRACTED|Retracted)(?:\s+ARTICLE|\s+article)?\s*[:\])]"
_RETRACTION = r"(?i)\W*(?:notice of )?(?:retraction|withdrawal)\s*(?::|(?:to|of|notice|note)\b)"
_CONCERN = r"(?i)\W*(?:editorial )?expression of concern\b"
_ERRATUM = (
    r"(?i)\W*(?:author |publisher |editorial )?"
    r"(?:correction|corrigendum|erratum)\s*(?::|(?:to|for)\b)"
)
_TITLES = (
    (re.compile(_RETRACTED), "Retracted publication"),
    (re.compile(_RETRACTION), "Retraction notice"),
    (re.compile(_CONCERN), "Expression of concern"),
    (re.compile(_ERRATUM), "Erratum"),
)


def notice_of(
    types: Iterable[str], references: Iterable[str] = (), title: str | None = None
) -> str | None:
    """Return the gravest notice that a record is or has; None for an ordinary publication."""
    known = {name.lower() for name in types}
    found = [words for name, words in TYPES.items() if name in known]
    linked = {name.lower() for name in references}
    found += [words for name, words in REFERENCES.items() if name in linked]
    if not found and title:
        found = [words for pattern, words in _TITLES if pattern.match(title)]
    return next(iter(found), None)


def replaces_kind(notice: str | None) -> bool:
    """Tell whether a notice stands in place of a publication's kind (Review, Article)."""
    return notice is not None and notice not in ORDINARY_STILL
