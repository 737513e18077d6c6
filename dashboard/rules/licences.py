"""Licences and citations, for the embedded tables and for the live answers alike.

No licence is guessed: a source's licence is the one it states, what is not known here is empty, and
an export points to the source's terms. Where two statements differ, both are named (T73).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """Under which licence a source gives its data, and what to cite; empty: not known here."""

    licence: str = ""
    citation: str = ""


NOT_KNOWN = Credit()
TERMS_UNKNOWN = "not recorded here; the source's own terms hold"
"""Stands in an export where a licence would."""

GNOMAD_LICENCE = "CC0 1.0 (gnomAD's terms: no restrictions on use)"
GNOMAD_V2 = Credit(
    GNOMAD_LICENCE,
    "Karczewski KJ et al. The mutational constraint spectrum quantified from variation in "
    "141,456 humans. Nature 2020;581:434-443.",
)
GNOMAD_V4 = Credit(
    GNOMAD_LICENCE,
    "Chen S et al. A genomic mutational constraint map using variation in 76,156 human genomes. "
    "Nature 2024;625:92-100.",
)
CLINGEN = Credit(
    "CC0 1.0 (ClinGen's own site); a client of its data states CC BY 4.0",
    "Rehm HL et al. ClinGen: the Clinical Genome Resource. N Engl J Med 2015;372:2235-2242.",
)
UNIPROT = Credit(
    "CC BY 4.0",
    "The UniProt Consortium. UniProt: the Universal Protein Knowledgebase in 2025. "
    "Nucleic Acids Res 2025;53:D609-D617.",
)
CLINICAL_TRIALS = Credit(
    "Public domain (U.S. National Library of Medicine)",
    "ClinicalTrials.gov, U.S. National Library of Medicine.",
)
PUBMED = Credit(
    "Titles and names of publications; U.S. National Library of Medicine",
    "PubMed, U.S. National Library of Medicine.",
)
PUBTATOR = Credit(
    "",
    "Wei CH et al. PubTator 3.0: an AI-powered literature resource for unlocking biomedical "
    "knowledge. Nucleic Acids Res 2024;52:W540-W546.",
)
CLINVAR = Credit(
    "Free to use; ClinVar asks to be named as the source (NCBI's data use policy)",
    "Landrum MJ et al. ClinVar: improvements to accessing data. "
    "Nucleic Acids Res 2020;48:D835-D844.",
)
INTERPRO = Credit(
    "CC0 1.0 (InterPro, Pfam); Ensembl and ideogram: no restrictions",
    "Blum M et al. InterPro: the protein sequence classification resource in 2025. Nucleic Acids "
    "Res 2025;53:D444-D456. Martin FJ et al. Ensembl 2023. Nucleic Acids Res 2023;51:D933-D941.",
)
DEPMAP = Credit(
    "CC BY 4.0",
    "DepMap, Broad Institute. DepMap Public 26Q1. Tsherniak A et al. Defining a cancer dependency "
    "map. Cell 2017;170:564-576.",
)
IMPC = Credit(
    "CC BY 4.0",
    "International Mouse Phenotyping Consortium, release 24.0. Dickinson ME et al. High-throughput "
    "discovery of novel developmental phenotypes. Nature 2016;537:508-514.",
)
MONDO = Credit(
    "CC BY 4.0 (Mondo); the mapping file itself states no licence",
    "Vasilevsky NA et al. Mondo: unifying diseases for the world, by the world. "
    "medRxiv 2022.04.13.22273750.",
)
HGNC = Credit(
    "CC0 1.0 (HGNC)",
    "Seal RL et al. Genenames.org: the HGNC resources in 2023. "
    "Nucleic Acids Res 2023;51:D1003-D1009.",
)
GENCC = Credit(
    "CC0 1.0 (GenCC's own site)",
    "DiStefano MT et al. The Gene Curation Coalition: a global effort to harmonize gene-disease "
    "evidence resources. Genet Med 2022;24:1732-1742.",
)
G2P = Credit(
    "Free use (EMBL-EBI's terms)",
    "Thormann A et al. Flexible and scalable diagnostic filtering of genomic variants using G2P "
    "with Ensembl VEP. Nat Commun 2019;10:2373.",
)
S_HET = Credit(
    "As the record at Zenodo states it; not read from there yet",
    "Zeng T et al. Bayesian estimation of gene constraint from an evolutionary model with gene "
    "features. Nat Genet 2024. doi:10.1038/s41588-024-01820-9.",
)
DOSAGE_SCORES = Credit(
    "CC BY 4.0 (as the record at Zenodo is said to state; not read from there yet)",
    "Collins RL et al. A cross-disorder dosage sensitivity map of the human genome. "
    "Cell 2022;185:3041-3055.",
)
ALPHAMISSENSE = Credit(
    "CC BY 4.0 (its first version: CC BY-NC-SA 4.0)",
    "Cheng J et al. Accurate proteome-wide missense variant effect prediction with AlphaMissense. "
    "Science 2023;381:eadg7492.",
)
