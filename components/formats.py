"""One formatter a metric: what a figure looks like on screen and in a hover.

Missing is "—", never 0. LOEUF and interval bounds have three decimals everywhere, as the releases
print them and as their thresholds need (TTN's 0.354 is not 0.35); other figures have two.
"""

from __future__ import annotations

from dashboard.models import ConstraintRow, Rank
from dashboard.rules.texts import NEVER_CERTAIN

MISSING = "—"
COMPUTED = "†"  # after a bound that the release does not print (T4)


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
    """Return pLI, a probability: <0.01, 0.24, >0.99; it is never quite 0 or 1 (T74)."""
    text = decimals(value, 2)
    return NEVER_CERTAIN.get(text, text)


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


def bounds(row: ConstraintRow) -> str:
    """Return the 90 % interval of o/e; a bound that the release does not print is marked (T4)."""
    lower, upper = decimals(row.oe_lower, 3), decimals(row.oe_upper, 3)
    if row.oe_lower is None and row.oe_upper is None:
        return MISSING
    marks = [COMPUTED if name in row.computed else "" for name in ("oe_lower", "oe_upper")]
    return f"{lower}{marks[0]}–{upper}{marks[1]}"


def bounds_words(row: ConstraintRow) -> str:
    """Return the same with words in place of marks, for where no note stands below."""
    words = interval(row.oe_lower, row.oe_upper)
    note = computed_words(row)
    return f"{words}, {note}" if note else words


def computed_words(*rows: ConstraintRow | None) -> str:
    """Return which bounds of rows were computed here, "" where the release prints all of them."""
    computed = {name for row in rows if row is not None for name in row.computed}
    ends = {"oe_lower": "lower bound", "oe_upper": "upper bound"}
    note = " and ".join(words for name, words in ends.items() if name in computed)
    return f"{note} computed" if note else ""


def computed_note(*rows: ConstraintRow | None) -> str:
    """Return what the mark at a bound means, "" where there is none."""
    words = computed_words(*rows)
    return f"{COMPUTED} {words} here, not printed by the release" if words else ""


def oe_with_bounds(row: ConstraintRow | None) -> str:
    """Return o/e with its interval: 0.02 (0.006–0.095), never broken within."""
    if row is None or row.oe is None:
        return MISSING
    return f"{oe(row.oe)}\N{NO-BREAK SPACE}({bounds(row)})"


def share(percent: float) -> str:
    """Return a percentage that never rounds to nothing: 0.9 %, <0.1 %."""
    if 0 < percent < 0.1:
        return "<0.1\N{NO-BREAK SPACE}%"
    return f"{percent:.{1 if percent < 10 else 0}f}\N{NO-BREAK SPACE}%"


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
