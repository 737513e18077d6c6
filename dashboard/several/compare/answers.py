"""What a panel about several genes is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dashboard.models import Answer, GeneAnswers, Problem, failures
from dashboard.several.compare.order import Sorting
from dashboard.several.compare.selection import Selection


@dataclass(frozen=True, slots=True)
class ComparisonAnswers:
    """All answers about several genes that a panel asked for, in the order to show them.

    `shared` are the releases that have every gene, `counts` how many genes each known release
    has; `pair` is the release of gnomAD v2 and of v4 to set side by side. `waiting`: gnomAD is
    still being asked, so there may soon be a release more.
    """

    genes: tuple[GeneAnswers, ...] = ()
    selection: Selection = field(default_factory=Selection)
    release: str | None = None
    sorting: Sorting = field(default_factory=Sorting)
    shared: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)  # newest release first
    pair: tuple[str | None, str | None] = (None, None)
    notices: tuple[str, ...] = ()
    waiting: bool = False
    preferred: str | None = None  # the release that the address names
    source_set: str | None = None  # the set of variants that the address names

    def each(self, question: str) -> Iterator[tuple[str, Answer[Any]]]:
        """Yield each gene's symbol with its answer to a question."""
        return ((answers.gene.symbol, answers[question]) for answers in self.genes)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Return the symbols in the order shown."""
        return tuple(answers.gene.symbol for answers in self.genes)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the symbols in the order of the address, however they are sorted."""
        return tuple(gene.symbol for gene in self.selection.genes) or self.symbols

    @property
    def failures(self) -> tuple[Problem, ...]:
        """Return what failed behind the answers, one problem for each source."""
        return failures(one for answers in self.genes for one in answers.by_question.values())

    @property
    def refreshing(self) -> bool:
        """Tell whether a source is still being asked about any of the genes."""
        return self.waiting or any(answers.refreshing for answers in self.genes)

    @property
    def version(self) -> str:
        """Return a text that changes when anything that a page would show has changed."""
        parts = [str(self.waiting)] if self.genes else []
        for answers in self.genes:
            releases = ",".join(found.release for found in answers.releases)
            parts.append(f"{releases}:{answers.version}")
        return "|".join(parts)
