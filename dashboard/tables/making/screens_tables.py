"""The depmap and impc tables: what cells and mice do without a gene, one row a gene."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq

from dashboard.errors import SnapshotError
from dashboard.tables.making.rows import Built, Row

VIABILITIES = ("lethal", "subviable", "viable", "conflicting")
"""IMPC's calls of homozygous knockout mice; conflicting: lines of the gene disagree."""


def _read(content: bytes) -> list[dict[str, Any]]:
    return list(pq.read_table(BytesIO(content)).to_pylist())


def depmap_table(content: bytes) -> Built:
    """Return which genes are common essential and strongly selective; genes not screened are not.

    Raises:
        SnapshotError: a gene has no verdict, or several.
    """
    rows: list[Row] = [
        {
            "hgnc_id": row["gene_key"],
            "symbol": row["gene_symbol"],
            "common_essential": bool(row["official_common_essential"]),
            "strongly_selective": bool(row["strongly_selective"]),
        }
        for row in _read(content)
        if row["official_common_essential"] in (0, 1) and row["strongly_selective"] in (0, 1)
    ]
    counts = {
        "common essential": sum(row["common_essential"] for row in rows),
        "strongly selective": sum(row["strongly_selective"] for row in rows),
    }
    return _one_row_a_gene("DepMap", rows, counts)


def impc_table(content: bytes) -> Built:
    """Return the viability of the knockout of each gene's one mouse orthologue; None is left out.

    Raises:
        SnapshotError: a call that IMPC does not have.
    """
    rows: list[Row] = [
        {
            "hgnc_id": row["gene_key"],
            "symbol": row["gene_symbol"],
            "mouse_symbol": row["mouse_gene_symbol"],
            "mgi_id": row["mgi_id"],
            "viability": row["impc_viability_call"],
        }
        for row in _read(content)
        if row["impc_viability_call"] is not None
    ]
    calls = Counter(row["viability"] for row in rows)
    if not set(calls) <= set(VIABILITIES):
        raise SnapshotError(f"IMPC has the unknown calls {sorted(set(calls) - set(VIABILITIES))}")
    return _one_row_a_gene("IMPC", rows, {call: calls[call] for call in VIABILITIES})


def _one_row_a_gene(source: str, rows: list[Row], counts: dict[str, int]) -> Built:
    """Return the table: with its one row each gene is there wholly (T61)."""
    genes = Counter(row["hgnc_id"] for row in rows)
    twice = [gene for gene, count in genes.items() if count > 1 or not gene]
    if twice:
        raise SnapshotError(f"{source} has {twice[0]} without an id, or twice")
    return Built(rows, frozenset(genes), counts, each_wholly=True)
