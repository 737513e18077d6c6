"""Which gene a row of a release belongs to: the order of rule T62.

The row's transcript goes first, then the gene id that stands in the row, then its symbol.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.tables.making.facts import fact_lines
from dashboard.tables.making.rows import Row, tab_rows, whole

WAYS = ("mane", "id", "symbol", "previous", "alias")
"""How a row of a release finds its gene, best first."""

NAME_COLUMNS = (
    *("hgnc_id", "symbol", "previous", "aliases", "mane_select", "ensembl_id"),
    *("locus_group", "locus_type"),
)
"""The columns of the genes table that `GeneNames` reads."""

SAME_LENGTH = 2
"""Residues by which a row and a MANE protein may differ and still be one."""

_MAKES_PROTEIN = ("protein-coding gene", "readthrough")
UNDECIDED = "which of the two is not clear, and it is shown as the row of"


def without_version(accession: str) -> str:
    """Return ENST00000264657 for ENST00000264657.10, and a pseudoautosomal gene id without its Y.

    GENCODE writes the copies on Y as ENSG00000182378_PAR_Y, older files as ENSGR0000182378.
    """
    plain = accession.partition(".")[0].removesuffix("_PAR_Y")
    return plain.replace("ENSGR", "ENSG0", 1)


@dataclass(frozen=True, slots=True)
class Decided:
    """What is known of a canonical transcript of v2 whose symbol does not tell the gene.

    `symbol` is that of the gene today, None where nothing is decided; `why` is the reason.
    """

    gene_id: str
    protein_length: int | None
    symbol: str | None
    why: str

    @property
    def is_nobodys(self) -> bool:
        """Tell whether the row is known to be no gene's."""
        return self.why == "neither is protein-coding"


def decided_v2() -> dict[str, Decided]:
    """Return the cases of v2 that are decided one by one, by transcript (T62)."""
    return {
        row["transcript"]: Decided(
            row["ensembl_gene_id_grch37"],
            whole(row["protein_length"]),
            row["gene_today"] or None,
            row["why"],
        )
        for row in tab_rows(fact_lines("gnomad_v2_gene_ids.tsv"))
    }


def replaced_ids() -> dict[str, str]:
    """Return the symbol of today for gene ids of GRCh37 that neither id nor name leads to."""
    rows = tab_rows(fact_lines("grch37_replaced_ids.tsv"))
    return {row["ensembl_gene_id_grch37"]: row["gene_today"] for row in rows}


class Given(NamedTuple):
    """The gene of a row, the way it was found, and what speaks against it in a sentence."""

    hgnc_id: str
    way: str
    caution: str | None = None


def _owners(genes: Iterable[Row], column: str) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for gene in genes:
        for name in gene[column]:
            owners[name].add(str(gene["hgnc_id"]))
    return dict(owners)


def _unique(owners: Mapping[str, set[str]]) -> dict[str, str]:
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


