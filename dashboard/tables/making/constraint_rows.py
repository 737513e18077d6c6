"""What the three constraint releases share: a row's shape, its gene, its rank."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dashboard.tables.making.names import WAYS, GeneNames, ReleaseNames, protein_length
from dashboard.tables.making.rows import Row, number, text, whole
from dashboard.tables.making.schemas import CLASSES

FIELDS = ("obs", "exp", "oe", "oe_lower", "oe_upper", "z")


def class_values(row: Mapping[str, str], columns: Mapping[str, str]) -> Row:
    """Return the values of all classes, by our column names.

    `columns` names the source's column for each of ours ("lof_obs": "obs_lof"); a column that
    the source lacks is null, per class (rules T11, T12).
    """
    values: Row = {}
    for name in (f"{prefix}_{field}" for prefix in CLASSES for field in FIELDS):
        printed = row.get(columns.get(name, ""))
        values[name] = whole(printed) if name.endswith("_obs") else number(printed)
    return values


def constraint_row(
    row: Mapping[str, str], columns: Mapping[str, str], flags: Sequence[str], **more: object
) -> Row:
    """Return one row of a release, not yet given to a gene and not yet ranked."""
    return {
        "hgnc_id": None,
        "symbol": row["gene"],
        "ensembl_id": text(row.get("gene_id")),
        "transcript": row["transcript"],
        **class_values(row, columns),
        "pli": number(row.get(columns["pli"])),
        "flags": list(flags),
        "loeuf_rank": None,
        "mis_z_rank": None,
        "mapped_by": None,
        "is_primary": False,
        "caution": None,
        "cds_length": whole(row.get("cds_length")),
        "chromosome": (text(row.get("chromosome")) or "").removeprefix("chr") or None,
        "computed": [],
    } | more


def parse_flags(*packed: str | None) -> list[str]:
    """Return the flags as the release names them (rule T13), from JSON lists or "a|b" or "a,b"."""
    found: list[str] = []
    for value in packed:
        cleaned = (value or "").strip()
        if cleaned.startswith("["):
            found += [str(flag) for flag in json.loads(cleaned)]
        else:
            found += [flag.strip() for flag in cleaned.replace("|", ",").split(",") if flag.strip()]
    return list(dict.fromkeys(found))


def give_to_genes(
    rows: Iterable[Row], names: GeneNames, release: ReleaseNames | None = None
) -> list[Row]:
    """Return the rows with their genes, one of each gene's marked as its own (T62).

    Of several rows of a gene its own is that of the MANE Select transcript, else the one whose
    gene id is the gene's, else the approved symbol's, with a caution. A row of no gene is its own
    symbol's row. `release` says what is known of the release's names beyond the rows.
    """
    rows = list(rows)
    known = release or ReleaseNames()
    known = replace(known, symbols=ReleaseNames.cases(str(row["symbol"]) for row in rows))
    given: list[Row] = []
    by_gene: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found = names.find(row, known)
        gene, way, caution = found or (None, None, None)
        placed = row | {
            "hgnc_id": gene,
            "mapped_by": way,
            "is_primary": gene is None,
            "caution": caution,
        }
        given.append(placed)
        if gene:
            by_gene[gene].append(placed)
    for gene, same in by_gene.items():
        _choose(gene, same, names, known)
    return given


def _choose(gene: str, same: list[Row], names: GeneNames, release: ReleaseNames) -> None:
    """Mark the row that is the gene's own; say so where neither transcript nor id tells which."""

    def worth(row: Row) -> tuple[int, int, float]:
        way = str(row["mapped_by"])
        if way != "mane" and names.by_id(row.get("ensembl_id")) == gene:
            way = "id"
        decided = release.decided.get(str(row["transcript"]))
        differs = names.length_differs(gene, protein_length(row, decided))
        return WAYS.index(way), differs, -float(row["lof_exp"] or 0.0)

    own = min(same, key=worth)
    own["is_primary"] = True
    if len(same) > 1 and worth(own)[0] > WAYS.index("id") and own["caution"] is None:
        others = ", ".join(str(row["transcript"]) for row in same if row is not own)
        own["caution"] = (
            f"The release has {len(same)} rows under names of this gene, and neither a transcript "
            f"nor a gene id tells which is the gene's: shown is {own['transcript']}, not {others}."
        )


def rank(rows: Sequence[Row], column: str, into: str, *, largest_first: bool = False) -> int:
    """Rank the rows from 1 by a column; equal values share the rank; return the denominator.

    Rows without a value get no rank (rule T5).
    """
    sign = -1 if largest_first else 1
    valued = [row for row in rows if row[column] is not None]
    valued.sort(key=lambda row: sign * row[column])
    place, before = 0, math.nan
    for index, row in enumerate(valued, 1):
        value = row[column]
        if value != before:
            place, before = index, value
        row[into] = place
    return len(valued)
