"""Records stacked at their residues: one head each, the most severe on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from components import theme
from dashboard.models import Variant

Numbers = npt.NDArray[np.int32]

# The order of the marks is the order of severity; a class that has none is drawn as unknown.
CLASSES = tuple(theme.CLASS_MARKS)
SEVERITY = {name: place for place, name in enumerate(CLASSES)}
_LAST = SEVERITY["unknown"]


@dataclass(frozen=True, slots=True)
class Stacks:
    """Placed records in drawing order, as arrays of one length.

    `order` are places in the sequence of variants; `heights` count from 1 at each residue;
    `classes` are places in CLASSES; `starts` is where each residue begins.
    """

    order: Numbers
    residues: Numbers
    heights: Numbers
    classes: Numbers
    starts: Numbers

    @property
    def tallest(self) -> int:
        """Return the most records at one residue, 0 where there is none."""
        return int(self.heights.max(initial=0))

    @property
    def counts(self) -> Numbers:
        """Return the number of records at each residue that has any."""
        return np.diff(np.append(self.starts, self.residues.size)).astype(np.int32)


def stacks(variants: Sequence[Variant]) -> Stacks:
    """Stack placed variants; each distinct record is one head (T39)."""
    size = len(variants)
    residues = np.array([v.position or 0 for v in variants], np.int32)
    severity = SEVERITY.get
    classes = np.array([severity(v.variant_class, _LAST) for v in variants], np.int32)
    order = np.lexsort((-classes, residues)).astype(np.int32)
    residues, classes = residues[order], classes[order]
    first = np.ones(size, bool)
    first[1:] = residues[1:] != residues[:-1]
    starts = np.flatnonzero(first).astype(np.int32)
    begin = np.repeat(starts, np.diff(np.append(starts, size)))
    heights = np.arange(1, size + 1, dtype=np.int32) - begin.astype(np.int32)
    return Stacks(order, residues, heights, classes, starts)


def zigzag(found: Stacks) -> tuple[Numbers, Numbers]:
    """Return all stems as one line: up and down at each residue, along the base between them."""
    tops = np.zeros(3 * found.starts.size, np.int32)
    tops[1::3] = found.counts
    return np.repeat(found.residues[found.starts], 3).astype(np.int32), tops
