"""The questions for PubMed. Each count and list says which one it answers (T57).

PubMed ignores case, so a symbol that is also a word is asked in phrases with a word of genetics
behind it (T54): "MET gene" is asked, "met" is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.models import Gene
from dashboard.rules.ambiguous_symbols import is_ambiguous
from dashboard.upstream.sources.mentions import quoted

CONTEXT = (
    *("gene", "protein", "mutation", "mutations", "variant", "variants", "expression"),
    *("deficiency", "amplification", "fusion", "kinase", "receptor", "inhibitor", "inhibitors"),
)
"""Words that follow a symbol which is a word, in a phrase."""

RECENT, REVIEWS, CASES = "recent", "reviews", "cases"
REVIEWS_OR_CASES = "reviews-or-cases"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the lists: what it counts, how many years back (None: all), what kind of paper.

    `most` are listed; papers of the kind `also` are searched for with it.
    """

    what: str
    years: int | None
    filter: str | None
    most: int = 10
    also: Kind | None = None


_REVIEW = "(review[Publication Type] OR systematic review[Publication Type])"
_CASES = Kind("case reports of five years", 5, "case reports[Publication Type]")
KINDS: Mapping[str, Kind] = {
    RECENT: Kind("publications of two years", 2, None),
    REVIEWS: Kind("reviews", None, _REVIEW),
    CASES: _CASES,
    REVIEWS_OR_CASES: Kind("reviews, and case reports of five years", None, _REVIEW, 20, _CASES),
}
OF_ONE_GENE = (RECENT, REVIEWS, CASES)
"""The searches for the page of a gene."""
OF_SEVERAL_GENES = (RECENT, REVIEWS_OR_CASES)
"""The searches for each of several genes, which need no count of each kind: one request less."""


def gene_phrases(gene: Gene) -> tuple[str, ...]:
    """Return the phrases of which one has to stand in title or abstract."""
    if not is_ambiguous(gene.symbol):
        return (quoted(gene.symbol),)
    return tuple(quoted(f"{gene.symbol} {word}") for word in CONTEXT)


def query(phrases: tuple[str, ...], kind: str, today: date) -> str:
    """Return the whole query, as PubMed's own search box takes it."""
    fields = [f"{phrase}[Title/Abstract]" for phrase in phrases]
    terms = [fields[0] if len(fields) == 1 else f"({' OR '.join(fields)})"]
    wanted = KINDS[kind]
    own = _limits(wanted, today)
    if wanted.also is not None:
        other = " AND ".join(_limits(wanted.also, today))
        own = [f"({' AND '.join(own)} OR ({other}))"]
    return " AND ".join([*terms, *own])


def _limits(wanted: Kind, today: date) -> list[str]:
    """Return what a paper of a kind has besides the gene: its type, its time."""
    found = [wanted.filter] if wanted.filter else []
    if wanted.years:
        since = years_before(today, wanted.years)
        found.append(f"{since:%Y/%m/%d}:{today:%Y/%m/%d}[Date - Publication]")
    return found


def years_before(day: date, years: int) -> date:
    """Return the same day some years before; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def note(gene: Gene) -> str | None:
    """Return what to know of a count of this gene, None where the symbol is no word."""
    if not is_ambiguous(gene.symbol):
        return None
    return (
        f"Ambiguous symbol: {gene.symbol} is also a word or abbreviation, and PubMed ignores case. "
        f"Counted are phrases such as “{gene.symbol} gene” only; other mentions are missed."
    )
