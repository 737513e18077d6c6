"""Share, exact interval, Fisher's exact test and Mann-Whitney of a list against a release.

Written with scipy.special: scipy.stats takes a second and 50 MB of every worker to import. The
tests compare each figure with scipy.stats and with cases worked by hand.
"""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from dashboard.models import ListTests, Share

Values = npt.NDArray[np.float64]
LEVEL = 0.95
Z = 1.959963984540054  # of LEVEL
SAME = 1e-7  # tables whose chances differ by less, relatively, are equally likely


def share(below: int, of: int) -> Share:
    """Return a share with its exact 95 % interval (Clopper-Pearson), None of no gene."""
    from scipy.special import betaincinv  # noqa: PLC0415  # 0.2 s, and few pages need it

    if of == 0:
        return Share(0, 0, None, None, None)
    rest = (1 - LEVEL) / 2
    lower = float(betaincinv(below, of - below + 1, rest)) if below else 0.0
    upper = float(betaincinv(below + 1, of - below, 1 - rest)) if below < of else 1.0
    return Share(below, of, below / of, lower, upper)


def tests(
    listed: Values,
    others: Values,
    threshold: float,
    withheld: bool = False,  # noqa: PT028  # no test function: it makes the list's tests
) -> ListTests:
    """Return the list's LOEUF against those of all other genes; both without missing ones.

    Withheld (T69) are intervals and everything that compares; counts and medians describe.
    """
    if withheld:
        return _described(listed, others, threshold)
    low, low_others = int((listed < threshold).sum()), int((others < threshold).sum())
    cells = low, listed.size - low, low_others, others.size - low_others
    both = bool(listed.size and others.size)
    u = mann_whitney_u(listed, others) if both else None
    return ListTests(
        share(low, listed.size),
        share(low_others, others.size),
        *odds_ratio(*cells),
        fisher_p(*cells) if both else None,
        u,
        mann_whitney_p(listed, others) if both else None,
        None if u is None else 1 - u / (listed.size * others.size),
        float(np.median(listed)) if listed.size else None,
        float(np.median(others)) if others.size else None,
    )


def _described(listed: Values, others: Values, threshold: float) -> ListTests:
    def counted(values: Values) -> Share:
        below = int((values < threshold).sum())
        return Share(below, values.size, below / values.size if values.size else None, None, None)

    medians = [float(np.median(values)) if values.size else None for values in (listed, others)]
    return ListTests(counted(listed), counted(others), *(None,) * 7, *medians)


def odds_ratio(a: int, b: int, c: int, d: int) -> tuple[float | None, float | None, float | None]:
    """Return the sample's odds ratio with its 95 % interval by Woolf; None where a cell is empty.

    With b or c empty the ratio is not finite, with a or d empty it is 0 and has no interval.
    """
    if not b or not c or not a + b or not c + d:
        return None, None, None
    ratio = a * d / (b * c)
    if not ratio:
        return 0.0, None, None
    half = Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return ratio, exp(log(ratio) - half), exp(log(ratio) + half)


def fisher_p(a: int, b: int, c: int, d: int) -> float:
    """Return Fisher's exact p, two-sided: of all tables no likelier than this one."""
    from scipy.special import gammaln  # noqa: PLC0415  # as above

    rows, others, low = a + b, c + d, a + c
    first = max(0, low - others)
    x = np.arange(first, min(low, rows) + 1, dtype=float)

    def choose(n: int, k: Values) -> Values:
        chances: Values = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        return chances

    chance = choose(rows, x) + choose(others, low - x)
    chance -= choose(rows + others, np.array([low], float))
    as_likely = chance <= chance[a - first] + SAME
    return float(min(1.0, np.exp(chance[as_likely]).sum()))


def mann_whitney_u(listed: Values, others: Values) -> float:
    """Return U of the list: pairs in which it has the higher value, ties counting half."""
    ordered = np.sort(others)
    below = np.searchsorted(ordered, listed, "left")
    not_above = np.searchsorted(ordered, listed, "right")
    return float((below + not_above).sum() / 2)


def mann_whitney_p(listed: Values, others: Values) -> float:
    """Return the two-sided p of U: normal approximation, corrected for ties and continuity."""
    from scipy.special import ndtr  # noqa: PLC0415  # as above

    first, second = listed.size, others.size
    every = first + second
    _, times = np.unique(np.concatenate([listed, others]), return_counts=True)
    ties = float((times.astype(float) ** 3 - times).sum())
    spread = first * second / 12 * (every + 1 - ties / (every * (every - 1)))
    if spread <= 0:  # all values are equal
        return 1.0
    distance = abs(mann_whitney_u(listed, others) - first * second / 2) - 0.5
    return float(min(1.0, 2 * ndtr(-distance / sqrt(spread))))
