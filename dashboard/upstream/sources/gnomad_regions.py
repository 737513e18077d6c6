"""Regional missense constraint: stretches of the protein, of gnomAD v2.1.1 only.

Its residues are of the GRCh37 canonical transcript: draw it where the protein lengths agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import structlog

from dashboard.models import Gene, Region, RegionalConstraint
from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.gnomad import gene_part, inner_part, misread, number
from dashboard.upstream.sources.json_readers import string, whole

MOST_REGIONS = 1_000

_RESIDUE = re.compile(r"(?P<name>[A-Za-z]{1,3}|\*)?(?P<number>[1-9][0-9]{0,5})", re.ASCII)
_FIELD = "gnomad_v2_regional_missense_constraint"

log = structlog.get_logger(__name__)


def parse_regions(payload: Any, gene: Gene) -> RegionalConstraint | None:
    """Return the regional missense constraint of a `fetch_gene` payload.

    None means that gnomAD has none for the gene. No regions with `passed_qc` mean that no stretch
    of the transcript differs from the rest. The protein length is known where the regions cover
    the protein from residue 1 without a gap.

    Raises:
        SourceError: This part failed or cannot be read.
    """
    answer = gene_part(payload, gene, "g37")
    found = None if answer is None else inner_part(payload, answer, _FIELD)
    if answer is None or found is None:
        return None
    if not isinstance(found, dict):
        raise misread("its regional constraint is no object")
    rows = found.get("regions")
    if rows is not None and not isinstance(rows, list):
        raise misread("its regions are no list")
    if rows is None and found.get("has_no_rmc_evidence") is not True:
        # Its null means that the service did not get them, not that there are none.
        raise misread("its regions are missing")
    if not isinstance(found.get("passed_qc"), bool):
        raise misread("it does not say whether its regions can be relied on")
    read = [_region(row) for row in (rows or ())[:MOST_REGIONS]]
    regions = tuple(sorted((r for r in read if r is not None), key=lambda r: (r.start, r.end)))
    if read and not regions:
        raise misread("none of its regions has residues")
    if len(regions) < len(read):
        log.warning("regions_without_residues", gene=gene.symbol, rows=len(read) - len(regions))
    return RegionalConstraint(
        transcript=clean_text(answer.get("canonical_transcript_id"), 60) or None,
        passed_qc=found.get("passed_qc") is True,
        protein_length=_length(rows or (), regions),
        regions=regions,
    )


def _region(row: Any) -> Region | None:
    if not isinstance(row, dict):
        return None
    start, end = _residue(row.get("aa_start")), _residue(row.get("aa_stop"))
    if start is None or end is None or end < start:
        return None
    return Region(
        start=start,
        end=end,
        obs=whole(row.get("obs_mis")),
        exp=number(row.get("exp_mis")),
        oe=number(row.get("obs_exp")),
        p_value=number(row.get("p_value")),
    )


def _residue(value: Any) -> int | None:
    """Return the number of "Met1", "M1" or "1"."""
    found = _RESIDUE.fullmatch(string(value) or "")
    return int(found["number"]) if found else None


def _length(rows: Sequence[Any], regions: Sequence[Region]) -> int | None:
    """Return the protein's last residue, None where the regions have a gap or a row was lost."""
    if not regions or len(regions) < len(rows) or regions[0].start != 1:
        return None
    if any(after.start > before.end + 1 for before, after in pairwise(regions)):
        return None
    last = max(regions, key=lambda region: region.end).end
    return last - 1 if _names_stop(rows, last) else last


def _names_stop(rows: Sequence[Mapping[str, Any]], last: int) -> bool:
    names = {string(row.get("aa_stop")) for row in rows}
    return bool(names & {f"Ter{last}", f"*{last}", f"X{last}"})
