"""The upstream services: names, addresses, limits. A new source is one module and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """An upstream service: its usual address, how often it may be asked, what it is used for."""

    name: str
    base_url: str
    limit: str  # in the words of the `limits` library
    used_for: str
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
            "https://gnomad.broadinstitute.org/api",
            # It takes 10/minute, counted from when they arrive: some seconds after their turn.
            "10/63 second",
            "constraint, ClinVar variants, regional constraint",
            slow_limit="8/63 second",  # ClinVar's variants: two are left for constraint
            words="10/minute",
        ),
        Source(
            "eutils",
            "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
            "5/2 second",  # it takes 3/second, counted at its own end
            "gene summary, PubMed, ClinVar as the second way",
            pace_s=0.4,
        ),
        Source(
            "pubtator",
            "https://www.ncbi.nlm.nih.gov/research/pubtator3-api",
            "5/2 second",
            "full-text mentions",
            pace_s=0.4,
        ),
        Source(
            "clinicaltrials", "https://clinicaltrials.gov/api/v2", "1/second", "clinical trials"
        ),
        Source(
            "clingen",
            "https://search.clinicalgenome.org",
            "1/second",
            "gene-disease validity, dosage",
        ),
        Source(
            "uniprot",
            "https://rest.uniprot.org",
            "5/second",
            "protein length and domains, diseases of the protein",
        ),
        Source(
            "ncbi_ftp",
            "https://ftp.ncbi.nlm.nih.gov",
            "1/second",
            "which diseases and which GeneReviews chapter a gene has",
        ),
        Source(
            "ensembl",
            "https://rest.ensembl.org",
            "15/second",
            "the protein's length where UniProt has none",
        ),
        Source(
            "hgnc",
            "https://rest.genenames.org",
            "10/second",
            "names of genes that the embedded table does not know",
        ),
        Source("mygene", "https://mygene.info/v3", "10/second", "the same where HGNC fails"),
        Source(
            "omim",
            "https://api.omim.org/api",
            "4/second",
            "diseases and inheritance, with your own key only",
        ),
    )
}
WITH_NCBI_KEY = ("9/second", 0.11)  # limit and pace: with a key NCBI takes 10/second
