"""A complete release as one table, joined with what other tables here say of each gene."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.errors import SnapshotError
from dashboard.models import Answer, GenomeWide, State
from dashboard.rules.clingen import CLASSIFICATIONS, strength
from dashboard.rules.releases import Release
from dashboard.tables.answers.constraint import import_note, plausibility_warnings, ranked
from dashboard.tables.snapshot import Snapshot

COVERAGES = ("complete", "partial", "not_covered")
"""What a table has of a gene's rows: all, some, none."""

KEY_COLUMNS = ("hgnc_id", "ensembl_id", "transcript", "is_primary")
NUMBERS = (
    *("lof_obs", "lof_exp", "lof_oe", "lof_oe_lower", "lof_z"),
    *("mis_obs", "mis_exp", "mis_oe", "mis_oe_lower", "mis_oe_upper", "mis_z"),
    *("syn_obs", "syn_exp", "syn_oe", "syn_oe_lower", "syn_oe_upper", "syn_z"),
    *("pli", "cds_length", "mis_z_rank"),
)


JOINED = ("genes", "phenotypes", "validity")
"""Tables that are always joined with a release."""

BESIDE = ("depmap", "impc", "clinvar_plp")
"""Tables whose columns stand beside the release's; their origins are named with it."""


def is_complete(snapshot: Snapshot, release: Release) -> bool:
    """Tell whether every gene of a release is here; a damaged table is not."""
    try:
        return snapshot.covers(release.table) is None
    except SnapshotError:
        return False


def genome_wide(snapshot: Snapshot, release: Release) -> Answer[GenomeWide]:
    """Return every row of a complete release.

    Raises:
        TableDamaged: The release's table, or one that it is joined with, cannot be read.
    """
    entry = snapshot.entry(release.table)
    # An import or an update may bring other tables while the program runs.
    joined = [name for name in (*JOINED, *BESIDE) if snapshot.has(name)]
    edition = " ".join(snapshot.entry(name).sha256 for name in (release.table, *joined))
    found = snapshot.latest(
        f"genome-wide {release.table}", edition, lambda: _genome_wide(snapshot, release)
    )
    return Answer(State.SNAPSHOT, found, entry.provenance, notes=import_note(snapshot, release))


def _genome_wide(snapshot: Snapshot, release: Release) -> GenomeWide:
    rows = snapshot.arrow(release.table)
    genes = (
        snapshot.arrow("genes")
        .select(["hgnc_id", "symbol", "chromosome", "mane_select"])
        .to_pandas()
    )
    genes = genes.set_index("hgnc_id")
    ids = rows["hgnc_id"].to_pandas()
    symbols = rows["symbol"].to_pandas()
    table = pd.DataFrame({name: rows[name].to_pandas() for name in KEY_COLUMNS})
    table["symbol"] = ids.map(genes["symbol"]).fillna(symbols)
    table["symbol_in_release"] = symbols
    chromosomes = rows["chromosome"].to_pandas()
    table["chromosome"] = chromosomes.fillna(ids.map(genes["chromosome"])).astype("category")
    for name in NUMBERS:
        table[name] = rows[name].cast(pa.float64()).to_numpy()
    table["loeuf"] = rows["lof_oe_upper"].to_numpy()
    table["rank"] = rows["loeuf_rank"].cast(pa.float64()).to_numpy()
    of = ranked(snapshot, release, "loeuf_rank") or 0
    table["is_mane_select"] = _is_mane_select(
        rows["transcript"].to_pandas(), ids.map(genes["mane_select"])
    )
    table["percentile"] = 100 * table["rank"] / of if of else np.nan
    table["flags"] = _texts(rows["flags"].to_pylist())
    table["inheritance"] = ids.map(_inheritance(snapshot)).fillna("").astype("category")
    table["clingen"] = _clingen(snapshot, ids)
    table["clingen_coverage"] = _clingen_coverage(snapshot, ids)
    table["depmap"] = _depmap(snapshot, ids)
    table["impc"] = _impc(snapshot, ids)
    table["clinvar_plp"] = _clinvar_plp(snapshot, ids)
    return GenomeWide(
        release.name,
        release.label,
        release.build,
        release.loeuf_threshold,
        table,
        of,
        (*_without_x_and_y(release), *release.caveats, *plausibility_warnings(snapshot, release)),
        tuple(snapshot.provenance(name) for name in BESIDE if snapshot.has(name)),
    )


