"""The vocabulary of ClinVar's classifications: classes, stars, and the P/LP count (T30 to T34).

Only the germline classification is read here. Somatic clinical impact (tiers) and oncogenicity
are other axes with words of their own (T32); three of oncogenicity's words are spelled as germline
ones ("Benign", "Likely benign", "Uncertain significance"), so never pass its column to `bucket`.
Source of the terms: ClinVar, "Representation of classifications" and "Review status".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import structlog

BUCKETS = (
    "pathogenic",
    "pathogenic/likely pathogenic",
    "likely pathogenic",
    "uncertain",
    "likely benign",
    "benign/likely benign",
    "benign",
    "conflicting",
    "other",
    "unknown",
)

# The words of the two other axes. None of them is a germline class (T32).
SOMATIC = frozenset(
    {
        "tier i - strong",
        "tier ii - potential",
        "tier iii - unknown",
        "tier iv - benign/likely benign",
        "oncogenic",
        "likely oncogenic",
        "conflicting classifications of oncogenicity",
    }
)

_TERMS: Mapping[str, str] = MappingProxyType(
    {
        "pathogenic": "pathogenic",
        "pathogenic, low penetrance": "pathogenic",
        "likely pathogenic": "likely pathogenic",
        "likely pathogenic, low penetrance": "likely pathogenic",
        "uncertain significance": "uncertain",
        # ClinVar's tiers of 2026-02; a plain "VUS" is no term of it (T66).
        "vus-high": "uncertain",
        "vus-mid": "uncertain",
        "vus-low": "uncertain",
        "likely benign": "likely benign",
        "benign": "benign",
        "conflicting classifications of pathogenicity": "conflicting",
        "conflicting interpretations of pathogenicity": "conflicting",
        "conflicting data from submitters": "conflicting",
    }
    | dict.fromkeys(
        (
            "affects",
            "association",
            "association not found",
            "confers sensitivity",
            "drug response",
            "established risk allele",
            "likely risk allele",
            "low penetrance",
            "no classification for the single variant",
            "no classifications from unflagged records",
            "no interpretation for the single variant",
            "not provided",
            "other",
            "protective",
            "risk factor",
            "uncertain risk allele",
        ),
        "other",
    )
)

# Classes that ClinVar aggregates without calling them a conflict.
_TOGETHER: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset({"pathogenic", "likely pathogenic"}): "pathogenic/likely pathogenic",
        frozenset({"benign", "likely benign"}): "benign/likely benign",
    }
)

_UNIPROT: Mapping[str, str] = MappingProxyType(
    {"LP/P": "pathogenic/likely pathogenic", "US": "uncertain", "LB/B": "benign/likely benign"}
)

_STARS: Mapping[str, int] = MappingProxyType(
    {
        "practice guideline": 4,
        "reviewed by expert panel": 3,
        "criteria provided, multiple submitters, no conflicts": 2,
        "criteria provided, conflicting classifications": 1,
        "criteria provided, conflicting interpretations": 1,
        "criteria provided, single submitter": 1,
        "no assertion criteria provided": 0,
        "no assertion for the individual variant": 0,
        "no assertion provided": 0,
        "no classification for the individual variant": 0,
        "no classification for the single variant": 0,
        "no classification provided": 0,
        "no classifications from unflagged records": 0,
        "no interpretation for the single variant": 0,
    }
)

PATHOGENIC = ("pathogenic", "pathogenic/likely pathogenic", "likely pathogenic")

# ClinVar's longest aggregate has about 90 characters; more is not a classification.
_MAX_LENGTH = 400
_MAX_LOGGED = 80
_NOTHING = ("", "-")

_log = structlog.get_logger(__name__)


def bucket(raw: str) -> str:
    """Return the one of BUCKETS that a germline classification belongs to, by exact terms (T30).

    Terms are split on ";" and "|", then "/" (underscores, as in VCF files, read as spaces). A
    class on the five-step scale decides over "risk factor" and its like, which alone are "other":
    risk alleles are not P/LP (T31). Classes of the scale that ClinVar never puts together are
    "conflicting". A term that is not in the vocabulary makes the whole "unknown", since it could
    qualify the rest, and is logged. Empty text and "-" are "unknown" too: no class was given.
    """
    return _bucket(raw) if len(raw) <= _MAX_LENGTH else _unread(raw)


def uniprot_bucket(raw: str) -> str:
    """Return the bucket of a class of UniProt's human variants: LP/P, US, LB/B.

    UniProt joins two classes in LP/P and LB/B and does not say which of them holds.
    """
    return _UNIPROT.get(raw) or _unread(raw)


def stars(review_status: str) -> int | None:
    """Return ClinVar's gold stars, 0 to 4; None for a text that is not a review status (T33)."""
    return _STARS.get(_normalise(review_status)) if len(review_status) <= _MAX_LENGTH else None


def accession(number: int) -> str:
    """Return ClinVar's accession of a record, `VCV000012345`, for its variation id."""
    return f"VCV{number:09d}"


def record_url(number: int) -> str:
    """Return the address of a record's page."""
    return f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{number}/"


def pathogenic_or_likely(counts: Mapping[str, int]) -> int:
    """Return P + P/LP + LP of counts by bucket; conflicting ones are not among them (T34)."""
    return sum(counts.get(name, 0) for name in PATHOGENIC)


@lru_cache(maxsize=2048)
def _bucket(raw: str) -> str:
    classes = {_class(term) for term in _terms(raw)}
    if not classes or "unknown" in classes:
        return "unknown"
    scale = frozenset(classes - {"other"})
    if not scale:
        return "other"
    if len(scale) == 1:
        return next(iter(scale))
    return _TOGETHER.get(scale, "conflicting")


def _terms(raw: str) -> list[str]:
    """Split an aggregate into its terms; a comma parts them only where it is not in a term."""
    terms: list[str] = []
    for term in re.split(r"[;|/]", raw):
        whole = _normalise(term)
        terms.extend([whole] if whole in _TERMS else re.split(r", ?", whole))
    return [term for term in terms if term not in _NOTHING]


def _class(term: str) -> str:
    return _TERMS.get(term) or _unread(term)


def _normalise(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).lower()


def _unread(term: str) -> str:
    if term not in _NOTHING:
        # Escaped, since it comes from outside: no line breaks, nothing that cannot be printed.
        _report(ascii(term[:_MAX_LOGGED])[1:-1])
    return "unknown"


# Remembers what it said: a release with a new term would otherwise log it for every variant.
@lru_cache(maxsize=256)
def _report(term: str) -> None:
    _log.warning("classification_unknown", term=term, germline=term not in SOMATIC)
