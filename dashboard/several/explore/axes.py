"""The figures that explore can draw on an axis, and where their thresholds lie."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.rules.constraint import MISSENSE_Z_THRESHOLD, SYNONYMOUS_Z_LIMIT, UNDERPOWERED_BELOW
from dashboard.several.explore.against import COLUMNS


@dataclass(frozen=True, slots=True)
class Axis:
    """One figure: `name` is its column; `lines` are thresholds that hold for every release.

    A figure that is negative for many genes (`signed`) has no logarithmic axis. One that is
    not the release's own (`of_release`) says in its title whose it is and of when.
    """

    name: str
    title: str
    decimals: int
    lines: tuple[tuple[float, str], ...] = ()
    signed: bool = False
    of_release: bool = True
    other: bool = False


LOEUF = "loeuf"
"""The axis whose threshold the release gives (T1)."""

_OF_RELEASE = (
    Axis(LOEUF, "LOEUF", 3),
    Axis("lof_oe", "pLoF o/e", 3),
    Axis("mis_oe", "Missense o/e", 3),
    Axis("mis_oe_upper", "Missense o/e, upper bound", 3),
    Axis(
        "mis_z",
        "Missense Z",
        2,
        ((MISSENSE_Z_THRESHOLD, f"missense Z {MISSENSE_Z_THRESHOLD}"),),
        signed=True,
    ),
    Axis(
        "syn_z",
        "Synonymous Z",
        2,
        (
            (SYNONYMOUS_Z_LIMIT, f"synonymous Z {SYNONYMOUS_Z_LIMIT}"),
            (-SYNONYMOUS_Z_LIMIT, f"synonymous Z −{SYNONYMOUS_Z_LIMIT}"),
        ),
        signed=True,
    ),
    Axis("lof_exp", "Expected pLoF variants", 1, ((UNDERPOWERED_BELOW, "10 expected"),)),
    Axis("cds_length", "CDS length, bases", 0),
    Axis("clinvar_plp", "ClinVar P/LP records, two stars or more, 2024-12", 0, of_release=False),
)


def _of_another(name: str) -> Axis:
    """Return the axis of a figure of the release that is set against the one shown."""
    like = next((axis for axis in _OF_RELEASE if axis.name == name), PERCENTILE)
    return replace(like, name=f"other_{name}", of_release=False, other=True)


PERCENTILE = Axis("percentile", "LOEUF percentile (0: most constrained)", 2)
AXES = (*_OF_RELEASE, PERCENTILE, *map(_of_another, COLUMNS))
DEFAULT_X, DEFAULT_Y = LOEUF, "mis_z"
