"""Domains that several proteins have, by accession: what lollipops can be aligned on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.models import Domain, Features


@dataclass(frozen=True, slots=True)
class SharedDomain:
    """A domain of two genes or more; `copies` by symbol, from the first residue on."""

    accession: str
    name: str
    copies: Mapping[str, tuple[Domain, ...]]


def shared_domains(proteins: Iterable[tuple[str, Features | None]]) -> tuple[SharedDomain, ...]:
    """Return the domains that at least two genes have, those of the most genes first.

    Domains are the same where their Pfam or InterPro accessions are; one without is nobody's.
    """
    found: dict[str, dict[str, list[Domain]]] = {}
    for symbol, shape in proteins:
        for domain in (shape.domains or ()) if shape else ():
            if domain.accession:
                found.setdefault(domain.accession, {}).setdefault(symbol, []).append(domain)
    together = [
        SharedDomain(
            accession,
            next(iter(copies.values()))[0].name,
            {symbol: tuple(sorted(own, key=_place)) for symbol, own in copies.items()},
        )
        for accession, copies in found.items()
        if len(copies) > 1
    ]
    return tuple(sorted(together, key=lambda one: (-len(one.copies), one.name, one.accession)))


def _place(domain: Domain) -> tuple[int, int]:
    return domain.start, domain.end
