"""What speaks against the release that a file was given as; kept as caveats of the table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from statistics import median

from dashboard.rules.releases import RELEASES, importable
from dashboard.tables.importing.layouts import ANCESTRY, V4_RANK, same_layout
from dashboard.tables.importing.rows import Fields
from dashboard.tables.making.rows import number
from dashboard.tables.manifest import DOUBT

_VERSION = re.compile(r"v(\d+(?:\.\d+)+)")
_PERCENTILE = "lof.oe_ci.upper_bin_percentile"
# Of the MANE Select rows with a LOEUF: v4.1.1's percentiles count other transcripts as well and
# so end near 70; repaired ones end at 99.
_BROKEN_BELOW, _WHOLE_FROM = 90.0, 98.0
_UPPER = "lof.oe_ci.upper"
_BETWEEN, _TELLING = 21_500, 10.0


def plausibility_warnings(
    name: str,
    release: str,
    selected: Collection[Fields],
    named: str,
    *,
    complete: bool,
    how: str | None = None,
) -> tuple[str, ...]:
    """Return the sentences, none where columns and name of the file speak for the release.

    `how`: what told the release where nobody named it.
    """
    found = [*_by_name(name, release), *_by_chromosomes(release, selected, complete=complete)]
    if others := same_layout(release):
        found.append(
            f"Read as {release}: {how}."
            if how
            else f"Columns do not tell {release} from {' or '.join(others)}: the release is as "
            f"named {named}."
        )
        found += _by_percentiles(release, selected) if complete else ()
    return tuple(found)


def release_by_rows(
    name: str, columns: Collection[str], selected: Sequence[Fields]
) -> tuple[str, str]:
    """Return which of v4.1.2 and v4.1.1 a file is, and what tells it.

    v4.1.1 has columns by ancestry, and counts its ranks among some 25,000 transcripts; v4.1.2 has
    neither and counts them among 18,256 (T75).
    """
    if any(ANCESTRY in column for column in columns):
        return "v4.1.1", "it has columns by genetic ancestry, which v4.1.2's file has not"
    of = _ranked_among(selected)
    if of is not None:
        release = "v4.1.1" if of > _BETWEEN else "v4.1.2"
        return release, f"its ranks and percentiles count about {of:,.0f} transcripts"
    unranked = sum(
        number(row.get(_UPPER)) is not None and number(row.get(V4_RANK)) is None for row in selected
    )
    if unranked and V4_RANK in columns:
        return "v4.1.1", f"{unranked:,} rows with a LOEUF have no rank, as in v4.1.1's file"
    named = [f"v{version}" for version in _VERSION.findall(name)]
    if named and named[0] in ("v4.1.1", "v4.1.2"):
        return named[0], "by the file's name; its columns are those of both"
    return "v4.1.2", (
        "it has no columns by genetic ancestry, which v4.1.1's file has; the figures of the two "
        "are the same"
    )


def _ranked_among(selected: Iterable[Fields]) -> float | None:
    """Return how many transcripts ranks and percentiles of LOEUF count; None: too few to tell."""
    pairs = ((number(row.get(V4_RANK)), number(row.get(_PERCENTILE))) for row in selected)
    found = [
        100 * rank / (percentile + 0.5)
        for rank, percentile in pairs
        if rank is not None and percentile is not None and percentile >= _TELLING
    ]
    return median(found) if found else None


def _by_name(name: str, release: str) -> Iterable[str]:
    named = [f"v{version}" for version in _VERSION.findall(name)]
    if named and release not in named and named[0] in importable():
        yield f"{DOUBT}the file's name, {name}, says {named[0]}."


def _by_chromosomes(release: str, selected: Iterable[Fields], *, complete: bool) -> Iterable[str]:
    """Compare the chromosomes with those of the release (T15)."""
    named = Counter(fields.get("chromosome", "NA").removeprefix("chr") for fields in selected)
    on_x_and_y, known = named["X"] + named["Y"], named.total() - named["NA"]
    if RELEASES[release].sex_chromosomes:
        if complete and known and not on_x_and_y:
            yield f"{DOUBT}the file has no genes of X and Y, which {release} has."
    elif on_x_and_y:
        yield f"{DOUBT}the file has {on_x_and_y:,} genes of X and Y, of which {release} has none."


def _by_percentiles(release: str, selected: Iterable[Fields]) -> Iterable[str]:
    values = [number(fields.get(_PERCENTILE)) for fields in selected]
    largest = max((value for value in values if value is not None), default=None)
    if largest is None:
        return
    ends = importable()[release].percentiles_end
    for other in same_layout(release):
        others = importable()[other].percentiles_end
        if ends is None and others is not None and largest < _BROKEN_BELOW:
            yield (
                f"{DOUBT}the file's percentiles end at {largest:.0f}, as those of {other} do; "
                f"{release} repaired them: it may be {other}."
            )
        if ends is not None and others is None and largest >= _WHOLE_FROM:
            yield (
                f"{DOUBT}the file's percentiles end at {largest:.0f}; those of {release} end near "
                f"{ends}: it may be {other}, which repaired them."
            )
