"""The upstream services, one row each: names, address, limit, use, licence and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.rules.licences import (
    CLINGEN,
    CLINICAL_TRIALS,
    CLINVAR,
    GNOMAD_V2,
    GNOMAD_V4,
    HGNC,
    NOT_KNOWN,
    PUBMED,
    PUBTATOR,
    UNIPROT,
    Credit,
)


@dataclass(frozen=True, slots=True)
class Source:
    """An upstream service: its usual address, how often it may be asked, what it is used for.

    `name` is for settings (`GCD_NAME_URL`), logs and keys, `title` what people call it. `credits`
    are licence and citation of what it answers, by the name that stands at an answer.
    """

    name: str
    title: str
    base_url: str
    limit: str  # in the words of the `limits` library
    used_for: str
    credits: Mapping[str, Credit]
    slow_limit: str | None = None  # what of the limit slow questions may use
    pace_s: float = 0.0  # the shortest time between two requests
    words: str = ""  # the limit for people, where it is another than the service's own

    @property
    def limit_words(self) -> str:
        """Return how often it is asked, for people."""
        return self.words or (f"once in {self.pace_s:g} s" if self.pace_s else self.limit)


SOURCES: Mapping[str, Source] = {
    source.name: source
    for source in (
        Source(
            "gnomad",
            "gnomAD",
            "https://gnomad.broadinstitute.org/api",
            # It takes 10/minute, counted from when they arrive: some seconds after their turn.
            "10/63 second",
            "constraint, ClinVar variants, regional constraint",
            {"gnomAD": GNOMAD_V4, "ClinVar by gnomAD": CLINVAR},
            slow_limit="8/63 second",  # ClinVar's variants: two are left for constraint
            words="10/minute",
        ),
        Source(
            "eutils",
            "NCBI",
            "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
            "5/2 second",  # it takes 3/second, counted at its own end
            "gene summary, PubMed, ClinVar as the second way",
            {
                "PubMed": PUBMED,
                "ClinVar by NCBI": CLINVAR,
                "NCBI Gene": NOT_KNOWN,
                "NCBI MedGen": NOT_KNOWN,
                "MedGen": NOT_KNOWN,
            },
            pace_s=0.4,
        ),
        Source(
            "pubtator",
            "PubTator",
            "https://www.ncbi.nlm.nih.gov/research/pubtator3-api",
            "5/2 second",
            "full-text mentions",
            {"PubTator3": PUBTATOR},
            pace_s=0.4,
        ),
        Source(
            "clinicaltrials",
            "ClinicalTrials.gov",
            "https://clinicaltrials.gov/api/v2",
            "1/second",
            "clinical trials",
            {"ClinicalTrials.gov": CLINICAL_TRIALS},
        ),
        Source(
            "clingen",
            "ClinGen",
            "https://search.clinicalgenome.org",
            "1/second",
            "gene-disease validity, dosage",
            {"ClinGen": CLINGEN},
        ),
        Source(
            "uniprot",
            "UniProt",
            "https://rest.uniprot.org",
            "5/second",
            "protein length and domains, diseases of the protein",
            {"UniProt": UNIPROT},
        ),
        Source(
            "ncbi_ftp",
            "NCBI's file server",
            "https://ftp.ncbi.nlm.nih.gov",
            "1/second",
            "which diseases and which GeneReviews chapter a gene has",
            {"GeneReviews": NOT_KNOWN, "NCBI mim2gene_medgen": NOT_KNOWN},
        ),
        Source(
            "ensembl",
            "Ensembl",
            "https://rest.ensembl.org",
            "15/second",
            "the protein's length where UniProt has none",
            {"Ensembl": NOT_KNOWN},
        ),
        Source(
            "hgnc",
            "HGNC",
            "https://rest.genenames.org",
            "10/second",
            "names of genes that the embedded table does not know",
            {"HGNC": HGNC},
        ),
        Source(
            "mygene",
            "MyGene.info",
            "https://mygene.info/v3",
            "10/second",
            "the same where HGNC fails",
            {"MyGene.info": NOT_KNOWN},
        ),
        Source(
            "omim",
            "OMIM",
            "https://api.omim.org/api",
            "4/second",
            "diseases and inheritance, with your own key only",
            {"OMIM": NOT_KNOWN},
        ),
    )
}
TITLES: Mapping[str, str] = {source.name: source.title for source in SOURCES.values()}
CREDITS: Mapping[str, Credit] = {
    name: credit for source in SOURCES.values() for name, credit in source.credits.items()
}
WITH_NCBI_KEY = ("9/second", 0.11)  # limit and pace: with a key NCBI takes 10/second


def credit(source: str, build: str | None = None) -> Credit:
    """Return licence and citation of an answer; gnomAD's v2 is on GRCh37, its v4 on GRCh38.

    Raises:
        KeyError: No row names the source of this answer.
    """
    if source == "gnomAD" and build != "GRCh38":
        return GNOMAD_V2
    return CREDITS[source]
