"""One formatter a metric: what a figure looks like on screen and in a hover.

Missing is "—", never 0. LOEUF and interval bounds have three decimals everywhere, as the releases
print them and as their thresholds need (TTN's 0.354 is not 0.35); other figures have two.
"""

from __future__ import annotations

from dashboard.models import Rank

MISSING = "—"


def decimals(value: float | None, places: int) -> str:
    """Return a number with a fixed number of decimals and a true minus sign."""
    if value is None:
        return MISSING
    text = f"{value:,.{places}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def loeuf(value: float | None) -> str:
    """Return a LOEUF: 0.095."""
    return decimals(value, 3)


def oe(value: float | None) -> str:
    """Return an o/e ratio for a card: 0.02."""
    return decimals(value, 2)


def oe_exact(value: float | None) -> str:
    """Return an o/e ratio or bound for a table or a hover: 0.020."""
    return decimals(value, 3)


def z_score(value: float | None) -> str:
    """Return a Z score: 4.99."""
    return decimals(value, 2)


def pli(value: float | None) -> str:
    """Return pLI, a probability; values that round to 0 say that they are small, not zero."""
    if value is None:
        return MISSING
    return "<0.01" if 0 < value < 0.005 else decimals(value, 2)


def observed(value: int | None) -> str:
    """Return an observed count: 1,436."""
    return MISSING if value is None else f"{value:,}"


def expected(value: float | None) -> str:
    """Return an expected count: 50.1."""
    return decimals(value, 1)


def interval(lower: float | None, upper: float | None, places: int = 3) -> str:
    """Return an interval: 0.006–0.095."""
    if lower is None and upper is None:
        return MISSING
    return f"{decimals(lower, places)}–{decimals(upper, places)}"


def share(percent: float) -> str:
    """Return a percentage that never rounds to nothing: 0.9 %, <0.1 %."""
    if 0 < percent < 0.1:
        return "<0.1 %"
    return f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"


def rank(found: Rank) -> str:
    """Return a rank with its denominator: rank 173 of 19,197."""
    return f"rank {found.rank:,} of {found.of:,}"


def among(found: Rank) -> str:
    """Return a percentile in words (T6): among the most constrained 0.9 %, or the least."""
    if found.percentile <= 50:
        return f"among the most constrained {share(found.percentile)}"
    return f"among the least constrained {share(100 * (found.of - found.rank + 1) / found.of)}"


def joined(items: tuple[str, ...]) -> str:
    """Return a list in one line, "—" when it is empty."""
    return ", ".join(items) if items else MISSING
