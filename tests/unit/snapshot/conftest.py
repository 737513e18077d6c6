"""What the snapshot's tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.tables.making import write_snapshot
from dashboard.tables.making.names import GeneNames
from dashboard.tables.making.rows import Built, Row
from dashboard.tables.manifest import Manifest

_PROJECT = Path(__file__).resolve().parents[3]


PROTEINS: list[Row] = [
    {"hgnc_id": "HGNC:30", "symbol": "C", "uniprot_id": "P3", "protein_length": None},
    {"hgnc_id": "HGNC:10", "symbol": "A", "uniprot_id": "P1", "protein_length": 100},
    {"hgnc_id": None, "symbol": "X", "uniprot_id": "P9", "protein_length": 900},
]


def domain(hgnc_id: str, start: int) -> Row:
    """Return one row of the domains table."""
    place = {"start": start, "end": start + 9, "name": "SH2", "accession": "PF00017"}
    return {"hgnc_id": hgnc_id, "symbol": "A", "uniprot_id": "P1", "type": "Domain"} | place


def write_small(folder: Path) -> Manifest:
    """Write a snapshot of proteins (complete) and domains (covers HGNC:10 and HGNC:20)."""
    folder.mkdir(parents=True, exist_ok=True)
    domains = [domain("HGNC:10", 50), domain("HGNC:10", 7)]
    tables = [
        ("proteins", Built(PROTEINS)),
        ("domains", Built(domains, frozenset({"HGNC:10", "HGNC:20"}))),
    ]
    return write_snapshot(folder, tables, lambda _line: None)


CODING = "gene with protein product"


def gene(
    hgnc_id: str,
    symbol: str,
    mane: str | None = None,
    ensembl_id: str | None = None,
    locus_type: str = CODING,
    **names: list[str],
) -> Row:
    """Return the columns of a gene that mapping needs."""
    lists = {"aliases": names.get("aliases", []), "previous": names.get("previous", [])}
    group = "protein-coding gene" if locus_type == CODING else "other"
    kinds = {"locus_type": locus_type, "locus_group": group, "ensembl_id": ensembl_id}
    return {"hgnc_id": hgnc_id, "symbol": symbol, "mane_select": mane} | lists | kinds


@pytest.fixture
def names() -> GeneNames:
    """Return nine genes: SAME is an old symbol of two of them, OLD and NICK of one.

    FOUR and FIVE have proteins of one length, SIX another; SEVEN is a microRNA, EIGHT a
    readthrough, NINE a pseudogene.
    """
    genes = [
        gene("HGNC:1", "ONE", "ENST01.5", "ENSG01", previous=["OLD", "SAME"]),
        gene("HGNC:2", "TWO", "ENST02.1", "ENSG02", previous=["SAME"], aliases=["NICK"]),
        gene("HGNC:3", "THREE", None, None, aliases=["BOTH"]),
        gene("HGNC:4", "FOUR", "ENST04.9", "ENSG04", aliases=["BOTH"]),
        gene("HGNC:5", "FIVE", "ENST05.1", "ENSG05"),
        gene("HGNC:6", "C6orf6", "ENST06.1", "ENSG06"),
        gene("HGNC:7", "SEVEN", None, "ENSG07", "RNA, micro", aliases=["hsa-7"]),
        gene("HGNC:8", "EIGHT", None, "ENSG08", "readthrough"),
        gene("HGNC:9", "NINE", None, "ENSG09", "pseudogene"),
    ]
    return GeneNames(genes, {"HGNC:4": 507, "HGNC:5": 507, "HGNC:6": 200, "HGNC:1": 100})


@pytest.fixture
def small_snapshot() -> Callable[[Path], Manifest]:
    """Return a function that writes a small snapshot into a folder."""
    return write_small
