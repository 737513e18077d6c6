"""Variants and protein features of one gene, read from the snapshot's tables into models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dashboard.models import (
    Coverage,
    Domain,
    Features,
    Gene,
    Loaded,
    Problem,
    State,
    Variant,
    VariantSet,
)
from dashboard.rules.clinvar import uniprot_bucket
from dashboard.rules.hgvs import parse_protein_change
from dashboard.tables.snapshot import Snapshot

UNIPROT_LABEL = "UniProt curated variants"


# Many genes' changes are read again and again; 16,384 of them are a few megabytes.
_parsed = lru_cache(maxsize=16_384)(parse_protein_change)


def features(snapshot: Snapshot, gene: Gene) -> Loaded[Features]:
    """Return length, domains and exon borders; domains are None where no table covers the gene.

    Raises:
        TableDamaged: A table cannot be read.
    """
    shape = _shape(snapshot, gene)
    if shape is None:
        provenance = snapshot.provenance("transcripts")
        if gene.is_coding:  # it has one, and nobody here knows it
            coverage = Coverage(complete=False)
            return Loaded(State.NOT_COVERED, None, provenance, _no_protein(gene), coverage=coverage)
        coverage = Coverage(complete=True, of=0)
        return Loaded(State.EMPTY, None, provenance, _no_protein(gene), coverage=coverage)
    if shape.length_from == "mane":  # a length, and no table of domains has the gene
        provenance = snapshot.provenance("transcripts")
        return Loaded(State.SNAPSHOT, shape, provenance, coverage=Coverage(complete=False))
    shape = replace(shape, domains=_domains(snapshot, gene))
    whole = snapshot.entry("domains").has_all_of(gene.hgnc_id)
    coverage = Coverage(whole, len(shape.domains or ()) if whole else None)
    return Loaded(State.SNAPSHOT, shape, snapshot.provenance("domains"), coverage=coverage)


def _shape(snapshot: Snapshot, gene: Gene) -> Features | None:
    """Return the protein without its domains; None where no table knows its length."""
    protein = next(iter(snapshot.records("proteins", gene.hgnc_id)), None)
    transcripts = snapshot.records("transcripts", gene.hgnc_id)
    select = next((row for row in transcripts if row["status"] == "MANE Select"), {})
    mane_length = select.get("protein_length")
    borders = tuple(select.get("exon_borders", ()))
    if protein is None:
        if mane_length is None:
            return None
        return Features(gene.uniprot_id, mane_length, "mane", None, borders)
    length = protein["protein_length"]
    return Features(
        uniprot_id=protein["uniprot_id"],
        protein_length=length,
        length_from="uniprot",
        domains=None,
        exon_borders=borders if mane_length == length else (),
        numbering_note=_numbering_note(gene, length, mane_length),
    )


def variants(snapshot: Snapshot, gene: Gene) -> Loaded[VariantSet]:
    """Return UniProt's curated variants of the gene; they are not ClinVar and say so.

    Raises:
        TableDamaged: A table cannot be read.
    """
    provenance = snapshot.provenance("variants")
    records = [_variant(row) for row in snapshot.records("variants", gene.hgnc_id)]
    shape = _shape(snapshot, gene)
    length = shape.protein_length if shape else None
    placed = [v for v in records if v.position is not None and not _beyond(v, length)]
    unplaced = [
        replace(v, reason=_reason(v, shape))
        for v in records
        if v.position is None or _beyond(v, length)
    ]
    found = VariantSet(
        source_set="uniprot",
        label=UNIPROT_LABEL,
        transcript=gene.mane_select,
        protein_length=length,
        variants=tuple(sorted(placed, key=lambda v: (v.position or 0, v.id))),
        unplaced=tuple(unplaced),
        counts=dict(Counter(v.variant_class for v in records)),
        axis_note=_axis_note(gene, shape),
    )
    whole = snapshot.entry("variants").has_all_of(gene.hgnc_id)
    coverage = Coverage(whole, len(records) if whole else None)
    if records:
        return Loaded(State.SNAPSHOT, found, provenance, coverage=coverage)
    message = f"UniProt lists no curated variant of {gene.symbol}."
    if not gene.is_coding:
        message = f"{_no_protein(gene).message[:-1]}: it has no protein variants."
    return Loaded(State.EMPTY, found, provenance, Problem("empty", message), coverage=coverage)


def _variant(row: Mapping[str, Any]) -> Variant:
    change = _parsed(row["protein_change"] or "")
    return Variant(
        id=row["id"],
        protein_change=row["protein_change"],
        position=change.position if change else None,
        end=change.end if change else None,
        variant_class=uniprot_bucket(row["raw_class"]),
        raw_class=row["raw_class"],
        consequence=change.consequence if change else None,
        dbsnp=row["dbsnp"],
        condition="; ".join(row["conditions"]) or None,
        url=f"https://web.expasy.org/variant_pages/{row['id']}.html",
    )


def _domains(snapshot: Snapshot, gene: Gene) -> tuple[Domain, ...]:
    columns = ("start", "end", "name", "accession", "type")
    rows = snapshot.records("domains", gene.hgnc_id)
    return tuple(Domain(*(row[column] for column in columns)) for row in rows)


def _beyond(variant: Variant, length: int | None) -> bool:
    """Tell whether a change lies past the end; the stop codon itself is length + 1 (T38)."""
    return length is not None and variant.position is not None and variant.position > length + 1


def _reason(variant: Variant, shape: Features | None) -> str:
    if variant.position is None:
        return "no protein position"
    length = shape.protein_length if shape else None
    if shape and shape.length_from == "mane":
        return f"beyond the MANE Select protein ({length:,} aa): numbered on another isoform"
    return f"beyond the protein's end ({length:,} aa): numbered on another isoform"


def _axis_note(gene: Gene, shape: Features | None) -> str | None:
    if shape is None:
        return "Protein length not known: the axis ends at the last variant."
    if shape.length_from == "mane":
        return (
            f"Variant positions are on the UniProt sequence; the axis is the MANE Select protein "
            f"({gene.mane_select}, {shape.protein_length:,} aa). Numbering may differ."
        )
    return shape.numbering_note


def _numbering_note(gene: Gene, uniprot: int, mane: int | None) -> str | None:
    if mane is None or mane == uniprot:
        return None
    return (
        f"Numbering may differ: UniProt's sequence has {uniprot:,} residues, the MANE Select "
        f"protein ({gene.mane_select}) {mane:,}."
    )


def _no_protein(gene: Gene) -> Problem:
    """Return why there is no protein here: by the source's class, or not known (T70)."""
    if not gene.is_coding:
        kind = f"HGNC's locus type: \u201c{gene.kind}\u201d"
        message = f"{gene.symbol} is not a protein-coding gene ({kind})."
        return Problem("not_applicable", message)
    if gene.mane_select:
        why = f"the tables here have no length for its MANE transcript, {gene.mane_select}"
    else:
        why = "it has no MANE transcript, and the tables here have no other length"
    return Problem("not_covered", f"The protein length of {gene.symbol} is not known: {why}.")
