"""What is known at one residue: records, domain, exon, regional constraint, the nearest P or LP."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.models import Domain, Features, Region, RegionalConstraint, Variant
from dashboard.rules.clinvar import PATHOGENIC


@dataclass(frozen=True, slots=True)
class Exon:
    """A coding exon by its number; `first` and `last` are residues, a shared codon goes before."""

    number: int
    of: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Residue:
    """What a set of records and the protein's features have at a residue, from 1.

    `at` begin there, `over` are longer and reach it. `domains` and `exon` are None where they are
    not known. `nearest` is the nearest other residue with a P or LP record and one of these.
    """

    position: int
    at: tuple[Variant, ...]
    over: tuple[Variant, ...]
    domains: tuple[Domain, ...] | None
    exon: Exon | None
    nearest: Variant | None

    @property
    def distance(self) -> int | None:
        """Return how many residues away the nearest P or LP record begins."""
        if self.nearest is None or self.nearest.position is None:
            return None
        return abs(self.nearest.position - self.position)


def residue(position: int, records: Iterable[Variant], shape: Features | None) -> Residue:
    """Return what is known at a residue; `records` are placed on the protein of `shape`."""
    placed = [one for one in records if one.position is not None]
    at = tuple(one for one in placed if one.position == position)
    over = tuple(
        one
        for one in placed
        if one.position is not None and one.position < position <= (one.end or one.position)
    )
    harmful = [
        one for one in placed if one.variant_class in PATHOGENIC and one.position != position
    ]
    nearest = min(harmful, key=lambda one: abs((one.position or 0) - position), default=None)
    domains = shape.domains if shape else None
    return Residue(
        position,
        at,
        over,
        None if domains is None else tuple(d for d in domains if d.start <= position <= d.end),
        exon_at(position, shape) if shape else None,
        nearest,
    )


def exon_at(position: int, shape: Features) -> Exon | None:
    """Return the coding exon of a residue, None where borders are not known or it is no residue."""
    length, borders = shape.protein_length, shape.exon_borders
    if length is None or not borders or not 1 <= position <= length:
        return None
    place = bisect_left(borders, position)
    first = borders[place - 1] + 1 if place else 1
    last = borders[place] if place < len(borders) else length
    return Exon(place + 1, len(borders) + 1, first, last)


def region_at(
    position: int, regional: RegionalConstraint | None, shape: Features | None
) -> Region | None:
    """Return the constrained region of a residue, None where the two proteins are not as long."""
    if regional is None or shape is None or regional.protein_length != shape.protein_length:
        return None
    return next((one for one in regional.regions if one.start <= position <= one.end), None)
