"""What is cached of each source about a gene: a case of the fault matrix takes it away."""

from __future__ import annotations

from dashboard.models import Gene
from dashboard.service import DataService
from dashboard.upstream.answers.literature import SEARCHES
from dashboard.upstream.answers.live_sources import Payload
from dashboard.upstream.answers.payloads import (
    ABOUT,
    CHAPTERS,
    CLINVAR,
    DOSAGE,
    GNOMAD_CLINVAR,
    GNOMAD_GENE,
    MENTIONS,
    MIMS,
    PROTEIN,
    TRIALS,
    VALIDITY,
    diseases_payload,
    records_payload,
)
from tests.upstream.genes import BY_SYMBOL

__all__ = ["CLINVAR", "payloads"]

PAYLOADS: dict[str, tuple[Payload, ...]] = {
    "gnomad": (GNOMAD_GENE, GNOMAD_CLINVAR),
    "eutils": (
        ABOUT,
        CLINVAR,
        *SEARCHES.values(),
        records_payload(SEARCHES),
    ),
    "pubtator": (MENTIONS,),
    "clinicaltrials": (TRIALS,),
    "clingen": (VALIDITY, DOSAGE),
    "uniprot": (PROTEIN,),
    "ncbi_ftp": (MIMS, CHAPTERS),
}


def payloads(source: str, service: DataService, gene: Gene) -> tuple[Payload, ...]:
    """Return everything that is cached of a source; MedGen's is cached by its diseases."""
    if source != "eutils":
        return PAYLOADS[source]
    of_tables = service.ask("phenotypes", gene).data or ()
    ids = {disease.disease_id for disease in of_tables}
    guessed = sorted(name.removeprefix("OMIM:") for name in ids if name.startswith("OMIM:"))
    listed = sorted(BY_SYMBOL[gene.symbol].phenotypes)
    return (*PAYLOADS[source], diseases_payload(tuple(guessed)), diseases_payload(tuple(listed)))
