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
_NO_RANK = tuple(column for column in _V2 if column != V2_RANK)
_LIST = 4
ANCESTRY = ".gen_anc_"
"""Stands in the columns by genetic ancestry, which v4.1.1's file has and v4.1.2's has not."""

_OLDER_V4 = ("level", "mis_pphen.obs", "mis_pphen.exp", "mis_pphen.oe", "mis_pphen.possible")
_EXAC = frozenset({"exp_lof", "n_lof", "lof_z", "pLI", "mu_lof"})


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
V2_BY_TRANSCRIPT = Layout(
    "gnomAD v2.1.1 by transcript",
    (*_NO_RANK, "canonical"),
    ("canonical", "oe_lof_upper", "constraint_flag"),
    (V2_RANK, "gene_id", "chromosome", "cds_length"),
)
V4_0 = Layout(
    "gnomAD v4.0",
    tuple(column for column in _V4 if column != "gene_id"),
    ("lof.oe_ci.upper", "mane_select", "constraint_flags"),
    ("chromosome", "cds_length", "transcript_type"),
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
LAYOUTS: Mapping[str, Layout] = {
    "v4.1.1": V4_1_1,
    "v4.1": V4_1,
    "v4.0": V4_0,
    "v2.1.1 by gene": V2_BY_GENE,
}
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


def recognised(columns: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the releases, newest first, whose file has these columns; the rows may tell which.

    Raises:
        BadFile: They are no release's, a mixture of two, or those of a file that is not imported.
    """
    found = set(columns)
    v2, v4 = "oe_lof_upper" in found, "lof.oe_ci.upper" in found
    kinds = f"It takes {', '.join(importable())}, as gnomAD publishes them."
    if found >= _EXAC and not v2 and not v4:
        raise BadFile(
            f"{name} is ExAC's constraint file: no LOEUF is in it, and its licence is ODbL.",
            "Give gnomAD v2.1.1's, which has ExAC's samples among its own.",
        )
    if v2 == v4:
        both = "it has columns of v2 (oe_lof_upper) and of v4 (lof.oe_ci.upper)"
        why = both if v2 else _no_kind(columns)
        raise BadFile(f"{name} is no constraint file of one release: {why}.", kinds)
    if v2:
        if "gene_issues" in found:
            raise BadFile(
                f"{name} is gnomAD v2.1's: its column gene_issues is that of v2.1.",
                "v2.1 is embedded with every gene.",
            )
        return ("v2.1.1",)
    newer = [column for column in V4_NEWER if column in found]
    older = [column for column in _OLDER_V4 if column in found]
    if newer and older:
        raise BadFile(
            f"{name} is a mixture: it has {_listed(older)} of v4.1 and {_listed(newer)} of v4.1.1 "
            "and v4.1.2.",
            kinds,
        )
    if newer:
        return ("v4.1.2", "v4.1.1")
    return ("v4.1",) if "gene_id" in found else ("v4.0",)


def check_layout(columns: Sequence[str], release: str, name: str) -> Layout:
    """Return the layout of a release if a file's columns are of it.

    Raises:
        BadFile: They are another's, or none's, or some are missing; says which.
    """
    wanted, published = layout_of(release), importable()[release].name
    if wanted is V2_BY_GENE and {"canonical", "oe_lof_upper"} <= set(columns):
        wanted = V2_BY_TRANSCRIPT
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
        return f"its first line has one column, {shown(columns[0], 40)!r}"
    return f"its columns are {_listed([shown(column, 30) for column in columns])}"


def _other_v2(found: set[str], release: str) -> str | None:
    if "gene_issues" in found:
        return "its column gene_issues is that of v2.1, which is embedded"
    if layout_of(release) is not V2_BY_GENE:
        return "its column oe_lof_upper is that of v2.1.1"
    return None


def _other_v4(found: set[str], release: str) -> str | None:
    newer = [column for column in V4_NEWER if column in found]
    if newer and layout_of(release) is not V4_1_1:
        return f"its column {newer[0]} is that of v4.1.1 and v4.1.2"
    if not newer and "gene_id" not in found and layout_of(release) is not V4_0:
        return "it has no column gene_id, as v4.0 has none"
    if "gene_id" in found and layout_of(release) is V4_0:
        return "its column gene_id is that of v4.1 and later"
    if not newer and layout_of(release) is V4_1_1:
        return f"it lacks {_listed(V4_NEWER)}, as v4.1 does"
    if layout_of(release) is V2_BY_GENE:
        return "its column lof.oe_ci.upper is that of v4"
    return None


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(names[:_LIST])
    more = len(names) - _LIST
    return f"{listed} and {more} more" if more > 0 else listed
