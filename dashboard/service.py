"""The data service: panels, JSON and command line ask it, and it never raises for one bad source.

A question is a name ("constraint", "variants", ...); an answer is a `Loaded`. What is wrong with
one table or source ends in the state and the problem of that answer alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog

from dashboard.constraint import RELEASES, default_release, release_named
from dashboard.errors import SnapshotError
from dashboard.genes import GeneIndex
from dashboard.models import (
    Constraint,
    Gene,
    GeneAnswers,
    GeneHit,
    Loaded,
    Problem,
    Provenance,
    State,
    TableFacts,
)
from dashboard.snapshot.answers import constraint as constraint_answers
from dashboard.snapshot.answers import disease, protein
from dashboard.snapshot.open import Snapshot
from dashboard.snapshot.verify import verify

log = structlog.get_logger(__name__)

Answer = Callable[[Snapshot, Gene], Loaded[Any]]

ANSWERS: Mapping[str, Answer] = {
    "variants": protein.variants,
    "features": protein.features,
    "validity": disease.validity,
    "dosage": disease.dosage,
    "phenotypes": disease.phenotypes,
    "trials": disease.trials,
    "publications": disease.publications,
}

CLINVAR_NOT_COVERED: Loaded[Any] = Loaded(
    State.NOT_COVERED,
    provenance=Provenance(source="ClinVar", url="https://www.ncbi.nlm.nih.gov/clinvar/"),
    problem=Problem("not_covered", "ClinVar is not part of the embedded snapshot."),
)


class DataService:
    """Answers about genes from the snapshot; safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the snapshot to answer from; the gene index is built at once."""
        self.snapshot = snapshot
        self._index: GeneIndex | None = None
        self._index_problem: SnapshotError | None = None
        try:
            self._index = GeneIndex(snapshot.arrow("genes"))
        except SnapshotError as error:
            self._index_problem = error
            log.exception("genes_unreadable", problem=error.message)

    @property
    def index(self) -> GeneIndex:
        """Return the gene index.

        Raises:
            SnapshotError: The genes table cannot be read.
        """
        if self._index is None:
            raise self._index_problem or SnapshotError("The gene table cannot be read.")
        return self._index

    def gene(self, text: str) -> Gene:
        """Return the gene that an input names: symbol, alias, previous symbol or id.

        Raises:
            GeneNotFound: No gene has this name; carries suggestions.
            GeneAmbiguous: Several have it; carries the choices.
            SnapshotError: The genes table cannot be read.
        """
        return self.index.resolve(text)

    def search(self, text: str, limit: int = 12) -> list[GeneHit]:
        """Return genes that match what is typed so far, best first.

        Raises:
            SnapshotError: The genes table cannot be read.
        """
        return self.index.search(text, limit)

    def releases(self, gene: Gene) -> tuple[Constraint, ...]:
        """Return the gene's constraint in every release that has it, newest first."""
        return constraint_answers.every_release(self.snapshot, gene)

    def constraint(self, gene: Gene, release: str | None = None) -> Loaded[Any]:
        """Return constraint in a release; without one, in the gene's default release.

        Raises:
            BadRelease: No release has this name.
        """
        available = tuple(constraint_answers.in_short(found) for found in self.releases(gene))
        chosen = release_named(default_release(available) if release is None else release)
        return self._guarded(
            "constraint",
            chosen.table,
            lambda: constraint_answers.constraint(self.snapshot, gene, chosen, available),
        )

    def ask(self, question: str, gene: Gene, release: str | None = None) -> Loaded[Any]:
        """Answer one question about a gene.

        Raises:
            BadRelease: `release` is no release's name.
            KeyError: There is no such question.
        """
        if question == "constraint":
            return self.constraint(gene, release)
        if question == "clinvar":
            return CLINVAR_NOT_COVERED
        answer = ANSWERS[question]
        return self._guarded(question, question, lambda: answer(self.snapshot, gene))

    def answers(
        self, gene: Gene, questions: Iterable[str], release: str | None = None
    ) -> GeneAnswers:
        """Answer several questions about a gene, as a panel asks them.

        A release that does not exist falls back to the gene's default, with a notice.
        """
        found = self.releases(gene)
        usual = default_release(constraint_answers.in_short(constraint) for constraint in found)
        chosen = release or usual
        notices: tuple[str, ...] = ()
        if chosen not in RELEASES:
            chosen = usual
            notices = (
                f"There is no release {release!r:.60}; shown instead: {RELEASES[chosen].label}.",
            )
        answers = {question: self.ask(question, gene, chosen) for question in questions}
        return GeneAnswers(gene, answers, found, chosen, notices)

    def tables(self) -> tuple[TableFacts, ...]:
        """Return what is known of every table of the snapshot, with what is wrong with its file.

        Raises:
            SnapshotError: The manifest cannot be read.
        """
        problems = {report.name: report.problem for report in verify(self.snapshot.folder)}
        return tuple(
            TableFacts(
                name=name,
                provenance=entry.provenance,
                rows=entry.rows,
                partial=entry.partial,
                sha256=entry.sha256,
                package=entry.package,
                method=entry.method,
                caveats=entry.caveats,
                problem=problems[name],
            )
            for name, entry in self.snapshot.manifest.tables.items()
        )

    def _guarded(self, question: str, table: str, answer: Callable[[], Loaded[Any]]) -> Loaded[Any]:
        """Turn a damaged table into the state and problem of this one answer."""
        try:
            return answer()
        except SnapshotError as error:
            log.exception("table_unreadable", question=question, table=table, problem=error.message)
            return Loaded(
                State.UNAVAILABLE,
                provenance=Provenance(source="Embedded snapshot"),
                problem=Problem(error.kind, error.message, error.hint),
            )
