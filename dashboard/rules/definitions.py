"""What the terms on screen mean: two sentences each, with their source and the rules they follow.

The single place of definitions: popovers beside figures and the page of the glossary print these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.models import State
from dashboard.rules.absence import STATE_WORDS as SAID

GNOMAD_HELP = "https://gnomad.broadinstitute.org/help/constraint"
CLINVAR_CLASSES = "https://www.ncbi.nlm.nih.gov/clinvar/docs/clinsig/"
TRIALS_HELP = "https://clinicaltrials.gov/study-basics/glossary"
HGNC_HELP = "https://www.genenames.org/help/symbol-report/"
OWN_RULES = "~/about#display-rules"
"""Where the project's own rules stand, below the address that the app is served at."""
THIS_PROJECT = "this dashboard, how figures are shown"

CONSTRAINT, TRANSCRIPTS, VARIANTS, DISEASE, LITERATURE, STATES, LISTS = (
    "Constraint",
    "Releases, transcripts and symbols",
    "Variants",
    "Disease",
    "Trials and literature",
    "What is known and what is not",
    "Lists of genes",
)
GROUPS = (CONSTRAINT, TRANSCRIPTS, VARIANTS, DISEASE, LITERATURE, STATES, LISTS)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, its two sentences, who says so and where; `rules` are ids of docs/rules.md."""

    term: str
    sentences: tuple[str, str]
    source: str
    url: str
    rules: tuple[str, ...]
    group: str = CONSTRAINT


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
    "scores": Definition(
        "Other scores",
        (
            "Figures of other groups for the same gene, such as s_het, pHaplo and pTriplo, each "
            "with what it measures and in which direction it runs.",
            "A threshold stands only where the authors publish one, and none is a verdict.",
        ),
        "the publication that is named with each score",
        OWN_RULES,
        ("T78",),
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
        TRANSCRIPTS,
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
        VARIANTS,
    ),
    "threshold": Definition(
        "LOEUF threshold",
        (
            "The LOEUF below which gnomAD recommends to call a gene constrained: 0.35 in v2.1 and"
            " v2.1.1, 0.6 in v4.0 and v4.1, 0.45 from v4.1.1 on.",
            "It belongs to the release and is never carried over to another one; LOEUF itself is "
            "continuous, and no gene changes its nature at the threshold.",
        ),
        "gnomAD, announcements of constraint in v4 (2024) and v4.1.1 (2026)",
        GNOMAD_HELP,
        ("T1", "T2"),
        CONSTRAINT,
    ),
    "percentile": Definition(
        "Percentile",
        (
            "The share of ranked genes that are as constrained as this one or more, written as "
            "“among the most constrained 0.9 %”.",
            "gnomAD's own deciles and sextiles count from 0, the most constrained; a percentile "
            "stands only where all genes of a release are here.",
        ),
        "gnomAD help, constraint",
        GNOMAD_HELP,
        ("T5", "T6"),
        CONSTRAINT,
    ),
    "plof": Definition(
        "pLoF",
        (
            "Predicted loss-of-function variants: stop gained, frameshift and essential splice "
            "site variants that are expected to disable a copy of the gene.",
            "Constraint counts single-nucleotide pLoF variants that LOFTEE, gnomAD's filter, "
            "rates as high confidence; what a prediction says of one variant is not proven.",
        ),
        "gnomAD help, constraint; Karczewski et al. 2020 (PMID 32461654)",
        GNOMAD_HELP,
        ("T11", "T74"),
        CONSTRAINT,
    ),
    "missense": Definition(
        "Missense",
        (
            "Variants that exchange one amino acid of the protein for another.",
            "gnomAD names a Z above 3.09 for missense constraint; there is no recommended cut-off"
            " of missense o/e, so none is drawn.",
        ),
        "gnomAD help, constraint",
        GNOMAD_HELP,
        ("T20",),
        CONSTRAINT,
    ),
    "synonymous": Definition(
        "Synonymous",
        (
            "Variants that leave the protein's sequence as it is; they serve as the control, as "
            "o/e near 1 is expected.",
            "Where many more or fewer of them are seen than expected, the figures of the other "
            "classes are not reliable either.",
        ),
        "gnomAD help, constraint",
        GNOMAD_HELP,
        ("T21",),
        CONSTRAINT,
    ),
    "not_estimable": Definition(
        "Not estimable",
        (
            "No variant of the class is expected in the gene, so there is nothing to divide by.",
            "It is not the same as an o/e of 0, which means that variants were expected and none "
            "was seen.",
        ),
        "gnomAD help, constraint",
        GNOMAD_HELP,
        ("T12",),
        CONSTRAINT,
    ),
    "underpowered": Definition(
        "Underpowered",
        (
            "Fewer than 10 pLoF variants are expected: the gene is too short for a firm statement.",
            "Its interval is wide, and a LOEUF above the threshold does not show that the gene "
            "tolerates loss.",
        ),
        "gnomAD help, constraint; Karczewski et al. 2020 (PMID 32461654)",
        GNOMAD_HELP,
        ("T14",),
        CONSTRAINT,
    ),
    "axis": Definition(
        "Arrow at the end of a bar",
        (
            "The axis of observed / expected runs from 0 to 2 for every gene and class, so that "
            "bars can be compared from page to page.",
            "An arrow marks a value or an interval that ends beyond 2; the number beside it is "
            "exact.",
        ),
        "this dashboard, how figures are shown",
        OWN_RULES,
        ("T22",),
        CONSTRAINT,
    ),
    "regional": Definition(
        "Regional missense constraint",
        (
            "Stretches of a protein that have fewer missense variants than expected, where the "
            "gene as a whole has no such lack or a smaller one.",
            "Residues are those of the transcript that the release used; the strip is drawn only "
            "where its protein is as long as the one shown.",
        ),
        "gnomAD help, regional constraint; Chao et al. 2024 (bioRxiv 2024.04.11.588920)",
        "https://gnomad.broadinstitute.org/help/regional-constraint",
        ("T10",),
        CONSTRAINT,
    ),
    "special": Definition(
        "Genes to read with care",
        (
            "Clonal haematopoiesis brings somatic variants into blood samples (ASXL1, DNMT3A, "
            "TET2), and false duplications in GRCh38 hide variants (CBS, KCNE1, CRYAA).",
            "Observed counts of these genes are off for a technical reason, so a caution stands "
            "beside them.",
        ),
        "gnomAD help, constraint; Miller et al. 2022 on false duplications",
        GNOMAD_HELP,
        ("T17",),
        CONSTRAINT,
    ),
    "no_constraint": Definition(
        "No constraint figures",
        (
            "Genes that code for no protein have none, X and Y are absent from v4.0 and v4.1, and"
            " mitochondrial genes have a metric of their own.",
            "The page says which of these holds; a missing figure is never 0.",
        ),
        "gnomAD help, constraint; HGNC locus types",
        GNOMAD_HELP,
        ("T15", "T16"),
        CONSTRAINT,
    ),
    "release": Definition(
        "Release and build",
        (
            "A release is one published version of gnomAD's figures; its build is the reference "
            "genome that it was made on (GRCh37 or GRCh38).",
            "A page keeps the release it opened with until you choose another; o/e and rank can "
            "be compared across releases, Z cannot.",
        ),
        "gnomAD, releases and change log",
        "https://gnomad.broadinstitute.org/news/changelog/",
        ("T2", "T71", "T75"),
        TRANSCRIPTS,
    ),
    "mane_plus": Definition(
        "MANE Plus Clinical",
        (
            "A further transcript of a gene that is needed to report variants which MANE Select "
            "lacks.",
            "It is named beside MANE Select; constraint stands on one transcript only.",
        ),
        "MANE, NCBI and EMBL-EBI; Morales et al. 2022 (PMID 35388217)",
        "https://www.ncbi.nlm.nih.gov/refseq/MANE/",
        ("T10",),
        TRANSCRIPTS,
    ),
    "canonical": Definition(
        "Canonical transcript",
        (
            "The transcript that Ensembl puts forward for a gene, chosen by conservation, "
            "expression and length.",
            "It stands in for MANE Select where a gene has none, and in v2, which is older than "
            "MANE.",
        ),
        "Ensembl, canonical transcript",
        "https://www.ensembl.org/info/genome/genebuild/canonical.html",
        ("T8", "T10", "T62"),
        TRANSCRIPTS,
    ),
    "symbol": Definition(
        "Approved, previous and alias symbols",
        (
            "HGNC approves one symbol for each human gene; a previous symbol was approved once, "
            "an alias is in use without approval.",
            "Where a text names one gene only by an old symbol or an alias, the page says how it "
            "was read; where it can mean several, you are asked.",
        ),
        "HGNC",
        "https://www.genenames.org/about/guidelines/",
        ("T9", "T54", "T63", "T64"),
        TRANSCRIPTS,
    ),
    "locus_type": Definition(
        "Locus type",
        (
            "What kind of gene HGNC says it is, such as gene with protein product, pseudogene or "
            "long non-coding RNA.",
            "It gives the reason where a gene has no constraint figures.",
        ),
        "HGNC, locus types",
        HGNC_HELP,
        ("T16", "T70"),
        TRANSCRIPTS,
    ),
    "classes": Definition(
        "ClinVar classes",
        (
            "The germline classification of a variant, from pathogenic to benign, read by "
            "ClinVar's exact words.",
            "Eleven classes are shown; drug response, risk factor and the like are “other”, and "
            "the words of the source stand in the table.",
        ),
        "ClinVar, representation of classifications",
        CLINVAR_CLASSES,
        ("T30", "T31"),
        VARIANTS,
    ),
    "plp": Definition(
        "Pathogenic or likely pathogenic (P/LP)",
        (
            "The number of records that ClinVar classifies as pathogenic, likely pathogenic or "
            "both together.",
            "Records with conflicting classifications are not among them; a count of records is "
            "no number of patients.",
        ),
        "ClinVar, representation of classifications",
        CLINVAR_CLASSES,
        ("T34",),
        VARIANTS,
    ),
    "conflicting": Definition(
        "Conflicting",
        (
            "Submitters to ClinVar classify the variant in ways that contradict each other.",
            "It is a class of its own and is counted neither as pathogenic nor as benign.",
        ),
        "ClinVar, representation of classifications",
        CLINVAR_CLASSES,
        ("T30", "T34"),
        VARIANTS,
    ),
    "uncertain": Definition(
        "Uncertain significance (VUS)",
        (
            "The evidence does not suffice to call the variant pathogenic or benign.",
            "ClinVar's VUS-high, VUS-mid and VUS-low of 2026 are shown as uncertain, with their "
            "own words in the table.",
        ),
        "ClinVar, representation of classifications",
        CLINVAR_CLASSES,
        ("T66",),
        VARIANTS,
    ),
    "germline": Definition(
        "Germline, somatic, oncogenicity",
        (
            "ClinVar has three separate classifications: of inherited variants, of the clinical "
            "impact of a variant in a tumour, and of whether it drives cancer.",
            "Plots and counts here show the germline one; the three are never mixed.",
        ),
        "ClinVar, representation of classifications",
        CLINVAR_CLASSES,
        ("T32",),
        VARIANTS,
    ),
    "lollipop": Definition(
        "Lollipop plot",
        (
            "Each stem is a residue of the protein with variants; its height is the number of "
            "records there.",
            "Several changes of DNA can give one change of protein: pointing at a stem lists them"
            " all.",
        ),
        "this dashboard, how figures are shown",
        OWN_RULES,
        ("T39",),
        VARIANTS,
    ),
    "protein_change": Definition(
        "Protein change and residue",
        (
            "How a variant changes the protein, as HGVS writes it: p.Arg382Trp replaces arginine "
            "at residue 382 by tryptophan.",
            "A range is placed at its first residue; a change without a residue (p.=, p.?, p.0) "
            "has no place on the plot.",
        ),
        "HGVS nomenclature",
        "https://hgvs-nomenclature.org/stable/recommendations/protein/",
        ("T36", "T68", "T76"),
        VARIANTS,
    ),
    "off_plot": Definition(
        "Not on the plot",
        (
            "Splice, intronic and untranslated variants have no residue, and some records name a "
            "residue that the protein shown does not have.",
            "They are counted and listed beside the plot, never drawn at 0; large copy-number "
            "variants and records of neighbouring genes are counted apart.",
        ),
        "HGVS nomenclature; MANE",
        "https://hgvs-nomenclature.org/stable/recommendations/protein/",
        ("T35", "T37", "T38"),
        VARIANTS,
    ),
    "consequence": Definition(
        "Consequence",
        (
            "What a variant does to the transcript: missense, frameshift, stop gained, splice and"
            " so on.",
            "It follows from the transcript: on another transcript of the gene it may differ.",
        ),
        "Ensembl, calculated consequences",
        "https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html",
        ("T10", "T37"),
        VARIANTS,
    ),
    "domains": Definition(
        "Domains and protein length",
        (
            "Parts of the protein that fold or act on their own, as UniProt or InterPro places "
            "them.",
            "Where the lengths of UniProt's sequence and of the transcript's protein differ, "
            "their residue numbers may differ too, and the page says so.",
        ),
        "UniProt, family and domains",
        "https://www.uniprot.org/help/domain",
        ("T10",),
        VARIANTS,
    ),
    "clinvar_release": Definition(
        "ClinVar's date",
        (
            "The day of the ClinVar release that the variants come from.",
            "It is not the day on which they were fetched: both dates stand in the source line.",
        ),
        "ClinVar; gnomAD",
        "https://www.ncbi.nlm.nih.gov/clinvar/docs/maintenance_use/",
        ("T41", "T42"),
        VARIANTS,
    ),
    "validity": Definition(
        "Gene-disease validity",
        (
            "ClinGen's judgement of the evidence that a gene causes a disease: definitive, "
            "strong, moderate, limited, or no known relationship.",
            "Disputed and refuted are evidence against the relationship, not weak evidence for "
            "it; all curations are listed.",
        ),
        "ClinGen, gene-disease validity",
        "https://clinicalgenome.org/curation-activities/gene-disease-validity/",
        ("T50", "T52"),
        DISEASE,
    ),
    "gencc": Definition(
        "GenCC submissions",
        (
            "What each submitter of the Gene Curation Coalition says of a gene and a disease, in "
            "its own word.",
            "Submissions that disagree stand side by side, and no word is made of several.",
        ),
        "GenCC; DiStefano et al. 2022 (PMID 35507016)",
        "https://thegencc.org/",
        ("T79",),
        DISEASE,
    ),
    "dosage": Definition(
        "Dosage sensitivity",
        (
            "ClinGen's judgement of whether losing or gaining one copy of a gene causes a disease"
            " (haploinsufficiency, triplosensitivity).",
            "Scores run from 0, no evidence, to 3, sufficient evidence; 30 is a recessive gene "
            "and 40 means that dosage sensitivity is unlikely.",
        ),
        "ClinGen, dosage sensitivity",
        "https://clinicalgenome.org/curation-activities/dosage-sensitivity/",
        ("T52",),
        DISEASE,
    ),
    "inheritance": Definition(
        "Inheritance",
        (
            "How a disease runs in families, such as autosomal dominant (AD), autosomal recessive"
            " (AR) or X-linked (XL).",
            "It belongs to the pair of gene and disease: one gene can cause a dominant and a "
            "recessive disease.",
        ),
        "ClinGen; HPO",
        "https://hpo.jax.org/",
        ("T51",),
        DISEASE,
    ),
    "trial": Definition(
        "Trials that name the gene",
        (
            "A trial on ClinicalTrials.gov whose record has the gene in its title, condition, "
            "keyword, intervention or eligibility text.",
            "To name a gene is not to treat it: a trial may exclude people with a variant or want"
            " the wild type, and it is no therapeutic option.",
        ),
        "ClinicalTrials.gov",
        TRIALS_HELP,
        ("T53", "T67"),
        LITERATURE,
    ),
    "ambiguous": Definition(
        "Ambiguous symbol",
        (
            "The symbol is a word as well (CAT, SET, MET, REST), so a text that has it need not "
            "mean the gene.",
            "Such a symbol counts only as a whole word in capitals, and a badge says so.",
        ),
        "HGNC; ClinicalTrials.gov",
        HGNC_HELP,
        ("T54",),
        LITERATURE,
    ),
    "status_phase": Definition(
        "Status and phase",
        (
            "How far a trial has come, and which stage of testing it belongs to, in the words of "
            "ClinicalTrials.gov.",
            "“Not applicable” stands for trials without a phase; a start that lies in the future "
            "is a planned start.",
        ),
        "ClinicalTrials.gov, glossary",
        TRIALS_HELP,
        ("T55", "T56"),
        LITERATURE,
    ),
    "publications": Definition(
        "Publications and their query",
        (
            "Titles that PubMed finds for the query that is printed above the list; each count "
            "says which query it counts.",
            "A title in brackets is a translation; a retraction, an erratum or an expression of "
            "concern is shown as what it is.",
        ),
        "PubMed help",
        "https://pubmed.ncbi.nlm.nih.gov/help/",
        ("T57", "T72"),
        LITERATURE,
    ),
    "states": Definition(
        "States of an answer",
        (
            f"{SAID[State.LOADED].capitalize()} is the source's answer now, {SAID[State.SNAPSHOT]} "
            f"a table of this installation, {SAID[State.STALE]} the last answer of a source that "
            f"fails; {SAID[State.PENDING]} is being fetched.",
            f"{SAID[State.EMPTY].capitalize()} means that the source was asked and lists nothing; "
            f"{SAID[State.UNAVAILABLE]} that it did not answer; {SAID[State.NOT_COVERED]} that the "
            "table here does not have the gene.",
        ),
        "this dashboard, how figures are shown",
        OWN_RULES,
        ("T60",),
        STATES,
    ),
    "at_least": Definition(
        "At least",
        (
            "The table here has a part of what its source has, so more may exist.",
            "Nothing is concluded or counted from a part; “none” is never said of it.",
        ),
        "this dashboard, how figures are shown",
        OWN_RULES,
        ("T61",),
        STATES,
    ),
    "unknown": Definition(
        "Dash (—)",
        (
            "The figure is not known, and the reason stands beside it.",
            "Unknown is never 0 and never counts as “benign” or “not constrained”.",
        ),
        "this dashboard, how figures are shown",
        OWN_RULES,
        ("T18", "T60"),
        STATES,
    ),
    "licence": Definition(
        "Licence",
        (
            "The terms under which a source gives its data, as the source states them.",
            "Where two statements of a source differ, both are named; exports carry them.",
        ),
        "the sources' own pages",
        "~/data",
        ("T73",),
        STATES,
    ),
    "repaired": Definition(
        "Repaired symbols",
        (
            "Symbols in a list that a spreadsheet turned into dates, and previous symbols, are "
            "replaced by today's and reported line by line.",
            "Where a date can be two genes (1-Mar, 2-Mar) you are asked; headings and notes are "
            "set aside with their line numbers.",
        ),
        "Ziemann et al. 2016 (PMID 27552985); HGNC",
        "https://pubmed.ncbi.nlm.nih.gov/27552985/",
        ("T59", "T65", "T77"),
        LISTS,
    ),
    "selection": Definition(
        "Chosen by a metric",
        (
            "A list that was chosen by a metric, such as a low LOEUF, differs from all genes in "
            "this metric by its making.",
            "It is therefore not tested for that metric.",
        ),
        "statistics: selection on the outcome",
        "~/about#display-rules",
        ("T69",),
        LISTS,
    ),
}
