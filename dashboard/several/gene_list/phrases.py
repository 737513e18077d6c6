"""Statistics of a list in words: one way to say each, on the page and in the methods text."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.genes.text import listed
from dashboard.models import GeneList, ListTests, Share

MISSING = "—"
LEAST_P = 1e-300  # below it a double says no more
NAMES_MOST = 8
ASSOCIATION = (
    "These figures describe an association between the list and LOEUF, nothing more: not a cause, "
    "and not what a variant in one of the genes does."
)


def percent(share: float | None) -> str:
    """Return a share as a percentage: 15.7 %."""
    return MISSING if share is None else f"{100 * share:.1f} %"


def interval(share: Share) -> str:
    """Return the exact interval of a share: 14.7–94.7 %."""
    if share.lower is None or share.upper is None:
        return MISSING
    return f"{100 * share.lower:.1f}–{100 * share.upper:.1f} %"


def fraction(share: Share) -> str:
    """Return a share as counts: 3,005 of 19,172."""
    return f"{share.below:,} of {share.of:,}"


def p_value(p: float | None) -> str:
    """Return a p value with its sign of comparison: p = 0.030, p = 1.7e-12, p < 1e-300."""
    if p is None:
        return f"p {MISSING}"
    if p < LEAST_P:
        return "p < 1e-300"
    return f"p = {p:.3f}" if p >= 0.001 else f"p = {p:.1e}"


def odds(tests: ListTests) -> str:
    """Return the odds ratio with its interval, or why there is none."""
    if tests.odds_ratio is None:
        return f"{MISSING} (not finite: a cell of the table is empty)" if _both(tests) else MISSING
    if tests.odds_lower is None or tests.odds_upper is None:
        return f"{tests.odds_ratio:.2f} (no interval: a cell of the table is empty)"
    return f"{tests.odds_ratio:.2f} (95 % {tests.odds_lower:.2f}–{tests.odds_upper:.2f})"


def loeuf(value: float | None) -> str:
    """Return a LOEUF with three decimals, as everywhere."""
    return MISSING if value is None else f"{value:.3f}"


def count(number: int, word: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 gene, 2 genes."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def named(symbols: Sequence[str]) -> str:
    """Return symbols as a sentence lists them; of many the first and how many more."""
    if len(symbols) <= NAMES_MOST:
        return listed(tuple(symbols))
    return f"{', '.join(symbols[:NAMES_MOST])} and {len(symbols) - NAMES_MOST:,} more"


def nothing_found(found: GeneList) -> tuple[str, str] | None:
    """Return what is said of a list without a gene, and what to do; None: it has one."""
    if len(found.rows):
        return None
    numbers = [f"{found.count(outcome):,} {outcome}" for outcome in ("ambiguous", "unknown")]
    return (
        f"None of the symbols is a gene's, so nothing is ranked: {' and '.join(numbers)}.",
        "The report says of each line what became of it.",
    )


def _both(tests: ListTests) -> bool:
    return bool(tests.listed.of and tests.others.of)
