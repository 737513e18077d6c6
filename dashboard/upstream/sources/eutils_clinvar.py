"""ClinVar by E-utilities: the second way to a gene's variants, where gnomAD does not answer.

A search by gene also finds large copy-number variants and overlapping genes: a record counts
where its name is on the gene's MANE Select transcript, the others are left out and counted (T35).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.models import Gene, VariantSet
from dashboard.rules.clinvar import bucket, stars
from dashboard.rules.hgvs import coding_part, parse_protein_change, protein_part
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text, clean_texts
from dashboard.upstream.sources.consequences import consequence_words
from dashboard.upstream.sources.eutils import misread, record_id, search_all, summaries
from dashboard.upstream.sources.json_readers import mapping, mappings, string, whole
from dashboard.upstream.sources.variant_sets import ClinvarRecord, clinvar_set

DB = "clinvar"
MOST_RECORDS = 4_000  # ten summary requests; TTN has ten times as many
MOST_CONDITIONS = 20
LONGEST_NAME = 400

# "NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)"; old records have no symbol in it.
_NAME = re.compile(
    r"(?P<accession>[A-Z]{2}_[0-9]+)(?:\.[0-9]+)?(?:\((?P<symbol>[^()]{1,60})\))?:", re.ASCII
)


def fetch_variants(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return the gene's ClinVar records, all pages, at most `MOST_RECORDS`, in brief.

    One search and a summary request for every 400 records.

    Raises:
        SourceError: NCBI did not answer as it should, or its pages repeat.
    """
    hits = search_all(http, DB, f"{gene.symbol}[gene]", most=MOST_RECORDS, gene=gene.symbol)
    found = summaries(http, DB, hits.ids, gene=gene.symbol)
    return {
        "announced": hits.count,
        "asked": len(hits.ids),
        "records": [_brief(uid, record) for uid, record in found.items()],
    }


def parse_variants(payload: Any, gene: Gene, protein_length: int | None = None) -> VariantSet:
    """Return the records that are the gene's, of a `fetch_variants` payload.

    variants + unplaced + left_out = announced, unless there are more than `MOST_RECORDS` or some
    have no summary; then `axis_note` says how many were read. The release of ClinVar is not stated.

    Raises:
        SourceUnreadable: The payload is none of `fetch_variants`.
    """
    announced = whole(mapping(payload).get("announced"))
    rows = mapping(payload).get("records")
    if announced is None or not isinstance(rows, list):
        raise misread(DB, "there is no list of records in it")
    named = [row for row in mappings(rows) if _is_named(row)]
    if (rows or announced) and not named:
        raise misread(DB, "none of its records has an id and a name")
    records = [record for row in named if (record := _record(row, gene)) is not None]
    found = clinvar_set(
        records,
        gene,
        label="ClinVar variants",
        protein_length=protein_length,
        release_date=None,
        announced=announced,
        rows=len(rows),
    )
    return found if len(rows) == announced else _with_note(found, len(rows))


def _with_note(found: VariantSet, read: int) -> VariantSet:
    """Return the set with the sentence that it is not all of ClinVar's records."""
    words = f"{read:,} of ClinVar's {found.announced or 0:,} records of this gene were read."
    return replace(found, axis_note=f"{found.axis_note} {words}" if found.axis_note else words)


def _brief(uid: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `_record` reads of a summary: a tenth of it."""
    germline = mapping(record.get("germline_classification"))
    variations = mappings(record.get("variation_set"))
    xrefs = [xref for part in variations for xref in mappings(part.get("variation_xrefs"))]
    return {
        "uid": uid,
        "title": clean_text(record.get("title"), LONGEST_NAME),
        "class": clean_text(germline.get("description"), LONGEST_NAME),
        "review": clean_text(germline.get("review_status"), LONGEST_NAME),
        "conditions": [
            clean_text(trait.get("trait_name"), LONGEST_NAME)
            for trait in mappings(germline.get("trait_set"))[:MOST_CONDITIONS]
        ],
        "consequence": next(iter(clean_texts(record.get("molecular_consequence_list"), 1)), None),
        "dbsnp": next(
            (record_id(x.get("db_id")) for x in xrefs if string(x.get("db_source")) == "dbSNP"),
            None,
        ),
    }


def _record(row: Mapping[str, Any], gene: Gene) -> ClinvarRecord | None:
    """Return a record of this gene; None for another's, or without germline class (T32)."""
    number = whole(row.get("uid"))
    title = clean_text(row.get("title"), LONGEST_NAME)
    raw = clean_text(row.get("class"), LONGEST_NAME)
    if number is None or number <= 0 or not raw or not _is_on_gene(title, gene):
        return None
    change = protein_part(title)
    read = parse_protein_change(change or "")
    dbsnp = record_id(row.get("dbsnp"))
    return ClinvarRecord(
        number=number,
        protein_change=change,
        variant_class=bucket(raw),
        raw_class=raw,
        stars=stars(clean_text(row.get("review"), LONGEST_NAME)),
        consequence=read.consequence if read else consequence_words(row.get("consequence")),
        dbsnp=f"rs{dbsnp}" if dbsnp else None,
        condition="; ".join(clean_texts(row.get("conditions"), MOST_CONDITIONS)) or None,
        coding_change=coding_part(title),
    )


def _is_named(row: Mapping[str, Any]) -> bool:
    """Tell whether a record has what says which it is: without a name it is of no gene."""
    return (whole(row.get("uid")) or 0) > 0 and bool(clean_text(row.get("title"), LONGEST_NAME))


def _is_on_gene(title: str, gene: Gene) -> bool:
    """Tell whether a record's name is on the MANE Select transcript, or else on the gene."""
    found = _NAME.match(title)
    if found is None:
        return False
    if gene.mane_refseq:
        return found["accession"] == gene.mane_refseq.partition(".")[0]
    return found["symbol"] in (gene.symbol, *gene.previous)
