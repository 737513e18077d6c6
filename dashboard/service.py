"""The data service: panels, JSON and command line ask it, and it never raises for one bad source.

A question is a name ("constraint", "variants", ...); an answer is a `Loaded`. What is wrong with
one table or source ends in the state and the problem of that answer alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog

from dashboard.constraint import default_release
from dashboard.errors import SnapshotError
from dashboard.genes import GeneIndex
from dashboard.live import QUESTIONS as LIVE_QUESTIONS
from dashboard.live import Live
from dashboard.live import questions as live_questions
from dashboard.live.best import best
from dashboard.models import (
    Constraint,
    Gene,
    GeneAnswers,
    GeneHit,
    GenomeWide,
    Loaded,
    Problem,
    Provenance,
    SourceFacts,
    State,
    TableFacts,
    Wait,
)
from dashboard.releases import (
    ALL_RELEASES,
    LIVE_RELEASES,
    RELEASES,
    V4_LIVE,
    Release,
    release_named,
)
from dashboard.snapshot.answers import constraint as constraint_answers
from dashboard.snapshot.answers import genome_wide, protein
from dashboard.snapshot.answers.held import HELD, LIVE_ONLY, not_held
from dashboard.snapshot.open import Snapshot
from dashboard.snapshot.origins import table_facts

log = structlog.get_logger(__name__)

AT_ONCE = Wait()


class DataService:
    """Answers about genes from live sources and the snapshot; safe to share between threads."""

    def __init__(
        self, snapshot: Snapshot, live: Live | None = None, *, use_snapshot: bool = True
    ) -> None:
        """Build the gene index at once.

        Args:
            snapshot: Tables to answer from, and the names of all genes.
            live: Live sources; None: never a connection.
            use_snapshot: Whether its figures may stand in for a live source.
        """
        self.snapshot = snapshot
        self.live = live
        self._use_snapshot = use_snapshot
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

    @property
    def known_releases(self) -> Mapping[str, Release]:
        """Return the releases that can be asked for here, newest first."""
        held = constraint_answers.held_releases(self.snapshot)
        live = {} if self.live is None else LIVE_RELEASES
        return {name: rel for name, rel in ALL_RELEASES.items() if name in held or name in live}

    @property
    def complete_releases(self) -> Mapping[str, Release]:
        """Return the releases of which every gene is here, newest first."""
        held = constraint_answers.held_releases(self.snapshot)
        return {n: rel for n, rel in held.items() if genome_wide.is_complete(self.snapshot, rel)}

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
        held = constraint_answers.every_release(self.snapshot, gene) if self._use_snapshot else ()
        if self.live is None:
            return held
        answers = {
            name: live_questions.constraint(self.live, gene, AT_ONCE, name).data
            for name in LIVE_RELEASES
        }
        found = {c.release: c for c in held} | {n: c for n, c in answers.items() if c is not None}
        return tuple(found[name] for name in ALL_RELEASES if name in found)

    def constraint(
        self, gene: Gene, release: str | None = None, wait: Wait = AT_ONCE
    ) -> Loaded[Any]:
        """Return constraint in a release; without one, in the gene's default release.

        Raises:
            BadRelease: No release has this name.
        """
        if self.live is not None and release is None:
            live_questions.constraint(
                self.live, gene, wait, V4_LIVE
            )  # the default may depend on it
        available = tuple(constraint_answers.in_short(found) for found in self.releases(gene))
        chosen = release_named(
            default_release(available) if release is None else release, self.known_releases
        )

        def held() -> Loaded[Any]:
            return constraint_answers.constraint(self.snapshot, gene, chosen, available)

        if self.live is None or chosen.name not in LIVE_RELEASES:
            return self._guarded("constraint", held)
        answer = live_questions.constraint(self.live, gene, wait, chosen.name)
        if not self._use_snapshot or chosen.name == V4_LIVE:
            return answer
        return best(answer, lambda: self._guarded("constraint", held))

    def ask(
        self, question: str, gene: Gene, release: str | None = None, wait: Wait = AT_ONCE
    ) -> Loaded[Any]:
        """Answer one question about a gene; nothing waits longer than `wait` for a source.

        Raises:
            BadRelease: `release` is no release's name.
            KeyError: There is no such question.
        """
        if question == "constraint":
            return self.constraint(gene, release, wait)

        def held() -> Loaded[Any]:
            if question in LIVE_ONLY or not self._use_snapshot:
                return not_held(question)
            return self._guarded(question, lambda: HELD[question](self.snapshot, gene))

        if self.live is None:
            return held()
        if question in ("clinvar", "variants"):
            length = self._guarded("features", lambda: protein.features(self.snapshot, gene))
            residues = length.data.protein_length if length.data else None
            return best(live_questions.clinvar(self.live, gene, wait, residues), held)
        if question in LIVE_QUESTIONS:
            return best(LIVE_QUESTIONS[question](self.live, gene, wait), held)
        return held()

    def genome_wide(self, release: str | None = None) -> Loaded[GenomeWide]:
        """Return every gene of a complete release; without one, of the newest that is here.

        Raises:
            BadRelease: No release of which every gene is here has this name.
        """
        known = self.complete_releases
        chosen = release_named(release or next(iter(known), RELEASES["v2.1"].name), known)
        return self._guarded("constraint", lambda: genome_wide.genome_wide(self.snapshot, chosen))

    def answers(
        self,
        gene: Gene,
        questions: Iterable[str],
        release: str | None = None,
        wait: Wait = AT_ONCE,
    ) -> GeneAnswers:
        """Answer several questions about a gene, as a panel asks them.

        A release that does not exist falls back to the gene's default, with a notice.
        """
        found = self.releases(gene)
        usual = default_release(constraint_answers.in_short(constraint) for constraint in found)
        chosen = release or usual
        notices: tuple[str, ...] = ()
        if chosen not in self.known_releases:
            chosen = usual
            label = self.known_releases[chosen].label
            notices = (f"There is no release {release!r:.60}; shown instead: {label}.",)
        answers = {question: self.ask(question, gene, chosen, wait) for question in questions}
        return GeneAnswers(gene, answers, found, tuple(self.known_releases), chosen, notices)

    def tables(self) -> tuple[TableFacts, ...]:
        """Return what is known of every table of the snapshot.

        Raises:
            SnapshotError: The manifest cannot be read.
        """
        return table_facts(self.snapshot)

    def sources(self) -> tuple[SourceFacts, ...]:
        """Return how the live sources do, as this process sees them; none in offline mode."""
        return () if self.live is None else self.live.sources()

    def _guarded(self, question: str, answer: Callable[[], Loaded[Any]]) -> Loaded[Any]:
        """Turn a damaged table into the state and problem of this one answer."""
        try:
            return answer()
        except SnapshotError as error:
            log.exception("table_unreadable", question=question, problem=error.message)
            return Loaded(
                State.UNAVAILABLE,
                provenance=Provenance(source="Embedded snapshot"),
                problem=Problem(error.kind, error.message, error.hint),
            )
