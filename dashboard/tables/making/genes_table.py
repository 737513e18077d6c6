"""The genes table: HGNC's complete set, with MANE joined by HGNC id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dashboard.tables.making.rows import Built, Row, split, tab_rows, text

_CHROMOSOME = re.compile(r"(\d{1,2}|X|Y)(?![0-9])")


def parse_chromosome(location: str | None) -> str | None:
    """Return "17" for "17q21.2", "mitochondria" for itself, "X and Y" for a gene on both.

    None where HGNC gives no place ("unplaced", "reserved", empty).
    """
    if not location:
        return None
    if location == "mitochondria":
        return location
    found = [_CHROMOSOME.match(place.strip()) for place in location.split(" and ")]
    names = dict.fromkeys(match.group(1) for match in found if match)
    return " and ".join(names) or None


def parse_mane(lines: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of MANE's summary by column, the leading "#" of the first one taken off."""
    return [{key.lstrip("#"): value for key, value in row.items()} for row in tab_rows(lines)]


def _mane_of(rows: Iterable[Mapping[str, str]], status: str) -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        if row["MANE_status"] == status and row["HGNC_ID"]:
            found.setdefault(row["HGNC_ID"], []).append(row)
    return found


def _gene(
    row: Mapping[str, str], select: Mapping[str, str], plus: list[str], more: list[str]
) -> Row:
    aliases = split(row["alias_symbol"])
    return {
        "hgnc_id": row["hgnc_id"],
        "symbol": row["symbol"],
        "name": row["name"],
        "locus_group": text(row["locus_group"]),
        "locus_type": text(row["locus_type"]),
        "location": text(row["location"]),
        "chromosome": parse_chromosome(row["location"]),
        "aliases": [*aliases, *(name for name in more if name not in aliases)],
        "previous": split(row["prev_symbol"]),
        "entrez_id": text(row["entrez_id"]),
        "ensembl_id": text(row["ensembl_gene_id"]),
        "uniprot_id": next(iter(split(row["uniprot_ids"])), None),
        "omim_id": next(iter(split(row["omim_id"])), None),
        "mane_select": select.get("Ensembl_nuc"),
        "mane_refseq": select.get("RefSeq_nuc"),
        "mane_plus_clinical": plus,
    }


def genes_table(
    hgnc: Iterable[str],
    mane: Iterable[Mapping[str, str]],
    more_aliases: Mapping[str, list[str]] | None = None,
) -> Built:
    """Return every HGNC gene, sorted by symbol.

    Where HGNC lists several UniProt or OMIM ids, the first one stands. `more_aliases` are names
    of the reference page, by symbol, that HGNC does not have.
    """
    mane_rows = list(mane)
    select = _mane_of(mane_rows, "MANE Select")
    plus = _mane_of(mane_rows, "MANE Plus Clinical")
    rows = [
        _gene(
            row,
            next(iter(select.get(row["hgnc_id"], [])), {}),
            sorted(found["Ensembl_nuc"] for found in plus.get(row["hgnc_id"], [])),
            (more_aliases or {}).get(row["symbol"], []),
        )
        for row in tab_rows(hgnc)
    ]
    rows.sort(key=lambda row: str(row["symbol"]))
    return Built(rows, counts={"with MANE Select": sum(bool(row["mane_select"]) for row in rows)})


def uniprot_owners(hgnc: Iterable[str]) -> dict[str, str]:
    """Return the HGNC id of each UniProt accession that exactly one gene lists."""
    owners: dict[str, set[str]] = {}
    for row in tab_rows(hgnc):
        for accession in split(row["uniprot_ids"]):
            owners.setdefault(accession, set()).add(row["hgnc_id"])
    return {accession: next(iter(ids)) for accession, ids in owners.items() if len(ids) == 1}
