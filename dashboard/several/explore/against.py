"""One release against another: what the other one says of each row's gene, and what changed.

Two releases are other people, other transcripts, another genome build and another threshold: a
LOEUF that differs is no correction. So a gene is never said to be "more constrained" than before;
it lies below the threshold of each release, or it does not (T1, T2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.models import GenomeWide
from dashboard.several.explore.groups import Group

COLUMNS = ("loeuf", "lof_oe", "lof_exp", "mis_oe", "mis_z", "syn_z", "percentile")
"""Of the other release; a column of it is named `other_` and then as in the release."""
NAMES = tuple(f"other_{name}" for name in COLUMNS)

GROUPS = ("both", "only-here", "only-other", "neither")
WORDS = ("below both", "below in this release only", "below in the other only", "below neither")


@dataclass(frozen=True, slots=True)
class Against:
    """Another complete release, row for row of the one that is shown.

    `columns` has float64 with NaN where the other release has no row of the gene's own, no value,
    or the row is none of a gene's own (T9). `crossed` has a number into GROUPS for each row, -1
    where one of the two has no LOEUF of the gene.
    """

    release: str
    label: str
    build: str
    threshold: float
    columns: pd.DataFrame
    crossed: npt.NDArray[np.int32]


def against(release: GenomeWide, other: GenomeWide) -> Against:
    """Return the figures of another release for the rows of one, joined by HGNC id."""
    own = other.table[other.table["is_primary"].to_numpy(bool) & other.table["hgnc_id"].notna()]
    own = own.drop_duplicates("hgnc_id").set_index("hgnc_id")
    ids = release.table["hgnc_id"].where(release.table["is_primary"].to_numpy(bool))
    columns = own[list(COLUMNS)].reindex(ids).set_axis(NAMES, axis=1).reset_index(drop=True)
    here = release.table["loeuf"].to_numpy()
    there = columns["other_loeuf"].to_numpy()
    below = (here < release.loeuf_threshold, there < other.loeuf_threshold)
    crossed = np.select([below[0] & below[1], below[0], below[1]], [0, 1, 2], 3)
    unknown = np.isnan(here) | np.isnan(there)
    return Against(
        other.release,
        other.label,
        other.build,
        other.loeuf_threshold,
        columns,
        np.where(unknown, -1, crossed).astype(np.int32),
    )


def named_groups(here: GenomeWide, other: Against) -> list[Group]:
    """Return the groups with the thresholds of both releases in words, in the order of GROUPS."""
    own = f"LOEUF < {here.loeuf_threshold} in {here.label}"
    its = f"LOEUF < {other.threshold} in {other.label}"
    labels = ("Below both thresholds", f"Only {own}", f"Only {its}", "Below neither threshold")
    hint = f"{own}; {its}. Each release has its own threshold."
    return [Group(key, label, hint) for key, label in zip(GROUPS, labels, strict=True)]
