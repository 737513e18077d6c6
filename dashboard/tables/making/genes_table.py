"""The genes table: HGNC's complete set, with MANE joined by HGNC id."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dashboard.tables.making.names import replaced_ids, without_version
from dashboard.tables.making.rows import Built, Row, split, tab_rows, text

_CHROMOSOME = re.compile(r"(\d{1,2}|X|Y)(?![0-9])")
_REFSEQ = ("NM_", "NR_", "NP_", "XM_", "XR_", "YP_")  # not NG_: a region, not a gene's product
_ACCESSIONS = ("Ensembl_Gene", "RefSeq_nuc", "RefSeq_prot", "Ensembl_prot")
"""Columns of MANE that the genes table has not under a name of their own."""


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


def parse_gencode_names(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return Ensembl gene id, without version, and name of each row of a GCT file (GENCODE v19)."""
    body = (line.split("\t", 2) for line in lines)
    return [(without_version(row[0]), row[1]) for row in body if row[0].startswith("ENSG")]


def former_ids(gencode: Iterable[tuple[str, str]], genes: Iterable[Row]) -> dict[str, list[str]]:
    """Return, by HGNC id, the Ensembl ids of GRCh37 that a gene no longer has.

    An id counts where its name of then is the approved symbol of one gene, a previous one of one
    gene, or the alias of one protein-coding gene, and stood on no other id. Left out are ids that
    a gene has today, and those of a gene whose id of today existed then: two genes were told apart.
    """
    rows, then = list(genes), list(gencode)
    approved = {str(row["symbol"]): str(row["hgnc_id"]) for row in rows}
    previous, aliases = _owners(rows, "previous"), _owners(rows, "aliases")
    ids = {str(row["hgnc_id"]): row["ensembl_id"] for row in rows}
    coding = {row["hgnc_id"] for row in rows if row["locus_group"] == "protein-coding gene"}
    today, existed = set(ids.values()), {ensembl_id for ensembl_id, _ in then}
    often = Counter(name for _, name in then)
    found: dict[str, list[str]] = {}
    for ensembl_id, name in then:
        if ensembl_id in today or often[name] > 1:
            continue
        others = previous[name] | aliases[name]
        gene = approved.get(name) or (next(iter(others)) if len(others) == 1 else None)
        only_alias = name not in approved and not previous[name]
        if gene and ids[gene] not in existed and not (only_alias and gene not in coding):
            found.setdefault(gene, []).append(ensembl_id)
    return found


def _owners(genes: Iterable[Row], column: str) -> defaultdict[str, set[str]]:
    """Return the genes that have a name in a column of lists, none for any other name."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for gene in genes:
        for name in gene[column]:
            owners[name].add(str(gene["hgnc_id"]))
    return owners


def _accessions(row: Mapping[str, str], mane: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the ids of a gene and its products that have no column of their own, sorted.

    Without version, but for UCSC's, whose last digit is part of the name.
    """
    own = {without_version(row["ensembl_gene_id"])}
    found = {without_version(one.get(name) or "") for one in mane for name in _ACCESSIONS}
    refseq = split((row.get("refseq_accession") or "").strip('"'))
    found |= {without_version(one) for one in refseq if one.startswith(_REFSEQ)}
    for name in ("uniprot_ids", "ccds_id"):
        found |= set(split((row.get(name) or "").strip('"')))
    found |= {f"OMIM:{one}" for one in split((row.get("omim_id") or "").strip('"'))}
    found |= set(split((row.get("ucsc_id") or "").strip('"')))
    return sorted(found - own - {""})


def _gene(
    row: Mapping[str, str],
    select: Mapping[str, str],
    plus: list[Mapping[str, str]],
    more: list[str],
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
        "mane_plus_clinical": sorted(one["Ensembl_nuc"] for one in plus),
        "alias_names": split(row.get("alias_name")),
        "previous_names": split(row.get("prev_name")),
        "accessions": _accessions(row, [select, *plus]),
    }


def genes_table(
    hgnc: Iterable[str],
    mane: Iterable[Mapping[str, str]],
    more_aliases: Mapping[str, list[str]] | None = None,
    gencode: Iterable[tuple[str, str]] = (),
) -> Built:
    """Return every HGNC gene, sorted by symbol.

    Where HGNC lists several UniProt or OMIM ids, the first one stands, and all are among the
    accessions. `more_aliases` are names of the reference page, by symbol, that HGNC does not have;
    `gencode` are ids and names of GRCh37, as `former_ids` takes them.
    """
    mane_rows = list(mane)
    select = _mane_of(mane_rows, "MANE Select")
    plus = _mane_of(mane_rows, "MANE Plus Clinical")
    rows = [
        _gene(
            row,
            next(iter(select.get(row["hgnc_id"], [])), {}),
            plus.get(row["hgnc_id"], []),
            (more_aliases or {}).get(row["symbol"], []),
        )
        for row in tab_rows(hgnc)
    ]
    rows.sort(key=lambda row: str(row["symbol"]))
    former = former_ids(gencode, rows)
    by_symbol = {row["symbol"]: str(row["hgnc_id"]) for row in rows}
    for ensembl_id, symbol in replaced_ids().items():
        if symbol in by_symbol:
            former.setdefault(by_symbol[symbol], []).append(ensembl_id)
    for row in rows:
        row["accessions"] = sorted({*row["accessions"], *former.get(str(row["hgnc_id"]), ())})
    counts = {
        "with MANE Select": sum(bool(row["mane_select"]) for row in rows),
        "former Ensembl ids": sum(map(len, former.values())),
    }
    return Built(rows, counts=counts)


def uniprot_owners(hgnc: Iterable[str]) -> dict[str, str]:
    """Return the HGNC id of each UniProt accession that exactly one gene lists."""
    owners: dict[str, set[str]] = {}
    for row in tab_rows(hgnc):
        for accession in split(row["uniprot_ids"]):
            owners.setdefault(accession, set()).add(row["hgnc_id"])
    return {accession: next(iter(ids)) for accession, ids in owners.items() if len(ids) == 1}
