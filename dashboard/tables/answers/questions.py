"""Which question the snapshot answers how, and what it does not hold at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.models import Answer, Coverage, Gene, Problem, Provenance, State
from dashboard.tables.answers import disease, protein
from dashboard.tables.snapshot import Snapshot

TABLE_QUESTIONS: Mapping[str, Callable[[Snapshot, Gene], Answer[Any]]] = {
    "variants": protein.usual_variants,
    "uniprot": protein.variants,
    "clinvar_plp": protein.clinvar_plp,
    "clinvar_plp_size": protein.clinvar_plp_size,
    "features": protein.features,
    "features_mane": protein.features_mane,
    "validity": disease.validity,
    "dosage": disease.dosage,
    "phenotypes": disease.phenotypes,
    "essentiality": disease.essentiality,
    "trials": disease.trials,
    "publications": disease.publications,
}
# What only live sources answer, with the source that is named when there is no network.
LIVE_ONLY = {
    "clinvar": "ClinVar",
    "regional": "gnomAD",
    "about": "NCBI Gene",
    "genereviews": "GeneReviews",
    "publication_counts": "PubMed",
}


def not_in_snapshot(question: str) -> Answer[Any]:
    """Return the answer to a question that the snapshot holds nothing for."""
    source = LIVE_ONLY.get(question, "Embedded snapshot")
    message = f"{source} is not part of the embedded snapshot."
    return Answer(
        State.NOT_COVERED,
        provenance=Provenance(source=source),
        problem=Problem("not_covered", message),
        coverage=Coverage(complete=False),
    )
