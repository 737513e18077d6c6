"""One function a question: which live sources answer it, in which order, out of which payload."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from dashboard.cache import Kept
from dashboard.constraint import V4_LIVE
from dashboard.live.asking import DAY_S, Live, Payload
from dashboard.models import (
    Constraint,
    Curation,
    Dosage,
    Features,
    Gene,
    GeneAbout,
    Loaded,
    Provenance,
    Publication,
    PublicationCount,
    RegionalConstraint,
    State,
    Trial,
    VariantSet,
    Wait,
)
from dashboard.sources import (
    clingen,
    clinicaltrials,
    eutils_clinvar,
    eutils_gene,
    eutils_pubmed,
    gnomad,
    gnomad_constraint,
    gnomad_regions,
    gnomad_variants,
    pubtator,
    uniprot,
)
from dashboard.sources.pubmed_queries import KINDS

Origin = Callable[[Kept | None], Provenance]

GNOMAD_GENE = Payload("gnomad", "gene", gnomad.fetch_gene, whole=gnomad.is_whole)
CLINVAR = Payload("eutils", "clinvar", eutils_clinvar.fetch_variants)
ABOUT = Payload("eutils", "gene", eutils_gene.fetch_about, fresh_s=7 * DAY_S)
VALIDITY = Payload(
    "clingen", "validity", lambda http, _: clingen.fetch_validity(http), of_gene=False
)
DOSAGE = Payload("clingen", "dosage", lambda http, _: clingen.fetch_dosage(http), of_gene=False)
PROTEIN = Payload("uniprot", "protein", uniprot.fetch_protein, fresh_s=7 * DAY_S)
TRIALS = Payload("clinicaltrials", "trials", clinicaltrials.fetch_trials)
MENTIONS = Payload("pubtator", "mentions", pubtator.fetch_mentions)


def origin(source: str, url: str, release: str | None = None, build: str | None = None) -> Origin:
    """Return a function from what is kept to its provenance, dated by when it was fetched."""
    return lambda kept: Provenance(
        source, release, build, url, kept.fetched_at if kept is not None else None
    )


def constraint(live: Live, gene: Gene, wait: Wait, release: str) -> Loaded[Constraint]:
    """Return the gene's constraint from gnomAD's service: v2.1.1, or v4 of an unstated release."""
    build = "GRCh38" if release == V4_LIVE else "GRCh37"
    stated = "release not stated" if release == V4_LIVE else release
    return live.answer(
        GNOMAD_GENE,
        gene,
        wait,
        lambda payload: gnomad_constraint.parse_constraint(payload, gene, release, _today()),
        origin(
            "gnomAD", f"https://gnomad.broadinstitute.org/gene/{gene.ensembl_id}", stated, build
        ),
        release,
    )


def clinvar(live: Live, gene: Gene, wait: Wait, length: int | None) -> Loaded[VariantSet]:
    """Return ClinVar's variants: by gnomAD on the MANE transcript, else by NCBI's summaries."""
    first = live.answer(
        GNOMAD_GENE,
        gene,
        wait,
        lambda payload: gnomad_variants.parse_variants(payload, gene, length),
        origin("ClinVar by gnomAD", _clinvar_url(gene), None, "GRCh38"),
        "clinvar",
    )
    if first.state is not State.UNAVAILABLE:
        return first
    second = live.answer(
        CLINVAR,
        gene,
        wait,
        lambda payload: eutils_clinvar.parse_variants(payload, gene, length),
        origin("ClinVar by NCBI", _clinvar_url(gene)),
    )
    return first if second.state is State.UNAVAILABLE else second


def regional(live: Live, gene: Gene, wait: Wait) -> Loaded[RegionalConstraint]:
    """Return regional missense constraint of gnomAD v2.1.1, which is on GRCh37."""
    return live.answer(
        GNOMAD_GENE,
        gene,
        wait,
        lambda payload: gnomad_regions.parse_regions(payload, gene),
        origin("gnomAD", "https://gnomad.broadinstitute.org/", "v2.1.1", "GRCh37"),
        "regional",
    )


def validity(live: Live, gene: Gene, wait: Wait) -> Loaded[tuple[Curation, ...]]:
    """Return ClinGen's curations out of its daily file."""
    return live.answer(
        VALIDITY, gene, wait, lambda p: clingen.parse_validity(p, gene), _clingen("gene-validity")
    )


def dosage(live: Live, gene: Gene, wait: Wait) -> Loaded[Dosage]:
    """Return ClinGen's dosage verdicts out of its daily file."""
    return live.answer(
        DOSAGE, gene, wait, lambda p: clingen.parse_dosage(p, gene), _clingen("gene-dosage")
    )


