"""What the tables here say of a gene: worked out once, a damaged table as one answer's problem."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import structlog

from dashboard.errors import SnapshotError
from dashboard.genes.printed_names import Names
from dashboard.models import Answer, Constraint, Gene, OtherRelease, Problem, Provenance, State
from dashboard.process.clock import today
from dashboard.process.memo import Recent
from dashboard.rules.releases import Release
from dashboard.tables.answers import constraint as constraint_answers
from dashboard.tables.answers import genome_wide
from dashboard.tables.answers.printed_names import printed_names
from dashboard.tables.answers.questions import LIVE_ONLY, TABLE_QUESTIONS, not_in_snapshot
from dashboard.tables.manifest import FILE, IMPORT_AGAIN
from dashboard.tables.snapshot import Snapshot

MOST_ANSWERS = 1_024  # of some hundred genes

log = structlog.get_logger(__name__)


class TableAnswers:
    """Answers out of the tables; safe to share between threads."""

    def __init__(self, snapshot: Snapshot, *, shown: bool) -> None:
        """Take the tables; unless they are `shown`, every answer is that it is not here."""
        self.snapshot = snapshot
        self.shown = shown
        self._recent = Recent(MOST_ANSWERS)

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

        def ask() -> Answer[Any]:
            return constraint_answers.constraint(self.snapshot, gene, release, available)

        key = ("constraint", gene, release.name, available)
        return self.guarded("constraint", lambda: self._once(key, ask))

    def every_release(self, gene: Gene) -> tuple[Constraint, ...]:
        """Return the gene's constraint in each release that has it here, newest first."""
        if not self.shown:
            return ()
        found: tuple[Constraint, ...] = self._once(
            ("releases", gene), lambda: constraint_answers.every_release(self.snapshot, gene)
        )
        return found

    def printed_names(self) -> Names:
        """Return the symbols that the releases here print for a gene under another name."""
        found: Names = self._once(("printed names",), lambda: printed_names(self.snapshot))
        return found

    def releases(self) -> dict[str, Release]:
        """Return the releases of which there is a table, newest first."""
        return constraint_answers.table_releases(self.snapshot)

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
            tables = _tables_of(error)
            problem = Problem(error.kind, error.message, error.hint, source=tables)
            return Answer(State.UNAVAILABLE, provenance=Provenance(tables), problem=problem)

    def _once(self, key: tuple[Hashable, ...], make: Callable[[], Any]) -> Any:
        return self._recent.get((*key, self._edition(), today()), make)  # planned until today

    def _edition(self) -> Hashable:
        """Return what changes when tables are imported while the program runs."""
        if self.snapshot.imported is None:
            return None
        try:
            found = (self.snapshot.imported.folder / FILE).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino


def _tables_of(error: SnapshotError) -> str:
    return "Imported tables" if error.hint == IMPORT_AGAIN else "Embedded snapshot"
