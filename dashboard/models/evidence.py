"""What curators, registries and journals say of a gene."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curation:
    """One ClinGen gene-disease validity curation (T50, T51)."""

    disease: str
    mondo_id: str
    inheritance: str
    classification: str
    date: str | None
    panel: str | None
    url: str | None
    sop: str | None = None
    file_date: str | None = None


@dataclass(frozen=True, slots=True)
class DosageScore:
    """One ClinGen dosage sensitivity verdict: score (0-3, 30, 40), words, date."""

    score: int | None
    words: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Dosage:
    """ClinGen dosage sensitivity of a gene; None where it was not evaluated."""

    haploinsufficiency: DosageScore | None
    triplosensitivity: DosageScore | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Phenotype:
    """A disease that the source links to the gene, with the inheritance of that disease."""

    disease: str
    disease_id: str  # "OMIM:147060" or "ORPHA:2314"
    inheritance: tuple[str, ...]  # AD, AR, XL, XLD, XLR, MT, ...
    basis: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A clinical trial in which the gene's name matched; never a therapeutic option (T53)."""

    nct_id: str
    title: str
    status: str | None
    phases: tuple[str, ...]
    conditions: tuple[str, ...]
    interventions: tuple[str, ...]
    sponsor: str | None
    start: str | None
    start_planned: bool | None
    matched_in: tuple[str, ...] | None  # None: not recorded
    url: str | None = None
    wanted: tuple[str, ...] = ()  # "wild type", "negative", "excluded": as far as it says so (T67)


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication; `title` is None where it is damaged or empty (T57).

    `kind` is the most telling publication type of each list that has it, joined by "; ";
    `listed_in` names those lists, none where it is not a list of a query.
    """

    pmid: str | None
    title: str | None
    authors: tuple[str, ...]
    journal: str | None
    year: int | None
    kind: str | None
    language: str | None = None
    url: str | None = None
    listed_in: tuple[str, ...] = ()
    notice: str | None = None  # "Retracted publication", "Expression of concern", ... (T72)


@dataclass(frozen=True, slots=True)
class PublicationCount:
    """How many publications a query finds, and the query itself: a count says what it counts."""

    what: str  # "publications of two years", "reviews", "full-text mentions"
    query: str
    count: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GeneAbout:
    """A gene in a few sentences of its source, and its GeneReviews chapter if there is one."""

    summary: str | None
    source: str
    url: str | None
    genereviews: str | None = None  # "NBK25507"


@dataclass(frozen=True, slots=True)
class Essentiality:
    """What cell lines and mice do without a gene. None: not screened, or no call."""

    common_essential: bool | None  # DepMap: in most cancer cell lines
    strongly_selective: bool | None  # DepMap: in some of them
    mouse_viability: str | None  # IMPC, both copies lost: lethal, subviable, viable, conflicting
    mouse_symbol: str | None
    mgi_id: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """What one submitter of GenCC says of a gene and a disease, in GenCC's words.

    Each stands for itself: nothing is made of several.
    """

    submitter: str
    classification: str
    inheritance: str | None
    disease: str | None
    disease_id: str
    submitted_disease_id: str | None
    date: str | None
    url: str | None
    pmids: tuple[str, ...] = ()
    submission_id: str | None = None


@dataclass(frozen=True, slots=True)
class G2PRecord:
    """One record of Gene2Phenotype: how variants of a gene cause a disease, in G2P's words.

    `mechanism` is that of the disease ("loss of function", "dominant negative", ...); it belongs to
    the pair of gene and disease, never to the gene.
    """

    g2p_id: str
    disease: str
    mondo_id: str | None
    allelic_requirement: str | None
    confidence: str
    mechanism: str | None
    mechanism_support: str | None
    consequences: tuple[str, ...]
    panels: tuple[str, ...]
    date: str | None
    url: str
    pmids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of a gene beside gnomAD's, and how its authors mean it; never a verdict (T78).

    `lower` and `upper` are None where its source gives no interval; `threshold` is the one that
    its authors publish, None where they publish none. `transcript` is the one it was made on.
    """

    name: str
    title: str
    value: float
    lower: float | None
    upper: float | None
    interval: str | None
    meaning: str
    direction: str
    threshold: float | None
    threshold_source: str
    source: str
    release: str | None
    date: str | None
    transcript: str | None = None
    url: str | None = None
