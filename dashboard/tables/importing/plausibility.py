"""What speaks against the release that a file was given as; kept as caveats of the table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from dashboard.rules.releases import RELEASES, importable
from dashboard.tables.importing.layouts import same_layout
from dashboard.tables.importing.rows import Fields
from dashboard.tables.making.rows import number
from dashboard.tables.manifest import DOUBT

_VERSION = re.compile(r"v(\d+(?:\.\d+)+)")
_PERCENTILE = "lof.oe_ci.upper_bin_percentile"
# Of the MANE Select rows with a LOEUF: v4.1.1's percentiles count other transcripts as well and
# so end near 70; repaired ones end at 99.
_BROKEN_BELOW, _WHOLE_FROM = 90.0, 98.0


def plausibility_warnings(
    name: str, release: str, selected: Collection[Fields], named: str, *, complete: bool
) -> tuple[str, ...]:
    """Return the sentences, none where columns and name of the file speak for the release."""
    found = [*_by_name(name, release), *_by_chromosomes(release, selected, complete=complete)]
    if others := same_layout(release):
        found.append(
            f"Columns do not tell {release} from {' or '.join(others)}: the release is as named "
            f"{named}."
        )
        found += _by_percentiles(release, selected) if complete else ()
    return tuple(found)


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
