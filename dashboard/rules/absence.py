"""States, and why there is nothing to show, in words: one place for pages and exports (T60).

"Asked, and there is none" names who was asked and when; "being asked" is not "none".
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.models import State

STATE_WORDS: Mapping[State, str] = {
    State.LOADED: "live",
    State.EMPTY: "none",
    State.STALE: "older value",
    State.SNAPSHOT: "snapshot",
    State.PENDING: "loading",
    State.UNAVAILABLE: "unavailable",
    State.NOT_COVERED: "not covered",
}
"""Each state for people; programs read `State.value`, which the JSON has."""

NOT_COVERED = STATE_WORDS[State.NOT_COVERED]
"""Within a sentence: nothing follows from it but that this table does not have the gene."""

NOT_HERE = "not_here"
"""The kind of a problem that is none: nobody has brought the table yet, so nothing follows."""

NOUNS: Mapping[str, str] = {
    "validity": "gene-disease validity curation",
    "dosage": "dosage sensitivity curation",
    "gencc": "GenCC submission",
    "g2p": "G2P record",
    "phenotypes": "disease",
    "trials": "trial",
    "publications": "publication",
}
"""What each question counts."""

_NONE: Mapping[str, str] = {
    "validity": "lists no gene-disease validity curation of {symbol}",
    "dosage": "lists no dosage sensitivity curation of {symbol}",
    "gencc": "has no submission on {symbol}",
    "g2p": "has no record of {symbol}",
    "phenotypes": "links no disease to {symbol}",
    "trials": "lists no trial whose record names {symbol}",
    "publications": "lists no publication that names {symbol}",
    "variants": "lists no variant of {symbol}",
    "constraint": "has no figures for {symbol} in this release",
}
_OTHER = "has nothing on {symbol}"
_SHORT: Mapping[str, str] = {
    "ClinGen gene-disease validity": "ClinGen",
    "ClinGen dosage sensitivity": "ClinGen",
    "NCBI mim2gene_medgen": "NCBI's list of OMIM diseases",
}


def none_listed(question: str, symbol: str, source: str, dated: str = "") -> str:
    """Return that a source was asked and has none.

    `dated` stands behind the source's name: ", asked 2026-11-24," or " (2026-02-09)".
    """
    said = _NONE.get(question, _OTHER).format(symbol=symbol)
    return f"{_SHORT.get(source, source)}{dated} {said}."


def being_asked(source: str) -> str:
    """Return that there is no answer yet."""
    return f"{_SHORT.get(source, source)} is being asked."


def not_asked(source: str) -> str:
    """Return that there is no answer as nobody has looked at what it would stand in."""
    return f"{source} is asked when the plot comes into view."


def at_least(question: str, listed: int, source: str, of: int | None = None) -> str:
    """Return that a list is a part of what its source has, so that it reads as no total (T61)."""
    noun = NOUNS.get(question, "record")
    these = f"At least this {noun}" if listed == 1 else f"At least these {listed:,} {noun}s"
    name = _SHORT.get(source, source)
    if of is not None:
        return f"{these} of {of:,} that {name} has. Nothing follows from what is not listed."
    return (
        f"{these}: {name} may have more, as the list here is an excerpt. Nothing follows from what "
        "is missing."
    )


def extent_words(wholly: int | None, *, partial: bool, each_wholly: bool = False) -> str:
    """Return whether a table has every gene and row of its source, or of how many genes all (T61).

    `wholly` is the number of genes of which a partial table has all; None: not told.
    """
    if each_wholly:
        return "partial: all that the source has of each gene in it"
    if not partial:
        return "complete"
    if wholly is None:
        return "partial: some genes only"
    if not wholly:
        return "partial: at least these rows, of no gene known to be all that the source has"
    genes = "1 gene" if wholly == 1 else f"{wholly:,} genes"
    return f"partial: all that the source has of {genes}"
