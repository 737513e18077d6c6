"""Every source against the upstream, over real HTTP: healthy, and with each fault of content."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.errors import SourceError
from dashboard.models import Gene
from dashboard.upstream.http import Http
from dashboard.upstream.sources import (
    clingen,
    clinicaltrials,
    ensembl,
    eutils_clinvar,
    eutils_gene,
    eutils_medgen,
    eutils_pubmed,
    gnomad,
    gnomad_constraint,
    gnomad_regions,
    gnomad_variants,
    hgnc,
    mygene,
    ncbi_files,
    omim,
    pubtator,
    uniprot,
)
from tests.upstream.client import client
from tests.upstream.contents import CHANGES
from tests.upstream.fixture import running_upstream, upstream
from tests.upstream.genes import BY_SYMBOL
from tests.upstream.server import NAMES, Upstream

__all__ = ["running_upstream", "upstream"]  # fixtures

STAT3 = Gene(
    hgnc_id="HGNC:11364",
    symbol="STAT3",
    name="signal transducer and activator of transcription 3",
    ensembl_id="ENSG00000168610",
    entrez_id="6774",
    uniprot_id="P40763",
    locus_group="protein-coding gene",
    mane_select="ENST00000264657.10",
    mane_refseq="NM_139276.3",
    aliases=("APRF", "HIES", "ADMIO1"),
)
TODAY = datetime.now(UTC).date()
FAULTS = sorted(CHANGES)
Question = tuple[str, Callable[[Http], Any], Callable[[Any], Any]]

QUESTIONS: dict[str, Question] = {
    "constraint": (
        "gnomad",
        lambda http: gnomad.fetch_gene(http, STAT3),
        lambda payload: gnomad_constraint.parse_constraint(
            payload, STAT3, "v4-live", TODAY.isoformat()
        ),
    ),
    "variants": (
        "gnomad",
        lambda http: gnomad.fetch_clinvar(http, STAT3),
        lambda payload: gnomad_variants.parse_variants(payload, STAT3, 770),
    ),
    "regions": (
        "gnomad",
        lambda http: gnomad.fetch_gene(http, STAT3),
        lambda payload: gnomad_regions.parse_regions(payload, STAT3),
    ),
    "clinvar": (
        "eutils",
        lambda http: eutils_clinvar.fetch_variants(http, STAT3),
        lambda payload: eutils_clinvar.parse_variants(payload, STAT3, 770),
    ),
    "about": (
        "eutils",
        lambda http: eutils_gene.fetch_about(http, STAT3),
        lambda payload: eutils_gene.parse_about(payload, STAT3),
    ),
    "diseases": (
        "eutils",
        lambda http: eutils_medgen.fetch_diseases(http, STAT3, ["147060", "615952"]),
        eutils_medgen.parse_phenotypes,
    ),
    "reviews": (
        "eutils",
        lambda http: eutils_pubmed.fetch_records(
            http, eutils_pubmed.fetch_search(http, STAT3, "reviews", TODAY), STAT3
        ),
        eutils_pubmed.parse_records,
    ),
    "mims": (
        "ncbi_ftp",
        ncbi_files.fetch_mim2gene,
        lambda payload: ncbi_files.parse_mims(payload, STAT3),
    ),
    "chapters": (
        "ncbi_ftp",
        ncbi_files.fetch_chapters,
        lambda payload: ncbi_files.parse_chapters(payload, STAT3),
    ),
    "mentions": (
        "pubtator",
        lambda http: pubtator.fetch_mentions(http, STAT3),
        pubtator.parse_mentions,
    ),
    "trials": (
        "clinicaltrials",
        lambda http: clinicaltrials.fetch_trials(http, STAT3),
        clinicaltrials.parse_trials,
    ),
    "validity": (
        "clingen",
        clingen.fetch_validity,
        lambda payload: clingen.parse_validity(payload, STAT3),
    ),
    "dosage": (
        "clingen",
        clingen.fetch_dosage,
        lambda payload: clingen.parse_dosage(payload, STAT3),
    ),
    "protein": (
        "uniprot",
        lambda http: uniprot.fetch_protein(http, STAT3),
        lambda payload: uniprot.parse_protein(payload, STAT3),
    ),
    "transcript": ("ensembl", lambda http: ensembl.fetch_gene(http, STAT3), ensembl.parse_gene),
    "hgnc": ("hgnc", lambda http: hgnc.fetch_genes(http, "STAT3"), hgnc.parse_genes),
    "mygene": ("mygene", lambda http: mygene.fetch_genes(http, "STAT3"), mygene.parse_genes),
    "omim": (
        "omim",
        lambda http: omim.fetch_phenotypes(http, STAT3),
        lambda payload: omim.parse_phenotypes(payload, STAT3),
    ),
}


@pytest.fixture
def http(upstream: Upstream) -> Http:
    """Return a client of every source; the upstream counts no rates meanwhile."""
    upstream.state.limits = False
    return client(upstream)


def answer(http: Http, question: str) -> Any:
    """Return what a question's parse makes of its fetch, by way of JSON as in the cache."""
    _, fetch, parse = QUESTIONS[question]
    return parse(json.loads(json.dumps(fetch(http))))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_about_stat3_has_an_answer(http: Http, question: str) -> None:
    assert answer(http, question)


def test_every_source_is_asked_by_some_question() -> None:
    assert {source for source, _, _ in QUESTIONS.values()} == set(NAMES)


@pytest.mark.parametrize("question", ["variants", "clinvar"])
def test_t42_stat3_shows_all_its_variants_on_one_transcript(http: Http, question: str) -> None:
    found = answer(http, question)
    assert len(found.variants) + len(found.unplaced) == sum(found.counts.values()) == 1_200
    assert found.announced == 1_200 + found.left_out
    assert found.left_out == (30 if question == "clinvar" else 0)
    assert found.counts["conflicting"] == 70
    assert found.counts["pathogenic"] >= 140


def test_t53_the_trials_say_where_they_match(http: Http) -> None:
    found = answer(http, "trials")
    assert found.announced == BY_SYMBOL["STAT3"].trials == len(found.trials) + found.left_out
    places = {place for trial in found.trials for place in trial.matched_in}
    assert places == {"title", "condition", "keyword", "intervention", "eligibility"}
    assert found.left_out == 9


def size(found: Any) -> int:
    """Return how much an answer holds; 0 is what the page would show as "there is none"."""
    if isinstance(found, tuple):
        return len(found)
    lists = [getattr(found, name) for name in getattr(found, "__dataclass_fields__", ())]
    return sum(bool(value) for value in lists)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("fault", FAULTS)
def test_t60_a_fault_of_content_never_passes_for_there_is_none(
    upstream: Upstream, http: Http, question: str, fault: str
) -> None:
    upstream.switch(QUESTIONS[question][0], fault)
    with suppress(SourceError):  # one plain error, or an answer that says something
        found = answer(http, question)
        assert size(found) > 0
        assert "<script" not in repr(found)
