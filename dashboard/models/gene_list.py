"""A list of genes set against a complete release: what became of each line, rank, statistics."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

# Ways to a gene that are ids: nothing had to be repaired.
IDS = frozenset(
    ("hgnc", "entrez", "ensembl", "refseq", "uniprot", "omim", "ccds", "ucsc", "loc", "transcript")
)


class ListLine(NamedTuple):
    """One line of a list and what became of it.

    `outcome` is matched, repaired, ambiguous, unknown or duplicate; `how` as in ResolvedFrom, also
    for a duplicate; `note` says it in a sentence. `choices` are the symbols that an ambiguous line
    can mean, `nearest` those near an unknown one, `names` the names of these genes, `first_line`
    the line that a duplicate repeats. A `missing_value` is what tables write for one (NA, NaN,
    null, -): ambiguous where a gene has this name too, else unknown.
    """

    line: int  # from 1
    input: str
    outcome: str
    symbol: str | None = None
    hgnc_id: str | None = None
    how: str | None = None
    note: str | None = None
    choices: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    first_line: int | None = None
    in_release: bool | None = None
    missing_value: bool = False


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """How a list came to be: what was set aside in its file, which rows or metrics chose it.

    `aside` has first and last line, why, and how the first begins; `rows` says in words which rows
    of a table were taken; `selected_by` names metrics of constraint, whose tests say nothing of
    such a list.
    """

    aside: tuple[tuple[int, int, str, str], ...] = ()
    rows: str | None = None
    selected_by: tuple[str, ...] = ()


AS_GIVEN = ListOrigin()
"""How a list came to be of which nothing is known but its symbols."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the genes with a LOEUF lie below the threshold, with an exact interval."""

    below: int
    of: int
    share: float | None  # 0..1; None: of no gene
    lower: float | None  # 95 % Clopper-Pearson
    upper: float | None


@dataclass(frozen=True, slots=True)
class ListTests:
    """The genes of the list against all other genes of the release, both with a LOEUF.

    A figure is None where it is not defined: an odds ratio with an empty cell, a test of no gene.
    """

    listed: Share
    others: Share
    odds_ratio: float | None  # of the sample: (a d) / (b c)
    odds_lower: float | None  # 95 %, of the logarithm (Woolf)
    odds_upper: float | None
    fisher_p: float | None  # two-sided
    u: float | None  # Mann-Whitney's, of the list's genes
    mann_whitney_p: float | None  # two-sided, normal approximation, ties and continuity corrected
    lower_than_other: float | None  # chance that a gene of the list has the lower LOEUF; ties half
    listed_median: float | None
    others_median: float | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is in the list or the release and not in the statistics; symbols where they are few."""

    no_loeuf: tuple[str, ...]
    not_in_release: tuple[str, ...]
    flagged: tuple[str, ...]  # left out by the switch only
    flagged_others: int
    further_rows: int  # other rows of the list's genes in the release (T9)


@dataclass(frozen=True, slots=True)
class Bins:
    """LOEUF from 0 to 2 in steps: how many genes of the list and of the release lie in each.

    `edges` is one longer than the counts; the last bin holds what lies above it too. The shares
    are cumulative: of genes with a LOEUF of at most each value of `grid`; None: of no gene.
    """

    edges: tuple[float, ...]
    listed: tuple[int, ...]
    everything: tuple[int, ...]
    grid: tuple[float, ...]
    listed_share: tuple[float, ...] | None
    everything_share: tuple[float, ...] | None


@dataclass(frozen=True)  # without slots: what is counted is counted once
class GeneList:
    """A list set against one complete release.

    `rows` has one row for each gene found, by rank, those without one last; columns as in the JSON
    (`dashboard/several/gene_list/ranking.py` names them), NaN or None for missing. `everything`
    counts all rows of the release with a LOEUF, the list's among them; without flagged ones where
    `without_flagged`.
    """

    release: str
    label: str
    build: str
    loeuf_threshold: float
    without_flagged: bool
    lines: tuple[ListLine, ...]
    rows: pd.DataFrame = field(repr=False, compare=False)
    everything: Share
    tests: ListTests
    bins: Bins
    left_out: LeftOut
    unsearched: int = 0  # unknown lines for which no nearest symbol was looked for
    notes: tuple[str, ...] = ()
    origin: ListOrigin = AS_GIVEN
    withheld: str | None = None  # why the tests of LOEUF are not shown; None: they are

    @cached_property
    def repaired(self) -> tuple[ListLine, ...]:
        """Return the lines with another name than the gene's symbol or id, duplicates among them.

        An id is no symbol that had to be repaired: `by_id` has those.
        """
        return tuple(line for line in self.lines if line.how and line.how not in IDS)

    @cached_property
    def by_id(self) -> tuple[ListLine, ...]:
        """Return the lines that gave an id of a gene, duplicates among them."""
        return tuple(line for line in self.lines if line.how in IDS)

    @cached_property
    def _ways(self) -> Counter[str | None]:
        return Counter([line.how for line in self.lines if line.hgnc_id is not None])

    @cached_property
    def _outcomes(self) -> Counter[str]:
        return Counter([line.outcome for line in self.lines])

    def named_by(self, *ways: str | None) -> int:
        """Return how many lines named a gene in one of these ways; None: by its symbol."""
        return sum(self._ways[way] for way in ways)

    def count(self, outcome: str) -> int:
        """Return how many lines have an outcome."""
        return self._outcomes[outcome]
