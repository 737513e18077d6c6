"""One function a question: which live sources answer it, in which order, out of which payload."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.models import (
    Answer,
    Constraint,
    Curation,
    Dosage,
    Features,
    Gene,
    GeneAbout,
    RegionalConstraint,
    Trial,
    Wait,
)
from dashboard.rules.releases import LIVE_RELEASES, V4_LIVE
from dashboard.upstream.answers import literature
from dashboard.upstream.answers.diseases import genereviews, phenotypes
from dashboard.upstream.answers.literature import SEARCHES, publication_counts, publications
from dashboard.upstream.answers.live_sources import LiveRequest, Parsed, Payload
from dashboard.upstream.answers.payloads import (
    ABOUT,
    CHAPTERS,
    DOSAGE,
    GNOMAD_CLINVAR,
    GNOMAD_GENE,
    MENTIONS,
    MIMS,
    PROTEIN,
    REGIONAL,
    TRANSCRIPT,
    TRIALS,
    VALIDITY,
    constraints_payload,
    today,
)
from dashboard.upstream.answers.provenance import NOT_STATED, Origin, origin
from dashboard.upstream.sources import (
    clingen,
    clinicaltrials,
    ensembl,
    gnomad,
    gnomad_constraint,
)
from dashboard.upstream.sources.gnomad_queries import MOST_GENES, MOST_GENES_OF_BOTH

MOST_TOGETHER = {  # genes of one question
    name: MOST_GENES if name == V4_LIVE else MOST_GENES_OF_BOTH for name in LIVE_RELEASES
}


def begin(live: LiveRequest, genes: Sequence[Gene], questions: Sequence[str], wait: Wait) -> None:
    """Have everything fetched that the questions need first and that is not fresh.

    Constraint of several genes is one request.
    """
    needed = dict.fromkeys(payload for name in questions for payload in NEEDS.get(name, ()))
    if len(genes) > 1 and "constraint" in questions:
        live.together = tuple(genes)[: MOST_TOGETHER[V4_LIVE]]
        live.begin([constraints_payload(live.together)], genes[0], wait)
        if "regional" not in questions:
            needed.pop(GNOMAD_GENE)
    for gene in genes:
        searches = literature.searches_of(live, gene) if "publications" in questions else {}
        live.begin([*needed, *searches.values()], gene, wait)


def constraint(live: LiveRequest, gene: Gene, wait: Wait, release: str) -> Answer[Constraint]:
    """Return the gene's constraint from gnomAD's service: v2.1.1, or v4 of an unstated release."""
    together = live.together[: MOST_TOGETHER[release]]
    if gene in together and not live.has(GNOMAD_GENE, gene):
        return _of_several(live, together, gene, wait, release)
    return live.answer(
        GNOMAD_GENE,
        gene,
        wait,
        lambda found: found,
        _gnomad(gene, release),
        release,
        part=release,
    )


def _of_several(
    live: LiveRequest, together: Sequence[Gene], gene: Gene, wait: Wait, release: str
) -> Answer[Constraint]:
    """Return a gene's constraint out of the answer about several genes."""
    genes = sorted(together, key=lambda one: one.hgnc_id)

    def parse(payload: Any) -> Constraint | None:
        found = gnomad_constraint.parse_constraints(payload, genes, today(), release)
        if gene.hgnc_id in found.failed:
            raise gnomad.failed(payload)
        return found.found.get(gene.hgnc_id)

    payload = constraints_payload(genes, gnomad_constraint.BUILDS[release])
    return live.answer(payload, gene, wait, parse, _gnomad(gene, release), release)


def _gnomad(gene: Gene, release: str) -> Origin:
    build = LIVE_RELEASES[release].build
    stated = NOT_STATED if release == V4_LIVE else release
    return origin(
        "gnomAD", f"https://gnomad.broadinstitute.org/gene/{gene.ensembl_id}", stated, build
    )


