"""The service that pages, JSON and command line ask.

A question is a name ("constraint", "variants", ...); an answer is an `Answer`. What is wrong with
one table or source ends in the state and the problem of that answer alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import structlog

from dashboard.errors import BadRelease, GeneNotFound, SnapshotError
from dashboard.genes.index import GeneIndex
from dashboard.models import (
    Answer,
    Constraint,
    Gene,
    GeneAnswers,
    GeneHit,
    GenomeWide,
    MissingTable,
    SourceFacts,
    TableFacts,
    Wait,
)
from dashboard.rules.releases import LAST_RESORT, Release, release_named
from dashboard.service import unknown_names as names
from dashboard.service.request import AT_ONCE, Request
from dashboard.tables.answers import genome_wide
from dashboard.tables.answers.questions import TableAnswers
from dashboard.tables.brought import not_here
from dashboard.tables.importing.progress import read_progress
from dashboard.tables.snapshot import Snapshot
from dashboard.tables.table_facts import table_facts
from dashboard.upstream.answers import LiveSources

log = structlog.get_logger(__name__)

NAME_WAIT_S = 1.0  # a page that does not know its gene has nothing else to show


class DataService:
    """Answers about genes from live sources and the snapshot; safe to share between threads."""

    def __init__(
        self, snapshot: Snapshot, live: LiveSources | None = None, *, use_snapshot: bool = True
    ) -> None:
        """Build the gene index at once.

        Args:
            snapshot: Tables to answer from, and the names of all genes.
            live: Live sources; None: never a connection.
            use_snapshot: Whether its figures may stand in for a live source.
        """
        self.snapshot = snapshot
        self.live = live
        self._tables = TableAnswers(snapshot, use_snapshot)
        self._index: GeneIndex | None = None
        self._index_problem: SnapshotError | None = None
        try:
            self._index = GeneIndex(
                snapshot.arrow("genes"), lambda: self._tables.now().printed_names()
            )
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
        return self.request().known_releases

    @property
    def complete_releases(self) -> Mapping[str, Release]:
        """Return the releases of which every gene is here, newest first."""
        return self.request().complete_releases

    def gene(self, text: str) -> Gene:
        """Return the gene that an input names: symbol, alias, previous symbol or id.

        Raises:
            GeneNotFound: No gene has this name; carries suggestions.
            GeneAmbiguous: Several have it; carries the choices.
            SnapshotError: The genes table cannot be read.
        """
        return self.index.resolve(text)

    def find_gene(self, text: str, seconds: float = NAME_WAIT_S) -> Gene:
        """Return what `gene` does; where the table has no such name, HGNC is asked for it.

        Raises:
            GeneNotFound: Nobody has this name, or who could have it did not answer in time.
            GeneAmbiguous: Several genes have it; carries the choices.
            SnapshotError: The genes table cannot be read.
        """
        try:
            return self.gene(text)
        except GeneNotFound as unknown:
            if self.live is None:
                raise
            return names.elsewhere(self.index, self.live.request(), unknown, text, Wait(seconds))

    def search(self, text: str, limit: int = 12) -> list[GeneHit]:
        """Return genes that match what is typed so far, best first.

        Raises:
            SnapshotError: The genes table cannot be read.
        """
        return self.index.search(text, limit)

    def request(self) -> Request:
        """Return what one request asks: the tables as they are now, live answers looked up once."""
        live = None if self.live is None else self.live.request()
        return Request(self._tables.now(), live)

    def releases(self, gene: Gene) -> tuple[Constraint, ...]:
        """Return the gene's constraint in every release that has it, newest first."""
        return self.request().releases(gene)

    def constraint(
        self, gene: Gene, release: str | None = None, wait: Wait = AT_ONCE
    ) -> Answer[Any]:
        """Return constraint in a release; without one, in the gene's usual release.

        Raises:
            BadRelease: No release has this name.
        """
        return self.request().constraint(gene, release, wait)

    def ask(
        self, question: str, gene: Gene, release: str | None = None, wait: Wait = AT_ONCE
    ) -> Answer[Any]:
        """Answer one question about a gene; nothing waits longer than `wait` for a source.

        Raises:
            BadRelease: `release` is no release's name.
            KeyError: There is no such question.
        """
        return self.request().ask(question, gene, release, wait)

    def answers(
        self,
        gene: Gene,
        questions: Iterable[str],
        release: str | None = None,
        wait: Wait = AT_ONCE,
    ) -> GeneAnswers:
        """Answer several questions about a gene, as a panel asks them, all sources at a time.

        A release that is not here, or lacks the gene, falls back to the usual one, with a notice.
        """
        return self.request().answers(gene, questions, release, wait)

    def genome_wide(self, release: str | None = None) -> Answer[GenomeWide]:
        """Return every gene of a complete release; without one, of the newest that is here.

        Raises:
            BadRelease: No release of which every gene is here has this name.
        """
        request = self.request()
        known = request.complete_releases
        partial = request.known_releases.get(release or "")
        if partial is not None and partial.name not in known:
            raise BadRelease(
                f"Of {partial.label} not every gene is here, and only a "
                "complete release can be ranked.",
                f"Complete here: {', '.join(known) or 'none'}.",
            )
        chosen = release_named(release or next(iter(known), LAST_RESORT), known)
        tables = request.tables
        return tables.guarded(
            "constraint", lambda: genome_wide.genome_wide(tables.snapshot, chosen)
        )

    def tables(self) -> tuple[TableFacts, ...]:
        """Return what is known of every table of the snapshot.

        Raises:
            SnapshotError: The manifest cannot be read.
        """
        return table_facts(self.snapshot.now())

    def missing_tables(self) -> tuple[MissingTable, ...]:
        """Return the tables that an update would bring and that are not here.

        Raises:
            SnapshotError: The manifest cannot be read.
        """
        return not_here(self.snapshot.now().has)

    def update_under_way(self) -> str | None:
        """Return what a running update of the tables does, in one sentence; None: none runs."""
        folder = self.snapshot.imports_folder
        return None if folder is None else read_progress(folder)

    def sources(self) -> tuple[SourceFacts, ...]:
        """Return how the live sources do, as this process sees them; none in offline mode."""
        return () if self.live is None else self.live.sources()
