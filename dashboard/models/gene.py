"""Genes, and how an input became one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResolvedFrom:
    """How an input became a gene.

    `how` is one of previous, alias, spreadsheet (a date that was a symbol); of the ids ensembl,
    hgnc, entrez, refseq, uniprot, ccds, omim, ucsc; release (a release prints the gene's row under
    this name); or of what was taken apart: spelling, mark (a footnote mark left out), names
    (several of one gene), allele.
    """

    input: str
    how: str


NO_PROTEIN = frozenset(
    {
        *("non-coding RNA", "pseudogene"),
        *("endogenous retrovirus", "fragile site", "region", "virus integration site"),
    }
)
"""HGNC's locus groups and types of what makes no protein, unless MANE has one."""


@dataclass(frozen=True, slots=True)
class Gene:
    """One HGNC gene. Its keys are the HGNC id and the Ensembl gene id, not the symbol (T9)."""

    hgnc_id: str
    symbol: str
    name: str
    ensembl_id: str | None = None
    entrez_id: str | None = None
    uniprot_id: str | None = None
    omim_id: str | None = None
    chromosome: str | None = None  # "17", "X", "Y", "mitochondria"
    band: str | None = None  # "17q21.2"
    locus_group: str | None = None  # "protein-coding gene", "non-coding RNA", ...
    locus_type: str | None = None  # HGNC's own words: "readthrough", "RNA, micro", ...
    mane_select: str | None = None  # "ENST00000264657.10"
    mane_refseq: str | None = None  # "NM_139276.3"
    mane_plus_clinical: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    resolved_from: ResolvedFrom | None = None
    note: str | None = None  # "MLL is now KMT2A", "TAF9 was once another gene's symbol"

    @property
    def has_mane_protein(self) -> bool:
        """Tell whether the MANE Select transcript makes a protein, as RefSeq names it (NM_)."""
        return (self.mane_refseq or "").startswith("NM_")

    @property
    def is_coding(self) -> bool:
        """Tell whether the gene makes a protein, or may: False only where its class says no (T70).

        HGNC's classes of readthroughs, immunoglobulin genes and loci of unknown kind do not.
        """
        if self.has_mane_protein:
            return True
        return self.locus_group not in NO_PROTEIN and self.locus_type not in NO_PROTEIN

    @property
    def kind(self) -> str | None:
        """Return HGNC's locus type in its own words, else its locus group; None: not known."""
        return self.locus_type or self.locus_group


@dataclass(frozen=True, slots=True)
class GeneHit:
    """One line of the gene picker."""

    symbol: str
    hgnc_id: str
    name: str
    matched: str  # the text that matched: "HIES", "ENSG00000168610", the name
    how: str  # as in `ResolvedFrom`; or symbol, name, alias_name, previous_name
