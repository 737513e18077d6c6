"""v2.1.1's LOEUF and pLI for the genes that the starter facts lack, out of tadacnv.

The file names no release: all of its LOEUF are those of gnomAD v2.1.1, to three decimals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from dashboard.tables.making.constraint_rows import FIELDS
from dashboard.tables.making.rows import Built, Row, number, tab_rows
from dashboard.tables.making.schemas import CLASSES

_EMPTY: Row = {f"{prefix}_{name}": None for prefix in CLASSES for name in FIELDS} | {
    "pli": None,
    "flags": [],
    "loeuf_rank": None,
    "mis_z_rank": None,
    "computed": [],
}


def parse_bed(lines: Iterable[str]) -> dict[str, list[Row]]:
    """Return chromosome, LOEUF and pLI by symbol; a LOEUF of 0.0 means that there is none there."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in tab_rows(lines):
        loeuf = number(row["LOEUF"])
        if loeuf:
            found[row["gene_name"]].append(
                {
                    "chromosome": row["#chr"].removeprefix("chr"),
                    "lof_oe_upper": loeuf,
                    "pli": number(row["pLI"]),
                }
            )
    return dict(found)


def _paired(figures: Sequence[Row], rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return which figures are of which row of v2.1, where several rows share a symbol.

    The two releases differ by little: the pairs lie nearest to each other.
    """
    valued = [row for row in rows if row["lof_oe_upper"] is not None]
    if len(figures) > len(valued):
        return []

    def distance(chosen: Sequence[Row]) -> float:
        pairs = zip(figures, chosen, strict=True)
        return float(sum((one["lof_oe_upper"] - row["lof_oe_upper"]) ** 2 for one, row in pairs))

    nearest = min(permutations(valued, len(figures)), key=distance)
    return list(zip(figures, nearest, strict=True))


def on_rows_of_v2_1(figures: Mapping[str, list[Row]], v2_1: Iterable[Row]) -> list[Row]:
    """Return the figures as rows, each the same gene's as v2.1's row of the symbol.

    Both releases stand on the same canonical transcripts under the same symbols, so that which
    gene a row is of, and on which transcript, is decided once, for v2.1 (rule T62).
    """
    by_symbol: dict[str, list[Row]] = defaultdict(list)
    for row in v2_1:
        by_symbol[str(row["symbol"])].append(row)
    return [
        row | _EMPTY | values
        for symbol, found in figures.items()
        for values, row in _paired(found, by_symbol[symbol])
    ]


def with_loeuf_only(starter: Built, lines: Iterable[str], v2_1: Iterable[Row]) -> Built:
    """Return v2.1.1's full rows of the starter genes, and LOEUF and pLI of the others.

    A gene is covered if its own row is here; of others a further row at most.
    """
    full = {row["hgnc_id"] for row in starter.rows}
    figures = parse_bed(lines)
    found = on_rows_of_v2_1(figures, v2_1)
    added = [row for row in found if row["hgnc_id"] not in full]
    rows = [*starter.rows, *added]
    covers = frozenset(str(row["hgnc_id"]) for row in rows if row["hgnc_id"] and row["is_primary"])
    counts = {
        "with a LOEUF in tadacnv": sum(map(len, figures.values())),
        "full rows": len(starter.rows),
        "with LOEUF and pLI only": len(added),
        "without a gene": sum(row["hgnc_id"] is None for row in rows),
        "without a row of v2.1": sum(map(len, figures.values())) - len(found),
    }
    return Built(rows, covers, counts, starter.complete_for)