def regional(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[RegionalConstraint]:
    """Return regional missense constraint of gnomAD v2.1.1, which is on GRCh37."""
    return live.answer(
        GNOMAD_GENE,
        gene,
        wait,
        lambda found: found,
        origin("gnomAD", "https://gnomad.broadinstitute.org/", "v2.1.1", "GRCh37"),
        REGIONAL,
        part=REGIONAL,
    )


def about(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[GeneAbout]:
    """Return the gene in its source's words, with its first GeneReviews chapter."""
    live.begin([ABOUT, CHAPTERS], gene, wait)
    found = literature.about(live, gene, wait)
    if found.data is None:
        return found
    chapters = genereviews(live, gene, wait).data
    return replace(found, data=replace(found.data, genereviews=next(iter(chapters or ()), None)))


def validity(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[tuple[Curation, ...]]:
    """Return ClinGen's curations out of its daily file."""

    def parse(payload: Any) -> Parsed[tuple[Curation, ...]]:
        return Parsed(clingen.parse_validity(payload, gene), release=_created(payload))

    return live.answer(VALIDITY, gene, wait, parse, _clingen("gene-validity"))


def dosage(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[Dosage]:
    """Return ClinGen's dosage verdicts out of its daily file."""

    def parse(payload: Any) -> Parsed[Dosage]:
        return Parsed(clingen.parse_dosage(payload, gene), release=_created(payload))

    return live.answer(DOSAGE, gene, wait, parse, _clingen("gene-dosage"))


def features(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[Features]:
    """Return length and features of UniProt's reviewed entry."""
    url = f"https://www.uniprot.org/uniprotkb/{gene.uniprot_id or ''}"
    return live.answer(
        PROTEIN,
        gene,
        wait,
        lambda found: found.features if found else None,
        origin("UniProt", url),
        part="protein",
    )


def length_by_ensembl(
    live: LiveRequest, gene: Gene, wait: Wait, otherwise: Answer[Any]
) -> Answer[Features]:
    """Return the protein's length by Ensembl, for a gene of which nobody else knows it."""

    def parse(payload: Any) -> Parsed[Features]:
        length = ensembl.parse_gene(payload).protein_length
        found = Features(gene.uniprot_id, length, "mane", None, ()) if length else None
        return Parsed(found, is_part=found is not None)  # a length, no domains

    if otherwise.refreshing:
        return otherwise
    url = f"https://www.ensembl.org/Homo_sapiens/Gene/Summary?g={gene.ensembl_id or gene.symbol}"
    found: Answer[Features] = live.answer(
        TRANSCRIPT, gene, wait, parse, origin("Ensembl", url, None, "GRCh38")
    )
    return found if found.data or found.refreshing else otherwise


def trials(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[tuple[Trial, ...]]:
    """Return the trials that name the gene, each with where it does (T53)."""

    def parse(payload: Any) -> Parsed[tuple[Trial, ...]]:
        found = clinicaltrials.parse_trials(payload)
        return Parsed(found.trials, found.ledger, is_part=bool(found.notes))

    return live.answer(
        TRIALS,
        gene,
        wait,
        parse,
        origin("ClinicalTrials.gov", f"https://clinicaltrials.gov/search?term={gene.symbol}"),
    )


def _clingen(page: str) -> Origin:
    return origin("ClinGen", f"https://search.clinicalgenome.org/kb/{page}")


def _created(payload: Any) -> str:
    """Return ClinGen's release in words: the day of its file."""
    return f"file created {clingen.file_facts(payload).created}"


QUESTIONS: Mapping[str, Callable[[LiveRequest, Gene, Wait], Answer[Any]]] = {
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
    "variants": (GNOMAD_CLINVAR,),
    "clinvar": (GNOMAD_CLINVAR,),
    "regional": (GNOMAD_GENE,),
    "features": (PROTEIN,),
    "validity": (VALIDITY,),
    "dosage": (DOSAGE,),
    "trials": (TRIALS,),
    "phenotypes": (MIMS, PROTEIN),
    "genereviews": (CHAPTERS,),
    "about": (ABOUT, CHAPTERS),
    "publication_counts": (*SEARCHES.values(), MENTIONS),
    "publications": (MENTIONS,),  # and `searches_of` the gene
}