def _folded(owners: Mapping[str, set[str]]) -> dict[str, str]:
    """Return names in upper case that mean one gene, whatever their case."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, ids in owners.items():
        found[name.upper()] |= ids
    return _unique(found)


@dataclass(slots=True)
class _Kind:
    """What decides between two genes: the symbol, whether it makes a protein, its length."""

    symbol: str
    makes_protein: bool
    length: int | None = None


@dataclass(slots=True)
class ReleaseNames:
    """What a release alone adds to a row's names.

    `decided` are cases settled one by one, by transcript. `moved` are transcripts whose id means
    another gene in the release than in MANE. `symbols` are the release's, so that two that differ
    by case alone stay two.
    """

    decided: Mapping[str, Decided] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    symbols: Counter[str] = field(default_factory=Counter)

    def folds(self, symbol: str) -> bool:
        """Tell whether the case of a symbol says nothing."""
        return self.symbols[symbol.upper()] <= 1

    @staticmethod
    def cases(symbols: Iterable[str]) -> Counter[str]:
        """Return how many symbols there are that differ by case alone, by their upper case."""
        return Counter(symbol.upper() for symbol in set(symbols))


_NOTHING_ADDED = ReleaseNames()


class GeneNames:
    """Finds the HGNC id of a release's row by transcript, gene id and symbol.

    Symbols are matched as written, then whatever their case where that is unambiguous.
    """

    def __init__(self, genes: Iterable[Row], lengths: Mapping[str, int] | None = None) -> None:
        """Index the rows of the genes table.

        Args:
            genes: Rows with NAME_COLUMNS.
            lengths: Residues of the MANE Select protein, by HGNC id, where known.
        """
        rows = list(genes)
        self.approved = {str(gene["symbol"]): str(gene["hgnc_id"]) for gene in rows}
        owners = {
            "symbol": {name: {gene} for name, gene in self.approved.items()},
            "previous": _owners(rows, "previous"),
            "alias": _owners(rows, "aliases"),
        }
        self._as_written = {way: _unique(names) for way, names in owners.items()}
        self._folded = {way: _folded(names) for way, names in owners.items()}
        self._mane = {
            without_version(str(gene["mane_select"])): str(gene["hgnc_id"])
            for gene in rows
            if gene["mane_select"]
        }
        ids: dict[str, set[str]] = defaultdict(set)
        for gene in rows:
            if gene.get("ensembl_id"):
                ids[str(gene["ensembl_id"])].add(str(gene["hgnc_id"]))
        known = {gene_id: self.approved.get(name) for gene_id, name in replaced_ids().items()}
        self._ids = {gene_id: gene for gene_id, gene in known.items() if gene} | _unique(ids)
        self._kinds = {
            str(gene["hgnc_id"]): _Kind(
                str(gene["symbol"]),
                gene.get("locus_group") in _MAKES_PROTEIN
                or gene.get("locus_type") in _MAKES_PROTEIN,
                (lengths or {}).get(str(gene["hgnc_id"])),
            )
            for gene in rows
        }

    def by_id(self, gene_id: str | None) -> str | None:
        """Return the gene that an Ensembl gene id names, today or on GRCh37."""
        return self._ids.get(without_version(gene_id)) if gene_id else None

    def by_symbol(
        self, symbol: str, *, fold: bool = True, alias_of_any: bool = True
    ) -> tuple[str, str] | None:
        """Return the gene of an approved symbol, else of a unique previous one, else of an alias.

        As written before any case. Unless `alias_of_any`, an alias counts for a gene that makes
        a protein only.
        """
        ways = [(self._as_written, symbol), *([(self._folded, symbol.upper())] if fold else [])]
        for names, written in ways:
            for way, owners in names.items():
                gene = owners.get(written)
                if gene and (way != "alias" or alias_of_any or self._kinds[gene].makes_protein):
                    return gene, way
        return None

    def length_differs(self, gene: str, length: int | None) -> int:
        """Return by how many residues a row's protein differs from the gene's MANE protein.

        More than any protein has where one of the two is not known.
        """
        own = self._kinds[gene].length
        return 1_000_000 if own is None or length is None else abs(own - length)

    def find(self, row: Row, release: ReleaseNames = _NOTHING_ADDED) -> Given | None:
        """Return the gene of a row, None where it stands under its own symbol (T62).

        Args:
            row: With symbol and transcript; ensembl_id and cds_length where the file has them.
            release: What is known of the release's names.
        """
        symbol, transcript = str(row["symbol"]), without_version(str(row["transcript"]))
        if transcript not in release.moved and (gene := self._mane.get(transcript)):
            return Given(gene, "mane")
        decided = release.decided.get(transcript)
        named = self.by_symbol(symbol, fold=release.folds(symbol))
        by_id = self.by_id(row.get("ensembl_id"))
        if decided and (decided.symbol or decided.is_nobodys):
            return self._as_decided(decided, named, symbol)
        if by_id is None:
            fold = release.folds(symbol)
            found = self.by_symbol(symbol, fold=fold, alias_of_any=False)
            return Given(*found) if found else None
        if named is None or named[0] == by_id:
            return Given(by_id, "id")
        return self._of_two(by_id, named, protein_length(row, decided), symbol)

    def _as_decided(
        self, decided: Decided, named: tuple[str, str] | None, symbol: str
    ) -> Given | None:
        gene = self.approved.get(decided.symbol or "")
        if gene is None:
            return None
        by_id = self.by_id(decided.gene_id)
        if by_id == gene or named is None or named[0] != gene:
            return Given(gene, "id")
        if by_id is None:
            return Given(gene, named[1])
        why = "its protein has the length of" if decided.why.startswith("length") else UNDECIDED
        return Given(gene, named[1], self._caution(symbol, by_id, gene, why))

    def _of_two(
        self, by_id: str, named: tuple[str, str], length: int | None, symbol: str
    ) -> Given | None:
        """Return which of two genes a row is, one by its id and one by its symbol."""
        by_name, way = named
        one, other = self._kinds[by_id], self._kinds[by_name]
        if not one.makes_protein and not other.makes_protein:
            return None
        if one.makes_protein != other.makes_protein:
            return Given(by_id, "id") if one.makes_protein else Given(by_name, way)
        near_id = self.length_differs(by_id, length) <= SAME_LENGTH
        near_name = self.length_differs(by_name, length) <= SAME_LENGTH
        if near_id and not near_name:
            return Given(by_id, "id")
        if one.length is not None and one.length == other.length:
            return Given(by_id, "id")
        why = "its protein has the length of" if near_name and not near_id else UNDECIDED
        return Given(by_name, way, self._caution(symbol, by_id, by_name, why))

    def _caution(self, symbol: str, by_id: str, chosen: str, why: str) -> str:
        other, shown = self._kinds[by_id].symbol, self._kinds[chosen].symbol
        return (
            f"The release prints this row as {symbol}, with a gene id that is {other}'s today; "
            f"{why} {shown}."
        )


def protein_length(row: Row, decided: Decided | None = None) -> int | None:
    """Return the residues of a row's protein: by its coding bases, else as decided."""
    bases = row.get("cds_length")
    if bases:
        return round(int(bases) / 3)  # the stop codon is not among them
    return decided.protein_length if decided else None


def mane_lengths(transcripts: Iterable[Row]) -> dict[str, int]:
    """Return the residues of each gene's MANE Select protein, by HGNC id."""
    return {
        str(row["hgnc_id"]): int(row["protein_length"])
        for row in transcripts
        if row["status"] == "MANE Select" and row["hgnc_id"] and row["protein_length"]
    }


def count_ways(rows: Iterable[Row]) -> dict[str, int]:
    """Count the rows by the way they found their gene; "unmapped" for those that did not."""
    found = Counter(str(row["mapped_by"] or "unmapped") for row in rows)
    return {way: found.get(way, 0) for way in (*WAYS, "unmapped")}
