"""What a panel is given: the answers about one gene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.models.answers import Answer, Problem, failures
from dashboard.models.constraint import Constraint
from dashboard.models.gene import Gene


@dataclass(frozen=True, slots=True)
class GeneAnswers:
    """All answers about one gene that a panel asked for, by question."""

    gene: Gene
    by_question: Mapping[str, Answer[Any]]
    releases: tuple[Constraint, ...] = ()  # the gene in every release that has it, newest first
    known_releases: tuple[str, ...] = ()  # what can be asked for here, newest first
    release: str | None = None  # the one that constraint was answered for
    notices: tuple[str, ...] = ()  # why another release is shown than the preferred one
    preferred: str | None = None  # the release that the address names
    usual: str | None = None  # the release that is shown where none is preferred
    offered: Answer[Any] | None = None  # gnomAD's own answer; None where it is never asked
    source_set: str | None = None  # the set of variants that the address names

    def __getitem__(self, question: str) -> Answer[Any]:
        """Return the answer to a question that was asked."""
        return self.by_question[question]

    @property
    def failures(self) -> tuple[Problem, ...]:
        """Return what failed behind the answers, one problem for each source."""
        return failures(self.by_question.values())

    @property
    def refreshing(self) -> bool:
        """Tell whether a source is still being asked for any of the answers."""
        return any(answer.refreshing for answer in self.by_question.values())

    @property
    def version(self) -> str:
        """Return a text that changes when anything that a page would show has changed."""
        parts = [
            f"{question}:{answer.version}" for question, answer in sorted(self.by_question.items())
        ]
        parts += [f"failed:{problem.source}:{problem.message}" for problem in self.failures]
        parts += [f"{own.release}:{own.complete}:{own.loeuf}:{own.rank}" for own in self.releases]
        if self.offered is not None:
            parts.append(f"offered:{self.offered.state}:{self.offered.refreshing}")
        return f"{self.release};{';'.join(parts)}"
