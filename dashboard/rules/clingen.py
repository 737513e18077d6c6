"""ClinGen's vocabularies: the strength of evidence for a disease, and scores of dosage."""

from __future__ import annotations

from collections.abc import Mapping

# Best evidence first; the last two are evidence against, not weak evidence for (T50).
CLASSIFICATIONS = (
    "Definitive",
    "Strong",
    "Moderate",
    "Limited",
    "No Known Disease Relationship",
    "Disputed",
    "Refuted",
)

SCORES: Mapping[str, int] = {
    "Sufficient Evidence": 3,
    "Emerging Evidence": 2,
    "Little Evidence": 1,
    "No Evidence": 0,
    "Gene Associated with Autosomal Recessive Phenotype": 30,
    "Dosage Sensitivity Unlikely": 40,
}
"""The dosage score for ClinGen's words; " for Haploinsufficiency" may follow them."""

_BY_WORDS: Mapping[str, int] = {words.lower(): score for words, score in SCORES.items()}


def strength(classification: str) -> int:
    """Return the place of a classification, from 0 = best evidence; an unknown one is last."""
    known = classification in CLASSIFICATIONS
    return CLASSIFICATIONS.index(classification) if known else len(CLASSIFICATIONS)


def dosage_score(words: str) -> int | None:
    """Return the score of a verdict in words, in any case; None: not known."""
    return _BY_WORDS.get(words.lower().partition(" for ")[0])
