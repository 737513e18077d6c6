"""The bounds of o/e by gnomAD v4.1.1's method: quantiles of a Gamma posterior (rule T4)."""

from __future__ import annotations

import math

LOWER, UPPER = 0.05, 0.95
"""The ends of the 90 % interval."""


def _gamma_cdf(shape: int, x: float) -> float:
    """Return P(shape, x) for a whole shape: 1 minus a Poisson sum, added in log space."""
    if x <= 0:
        return 0.0
    terms = (k * math.log(x) - x - math.lgamma(k + 1) for k in range(shape))
    return 1.0 - math.fsum(math.exp(term) for term in terms)


def oe_bound(obs: int, exp: float, quantile: float) -> float:
    """Return gammaincinv(obs + 1, quantile) / exp.

    Agrees with the bounds that the v4.1.1 file prints to 8e-5. Found by bisection, to 1e-12
    of the quantile's place, so that no numeric library is needed for 45 numbers.
    """
    low, high = 0.0, obs + 1 + 20 * math.sqrt(obs + 1) + 20
    for _ in range(200):
        middle = (low + high) / 2
        if high - low <= 1e-12 * high:
            break
        if _gamma_cdf(obs + 1, middle) < quantile:
            low = middle
        else:
            high = middle
    return (low + high) / 2 / exp
