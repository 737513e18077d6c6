"""ClinVar's variants as gnomAD gives them: all on the one MANE Select transcript.

gnomAD has ClinVar's germline classifications only, of variants with a genomic place (T32).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog

from dashboard.errors import SourceRefused
from dashboard.models import Gene, VariantSet
from dashboard.rules.clinvar import bucket, stars
from dashboard.rules.hgvs import coding_part
from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.consequences import consequence_words
from dashboard.upstream.sources.gnomad import (
    SOURCE,
    UPSTREAM,
    failed,
    has_part,
    is_same,
    misread,
    no_transcript,
    part,
)
from dashboard.upstream.sources.gnomad_queries import bare
from dashboard.upstream.sources.json_readers import mapping, string, whole
from dashboard.upstream.sources.variant_sets import ClinvarRecord, clinvar_set

LONGEST_CHANGE = 200
LONGEST_CLASS = 200

log = structlog.get_logger(__name__)


class Records(NamedTuple):
    """The records of a `fetch_clinvar` payload that are on the gene's MANE Select transcript."""

    records: tuple[ClinvarRecord, ...]
    announced: int  # rows, those on another transcript included
    release_date: str | None


def parse_variants(payload: Any, gene: Gene, protein_length: int | None = None) -> VariantSet:
    """Return the ClinVar variants of a `fetch_clinvar` payload; as `variants_of`, and its errors.

    Raises:
        SourceError: This part failed (a null is an error, never "no variants") or cannot be read.
    """
    return variants_of(parse_records(payload, gene), gene, protein_length)


def parse_records(payload: Any, gene: Gene) -> Records:
    """Return the ClinVar records of a `fetch_clinvar` payload.

    Raises:
        SourceError: This part failed (a null is an error, never "no variants") or cannot be read.
    """
    if gene.mane_select is None:
        raise no_transcript(gene)
    select = bare(gene.mane_select)
    answer = _answer(payload, gene, select)
    rows = answer.get("clinvar_variants")
    if rows is None:
        raise failed(payload)
    if not isinstance(rows, list):
        raise misread("its ClinVar variants are no list")
    records = tuple(record for row in rows if (record := _record(row, select)) is not None)
    if rows and not records:
        raise misread("none of its ClinVar variants has an id on this transcript")
    return Records(records, len(rows), _release_date(payload))


def variants_of(found: Records, gene: Gene, protein_length: int | None = None) -> VariantSet:
    """Return records on their protein, of so many residues.

    Rows of another transcript and second rows of one ClinVar record are left out and counted
    (T35): variants + unplaced + left_out = announced.
    """
    return clinvar_set(
        found.records,
        gene,
        label="ClinVar variants",
        protein_length=protein_length,
        release_date=found.release_date,
        announced=found.announced,
    )


def _answer(payload: Any, gene: Gene, select: str) -> Mapping[str, Any]:
    """Return the part that has the variants: the transcript's, or the gene's.

    Raises:
        SourceError: It failed, or is about something else, or gnomAD knows no such thing.
    """
    if has_part(payload, "gene"):
        found = part(payload, "gene")
        if found is None or not is_same(found, gene, by_symbol=not gene.ensembl_id):
            raise _refused(f"{SOURCE} does not know the gene {gene.ensembl_id or gene.symbol}.")
        return found
    found = part(payload, "transcript")
    if found is None:
        raise _refused(f"{SOURCE} does not know the transcript {gene.mane_select}.")
    named = string(found.get("transcript_id"))
    if named is None or bare(named) != select:
        raise misread(f"it is about {(named or 'nothing named')[:30]}, not {select}")
    return found


def _refused(message: str) -> SourceRefused:
    return SourceRefused(message, source=UPSTREAM, status=200)


def _record(row: Any, select: str) -> ClinvarRecord | None:
    """Return a row as a record; None for one that is on another transcript or has no id."""
    fields = mapping(row)
    number = whole(fields.get("clinvar_variation_id"))
    if number is None or number <= 0:
        log.warning("clinvar_row_without_id", source=SOURCE)
        return None
    transcript = string(fields.get("transcript_id"))
    if transcript is not None and bare(transcript) != select:
        return None
    raw = clean_text(fields.get("clinical_significance"), LONGEST_CLASS)
    return ClinvarRecord(
        number=number,
        protein_change=clean_text(fields.get("hgvsp"), LONGEST_CHANGE) or None,
        variant_class=bucket(raw),
        raw_class=raw,
        stars=_stars(fields),
        consequence=consequence_words(fields.get("major_consequence")),
        coding_change=coding_part(clean_text(fields.get("hgvsc"), LONGEST_CHANGE)),
    )


def _stars(fields: Mapping[str, Any]) -> int | None:
    """Return the gold stars of the review status; gnomAD's own count where that is not known.

    A status of unknown words may have been counted as 0 there, so 0 is not taken over (T33).
    """
    found = stars(clean_text(fields.get("review_status"), LONGEST_CLASS))
    given = whole(fields.get("gold_stars"))
    if found is not None or given is None:
        return found
    return given if 1 <= given <= 4 else None


def _release_date(payload: Any) -> str | None:
    meta = mapping(mapping(mapping(payload).get("data")).get("meta"))
    return clean_text(meta.get("clinvar_release_date"), 20) or None
