"""Variants and features on the protein."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant record. `position` and `end` are residues, from 1; None: no place on it."""

    id: str
    protein_change: str | None
    position: int | None
    end: int | None
    variant_class: str  # a bucket of clinvar.py
    raw_class: str
    consequence: str | None
    stars: int | None = None
    dbsnp: str | None = None
    condition: str | None = None
    url: str | None = None
    reason: str | None = None  # why it is not on the plot, for the unplaced
    coding_change: str | None = None  # "c.1144C>T" on the set's transcript, where the source has it
    condition_ids: tuple[str, ...] = ()  # MONDO:0014502, where the source has them
    origin: str | None = None  # of the allele, in ClinVar's words: "germline; de novo"
    evaluated: str | None = None  # ISO day on which the class was last evaluated
    somatic_impact: str | None = None  # an axis of its own: "Tier I - Strong" (T32)
    oncogenicity: str | None = None  # an axis of its own: "Oncogenic" (T32)


@dataclass(frozen=True, slots=True)
class VariantSet:
    """All variants of a gene from one source, on one sequence."""

    source_set: str  # "clinvar", "clinvar_plp" or "uniprot"
    label: str  # "UniProt curated variants"
    transcript: str | None
    protein_length: int | None
    variants: tuple[Variant, ...]
    unplaced: tuple[Variant, ...]
    counts: Mapping[str, int]  # bucket -> records, placed and unplaced; empty for a selection
    axis_note: str | None = None
    release_date: str | None = None  # of the variant source, stands on the plot (T41)
    left_out: int = 0  # records of the source that are not this gene's (T35)
    announced: int | None = None  # how many the source said there are (T42)
    selection: str | None = None  # what alone is in it: no total, no share of classes follows
    is_whole: bool = False  # out of a whole release: every record of the gene is in it
    other_axes: tuple[Variant, ...] = ()  # records without a germline class, in no count (T32)

    @property
    def on_mane(self) -> bool:
        """Tell whether residues are numbered on the MANE Select protein, not on UniProt's."""
        return self.is_whole or self.source_set == "clinvar_plp"


@dataclass(frozen=True, slots=True)
class Domain:
    """A stretch of the protein with a name; residues from 1, end included."""

    start: int
    end: int
    name: str
    accession: str
    type: str


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the protein's shape. `domains` is None where no source covers the gene."""

    uniprot_id: str | None
    protein_length: int | None
    length_from: str | None  # "uniprot" or "mane"
    domains: tuple[Domain, ...] | None
    exon_borders: tuple[int, ...]
    numbering_note: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the protein with its own missense constraint; residues from 1."""

    start: int
    end: int
    obs: int | None
    exp: float | None
    oe: float | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class RegionalConstraint:
    """Regional missense constraint of gnomAD v2.1.1, on the GRCh37 canonical transcript."""

    transcript: str | None
    passed_qc: bool
    protein_length: int | None
    regions: tuple[Region, ...]
