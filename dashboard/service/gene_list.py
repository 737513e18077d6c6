"""A list of genes, asked of the data service: pages, JSON and command line ask alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.errors import GeneNotFound, PossibleDate, SnapshotError
from dashboard.models import GeneList, Loaded, Provenance
from dashboard.service import DataService
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.methods import methods
from dashboard.several.gene_list.missing import is_missing

BESIDE = ("genes", "phenotypes", "validity")  # what is joined to a release's rows


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """A list in a release with everything that goes with it into pages and exports."""

    loaded: Loaded[GeneList]
    origins: tuple[Provenance, ...] = ()
    methods: str = ""


def ask_list(
    service: DataService,
    symbols: Sequence[str],
    release: str | None = None,
    lines: Sequence[int] | None = None,
    *,
    without_flagged: bool = False,
) -> ListAnswer:
    """Return a list in a complete release, the newest that is here if none is named.

    Raises:
        BadRelease: No release of which every gene is here has this name.
        BadList: The list is too long.
        SnapshotError: The gene table cannot be read.
    """
    wide = service.genome_wide(release)
    if wide.data is None:
        return ListAnswer(Loaded(wide.state, None, wide.provenance, wide.problem))
    found = gene_list(service.index, wide.data, symbols, lines, without_flagged=without_flagged)
    origins = (*filter(None, (wide.provenance,)), *_beside(service))
    loaded = Loaded(wide.state, found, wide.provenance)
    return ListAnswer(loaded, origins, methods(found, origins))


def known(service: DataService, texts: Iterable[str]) -> list[bool]:
    """Tell for each text whether it names a gene, or several.

    A missing value names none, nor does what can as well be a date or a number of its own.
    """
    asked = list(texts)
    answers = service.index.find_all(asked)
    return [
        not isinstance(answer, GeneNotFound | PossibleDate) and not is_missing(text)
        for answer, text in zip(answers, asked, strict=True)
    ]


def _beside(service: DataService) -> list[Provenance]:
    found = []
    for name in BESIDE:
        try:
            found.append(service.snapshot.provenance(name))
        except SnapshotError:
            continue  # its columns could not have been joined either: the release says so
    return found
