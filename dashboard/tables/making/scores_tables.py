"""The tables of scores: one row a gene, found by the id that each file has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from dashboard.tables.making.names import GeneNames, without_version
from dashboard.tables.making.rows import Built, Row, number, text

S_HET_COLUMNS = ("ensg", "hgnc", "post_mean", "post_lower_95", "post_upper_95")
DOSAGE_COLUMNS = ("gene", "pHaplo", "pTriplo")
ALPHAMISSENSE_COLUMNS = ("transcript_id", "mean_am_pathogenicity")

UNKNOWN = "of no gene of HGNC"
TWICE = "beside the first of their gene"


class KnownGenes(Protocol):
    """What finds the gene of a row."""

    @property
    def names(self) -> GeneNames:
        """Return what finds a gene by id and symbol."""

    @property
    def hgnc_ids(self) -> frozenset[str]:
        """Return the ids of all genes."""

    @property
    def by_transcript(self) -> Mapping[str, str]:
        """Return the gene of transcripts without version: MANE's, gnomAD v2.1's."""

    @property
    def by_v19_symbol(self) -> Mapping[str, str]:
        """Return the gene of the symbols that gnomAD v2.1 prints, which are GENCODE v19's."""


def s_het_table(rows: Iterable[Mapping[str, str]], genes: KnownGenes) -> Built:
    """Return s_het with its 95 % interval; raises ValueError where it is outside the interval."""

    def owner(row: Mapping[str, str]) -> str | None:
        number_ = (row["hgnc"] or "").strip().removeprefix("HGNC:")
        hgnc_id = f"HGNC:{number_}"
        return hgnc_id if hgnc_id in genes.hgnc_ids else genes.names.by_id(text(row["ensg"]))

    def figures(row: Mapping[str, str]) -> Row:
        value, lower, upper = (number(row[name]) for name in S_HET_COLUMNS[2:])
        if value is not None and lower is not None and upper is not None:
            _within(lower, value, upper, row["ensg"])
        return {"ensembl_id": text(row["ensg"]), "s_het": value, "lower": lower, "upper": upper}

    return _one_a_gene(rows, owner, figures, "s_het")


def dosage_table(rows: Iterable[Mapping[str, str]], genes: KnownGenes) -> Built:
    """Return pHaplo and pTriplo; raises ValueError where one is no probability."""

    def owner(row: Mapping[str, str]) -> str | None:
        symbol = row["gene"].strip()
        if found := genes.by_v19_symbol.get(symbol):
            return found
        named = genes.names.by_symbol(symbol, fold=False, alias_of_any=False)
        return named[0] if named else None

    def figures(row: Mapping[str, str]) -> Row:
        values = {name.lower(): number(row[name]) for name in DOSAGE_COLUMNS[1:]}
        for value in values.values():
            _within(0.0, value or 0.0, 1.0, row["gene"])
        return {"symbol": row["gene"].strip(), **values}

    return _one_a_gene(rows, owner, figures, "phaplo")


def alphamissense_table(rows: Iterable[Mapping[str, str]], genes: KnownGenes) -> Built:
    """Return the mean of each gene's transcript, MANE Select's first."""

    def owner(row: Mapping[str, str]) -> str | None:
        return genes.by_transcript.get(without_version(row["transcript_id"].strip()))

    def figures(row: Mapping[str, str]) -> Row:
        value = number(row["mean_am_pathogenicity"])
        _within(0.0, value or 0.0, 1.0, row["transcript_id"])
        return {"transcript": row["transcript_id"].strip(), "alphamissense": value}

    def is_mane(row: Mapping[str, str]) -> bool:
        found = genes.names.find({"symbol": "", "transcript": row["transcript_id"].strip()})
        return found is None

    return _one_a_gene(sorted(rows, key=is_mane), owner, figures, "alphamissense")


def _within(lower: float, value: float, upper: float, whose: str) -> None:
    if not lower <= value <= upper:
        raise ValueError(f"{value} of {whose[:40]} is not between {lower} and {upper}")


def _one_a_gene(
    rows: Iterable[Mapping[str, str]],
    owner: Callable[[Mapping[str, str]], str | None],
    figures: Callable[[Mapping[str, str]], Row],
    column: str,
) -> Built:
    """Return the first row of each gene that has a figure; the others are counted."""
    found: dict[str, Row] = {}
    counts = {UNKNOWN: 0, TWICE: 0, "without a figure": 0}
    for row in rows:
        own, gene = figures(row), owner(row)
        if own[column] is None:
            counts["without a figure"] += 1
        elif gene is None:
            counts[UNKNOWN] += 1
        elif gene in found:
            counts[TWICE] += 1
        else:
            found[gene] = {"hgnc_id": gene, **own}
    return Built(list(found.values()), counts=counts)
