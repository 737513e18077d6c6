"""A list of genes, asked of the data service: pages, JSON and command line ask alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.errors import SnapshotError
from dashboard.models import AS_GIVEN, Answer, GeneList, ListOrigin, Provenance
from dashboard.service import DataService
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.methods import methods
from dashboard.several.gene_list.reading import ReadList
from dashboard.several.gene_list.selection import metrics

MOST_ASIDE = 1_000  # stretches of lines that were set aside
MOST_WORDS = 400  # characters of a choice of rows
BESIDE = ("genes", "phenotypes", "validity", "depmap", "impc", "clinvar_plp")
"""Tables that are joined to a release's rows."""


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """A list in a release with everything that goes with it into pages and exports."""

    result: Answer[GeneList]
    origins: tuple[Provenance, ...] = ()
    methods: str = ""


def ask_list(
    service: DataService,
    symbols: Sequence[str],
    release: str | None = None,
    lines: Sequence[int] | None = None,
    *,
    without_flagged: bool = False,
    origin: ListOrigin = AS_GIVEN,
) -> ListAnswer:
    """Return a list in a complete release, the newest that is here if none is named.

    Raises:
        BadRelease: No release of which every gene is here has this name.
        BadList: The list is too long.
        SnapshotError: The gene table cannot be read.
    """
    wide = service.genome_wide(release)
    if wide.data is None:
        return ListAnswer(Answer(wide.state, None, wide.provenance, wide.problem))
    found = gene_list(
        service.index,
        wide.data,
        symbols,
        lines,
        without_flagged=without_flagged,
        origin=origin,
    )
    origins = (*filter(None, (wide.provenance,)), *_beside(service))
    answer = Answer(wide.state, found, wide.provenance)
    return ListAnswer(answer, origins, methods(found, origins))


def origin_of(read: ReadList, selected_by: Iterable[str] = ()) -> ListOrigin:
    """Return how a list came to be out of what was read, and metrics that are known besides."""
    by = tuple(dict.fromkeys((*read.selected_by, *metrics(selected_by))))
    rows = read.rows.words() if read.rows else None
    return ListOrigin(tuple((*one,) for one in read.aside), rows, by)


def parse_origin(given: Mapping[str, Any]) -> ListOrigin:
    """Return how a list came to be as a page remembers it; what is malformed is left out.

    Args:
        given: `aside`, stretches of lines as `ListOrigin` has them; `rows`, the rows that were
            taken, in words; `by`, metrics separated by commas.
    """
    aside, rows, by = given.get("aside"), given.get("rows"), given.get("by")
    valid = [one for one in aside if _is_aside(one)] if isinstance(aside, list) else []
    return ListOrigin(
        tuple((one[0], one[1], str(one[2])[:200], str(one[3])[:60]) for one in valid[:MOST_ASIDE]),
        " ".join(rows[:MOST_WORDS].split()) or None if isinstance(rows, str) else None,
        metrics(by.split(",")) if isinstance(by, str) else (),
    )


def _is_aside(one: Any) -> bool:
    whole = isinstance(one, list) and len(one) == 4 and all(isinstance(n, int) for n in one[:2])
    return whole and bool(str(one[2]).strip())


def _beside(service: DataService) -> list[Provenance]:
    found = []
    for name in BESIDE:
        try:
            found.append(service.snapshot.provenance(name))
        except SnapshotError:
            continue  # its columns could not have been joined either: the release says so
    return found
