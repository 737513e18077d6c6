"""gnomAD's constraint releases: label, build, threshold, interval, caveats, file of each.

A figure belongs to its release: everything that shows a figure asks the release for these, and
everything that imports one. A new release is one `Release` here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.errors import BadRelease

TABLE = "constraint_"
"""Begins the name of a release's table; the release's own name follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """The file of a release that gnomAD publishes, which can be imported.

    `name` is the one under which it is published, `layout` that of its columns (a key of
    `dashboard.tables.importing.layouts.LAYOUTS`), `like` the embedded table whose source, licence
    and citation are its own too. `date` is the ISO day of the release, None where it is not known.
    `percentiles_end` is where its percentiles of LOEUF end, None where they are whole.
    """

    name: str
    layout: str
    like: str
    date: str | None = None
    percentiles_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What holds for every figure of one gnomAD constraint release.

    `table` is the snapshot's table of it, "" for what the live service answers. `ranked_of` is the
    number of genes with a LOEUF that the release's own ranks count; `sex_chromosomes` tells
    whether it has X and Y. `interval_end` is where the search for an interval's ends stopped, None
    where it did not; `year` is that of its publication, None where that is not known.
    `partial_caveats` hold where only some genes of it are here. `file` can be imported, None: there
    is none, or the table is embedded whole.

    Raises:
        ValueError: One half of a release is missing: a figure of it would stand without the other.
    """

    name: str
    label: str
    table: str
    build: str
    loeuf_threshold: float
    interval: str
    year: int | None = None
    sex_chromosomes: bool = True
    ranked_of: int | None = None
    published_bands: bool = False
    interval_end: float | None = None
    caveats: tuple[str, ...] = ()
    partial_caveats: tuple[str, ...] = ()
    file: PublishedFile | None = None

    def __post_init__(self) -> None:
        """Refuse a release that is half told."""
        own = f"{TABLE}{self.name.replace('.', '_')}"
        if self.table not in ("", own):
            raise ValueError(f"The table of release {self.name} is {own}, not {self.table}.")
        if self.file is not None and not (self.table and self.partial_caveats):
            raise ValueError(f"Release {self.name} has a file, but no table or no partial_caveats.")


BAND_STANDS = "gnomAD's published percentile band stands instead of a rank."
POISSON = "90 % interval of o/e, Poisson"
GAMMA = "90 % interval of o/e, Gamma posterior"
SOME_GENES = "Only some genes of this release are here"

# Newest first (T1). Which of them an installation has, its tables tell.
RELEASES = {
    release.name: release
    for release in (
        Release(
            name="v4.1.2",
            label="gnomAD v4.1.2",
            table="constraint_v4_1_2",
            build="GRCh38",
            loeuf_threshold=0.45,
            interval=GAMMA,
            partial_caveats=(f"{SOME_GENES}, so it has no rank of its own.",),
            file=PublishedFile(
                name="the constraint metrics TSV of v4.1.2",  # gnomAD's own name was not seen
                layout="v4.1.1",
                like="constraint_v4_1_1",
                date="2026-09-28",
            ),
        ),
        Release(
            name="v4.1.1",
            label="gnomAD v4.1.1",
            year=2026,
            table="constraint_v4_1_1",
            build="GRCh38",
            loeuf_threshold=0.45,
            interval=GAMMA,
            published_bands=True,
            partial_caveats=(f"{SOME_GENES}, so it has no rank of its own.",),
            file=PublishedFile(
                name="gnomad.v4.1.1.constraint_metrics.tsv.bgz",
                layout="v4.1.1",
                like="constraint_v4_1_1",
                date="2026-03-30",
                percentiles_end=70,
            ),
        ),
        Release(
            name="v4.1",
            label="gnomAD v4.1",
            year=2024,
            table="constraint_v4_1",
            build="GRCh38",
            loeuf_threshold=0.6,
            interval=POISSON,
            sex_chromosomes=False,
            partial_caveats=(f"{SOME_GENES}, so it has no rank of its own.",),
            file=PublishedFile(
                name="gnomad.v4.1.constraint_metrics.tsv",
                layout="v4.1",
                like="constraint_v4_1_1",
            ),
        ),
        Release(
            name="v4.0",
            label="gnomAD v4.0",
            year=2023,
            table="constraint_v4_0",
            build="GRCh38",
            loeuf_threshold=0.6,
            interval=POISSON,
            sex_chromosomes=False,
            partial_caveats=(f"{SOME_GENES}, so it has no rank of its own.",),
            file=PublishedFile(
                name="gnomad.v4.0.constraint_metrics.tsv",
                layout="v4.0",
                like="constraint_v4_1_1",
            ),
        ),
        Release(
            name="v2.1.1",
            label="gnomAD v2.1.1",
            year=2019,
            table="constraint_v2_1_1",
            build="GRCh37",
            loeuf_threshold=0.35,
            interval=POISSON,
            interval_end=2.0,
            ranked_of=19_197,
            partial_caveats=(f"{SOME_GENES}; ranks are the release's own.",),
            file=PublishedFile(
                name="gnomad.v2.1.1.lof_metrics.by_gene.txt.bgz",
                layout="v2.1.1 by gene",
                like="constraint_v2_1_1",
            ),
        ),
        Release(
            name="v2.1",
            label="gnomAD v2.1",
            year=2018,
            table="constraint_v2_1",
            build="GRCh37",
            loeuf_threshold=0.35,
            interval=POISSON,
            interval_end=2.0,
        ),
    )
}

LAST_RESORT = "v2.1"
"""The release that is embedded with every gene."""

V4_LIVE = "v4-live"

# What gnomAD's live service answers with; it answers for every gene. It does not state the
# release behind GRCh38; v4.1.1 came to it on 2026-03-30, so that release's threshold holds (T2).
LIVE_RELEASES = {
    V4_LIVE: Release(
        name=V4_LIVE,
        label="gnomAD v4 API",
        table="",
        build="GRCh38",
        loeuf_threshold=0.45,
        interval=GAMMA,
        caveats=("gnomAD's service does not state its v4 release, so there is no rank or band.",),
    ),
    "v2.1.1": replace(RELEASES["v2.1.1"], table="", ranked_of=None, partial_caveats=(), file=None),
}

# Newest first: the order in which a default is looked for and a switch lists them.
ALL_RELEASES = {V4_LIVE: LIVE_RELEASES[V4_LIVE], **RELEASES}


def importable() -> dict[str, PublishedFile]:
    """Return the file of each release that can be imported, newest first."""
    return {one.name: one.file for one in RELEASES.values() if one.file is not None}


def recommendation(name: str) -> str:
    """Return what stands after a LOEUF threshold: who recommends it, for which release (T1, T2)."""
    if name == V4_LIVE:
        return "gnomAD's recommendation since v4.1.1; which release answered is not stated"
    return "recommended by gnomAD for this release"


def recommended_for(name: str) -> str:
    """Return the same for a place with little room: the release is named there."""
    return f"recommended {holding_for(name)}"


def holding_for(name: str) -> str:
    """Return for which release a threshold holds, for a place with no room at all."""
    return "since v4.1.1" if name == V4_LIVE else f"for {name}"


def short_label(name: str, label: str) -> str:
    """Return a label without the day of an answer, which a narrow column has no room for."""
    known = ALL_RELEASES.get(name)
    return known.label if known else label


def dated_label(name: str, label: str = "") -> str:
    """Return a release's label with the year it came out, where that is known: its age shows (T71).

    `label` stands for one that carries a date of its own, as a live answer's.
    """
    release = ALL_RELEASES.get(name)
    if release is None or release.year is None:
        return label or (release.label if release else name)
    return f"{release.label} ({release.year})"


def not_whole(wanted: str, shown: str) -> str:
    """Return why another release than the preferred one is shown where every gene is needed."""
    if wanted == V4_LIVE:
        return f"gnomAD's service answers for single genes, not for all of them; shown: {shown}."
    if wanted not in RELEASES:
        return f"There is no release “{wanted[:40]}”; shown: {shown}."
    return f"Not every gene of {dated_label(wanted)} is here; shown: {shown}."


def release_named(name: str, known: Mapping[str, Release] = RELEASES) -> Release:
    """Return the release of this name.

    Raises:
        BadRelease: No known release has this name.
    """
    try:
        return known[name]
    except KeyError:
        raise BadRelease(
            f"There is no release {name[:40]!r} here.",
            f"Choose one of {', '.join(known)}.",
        ) from None
