"""Every gene of one constraint release, a column each."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from dashboard.models.answers import Provenance


@dataclass(frozen=True, slots=True)
class GenomeWide:
    """A complete release: `table` has one row for each row of the release, in its order.

    Columns, as in the JSON: hgnc_id (None: no known gene), symbol (approved; as the release
    prints it where the gene is not known), symbol_in_release, ensembl_id, transcript, chromosome,
    lof_obs, lof_exp, lof_oe, lof_oe_lower, loeuf, lof_z, the same for mis_ and syn_ (with
    mis_oe_upper, syn_oe_upper), pli, cds_length, rank, percentile, mis_z_rank as float64 with NaN
    for missing; flags, inheritance (of the gene's diseases in HPO, "" for none) and clingen
    (strongest class; None: not all curations are here, "" for none) as categories of joined texts
    ("AD; AR"); clingen_coverage says which: complete, partial ("at least these"), not_covered;
    depmap ("common essential; strongly selective", "" for neither, None: not screened) and impc
    (viability of knockout mice, None: no call) as categories; clinvar_plp as float64: ClinVar's
    records of two stars or more, P and LP, of 2024-12-15, NaN for a gene without one;
    is_primary: False for a further row of a gene that has another one (T9).
    """

    release: str
    label: str
    build: str
    loeuf_threshold: float
    table: pd.DataFrame = field(repr=False, compare=False)
    ranked: int  # rows with a LOEUF: the denominator of `rank` (T5)
    notes: tuple[str, ...] = ()
    beside: tuple[Provenance, ...] = ()  # of depmap, impc, clinvar_plp, as far as they are here
