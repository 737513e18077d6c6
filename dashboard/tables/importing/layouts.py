"""Which of gnomAD's constraint files a header belongs to, and which release that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.errors import BadFile, BadRelease
from dashboard.rules.releases import importable
from dashboard.tables.importing.opening import shown
from dashboard.tables.making.constraint_tables import V2_COLUMNS, V4_COLUMNS

V2_RANK = "oe_lof_upper_rank"
V4_RANK = "lof.oe_ci.upper_rank"
V4_NEWER = ("gene_flags", "lof.oe_ci.upper_bin_percentile")

_V2 = ("gene", "transcript", *V2_COLUMNS.values(), V2_RANK, "constraint_flag")
_V4 = (
    *("gene", "gene_id", "transcript", "canonical", "mane_select"),
    *V4_COLUMNS.values(),
    "constraint_flags",
)
_LIST = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of file; `marks` are those that tell it from the others.

    `needed` must be there, in any order; `useful` are read where they are.
    """

    title: str
    needed: tuple[str, ...]
    marks: tuple[str, ...]
    useful: tuple[str, ...] = ()


V2_BY_GENE = Layout(
    "gnomAD v2.1.1 by gene",
    _V2,
    (V2_RANK, "oe_lof_upper", "constraint_flag"),
    ("gene_id", "chromosome", "cds_length"),
)
V4_1 = Layout(
    "gnomAD v4.1",
    _V4,
    ("lof.oe_ci.upper", "mane_select", "constraint_flags"),
    ("chromosome", "cds_length", "transcript_type"),
)
V4_1_1 = Layout(
    "gnomAD v4.1.1 or v4.1.2",
    (*_V4, "gene_flags"),
    ("gene_flags", *V4_NEWER[1:], "lof.oe_ci.upper"),
    (
        *("chromosome", "cds_length", "transcript_type"),
        *("lof.oe_ci.upper_bin_percentile", V4_RANK),
    ),
)
LAYOUTS: Mapping[str, Layout] = {"v4.1.1": V4_1_1, "v4.1": V4_1, "v2.1.1 by gene": V2_BY_GENE}
"""The layouts by the names that releases give (`PublishedFile.layout`)."""


def layout_of(release: str) -> Layout:
    """Return the layout of a release's file.

    Raises:
        BadRelease: Files of this release are not imported.
    """
    files = importable()
    if release not in files:
        raise BadRelease(
            f"Files of release {release[:40]!r} are not imported.",
            f"Choose one of {', '.join(files)}.",
        )
    return LAYOUTS[files[release].layout]


def same_layout(release: str) -> tuple[str, ...]:
    """Return the other releases whose files have the same columns, newest first."""
    own = layout_of(release)
    return tuple(name for name in importable() if name != release and layout_of(name) is own)


def check_layout(columns: Sequence[str], release: str, name: str) -> Layout:
    """Return the layout of a release if a file's columns are of it.

    Raises:
        BadFile: They are another's, or none's, or some are missing; says which.
    """
    wanted, published = layout_of(release), importable()[release].name
    other = _other_kind(columns, release)
    if other:
        raise BadFile(
            f"{name} is not {wanted.title}: {other}.",
            f"For --release {release} give {published}, with columns such as "
            f"{_listed(wanted.marks)}.",
        )
    missing = [column for column in wanted.needed if column not in columns]
    if missing:
        raise BadFile(
            f"{name} lacks {_listed(missing)}, which {wanted.title} has; it begins with "
            f"{_listed([shown(column, 30) for column in columns])}.",
            f"For --release {release} give {published} as gnomAD publishes it.",
        )
    twice = sorted({column for column in wanted.needed if columns.count(column) > 1})
    if twice:
        raise BadFile(f"{name} has the column {_listed(twice)} twice.")
    return wanted


def _other_kind(columns: Sequence[str], release: str) -> str | None:
    """Say what else the columns are of; None: of this release, or not to be told."""
    found = set(columns)
    v2, v4 = "oe_lof_upper" in found, "lof.oe_ci.upper" in found
    if v2 and v4:
        return "it has columns of v2 (oe_lof_upper) and of v4 (lof.oe_ci.upper)"
    if not v2 and not v4:
        return _no_kind(columns)
    if v2:
        return _other_v2(found, release)
    return _other_v4(found, release)


def _no_kind(columns: Sequence[str]) -> str:
    if len(columns) == 1:
        first = columns[0]
        packed = "comma" if "," in first else "semicolon" if ";" in first else None
        if packed:
            return f"its first line is separated by {packed}s, not by tabs"
        return f"its first line has one column, {shown(first, 40)!r}"
    return f"its columns are {_listed([shown(column, 30) for column in columns])}"


def _other_v2(found: set[str], release: str) -> str | None:
    if "gene_issues" in found:
        return "its column gene_issues is that of v2.1, which is embedded"
    if "canonical" in found:
        return "its column canonical is that of the file by transcript, not by gene"
    if layout_of(release) is not V2_BY_GENE:
        return "its column oe_lof_upper is that of v2.1.1"
    return None


def _other_v4(found: set[str], release: str) -> str | None:
    newer = [column for column in V4_NEWER if column in found]
    if newer and layout_of(release) is not V4_1_1:
        return f"its column {newer[0]} is that of v4.1.1 and v4.1.2"
    if not newer and "gene_id" not in found:
        return "it has no column gene_id, as v4.0 has none"
    if not newer and layout_of(release) is V4_1_1:
        return f"it lacks {_listed(V4_NEWER)}, as v4.1 does"
    if layout_of(release) is V2_BY_GENE:
        return "its column lof.oe_ci.upper is that of v4"
    return None


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(names[:_LIST])
    more = len(names) - _LIST
    return f"{listed} and {more} more" if more > 0 else listed
