"""One function a question: which live sources answer it, in which order, out of which payload."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.live.asking import Live, Noted, Payload
from dashboard.live.diseases import genereviews, phenotypes
from dashboard.live.literature import SEARCHES, about, publication_counts, publications
from dashboard.live.origins import Origin, origin
from dashboard.live.payloads import (
    ABOUT,
    CHAPTERS,
    CLINVAR,
    DOSAGE,
    GNOMAD_GENE,
    MENTIONS,
    MIMS,
    PROTEIN,
    TRIALS,
    VALIDITY,
    today,
)
from dashboard.models import (
    Constraint,
    Curation,
    Dosage,
    Features,
    Gene,
    Loaded,
    RegionalConstraint,
    State,
    Trial,
    VariantSet,
    Wait,
)
from dashboard.releases import V4_LIVE
from dashboard.sources import (
    clingen,
    clinicaltrials,
    eutils_clinvar,
    gnomad_constraint,
    gnomad_regions,
    gnomad_variants,
    uniprot,
)


def begin(live: Live, genes: Sequence[Gene], questions: Sequence[str], wait: Wait) -> None:
    """Have everything fetched that the questions need first and that is not fresh."""
    needed = dict.fromkeys(payload for name in questions for payload in NEEDS.get(name, ()))
    for gene in genes:
        live.begin(needed, gene, wait)


def constraint(live: Live, gene: Gene, wait: Wait, release: str) -> Loaded[Constraint]:
    """Return the gene's constraint from gnomAD's service: v2.1.1, or v4 of an unstated release."""
    build = "GRCh38" if release == V4_LIVE else "GRCh37"
    stated = "release not stated" if release == V4_LIVE else release
    return live.answer(
        GNOMAD_GENE,
        gene,
        wait,
        lambda payload: gnomad_constraint.parse_constraint(payload, gene, release, today()),
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

    def parse(payload: Any) -> Noted[tuple[Trial, ...]]:
        found = clinicaltrials.parse_trials(payload)
        return Noted(found.trials, found.ledger)

    return live.answer(
        TRIALS,
        gene,
        wait,
        parse,
        origin("ClinicalTrials.gov", f"https://clinicaltrials.gov/search?term={gene.symbol}"),
    )


def _clinvar_url(gene: Gene) -> str:
    return f"https://www.ncbi.nlm.nih.gov/clinvar/?term={gene.symbol}%5Bgene%5D"


def _clingen(page: str) -> Origin:
    return origin("ClinGen", f"https://search.clinicalgenome.org/kb/{page}")


QUESTIONS: Mapping[str, Callable[[Live, Gene, Wait], Loaded[Any]]] = {
    "regional": regional,
    "features": features,
    "validity": validity,
    "dosage": dosage,
    "trials": trials,
    "phenotypes": phenotypes,
    "genereviews": genereviews,
    "about": about,
    "publication_counts": publication_counts,
    "publications": publications,
}

# What each question asks for first; all of it sets out before anything is waited for.
NEEDS: Mapping[str, tuple[Payload, ...]] = {
    "constraint": (GNOMAD_GENE,),
    "variants": (GNOMAD_GENE,),
    "clinvar": (GNOMAD_GENE,),
    "regional": (GNOMAD_GENE,),
    "features": (PROTEIN,),
    "validity": (VALIDITY,),
    "dosage": (DOSAGE,),
    "trials": (TRIALS,),
    "phenotypes": (MIMS, PROTEIN),
    "genereviews": (CHAPTERS,),
    "about": (ABOUT,),
    "publication_counts": (*SEARCHES.values(), MENTIONS),
    "publications": (*SEARCHES.values(), MENTIONS),
}
