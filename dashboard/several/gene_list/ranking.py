"""The genes of a list in a release: a row each, the most constrained first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.genes.index import GeneIndex, Named
from dashboard.models import Gene, GenomeWide, ListLine
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


def ranked_table(wide: GenomeWide, without_flagged: bool) -> pd.DataFrame:
    """Return a release's table with ranks among the rows that count, and their number as `of`.

    All rows with a LOEUF count; without flagged ones the ranks are made anew (T13).
    """
    table = wide.table.assign(of=np.where(wide.table["rank"].notna(), float(wide.ranked), np.nan))
    if not without_flagged:
        return table
    loeuf = table["loeuf"].where(~flagged(table))
    rank = loeuf.rank(method="min")
    of = float(loeuf.count())
    return table.assign(
        rank=rank, of=np.where(rank.notna(), of, np.nan), percentile=100 * rank / (of or np.nan)
    )


def flagged(table: pd.DataFrame) -> pd.Series:
    """Return which rows of a release carry a flag."""
    return table["flags"].astype(object) != ""


def rows(
    index: GeneIndex,
    wide: GenomeWide,
    table: pd.DataFrame,
    places: Places,
    lines: Sequence[ListLine],
) -> pd.DataFrame:
    """Return one row for each gene that the lines found, by rank; columns as in COLUMNS.

    Genes that the release does not have stay, with what is known of them and why.
    """
    first = [line for line in lines if line.symbol and line.outcome != "duplicate"]
    at = np.array([places.of(line.hgnc_id, line.symbol or "") for line in first], np.int64)
    there = at >= 0
    # Places that are no row of the table become rows of missing values.
    found = table[list(COPIED)].reindex(at).set_index(pd.RangeIndex(len(at)))
    found["symbol"] = [line.symbol for line in first]
    found["hgnc_id"] = [line.hgnc_id for line in first]
    found["release"], found["build"] = wide.release, wide.build
    found["line"] = [line.line for line in first]
    found["input"] = [line.input for line in first]
    found["in_release"] = there
    found["note"] = _notes(index, wide, first, there.tolist())
    below = found["loeuf"] < wide.loeuf_threshold
    found["below_threshold"] = below.astype(object).where(found["loeuf"].notna(), None)
    # Screened and neither is a word; not screened is none (T60).
    found["depmap"] = found["depmap"].astype(object).replace("", "neither")
    weak = found["lof_exp"] < UNDERPOWERED_BELOW
    found["underpowered"] = weak.astype(object).where(found["lof_exp"].notna(), None)
    return found.sort_values(["rank", "line"])[list(COLUMNS)].reset_index(drop=True)


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
    found_rows = [n.row for n in index.find_all(hgnc_ids) if isinstance(n, Named)]
    cells = index.columns(found_rows, REASONED)
    genes = [
        Gene(**dict(zip(REASONED, values, strict=True)))
        for values in zip(*cells.values(), strict=True)
    ]
    return [why_absent(gene, release) or no_row(gene, release) for gene in genes]