def _is_mane_select(transcripts: pd.Series, selects: pd.Series) -> pd.Series:
    """Return whether each row is on its gene's MANE Select transcript, None where unknown (T10)."""
    known = transcripts.notna() & selects.notna()
    same = transcripts.str.partition(".")[0] == selects.str.partition(".")[0]
    return same.astype(object).where(known, None)


def _without_x_and_y(release: Release) -> tuple[str, ...]:
    """Say what is missing from every list and plot of a release (T15)."""
    return () if release.sex_chromosomes else (f"{release.label} has no genes of X and Y.",)


def _texts(lists: Iterable[list[str] | None]) -> pd.Categorical:
    return pd.Categorical(["; ".join(items or ()) for items in lists])


def _inheritance(snapshot: Snapshot) -> pd.Series:
    """Return each gene's modes of inheritance over all its diseases (T51: these are the pairs')."""
    return _joined(snapshot, "phenotypes", "inheritance", sorted)


def _joined(
    snapshot: Snapshot, table: str, column: str, order: Callable[[Iterable[str]], list[str]]
) -> pd.Series:
    found: dict[str, set[str]] = {}
    rows = snapshot.arrow(table)
    for key, values in zip(rows["hgnc_id"].to_pylist(), rows[column].to_pylist(), strict=True):
        found.setdefault(key, set()).update(values)
    return pd.Series({key: "; ".join(order(values)) for key, values in found.items()})


def _clingen(snapshot: Snapshot, ids: pd.Series) -> pd.Categorical:
    """Return each gene's strongest classification: "" none, None where it cannot be told (T60).

    Of some of a gene's curations the strongest may be missing: nothing is concluded then (T61).
    """
    rows = snapshot.arrow("validity")
    strongest: dict[str, str] = {}
    for key, word in zip(
        rows["hgnc_id"].to_pylist(), rows["classification"].to_pylist(), strict=True
    ):
        strongest[key] = min(strongest.get(key, word), word, key=strength)
    entry = snapshot.entry("validity")
    if not entry.partial:
        known = ids.map(strongest).fillna("")
    else:
        known = ids.map({gene: strongest.get(gene, "") for gene in entry.complete_for or ()})
    return pd.Categorical(known.where(ids.notna()), categories=["", *CLASSIFICATIONS])


def _clingen_coverage(snapshot: Snapshot, ids: pd.Series) -> pd.Categorical:
    """Return whether all of each gene's curations are here: complete, partial, not_covered."""
    entry = snapshot.entry("validity")
    if not entry.partial:
        words = pd.Series("complete", index=ids.index)
    else:
        found = dict.fromkeys(snapshot.covers("validity") or (), "partial")
        words = ids.map(found | dict.fromkeys(entry.complete_for or (), "complete"))
        words = words.fillna("not_covered")
    return pd.Categorical(words.where(ids.notna()), categories=[*COVERAGES])


DEPMAP_WORDS = ("common essential", "strongly selective")


def _depmap(snapshot: Snapshot, ids: pd.Series) -> pd.Categorical:
    """Return what DepMap says of each gene: None not screened, "" neither of its words."""
    if not snapshot.has("depmap"):
        return pd.Categorical([None] * len(ids), categories=[""])
    rows = snapshot.arrow("depmap")
    columns = (rows[name].to_pylist() for name in ("common_essential", "strongly_selective"))
    verdicts = [
        "; ".join(word for word, holds in zip(DEPMAP_WORDS, found, strict=True) if holds)
        for found in zip(*columns, strict=True)
    ]
    return pd.Categorical(ids.map(dict(zip(rows["hgnc_id"].to_pylist(), verdicts, strict=True))))


def _impc(snapshot: Snapshot, ids: pd.Series) -> pd.Categorical:
    """Return the viability of each gene's knockout mice, None where IMPC has no call."""
    if not snapshot.has("impc"):
        return pd.Categorical([None] * len(ids), categories=[""])
    rows = snapshot.arrow("impc")
    columns = (rows[name].to_pylist() for name in ("hgnc_id", "viability"))
    return pd.Categorical(ids.map(dict(zip(*columns, strict=True))))


def _clinvar_plp(snapshot: Snapshot, ids: pd.Series) -> pd.Series:
    """Return the P and LP records of two stars or more of each gene, NaN where it has none here.

    A gene that the set does not have is not covered: its number is not known, and never 0 (T60).
    """
    if not snapshot.has("clinvar_plp"):
        return pd.Series(np.nan, index=ids.index)
    counts = snapshot.arrow("clinvar_plp")["hgnc_id"].value_counts()
    found = {item["values"]: float(item["counts"]) for item in counts.to_pylist()}
    return ids.map(found).where(ids.notna()).astype(float)
