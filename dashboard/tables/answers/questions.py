"""What the tables here say of a gene: which question they answer how, and what is not in them.

An answer is worked out once; a damaged table is the problem of the answers out of it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from dashboard.errors import SnapshotError
from dashboard.genes.printed_names import Names
from dashboard.models import (
    Answer,
    Constraint,
    Coverage,
    Gene,
    OtherRelease,
    Problem,
    Provenance,
    State,
)
from dashboard.process.memo import Recent
from dashboard.rules.releases import Release
from dashboard.tables.answers import constraint, disease, genome_wide, protein
from dashboard.tables.answers.clinvar import has_whole
from dashboard.tables.answers.printed_names import printed_names
from dashboard.tables.answers.scores import scores
from dashboard.tables.manifest import IMPORT_AGAIN
from dashboard.tables.snapshot import Snapshot

MOST_ANSWERS = 1_024  # of some hundred genes

log = structlog.get_logger(__name__)

TABLE_QUESTIONS: Mapping[str, Callable[[Snapshot, Gene], Answer[Any]]] = {
    "variants": protein.usual_variants,
    "clinvar": protein.clinvar,
    "uniprot": protein.variants,
    "clinvar_plp": protein.clinvar_plp,
    "clinvar_plp_size": protein.clinvar_plp_size,
    "features": protein.features,
    "features_mane": protein.features_mane,
    "validity": disease.validity,
    "dosage": disease.dosage,
    "gencc": disease.gencc,
    "g2p": disease.g2p,
    "scores": scores,
    "phenotypes": disease.phenotypes,
    "essentiality": disease.essentiality,
    "trials": disease.trials,
    "publications": disease.publications,
}
# What only live sources answer, with the source that is named when there is no network.
LIVE_ONLY = {
    "regional": "gnomAD",
    "about": "NCBI Gene",
    "genereviews": "GeneReviews",
    "publication_counts": "PubMed",
}


def not_in_snapshot(question: str) -> Answer[Any]:
    """Return the answer to a question that the snapshot holds nothing for."""
    if question == "clinvar":
        return protein.NO_CLINVAR
    source = LIVE_ONLY.get(question, "Embedded snapshot")
    message = f"{source} is not part of the embedded snapshot."
    return Answer(
        State.NOT_COVERED,
        provenance=Provenance(source=source),
        problem=Problem("not_covered", message),
        coverage=Coverage(complete=False),
    )


@dataclass(frozen=True, slots=True)
class TableAnswers:
    """Answers out of the tables; safe to share between threads.

    Unless the tables are `shown`, every answer is that it is not here.
    """

    snapshot: Snapshot
    shown: bool = True
    _recent: Recent = field(default_factory=lambda: Recent(MOST_ANSWERS))

    def now(self) -> TableAnswers:
        """Return the answers out of the tables as they are now, for one request."""
        return replace(self, snapshot=self.snapshot.now())

    def answer(self, question: str, gene: Gene) -> Answer[Any]:
        """Return what the tables say to a question, or that it is not in them.

        Raises:
            KeyError: There is no such question.
        """
        if question in LIVE_ONLY or not self.shown:
            return not_in_snapshot(question)
        ask = TABLE_QUESTIONS[question]
        return self.guarded(
            question, lambda: self._once((ask, gene), lambda: ask(self.snapshot, gene))
        )

    def constraint(
        self, gene: Gene, release: Release, available: tuple[OtherRelease, ...]
    ) -> Answer[Any]:
        """Return a gene's constraint in a release of which there is a table."""
        known = self._of_releases(gene).get(release.name)
        if known is not None and known.data is not None:
            return replace(known, data=replace(known.data, available_releases=available))
        return self.guarded(
            "constraint", lambda: constraint.constraint(self.snapshot, gene, release)
        )

    def every_release(self, gene: Gene) -> tuple[Constraint, ...]:
        """Return the gene's constraint in each release that has it here, newest first."""
        found = self._of_releases(gene).values() if self.shown else ()
        return tuple(answer.data for answer in found if answer.data is not None)

    def _of_releases(self, gene: Gene) -> Mapping[str, Answer[Constraint]]:
        found: Mapping[str, Answer[Constraint]] = self._once(
            ("releases", gene), lambda: constraint.every_release(self.snapshot, gene)
        )
        return found

    def has_whole_clinvar(self) -> bool:
        """Tell whether ClinVar is here as a whole and may be shown: no service is asked for it."""
        return self.shown and has_whole(self.snapshot)

    def printed_names(self) -> Names:
        """Return the symbols that the releases here print for a gene under another name."""
        found: Names = self._once(("printed names",), lambda: printed_names(self.snapshot))
        return found

    def releases(self) -> dict[str, Release]:
        """Return the releases of which there is a table, newest first."""
        return constraint.table_releases(self.snapshot)

    def complete_releases(self) -> dict[str, Release]:
        """Return the releases of which every gene is here, newest first."""
        return {
            name: release
            for name, release in self.releases().items()
            if genome_wide.is_complete(self.snapshot, release)
        }

    def has_all_of(self, release: Release) -> bool:
        """Tell whether a release's table is here, may be shown, and has every gene."""
        return self.shown and genome_wide.is_complete(self.snapshot, release)

    def guarded(self, question: str, answer: Callable[[], Answer[Any]]) -> Answer[Any]:
        """Turn a damaged table into the state and problem of this one answer."""
        try:
            return answer()
        except SnapshotError as error:
            log.exception("table_unreadable", question=question, problem=error.message)
            tables = "Imported tables" if error.hint == IMPORT_AGAIN else "Embedded snapshot"
            problem = Problem(error.kind, error.message, error.hint, source=tables)
            return Answer(State.UNAVAILABLE, provenance=Provenance(tables), problem=problem)

    def _once(self, key: tuple[Hashable, ...], make: Callable[[], Any]) -> Any:
        return self._recent.get((*key, self.snapshot.edition), make)
