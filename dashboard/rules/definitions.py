"""What the terms on screen mean: two sentences each, with their source and the rules they follow.

The single place of definitions: the popovers beside figures and the help of the page print these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GNOMAD_HELP = "https://gnomad.broadinstitute.org/help/constraint"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, its two sentences, who says so and where; `rules` are ids of docs/rules.md."""

    term: str
    sentences: tuple[str, str]
    source: str
    url: str
    rules: tuple[str, ...]


DEFINITIONS: Mapping[str, Definition] = {
    "loeuf": Definition(
        "LOEUF",
        (
            "The upper end of the 90 % interval of observed over expected predicted "
            "loss-of-function (pLoF) variants: the lower it is, the fewer than expected.",
            "It is continuous; the threshold beside it is what gnomAD recommends for the release "
            "shown, and says nothing of mechanism or penetrance.",
        ),
        "gnomAD help, constraint; Karczewski et al. 2020 (PMID 32461654)",
        GNOMAD_HELP,
        ("T1", "T4", "T18"),
    ),
    "oe": Definition(
        "o/e",
        (
            "Observed over expected: unique rare single-nucleotide variants seen in gnomAD "
            "(frequency below 0.1 %), over the number expected without selection.",
            "1 means as many as expected; variants are counted, neither people nor alleles.",
        ),
        "gnomAD help, constraint",
        GNOMAD_HELP,
        ("T19",),
    ),
    "interval": Definition(
        "90 % interval",
        (
            "The range of o/e that the counts allow: wide where few variants are expected.",
            "v2 takes it from a Poisson likelihood, v4.1.1 from a Gamma posterior; a bound that "
            "the release does not print is marked as computed here.",
        ),
        "gnomAD help, constraint; Karczewski et al. 2020 (PMID 32461654)",
        GNOMAD_HELP,
        ("T4",),
    ),
    "pli": Definition(
        "pLI",
        (
            "The probability, in a model with three kinds of genes, that a gene is intolerant of "
            "losing one of its two copies to pLoF variants.",
            "Most genes are near 0 or near 1 and it grows with the length of the gene: gnomAD "
            "recommends LOEUF instead.",
        ),
        "Lek et al. 2016 (PMID 27535533); gnomAD help, constraint",
        GNOMAD_HELP,
        ("T74",),
    ),
    "z": Definition(
        "Z",
        (
            "How far the observed count lies from the expected one, in standard deviations; "
            "above 0 there are fewer variants than expected.",
            "Z grows with the size of the sample and is not compared across releases.",
        ),
        "gnomAD help, constraint; Samocha et al. 2014 (PMID 25086666)",
        GNOMAD_HELP,
        ("T3", "T20"),
    ),
    "rank": Definition(
        "Rank",
        (
            "The place of the gene by this figure among all genes of the release that have one: "
            "1 is the most constrained.",
            "It is the release's own, or 1 + the number of rows before it, and never stands "
            "without the number of genes ranked.",
        ),
        "gnomAD's files; gnomAD help, constraint",
        GNOMAD_HELP,
        ("T5", "T7"),
    ),
    "flags": Definition(
        "Flags",
        (
            "gnomAD's marks on genes whose figures are less to be relied on, such as too many or "
            "too few synonymous variants.",
            "Flagged figures stay in sight with a caution and count in ranks, unless a switch "
            "says that they are left out.",
        ),
        "gnomAD help, constraint flags",
        GNOMAD_HELP,
        ("T13", "T21"),
    ),
    "mane": Definition(
        "MANE Select",
        (
            "The one transcript of a protein-coding gene that RefSeq and Ensembl agree on, base "
            "by base.",
            "A release may have its figures on another transcript: then the page names it.",
        ),
        "MANE, NCBI and EMBL-EBI; Morales et al. 2022 (PMID 35388217)",
        "https://www.ncbi.nlm.nih.gov/refseq/MANE/",
        ("T10",),
    ),
    "stars": Definition(
        "Review stars",
        (
            "ClinVar's review status: 4 practice guideline, 3 expert panel, 2 several submitters "
            "without conflict, 1 one submitter or conflicting, 0 no criteria.",
            "Stars say how a classification was reviewed, not how severe the variant is; an "
            "unknown status is unknown, not 0.",
        ),
        "ClinVar, review status",
        "https://www.ncbi.nlm.nih.gov/clinvar/docs/review_status/",
        ("T33",),
    ),
}
