"""Variants and protein features of one gene, read from the snapshot's tables into models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dashboard.models import (
    Answer,
    Coverage,
    Domain,
    Features,
    Gene,
    Problem,
    Provenance,
    State,
    Variant,
    VariantSet,
)
from dashboard.process.memo import Recent
from dashboard.rules.clinvar import accession, bucket, record_url, stars, uniprot_bucket
from dashboard.rules.hgvs import parse_protein_change
from dashboard.rules.variant_sets import record_count, usual_of_tables
from dashboard.tables.answers.clinvar import clinvar as whole_clinvar
from dashboard.tables.answers.clinvar import has_whole
from dashboard.tables.snapshot import Snapshot

UNIPROT_LABEL = "UniProt curated variants"
MOST_READ = 64  # sets of variants: a page asks for UniProt's by two names
CLINVAR_PLP_SELECTION = "pathogenic and likely pathogenic, two stars or more"


NO_CLINVAR: Answer[VariantSet] = Answer(
    State.NOT_COVERED,
    provenance=Provenance(source="ClinVar"),
    problem=Problem("not_covered", "ClinVar is not part of the embedded snapshot."),
    coverage=Coverage(complete=False),
)
"""Where no whole release is here."""

# Many genes' changes are read again and again; 16,384 of them are a few megabytes.
_parsed = lru_cache(maxsize=16_384)(parse_protein_change)


def features(snapshot: Snapshot, gene: Gene) -> Answer[Features]:
    """Return length, domains and exon borders; domains are None where no table covers the gene.

    The starter genes' domains are Pfam's on UniProt's sequence, all others' InterPro's on the
    MANE protein.

    Raises:
        TableDamaged: A table cannot be read.
    """
    shape = _shape(snapshot, gene)
    if shape is None:
        provenance = snapshot.provenance("transcripts")
        if gene.is_coding:  # it has one, and nobody here knows it
            coverage = Coverage(complete=False)
            return Answer(State.NOT_COVERED, None, provenance, _no_protein(gene), coverage=coverage)
        coverage = Coverage(complete=True, of=0)
        return Answer(State.EMPTY, None, provenance, _no_protein(gene), coverage=coverage)
    if shape.length_from == "mane":
        return _on_mane(snapshot, gene, shape)
    shape = replace(shape, domains=_domains(snapshot, gene, "domains"))
    whole = snapshot.has_all_of("domains", gene.hgnc_id)
    coverage = Coverage(whole, len(shape.domains or ()) if whole else None)
    return Answer(State.SNAPSHOT, shape, snapshot.provenance("domains"), coverage=coverage)


def features_mane(snapshot: Snapshot, gene: Gene) -> Answer[Features]:
    """Return the same on the MANE Select protein, which ClinVar's records are numbered on.

    Raises:
        TableDamaged: A table cannot be read.
    """
    shape = _mane_shape(snapshot, gene)
    if shape is None:
        return Answer(State.EMPTY, None, snapshot.provenance("transcripts"), _no_protein(gene))
    return _on_mane(snapshot, gene, shape)


def _on_mane(snapshot: Snapshot, gene: Gene, shape: Features) -> Answer[Features]:
    """Return a MANE protein with the domains that are here: at least these (T61)."""
    domains = _domains(snapshot, gene, "domains_mane")
    provenance = snapshot.provenance("domains_mane" if domains else "transcripts")
    shape = replace(shape, domains=domains or shape.domains)
    return Answer(State.SNAPSHOT, shape, provenance, coverage=Coverage(complete=False))


def _mane_shape(snapshot: Snapshot, gene: Gene) -> Features | None:
    """Return the MANE Select protein without its domains; None where its length is not known."""
    transcripts = snapshot.records("transcripts", gene.hgnc_id)
    select = next((row for row in transcripts if row["status"] == "MANE Select"), {})
    length = select.get("protein_length")
    if length is None:
        return None
    return Features(gene.uniprot_id, length, "mane", None, tuple(select["exon_borders"]))


def _shape(snapshot: Snapshot, gene: Gene) -> Features | None:
    """Return the protein without its domains; None where no table knows its length."""
    protein = next(iter(snapshot.records("proteins", gene.hgnc_id)), None)
    on_mane = _mane_shape(snapshot, gene)
    if protein is None:
        return on_mane
    length = protein["protein_length"]
    mane_length = on_mane.protein_length if on_mane else None
    return Features(
        uniprot_id=protein["uniprot_id"],
        protein_length=length,
        length_from="uniprot",
        domains=None,
        exon_borders=on_mane.exon_borders if on_mane and mane_length == length else (),
        numbering_note=_numbering_note(gene, length, mane_length),
    )


def usual_variants(snapshot: Snapshot, gene: Gene) -> Answer[VariantSet]:
    """Return the set that is shown where none is named; `rules/variant_sets.py` has the rule.

    Raises:
        TableDamaged: A table cannot be read.
    """
    if has_whole(snapshot) and record_count((whole := clinvar(snapshot, gene)).data):
        return whole
    return usual_of_tables(variants(snapshot, gene), lambda: clinvar_plp(snapshot, gene))


def clinvar(snapshot: Snapshot, gene: Gene) -> Answer[VariantSet]:
    """Return the gene's records of the whole release of ClinVar, where one is here.

    Raises:
        TableDamaged: A table cannot be read.
    """
    if not has_whole(snapshot):
        return NO_CLINVAR
    shape = _mane_shape(snapshot, gene)
    return whole_clinvar(snapshot, gene, shape.protein_length if shape else None)


def variants(snapshot: Snapshot, gene: Gene) -> Answer[VariantSet]:
    """Return UniProt's curated variants of the gene; they are not ClinVar and say so.

    Raises:
        TableDamaged: A table cannot be read.
    """
    read: Recent = snapshot.once("UniProt's variants, read last", lambda: Recent(MOST_READ))
    return read.get(gene, lambda: _variants(snapshot, gene))


def _variants(snapshot: Snapshot, gene: Gene) -> Answer[VariantSet]:
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
    whole = snapshot.has_all_of("variants", gene.hgnc_id)
    coverage = Coverage(whole, len(records) if whole else None)
    if records:
        return Answer(State.SNAPSHOT, found, provenance, coverage=coverage)
    message = f"UniProt lists no curated variant of {gene.symbol}."
    if not gene.is_coding:
        message = f"{_no_protein(gene).message[:-1]}: it has no protein variants."
    return Answer(State.EMPTY, found, provenance, Problem("empty", message), coverage=coverage)


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


def clinvar_plp(snapshot: Snapshot, gene: Gene) -> Answer[VariantSet]:
    """Return ClinVar's P and LP records of two stars or more, on the MANE Select protein.

    The set is a selection: it has no counts of classes, and a gene without a record in it is not
    covered, whatever else ClinVar has of it (T60, T61).

    Raises:
        TableDamaged: A table cannot be read.
    """
    size = clinvar_plp_size(snapshot, gene)
    if size.data is None:
        return size
    names = _condition_names(snapshot)
    rows = snapshot.records("clinvar_plp", gene.hgnc_id)
    records = [_clinvar_variant(row, names) for row in rows]
    found = replace(
        size.data,
        variants=tuple(record for record in records if record.reason is None),
        unplaced=tuple(record for record in records if record.reason is not None),
        announced=None,
    )
    return replace(size, data=found)


def clinvar_plp_size(snapshot: Snapshot, gene: Gene) -> Answer[VariantSet]:
    """Return what the same set is, without its records: `announced` is how many there are.

    Raises:
        TableDamaged: A table cannot be read.
    """
    provenance = snapshot.provenance("clinvar_plp")
    count = snapshot.count("clinvar_plp", gene.hgnc_id)
    if not count:
        message = f"There is no record of {gene.symbol} in this set: ClinVar {provenance.release}."
        hint = "ClinVar may have other records of the gene."
        problem = Problem("not_covered", message, hint)
        coverage = Coverage(complete=False)
        return Answer(State.NOT_COVERED, provenance=provenance, problem=problem, coverage=coverage)
    shape = _mane_shape(snapshot, gene)
    found = VariantSet(
        source_set="clinvar_plp",
        label=f"ClinVar {provenance.release}",
        transcript=gene.mane_select,
        protein_length=shape.protein_length if shape else None,
        variants=(),
        unplaced=(),
        counts={},
        release_date=provenance.fetched_at,
        announced=count,
        selection=CLINVAR_PLP_SELECTION,
    )
    return Answer(State.SNAPSHOT, found, provenance, coverage=Coverage(complete=False))


def _condition_names(snapshot: Snapshot) -> Mapping[str, str]:
    def read() -> dict[str, str]:
        table = snapshot.arrow("clinvar_conditions")
        columns = (table[name].to_pylist() for name in ("mondo_id", "name"))
        return dict(zip(*columns, strict=True))

    return snapshot.once("names of ClinVar's conditions", read)


def _clinvar_variant(row: Mapping[str, Any], names: Mapping[str, str]) -> Variant:
    conditions = tuple(row["condition_ids"])
    return Variant(
        id=accession(row["variation_id"]),
        protein_change=row["protein_change"],
        position=row["start"],
        end=row["end"],
        variant_class=bucket(row["raw_class"]),
        raw_class=row["raw_class"],
        consequence=row["consequence"],
        stars=stars(row["review_status"]),
        dbsnp=row["dbsnp"],
        condition="; ".join(names.get(number, number) for number in conditions) or None,
        url=record_url(row["variation_id"]),
        reason=row["reason"],
        condition_ids=conditions,
        origin=row["origin"],
    )


def _domains(snapshot: Snapshot, gene: Gene, table: str) -> tuple[Domain, ...]:
    columns = ("start", "end", "name", "accession", "type")
    rows = snapshot.records(table, gene.hgnc_id)
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
