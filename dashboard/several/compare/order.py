"""In what order genes stand: as given, by name, or by a metric of one release."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.models import Constraint, Gene
from dashboard.several.compare.releases import Releases, in_release

Value = Callable[[Constraint], float | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure to sort by; `falling`: the most constrained gene has the largest."""

    label: str
    value: Value
    falling: bool = False


def _of(variant_class: str, field: str) -> Value:
    def value(found: Constraint) -> float | None:
        row = found.row(variant_class)
        return None if row is None else getattr(row, field)

    return value


METRICS: Mapping[str, Metric] = {
    "loeuf": Metric("LOEUF", lambda found: found.loeuf),
    "lof_oe": Metric("pLoF o/e", _of("lof", "oe")),
    "lof_z": Metric("pLoF Z", _of("lof", "z"), falling=True),
    "lof_exp": Metric("expected pLoF", _of("lof", "exp"), falling=True),
    "pli": Metric("pLI", lambda found: found.pli, falling=True),
    "mis_oe": Metric("missense o/e", _of("mis", "oe")),
    "mis_upper": Metric("missense upper bound", _of("mis", "oe_upper")),
    "mis_z": Metric("missense Z", _of("mis", "z"), falling=True),
    "syn_oe": Metric("synonymous o/e", _of("syn", "oe")),
    "syn_z": Metric("synonymous Z", _of("syn", "z"), falling=True),
    "rank": Metric("rank", lambda found: None if found.rank is None else found.rank.rank),
}
BY_NAME = "name"
REVERSE = "-"


@dataclass(frozen=True, slots=True)
class Sorting:
    """How to sort: a key of METRICS, BY_NAME, or None for the order given; maybe turned round."""

    key: str | None = None
    reverse: bool = False

    @property
    def label(self) -> str:
        """Return the sorting in words."""
        if self.key is None:
            return "the order given"
        return "name" if self.key == BY_NAME else METRICS[self.key].label


def sorting(text: str | None) -> Sorting | None:
    """Return how an address asks to sort ("loeuf", "-loeuf", "name"), None where it is unknown."""
    if not text:
        return Sorting()
    key = text.removeprefix(REVERSE)
    known = key == BY_NAME or key in METRICS
    return Sorting(key, reverse=text.startswith(REVERSE)) if known else None


def ordered(genes: Sequence[tuple[Gene, Releases]], how: Sorting, release: str | None) -> list[int]:
    """Return the places of the genes in the order to show; those without a figure come last."""
    places = range(len(genes))
    if how.key is None:
        return list(places)
    if how.key == BY_NAME:
        by_name = sorted(places, key=lambda place: genes[place][0].symbol)
        return by_name[::-1] if how.reverse else by_name
    metric = METRICS[how.key]
    figures = {}
    for place, (_, found) in enumerate(genes):
        constraint = in_release(found, release)
        figure = None if constraint is None else metric.value(constraint)
        if figure is not None:
            figures[place] = figure
    known = sorted(figures, key=figures.__getitem__, reverse=metric.falling != how.reverse)
    return [*known, *(place for place in places if place not in figures)]
