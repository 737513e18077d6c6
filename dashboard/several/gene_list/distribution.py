"""How LOEUF spreads in a list and in its release: bins and cumulative shares."""

from __future__ import annotations

import numpy as np

from dashboard.models import Bins
from dashboard.rules.constraint import AXIS_END
from dashboard.several.gene_list.statistics import Values

STEPS = 20
FINE = 200


def bins(listed: Values, everything: Values) -> Bins:
    """Return counts in steps of 0.1 and cumulative shares in steps of 0.01, from 0 to 2."""
    edges = np.arange(STEPS + 1) * AXIS_END / STEPS
    grid = np.arange(FINE + 1) * AXIS_END / FINE
    return Bins(
        tuple(edges.round(3).tolist()),
        _counts(listed, edges.round(3)),
        _counts(everything, edges.round(3)),
        tuple(grid.round(3).tolist()),
        _shares(listed, grid.round(3)),
        _shares(everything, grid.round(3)),
    )


def _counts(values: Values, edges: Values) -> tuple[int, ...]:
    at_most = np.minimum(values, edges[-1])
    return tuple(np.histogram(at_most, edges)[0].tolist())


def _shares(values: Values, grid: Values) -> tuple[float, ...] | None:
    if not values.size:
        return None
    return tuple((np.searchsorted(np.sort(values), grid, "right") / values.size).tolist())
