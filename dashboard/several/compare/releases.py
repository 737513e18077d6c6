"""Which release serves several genes, and which two of them stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.models import Constraint
from dashboard.rules.constraint import has_all_classes

FAMILIES = ("v2", "v4")
LAST_RESORT = "v2.1"

Releases = Sequence[Constraint]  # of one gene, newest first


def in_release(found: Iterable[Constraint], release: str | None) -> Constraint | None:
    """Return a gene's constraint in a release, None where the release does not have the gene."""
    return next((constraint for constraint in found if constraint.release == release), None)


def shared(genes: Sequence[Releases], known: Iterable[str]) -> tuple[str, ...]:
    """Return the releases that have every gene, newest first; `known` gives their order."""
    available = [{constraint.release for constraint in found} for found in genes]
    return tuple(name for name in known if available and all(name in names for names in available))


def counts(genes: Sequence[Releases], known: Iterable[str]) -> dict[str, int]:
    """Return how many of the genes each known release has."""
    return {name: sum(in_release(found, name) is not None for found in genes) for name in known}


def default_release(genes: Sequence[Releases], known: Sequence[str]) -> str:
    """Return the newest release that all genes share with all three classes.

    Without one: the newest that they share, else the one that has most of them, newest first.
    """
    together = shared(genes, known)
    whole = [name for name in together if all(_is_whole(found, name) for found in genes)]
    if whole or together:
        return (whole or list(together))[0]
    available = counts(genes, known)
    return max(known, key=lambda name: available[name]) if any(available.values()) else LAST_RESORT


def _is_whole(found: Releases, name: str) -> bool:
    constraint = in_release(found, name)
    return constraint is not None and has_all_classes(constraint)


def pair(genes: Sequence[Releases], known: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the release of gnomAD v2 and the one of v4 that have most of the genes.

    Of two with as many the one with more whole rows (v2.1.1 has a LOEUF alone for most genes
    here), then the newer one; None where no gene has a release of that family.
    """
    available = counts(genes, known)
    whole = {name: sum(_is_whole(found, name) for found in genes) for name in known}
    chosen = []
    for family in FAMILIES:
        names = [name for name in known if name.startswith(family) and available[name]]
        best = max(names, key=lambda name: (available[name], whole[name]), default=None)
        chosen.append(best)
    return chosen[0], chosen[1]
