"""Whether a gene's P and LP missense and in-frame changes crowd in a domain: exact tests.

Truncating variants are left out: wherever they stand, they cost the rest of the protein.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dashboard.models import Domain, Variant
from dashboard.rules.clinvar import PATHOGENIC
from dashboard.rules.hgvs import parse_protein_change
from dashboard.several.gene_list.statistics import LEVEL, SAME, fisher_p, share

COUNTED = (
    *("missense", "inframe deletion", "inframe insertion", "inframe duplication"),
    "inframe delins",
)
BENIGN = ("benign", "benign/likely benign", "likely benign")
STEPS = 200  # of halving: past the precision of a float


@dataclass(frozen=True, slots=True)
class Against:
    """An odds ratio with its exact 95 % interval and two-sided p; None: not finite, or no data."""

    ratio: float | None
    lower: float | None
    upper: float | None
    p: float | None
    adjusted: float | None = None  # by Holm, over all domains


@dataclass(frozen=True, slots=True)
class DomainTest:
    """Distinct P or LP changes in a domain and outside, against two expectations.

    `uniform` is against changes that fall on each residue with equal chance, `benign` against the
    benign and likely benign changes of the same kinds; None where there are none of these.
    """

    domain: Domain
    inside: int
    outside: int
    benign_inside: int
    benign_outside: int
    uniform: Against
    benign: Against | None


def domain_tests(
    records: Iterable[Variant], domains: Sequence[Domain], length: int
) -> tuple[DomainTest, ...]:
    """Test each domain of a protein; `records` are all that a complete set has of the gene.

    Several records of one protein change count once. A change is inside where it touches the
    domain. Nothing is tested where no P or LP change is counted.
    """
    placed = list(records)
    harmful, harmless = _changes(placed, PATHOGENIC), _changes(placed, BENIGN)
    if not harmful:
        return ()
    found = [_test(domain, harmful, harmless, length) for domain in domains]
    uniform = holm([one.uniform.p for one in found])
    benign = iter(holm([one.benign.p for one in found if one.benign]))
    return tuple(
        replace(
            one,
            uniform=replace(one.uniform, adjusted=adjusted),
            benign=replace(one.benign, adjusted=next(benign)) if one.benign else None,
        )
        for one, adjusted in zip(found, uniform, strict=True)
    )


Change = tuple[str, int, int]


def _changes(records: Iterable[Variant], classes: Sequence[str]) -> set[Change]:
    """Return the distinct changes of some classes that are counted, with first and last residue."""
    found = set()
    for one in records:
        if one.variant_class in classes and one.consequence in COUNTED and one.position:
            change = parse_protein_change(one.protein_change or "")
            name = change.core if change else one.id
            found.add((name, one.position, one.end or one.position))
    return found


def _test(domain: Domain, harmful: set[Change], harmless: set[Change], length: int) -> DomainTest:
    inside, outside = _counts(domain, harmful)
    benign_inside, benign_outside = _counts(domain, harmless)
    residues = min(domain.end, length) - domain.start + 1
    return DomainTest(
        domain,
        inside,
        outside,
        benign_inside,
        benign_outside,
        against_uniform(inside, inside + outside, residues, length),
        against_others(inside, outside, benign_inside, benign_outside) if harmless else None,
    )


def _counts(domain: Domain, changes: set[Change]) -> tuple[int, int]:
    inside = sum(start <= domain.end and end >= domain.start for _, start, end in changes)
    return inside, len(changes) - inside


def against_uniform(inside: int, of: int, residues: int, length: int) -> Against:
    """Test how many of some changes lie in so many residues of a protein: exact binomial.

    The interval is that of Clopper and Pearson, as odds against the domain's share of residues.
    """
    if residues >= length:
        return Against(None, None, None, None)
    expected = residues / (length - residues)
    part = share(inside, of)

    def odds(value: float | None) -> float | None:
        return None if value is None or value >= 1 else value / (1 - value) / expected

    return Against(
        odds(part.share),
        odds(part.lower),
        odds(part.upper),
        _binomial_p(inside, of, residues / length),
    )


def _binomial_p(inside: int, of: int, chance: float) -> float:
    """Return the two-sided p: of all numbers no likelier than this one."""
    from scipy.special import gammaln, xlog1py, xlogy  # noqa: PLC0415  # 0.2 s, few pages need it

    x = np.arange(of + 1, dtype=float)
    logs = gammaln(of + 1) - gammaln(x + 1) - gammaln(of - x + 1)
    logs += xlogy(x, chance) + xlog1py(of - x, -chance)
    return float(min(1.0, np.exp(logs[logs <= logs[inside] + SAME]).sum()))


def against_others(a: int, b: int, c: int, d: int) -> Against:
    """Compare two groups of changes, each inside and outside: Fisher's exact test.

    Ratio and interval are conditional on the margins, as scipy's and R's.
    """
    low, high = max(0, a - d), min(a + b, a + c)
    p = fisher_p(a, b, c, d)
    if low == high:
        return Against(None, None, None, p)
    rest = (1 - LEVEL) / 2
    weights = _hypergeometric(a, b, c, d)
    lower = 0.0 if a == low else _solved(lambda w: _tail(weights, a, w, upper=True), rest)
    upper = None if a == high else _solved(lambda w: -_tail(weights, a, w, upper=False), -rest)
    ratio = 0.0 if a == low else None
    if low < a < high:
        ratio = _solved(lambda w: _mean(weights, w), float(a))
    return Against(ratio, lower, upper, p)


Weights = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


def _hypergeometric(a: int, b: int, c: int, d: int) -> Weights:
    """Return the counts that a may have with these margins, and the logs of their chances."""
    from scipy.special import gammaln  # noqa: PLC0415  # as above

    x = np.arange(max(0, a - d), min(a + b, a + c) + 1, dtype=float)
    cells = (x, a + b - x, a + c - x, d - a + x)
    return x, -sum(gammaln(cell + 1) for cell in cells)


def _chances(weights: Weights, log_ratio: float) -> npt.NDArray[np.float64]:
    x, logs = weights
    shifted = logs + x * log_ratio
    chances: npt.NDArray[np.float64] = np.exp(shifted - shifted.max())
    chances /= chances.sum()
    return chances


def _mean(weights: Weights, log_ratio: float) -> float:
    return float((weights[0] * _chances(weights, log_ratio)).sum())


def _tail(weights: Weights, a: int, log_ratio: float, *, upper: bool) -> float:
    x = weights[0]
    return float(_chances(weights, log_ratio)[x >= a if upper else x <= a].sum())


def _solved(rising: Callable[[float], float], target: float) -> float:
    """Return the ratio at which a function that rises with its logarithm has a value."""
    low, high = -60.0, 60.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return float(np.exp((low + high) / 2))


def holm(values: Sequence[float | None]) -> list[float | None]:
    """Return p values adjusted for being several, by Holm; None stays None and counts for none."""
    known = sorted((p, place) for place, p in enumerate(values) if p is not None)
    adjusted: list[float | None] = [None] * len(values)
    most = 0.0
    for rank, (p, place) in enumerate(known):
        most = max(most, min(1.0, p * (len(known) - rank)))
        adjusted[place] = most
    return adjusted
