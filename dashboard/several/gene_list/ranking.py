"""The genes of a list in a release: a row each, the most constrained first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.genes.index import GeneIndex
from dashboard.models import Gene, GenomeWide, ListLine
from dashboard.process.memo import Recent
from dashboard.rules.constraint import UNDERPOWERED_BELOW, no_row, why_absent
from dashboard.rules.releases import RELEASES
from dashboard.several.gene_list.places import Places

COPIED = (
    *("ensembl_id", "transcript", "is_mane_select", "chromosome"),
    *("loeuf", "rank", "of", "percentile"),
    *("lof_obs", "lof_exp", "lof_oe", "lof_oe_lower", "lof_z", "pli"),
    *("mis_obs", "mis_exp", "mis_oe", "mis_oe_lower", "mis_oe_upper", "mis_z", "mis_z_rank"),
    *("syn_obs", "syn_exp", "syn_oe", "syn_oe_lower", "syn_oe_upper", "syn_z"),
    *("flags", "inheritance", "clingen", "clingen_coverage"),
    *("depmap", "impc", "clinvar_plp"),
)
"""Columns of a release's table that a ranked list shows under the same names."""

REASONED = (
    *("hgnc_id", "symbol", "name", "chromosome", "locus_group", "locus_type", "mane_select"),
    "mane_refseq",
)
"""What the reason for a missing row depends on, as the gene model names it."""

LISTS = ("flags", "inheritance")
WHOLE = ("line", "rank", "of", "lof_obs", "mis_obs", "mis_z_rank", "syn_obs", "clinvar_plp")
COLUMNS = (
    *("symbol", "hgnc_id", "release", "loeuf", "rank", "of", "percentile", "below_threshold"),
    *("underpowered", "flags", "inheritance", "clingen", "clingen_coverage"),
    *("depmap", "impc", "clinvar_plp"),
    *(name for name in COPIED if name.startswith(("lof_", "mis_", "syn_", "pli"))),
    *("transcript", "is_mane_select", "ensembl_id", "chromosome", "build"),
    *("line", "input", "in_release", "note"),
)
"""Columns of the rows, in the order of the JSON and of the CSV."""


class RankedRelease:
    """A complete release as all lists in it need it, with ranks among the rows that count.

    All rows with a LOEUF count; without flagged ones the ranks are made anew (T13).
    """

    def __init__(self, wide: GenomeWide, without_flagged: bool) -> None:
        """Rank a release; some 50 ms and 10 MB, so `ranked_release` makes it once."""
        self.wide = wide
        self.places = Places(wide.table)
        table = _ranked_table(wide, without_flagged)
        self.loeuf = table["loeuf"].to_numpy(float)
        has_flag = _flagged(table).to_numpy()
        self.counts = ~np.isnan(self.loeuf) & ~(has_flag & without_flagged)
        self.flagged = ~np.isnan(self.loeuf) & has_flag
        self._cells = _cells(wide, table)

    def rows(self, index: GeneIndex, lines: Sequence[ListLine]) -> pd.DataFrame:
        """Return one row for each gene that the lines found, by rank; columns as in COLUMNS.

        Genes that the release does not have stay, with what is known of them and why.
        """
        first = [line for line in lines if line.symbol and line.outcome != "duplicate"]
        places = [self.places.of(line.hgnc_id, line.symbol or "") for line in first]
        at = np.array(places, np.int64)
        numbers = np.array([line.line for line in first], np.int64)
        order = np.lexsort((numbers, self._cells["rank"].to_numpy()[at]))  # without a rank last
        at, first = at[order], [first[place] for place in order.tolist()]
        found = self._cells.iloc[at].set_axis(pd.RangeIndex(len(at)))
        there = at >= 0
        texts = {
            "symbol": [line.symbol for line in first],
            "hgnc_id": [line.hgnc_id for line in first],
            "input": [line.input for line in first],
            "note": _notes(index, self.wide, first, there.tolist()),
        }
        own = {name: pd.Series(values, dtype=object) for name, values in texts.items()}
        return found.assign(**own, line=numbers[order], in_release=there)[list(COLUMNS)]


_releases = Recent(2)


def ranked_release(wide: GenomeWide, without_flagged: bool) -> RankedRelease:
    """Return a release as lists need it, made once for all of them."""
    # What is cached holds the release, so its id is that of no other one.
    return _releases.get((id(wide), without_flagged), lambda: RankedRelease(wide, without_flagged))


def _ranked_table(wide: GenomeWide, without_flagged: bool) -> pd.DataFrame:
    """Return a release's table with its ranks, and the number of what is ranked as `of`."""
    table = wide.table.assign(of=np.where(wide.table["rank"].notna(), float(wide.ranked), np.nan))
    if not without_flagged:
        return table
    loeuf = table["loeuf"].where(~_flagged(table))
    rank = loeuf.rank(method="min")
    of = float(loeuf.count())
    return table.assign(
        rank=rank, of=np.where(rank.notna(), of, np.nan), percentile=100 * rank / (of or np.nan)
    )


def _flagged(table: pd.DataFrame) -> pd.Series:
    """Return which rows of a release carry a flag."""
    return table["flags"].astype(object) != ""


def _cells(wide: GenomeWide, table: pd.DataFrame) -> pd.DataFrame:
    """Return what a list shows of each row; a last row, of missing values, for genes without."""
    found = table[list(COPIED)].reindex([*range(len(table)), -1]).reset_index(drop=True)
    found["release"], found["build"] = wide.release, wide.build
    below = found["loeuf"] < wide.loeuf_threshold
    found["below_threshold"] = below.astype(object).where(found["loeuf"].notna(), None)
    # Screened and neither is a word; not screened is none (T60).
    found["depmap"] = found["depmap"].astype(object).replace("", "neither")
    weak = found["lof_exp"] < UNDERPOWERED_BELOW
    found["underpowered"] = weak.astype(object).where(found["lof_exp"].notna(), None)
    # Of objects rows are taken in a tenth of the time that Arrow's strings and categories need.
    texts = [name for name, kind in found.dtypes.items() if not isinstance(kind, np.dtype)]
    return found.astype(dict.fromkeys(texts, object))


def _notes(
    index: GeneIndex, wide: GenomeWide, first: Sequence[ListLine], there: Sequence[bool]
) -> list[str | None]:
    """Return how a line was repaired, or why the release does not have the gene."""
    absent = [
        line.hgnc_id or "" for line, is_there in zip(first, there, strict=True) if not is_there
    ]
    why = dict(zip(absent, _reasons(index, wide, absent), strict=True))
    return [
        line.note if is_there else " ".join(filter(None, (why.get(line.hgnc_id or ""), line.note)))
        for line, is_there in zip(first, there, strict=True)
    ]


def _reasons(index: GeneIndex, wide: GenomeWide, hgnc_ids: Sequence[str]) -> list[str]:
    release = RELEASES[wide.release]
    if not hgnc_ids:
        return []
    cells = index.columns(index.rows(hgnc_ids), REASONED)
    genes = [
        Gene(**dict(zip(REASONED, values, strict=True)))
        for values in zip(*cells.values(), strict=True)
    ]
    return [why_absent(gene, release) or no_row(gene, release) for gene in genes]
