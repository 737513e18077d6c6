"""A list set against a release: report, rows, distribution, tests, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.errors import BadList
from dashboard.genes.index import GeneIndex
from dashboard.models import AS_GIVEN, GeneList, GenomeWide, LeftOut, ListOrigin
from dashboard.process.turns import one_at_a_time
from dashboard.several.gene_list.decoding import ACCEPTED
from dashboard.several.gene_list.distribution import bins
from dashboard.several.gene_list.ranking import RankedRelease, ranked_release
from dashboard.several.gene_list.reading import LONGEST, MOST_SYMBOLS
from dashboard.several.gene_list.report import report, unsearched
from dashboard.several.gene_list.selection import not_tested, tested
from dashboard.several.gene_list.statistics import share, tests

LONG = 1_000  # symbols from which a list waits for other long work


def gene_list(
    index: GeneIndex,
    wide: GenomeWide,
    symbols: Sequence[str],
    lines: Sequence[int] | None = None,
    *,
    without_flagged: bool = False,
    origin: ListOrigin = AS_GIVEN,
) -> GeneList:
    """Return a list of genes set against a complete release.

    Args:
        index: All genes by all their names.
        wide: The release.
        symbols: What the list holds, one text for each line.
        lines: The line of each text, from 1; None: they are counted.
        without_flagged: Whether flagged genes are left out of ranks and statistics (T13).
        origin: How the list came to be; chosen by a metric of LoF it is not tested (T69).

    Raises:
        BadList: There are too many.
    """
    if len(symbols) > MOST_SYMBOLS:
        raise BadList(f"The list has {len(symbols):,} symbols, which is too many.", ACCEPTED)
    with one_at_a_time(len(symbols) > LONG):
        return _made(index, wide, symbols, lines, without_flagged, origin)


def _made(
    index: GeneIndex,
    wide: GenomeWide,
    symbols: Sequence[str],
    lines: Sequence[int] | None,
    without_flagged: bool,
    origin: ListOrigin,
) -> GeneList:
    texts = [text[:LONGEST] for text in symbols]
    release = ranked_release(wide, without_flagged)
    found = report(index, release.places, texts, lines or range(1, len(texts) + 1))
    genes = release.rows(index, found)
    own = release.places.belonging(genes)
    counted = genes["loeuf"].notna() & ~(_has_flags(genes) & without_flagged)
    listed = genes["loeuf"][counted].to_numpy(float)
    everything = release.loeuf[release.counts]
    others = release.loeuf[release.counts & ~own]
    withheld = None if tested(origin.selected_by) else not_tested(origin.selected_by)
    return GeneList(
        wide.release,
        wide.label,
        wide.build,
        wide.loeuf_threshold,
        without_flagged,
        tuple(found),
        genes,
        share(int((everything < wide.loeuf_threshold).sum()), everything.size),
        tests(listed, others, wide.loeuf_threshold, withheld is not None),
        bins(listed, everything),
        _left_out(genes, release, own, counted, without_flagged),
        unsearched(found),
        wide.notes,
        origin,
        withheld,
    )


def _has_flags(genes: pd.DataFrame) -> pd.Series:
    return genes["flags"].astype(object).fillna("") != ""


def _left_out(
    genes: pd.DataFrame,
    release: RankedRelease,
    own: npt.NDArray[np.bool_],
    counted: pd.Series,
    without_flagged: bool,
) -> LeftOut:
    there = genes["in_release"].astype(bool)
    has_loeuf = genes["loeuf"].notna()
    return LeftOut(
        no_loeuf=tuple(genes["symbol"][there & ~has_loeuf]),
        not_in_release=tuple(genes["symbol"][~there]),
        flagged=tuple(genes["symbol"][has_loeuf & ~counted]),
        flagged_others=int((release.flagged & ~own).sum()) if without_flagged else 0,
        further_rows=int((own & ~np.isnan(release.loeuf)).sum() - has_loeuf.sum()),
    )
