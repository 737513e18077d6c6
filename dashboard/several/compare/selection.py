"""Which genes are compared: names out of an address become genes, and nothing is dropped silently.

Names of one gene collapse, the ninth gene waits, what names no gene or several is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.errors import GeneAmbiguous, GeneNotFound
from dashboard.models import Gene

MOST_GENES = 8
MOST_INPUTS = 40  # names that are looked up; suggestions for each unknown one cost time
QUOTED = 40
BETWEEN = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An input that names no gene, or several; `choices` are symbols that it may have meant."""

    input: str
    message: str
    hint: str
    choices: tuple[str, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """The genes to compare, in the order given; `waiting` are inputs beyond the eighth gene."""

    genes: tuple[Gene, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    waiting: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def rest(self) -> tuple[str, ...]:
        """Return the inputs that are not on the page; an address keeps them behind the genes."""
        return (*(one.input for one in self.unresolved), *self.waiting)


def names_in(text: str) -> list[str]:
    """Return the names in an address's field: between commas, semicolons or white space."""
    return [name for name in BETWEEN.split(text) if name]


def select(text: str, resolve: Callable[[str], Gene]) -> Selection:
    """Return what the names in a text stand for.

    Args:
        text: Names of genes: symbols, aliases, ids.
        resolve: Returns the gene that a name means; raises GeneNotFound or GeneAmbiguous.

    Raises:
        DashboardError: The gene table cannot be read.
    """
    names = names_in(text)
    genes: dict[str, Gene] = {}
    unresolved: list[Unresolved] = []
    waiting: list[str] = []
    notices: list[str] = []
    for name in names[:MOST_INPUTS]:
        try:
            gene = resolve(name)
        except (GeneNotFound, GeneAmbiguous) as error:
            unresolved.append(_unresolved(name, error))
            continue
        if gene.hgnc_id in genes:
            notices.append(_twice(name, gene))
        elif len(genes) == MOST_GENES:
            waiting.append(name)
        else:
            genes[gene.hgnc_id] = gene
            notices += [gene.note] if gene.note else []
    if len(names) > MOST_INPUTS:
        left = len(names) - MOST_INPUTS
        notices.append(f"The address names {len(names):,} genes; the last {left:,} were not read.")
    return Selection(
        tuple(genes.values()),
        tuple(unresolved),
        tuple(waiting),
        (*_refusal(waiting), *dict.fromkeys(notices)),
    )


def _unresolved(name: str, error: GeneNotFound | GeneAmbiguous) -> Unresolved:
    ambiguous = isinstance(error, GeneAmbiguous)
    choices = error.choices if isinstance(error, GeneAmbiguous) else error.suggestions
    return Unresolved(name, error.message, error.hint, choices, ambiguous)


def _twice(name: str, gene: Gene) -> str:
    if name == gene.symbol:
        return f"{gene.symbol} is named more than once; it is shown once."
    return f"{name[:QUOTED]} is {gene.symbol}, which is compared already; it is shown once."


def _refusal(waiting: list[str]) -> tuple[str, ...]:
    """Return the sentence that refuses the ninth gene and those after it."""
    if not waiting:
        return ()
    shown = ", ".join(name[:QUOTED] for name in waiting[:MOST_GENES])
    more = f" and {len(waiting) - MOST_GENES} more" if len(waiting) > MOST_GENES else ""
    verb = "is" if len(waiting) == 1 else "are"
    return (
        f"At most {MOST_GENES} genes can be compared: {shown}{more} {verb} left out. "
        "Remove a gene to make room.",
    )
