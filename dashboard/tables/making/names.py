"""Which gene a name of a source means: the order of rule T9."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dashboard.tables.making.rows import Row

WAYS = ("mane", "symbol", "previous", "alias")
"""How a row of a release finds its gene, best first."""


def without_version(accession: str) -> str:
    """Return ENST00000264657 for ENST00000264657.10."""
    return accession.partition(".")[0]


def _owners(genes: Iterable[Row], column: str) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for gene in genes:
        for name in gene[column]:
            owners[name].add(str(gene["hgnc_id"]))
    return dict(owners)


def _unique(owners: Mapping[str, set[str]]) -> dict[str, str]:
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


class GeneNames:
    """Finds the HGNC id of a row that has only a symbol and a transcript.

    Keys are case-sensitive: the releases print symbols as HGNC did at the time.
    """

    def __init__(self, genes: Iterable[Row]) -> None:
        """Index the rows of the genes table."""
        rows = list(genes)
        self.approved = {str(gene["symbol"]): str(gene["hgnc_id"]) for gene in rows}
        self.previous = _unique(_owners(rows, "previous"))
        self.alias = _unique(_owners(rows, "aliases"))
        self.mane = {
            without_version(str(gene["mane_select"])): str(gene["hgnc_id"])
            for gene in rows
            if gene["mane_select"]
        }

    def find(self, symbol: str, transcript: str = "") -> tuple[str, str] | None:
        """Return the HGNC id and the way it was found, or None: it stands under its own symbol.

        A transcript that is a gene's MANE Select wins over the symbol; then the approved symbol,
        a previous one that only one gene had, an alias that only one gene has.
        """
        by_way = {
            "mane": self.mane.get(without_version(transcript)),
            "symbol": self.approved.get(symbol),
            "previous": self.previous.get(symbol),
            "alias": self.alias.get(symbol),
        }
        return next(((gene, way) for way, gene in by_way.items() if gene), None)


def count_ways(rows: Iterable[Row]) -> dict[str, int]:
    """Count the rows by the way they found their gene; "unmapped" for those that did not."""
    found = Counter(str(row["mapped_by"] or "unmapped") for row in rows)
    return {way: found.get(way, 0) for way in (*WAYS, "unmapped")}
