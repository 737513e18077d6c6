"""gnomAD constraint of a gene in a release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConstraintRow:
    """One variant class of a gene in one release. Counts are unique rare SNVs (T19).

    The interval is the 90 % interval of o/e (T4). `computed` names the fields that the release
    does not print and that were computed here from obs and exp.
    """

    variant_class: str  # "lof", "mis", "syn"
    obs: int | None
    exp: float | None
    oe: float | None
    oe_lower: float | None
    oe_upper: float | None
    z: float | None
    computed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among the genes of a release, 1 = most constrained, always with the denominator."""

    rank: int
    of: int
    percentile: float  # 100 * rank / of


@dataclass(frozen=True, slots=True)
class OtherRelease:
    """What another release says of the same gene, for the release switch."""

    release: str
    label: str
    all_classes: bool  # of this gene: missense and synonymous figures stand beside pLoF
    loeuf: float | None
    loeuf_threshold: float


@dataclass(frozen=True, slots=True)
class Constraint:
    """gnomAD constraint of one gene in one release, on one transcript."""

    release: str
    label: str
    complete: bool
    build: str
    transcript: str | None
    rows: tuple[ConstraintRow, ...]
    loeuf: float | None
    pli: float | None
    flags: tuple[str, ...]
    loeuf_threshold: float
    rank: Rank | None = None
    missense_rank: Rank | None = None
    band: str | None = None
    symbol_in_release: str | None = None
    mapped_by: str | None = None  # mane, id, symbol, previous, alias (T62)
    is_mane_select: bool | None = None  # None: the row or the gene has no transcript (T10)
    other_transcripts: tuple[str, ...] = ()  # further rows of the release for this gene (T9)
    notes: tuple[str, ...] = ()
    available_releases: tuple[OtherRelease, ...] = ()

    def row(self, variant_class: str) -> ConstraintRow | None:
        """Return the row of a class ("lof", "mis", "syn"), or None if the release has none."""
        return next((r for r in self.rows if r.variant_class == variant_class), None)
