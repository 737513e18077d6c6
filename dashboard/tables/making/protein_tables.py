"""The domains and proteins tables: Pfam on UniProt's sequences, for the starter genes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.errors import SnapshotError
from dashboard.tables.making.rows import Built, Row, tab_rows, whole


def _gene(symbol: str, approved: Mapping[str, str]) -> str:
    if symbol not in approved:
        raise SnapshotError(f"the domain facts name {symbol}, which is no approved symbol")
    return approved[symbol]


def domains_table(lines: Iterable[str], approved: Mapping[str, str]) -> Built:
    """Return one row for each domain, by start; residues from 1, end included."""
    rows: list[Row] = [
        {
            "hgnc_id": _gene(row["gene"], approved),
            "symbol": row["gene"],
            "uniprot_id": row["uniprot"],
            "start": whole(row["start"]),
            "end": whole(row["end"]),
            "name": row["pfam_name"],
            "accession": row["pfam_accession"],
            "type": row["type"],
        }
        for row in tab_rows(lines)
    ]
    covers = frozenset(str(row["hgnc_id"]) for row in rows)
    return Built(rows, covers, {"genes": len(covers)}, covers)


def proteins_table(lines: Iterable[str], approved: Mapping[str, str]) -> Built:
    """Return the UniProt accession and length of each gene in the domain facts.

    Raises:
        SnapshotError: the facts give one gene two sequences.
    """
    found: dict[str, Row] = {}
    for row in tab_rows(lines):
        gene = _gene(row["gene"], approved)
        protein: Row = {
            "hgnc_id": gene,
            "symbol": row["gene"],
            "uniprot_id": row["uniprot"],
            "protein_length": whole(row["protein_length"]),
        }
        if found.setdefault(gene, protein) != protein:
            raise SnapshotError(f"the domain facts give {row['gene']} two sequences")
    return Built(list(found.values()), frozenset(found), complete_for=frozenset(found))
