"""What is fetched of each source, and what of it must be readable to be cached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from dashboard.models import Gene
from dashboard.rules.releases import LIVE_RELEASES
from dashboard.upstream.answers.live_sources import DAY_S, Payload
from dashboard.upstream.http.protocol import HttpClient
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
    ncbi_files,
    omim,
    pubtator,
    uniprot,
)
from dashboard.upstream.sources.pubmed_queries import OF_ONE_GENE


def today() -> str:
    """Return the day of now, ISO, in UTC."""
    return datetime.now(UTC).date().isoformat()


def _constraint(release: str) -> Callable[[Any, Gene], Any]:
    """Return the reader of constraint in a release; its label has the day of the answer."""
    return lambda payload, gene: gnomad_constraint.parse_constraint(payload, gene, release, today())


def _file_payload(
    source: str,
    name: str,
    fetch: Callable[[HttpClient], Any],
    check: Callable[[Any, Gene], object],
) -> Payload:
    """Return a file about all genes, of which each gene has a part."""
    return Payload(source, name, lambda http, _: fetch(http), of_gene=False, check=check)


REGIONAL, VARIANTS = "regional", "variants"  # parts; those of constraint have a release's name
GNOMAD_GENE = Payload(
    "gnomad",
    "constraint",
    gnomad.fetch_gene,
    parts={
        REGIONAL: gnomad_regions.parse_regions,
        **{name: _constraint(name) for name in LIVE_RELEASES},
    },
    whole=lambda payload, _: gnomad.is_whole(payload),
)
GNOMAD_CLINVAR = Payload(
    "gnomad",
    "clinvar",
    gnomad.fetch_clinvar,
    parts={VARIANTS: gnomad_variants.parse_records},
    whole=lambda payload, _: gnomad.is_whole(payload),
    slow=True,
)
CLINVAR = Payload(
    "eutils", "clinvar", eutils_clinvar.fetch_variants, check=eutils_clinvar.parse_variants
)
ABOUT = Payload(
    "eutils", "gene", eutils_gene.fetch_about, fresh_s=7 * DAY_S, check=eutils_gene.parse_about
)
VALIDITY = _file_payload("clingen", "validity", clingen.fetch_validity, clingen.parse_validity)
DOSAGE = _file_payload("clingen", "dosage", clingen.fetch_dosage, clingen.parse_dosage)
PROTEIN = Payload(
    "uniprot",
    "protein",
    uniprot.fetch_protein,
    fresh_s=7 * DAY_S,
    parts={"protein": uniprot.parse_protein},
)
TRIALS = Payload(
    "clinicaltrials",
    "trials",
    clinicaltrials.fetch_trials,
    check=lambda payload, _: clinicaltrials.parse_trials(payload),
)
MENTIONS = Payload(
    "pubtator",
    "mentions",
    pubtator.fetch_mentions,
    check=lambda payload, _: (pubtator.parse_count(payload), pubtator.parse_mentions(payload)),
)
MIMS = _file_payload("ncbi_ftp", "mim2gene", ncbi_files.fetch_mim2gene, ncbi_files.parse_mims)
CHAPTERS = _file_payload(
    "ncbi_ftp", "chapters", ncbi_files.fetch_chapters, ncbi_files.parse_chapters
)
TRANSCRIPT = Payload(
    "ensembl",
    "gene",
    ensembl.fetch_gene,
    fresh_s=7 * DAY_S,
    check=lambda payload, _: ensembl.parse_gene(payload),
)
OMIM = Payload(
    "omim",
    "phenotypes",
    omim.fetch_phenotypes,
    check=omim.parse_phenotypes,
    stored=omim.STORED,
)


def diseases_payload(mims: tuple[str, ...]) -> Payload:
    """Return MedGen's records of the diseases with these MIM numbers, in ascending order."""
    return Payload(
        "eutils",
        f"medgen:{'+'.join(mims)}",
        lambda http, gene: eutils_medgen.fetch_diseases(http, gene, mims),
        of_gene=False,
        check=lambda payload, _: eutils_medgen.parse_phenotypes(payload),
    )


def search_payload(kind: str) -> Payload:
    """Return one of the searches of PubMed; the last one of a page has the records fetched."""

    def fetch(http: Any, gene: Gene) -> Any:
        return eutils_pubmed.fetch_search(http, gene, kind, datetime.now(UTC).date())

    def then(found: Any, cached: Callable[[Payload], Any]) -> Payload | None:
        if kind not in OF_ONE_GENE:
            return None
        others = {one: cached(search_payload(one)) for one in OF_ONE_GENE if one != kind}
        every = {one: found if one == kind else others[one] for one in OF_ONE_GENE}
        return None if None in every.values() else records_payload(every)

    return Payload("eutils", f"search-{kind}", fetch, check=eutils_pubmed.parse_count, then=then)


def records_of_several(searches: Mapping[Gene, Mapping[str, Any]]) -> Payload:
    """Return the records of what the searches for several genes found: one request for all."""
    genes = sorted(searches, key=lambda gene: gene.hgnc_id)
    every = {
        list_name(gene, kind): found for gene in genes for kind, found in searches[gene].items()
    }
    return Payload(
        "eutils",
        f"records:{'+'.join(gene.hgnc_id for gene in genes)}",
        lambda http, gene: eutils_pubmed.fetch_records(http, eutils_pubmed.together(every), gene),
        of_gene=False,
        check=lambda payload, _: eutils_pubmed.parse_records(payload),
    )


def list_name(gene: Gene, kind: str) -> str:
    """Return the name of a gene's list among those of several genes."""
    return f"{gene.hgnc_id} {kind}"


def records_payload(searches: Mapping[str, Any]) -> Payload:
    """Return the records of what searches found, by kind: one request for all of them."""
    some = "" if set(searches) == set(OF_ONE_GENE) else f"-{'+'.join(sorted(searches))}"
    return Payload(
        "eutils",
        f"records{some}",
        lambda http, gene: eutils_pubmed.fetch_records(
            http, eutils_pubmed.together(searches), gene
        ),
        check=lambda payload, _: eutils_pubmed.parse_records(payload),
    )


def constraints_payload(genes: Sequence[Gene], build: str = "38") -> Payload:
    """Return constraint of several genes on a build (`gnomad.fetch_genes`): one request."""
    ordered = sorted(genes, key=lambda gene: gene.hgnc_id)
    return Payload(
        "gnomad",
        f"constraints{build}:{'+'.join(gene.hgnc_id for gene in ordered)}",
        lambda http, _: gnomad.fetch_genes(http, ordered, build),
        of_gene=False,
        whole=lambda payload, _: gnomad.is_whole(payload),
    )