def features(live: Live, gene: Gene, wait: Wait) -> Loaded[Features]:
    """Return length and features of UniProt's reviewed entry."""

    def parse(payload: Any) -> Features | None:
        found = uniprot.parse_protein(payload, gene)
        return found.features if found else None

    url = f"https://www.uniprot.org/uniprotkb/{gene.uniprot_id or ''}"
    return live.answer(PROTEIN, gene, wait, parse, origin("UniProt", url))


def trials(live: Live, gene: Gene, wait: Wait) -> Loaded[tuple[Trial, ...]]:
    """Return the trials that name the gene, each with where it does (T53)."""
    return live.answer(
        TRIALS,
        gene,
        wait,
        lambda payload: clinicaltrials.parse_trials(payload).trials,
        origin("ClinicalTrials.gov", f"https://clinicaltrials.gov/search?term={gene.symbol}"),
    )


def about(live: Live, gene: Gene, wait: Wait) -> Loaded[GeneAbout]:
    """Return NCBI's summary of the gene."""
    url = f"https://www.ncbi.nlm.nih.gov/gene/{gene.entrez_id or ''}"
    return live.answer(
        ABOUT, gene, wait, lambda p: eutils_gene.parse_about(p, gene), origin("NCBI Gene", url)
    )


def publication_counts(live: Live, gene: Gene, wait: Wait) -> Loaded[tuple[PublicationCount, ...]]:
    """Return how many publications each query finds, with the query."""
    return merged(
        [
            *(
                live.answer(
                    _search(kind),
                    gene,
                    wait,
                    lambda payload: (eutils_pubmed.parse_count(payload, gene),),
                    _pubmed(gene),
                )
                for kind in KINDS
            ),
            live.answer(
                MENTIONS, gene, wait, lambda p: (pubtator.parse_count(p),), _pubtator(gene), "count"
            ),
        ]
    )


def publications(live: Live, gene: Gene, wait: Wait) -> Loaded[tuple[Publication, ...]]:
    """Return the newest of each kind; a list is asked for when its search has answered."""
    lists = [_listed(live, gene, wait, kind) for kind in KINDS]
    mentions = live.answer(MENTIONS, gene, wait, pubtator.parse_mentions, _pubtator(gene), "list")
    return merged([*lists, mentions])


def _listed(live: Live, gene: Gene, wait: Wait, kind: str) -> Loaded[tuple[Publication, ...]]:
    asked = live.ask(_search(kind), gene, wait)
    if asked.kept is None:
        return live.answer(_search(kind), gene, wait, lambda _: None, _pubmed(gene))
    found = asked.kept.value
    records = Payload(
        "eutils", f"records-{kind}", lambda http, g: eutils_pubmed.fetch_records(http, found, g)
    )
    return live.answer(records, gene, wait, eutils_pubmed.parse_records, _pubmed(gene))


def _search(kind: str) -> Payload:
    def fetch(http: Any, gene: Gene) -> Any:
        return eutils_pubmed.fetch_search(http, gene, kind, datetime.now(UTC).date())

    return Payload("eutils", f"search-{kind}", fetch)


def merged(parts: Sequence[Loaded[tuple[Any, ...]]]) -> Loaded[tuple[Any, ...]]:
    """Return several lists as one; a part that failed never makes the whole look empty (T60)."""
    data = tuple(item for part in parts for item in part.data or ())
    states = {part.state for part in parts}
    order = (State.STALE, State.LOADED) if data else (State.PENDING, State.UNAVAILABLE)
    state = next((state for state in order if state in states), State.EMPTY)
    return Loaded(
        state,
        data if data or state is State.EMPTY else None,
        next((part.provenance for part in parts if part.data), parts[0].provenance),
        next((part.problem for part in parts if part.problem), None),
        any(part.refreshing for part in parts),
    )


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _clinvar_url(gene: Gene) -> str:
    return f"https://www.ncbi.nlm.nih.gov/clinvar/?term={gene.symbol}%5Bgene%5D"


def _clingen(page: str) -> Origin:
    return origin("ClinGen", f"https://search.clinicalgenome.org/kb/{page}")


def _pubmed(gene: Gene) -> Origin:
    return origin("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/?term={gene.symbol}")


def _pubtator(gene: Gene) -> Origin:
    return origin(
        "PubTator3",
        f"https://www.ncbi.nlm.nih.gov/research/pubtator3/docsum?text=@GENE_{gene.symbol}",
    )


QUESTIONS: Mapping[str, Callable[[Live, Gene, Wait], Loaded[Any]]] = {
    "regional": regional,
    "features": features,
    "validity": validity,
    "dosage": dosage,
    "trials": trials,
    "about": about,
    "publication_counts": publication_counts,
    "publications": publications,
}
