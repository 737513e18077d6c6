"""What the three constraint releases share: a row's shape, its gene, its rank."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dashboard.tables.making.names import WAYS, GeneNames
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


def _best_first(row: Row) -> tuple[int, float, str]:
    """Order the rows of one gene.

    Under one approved symbol the second row is mostly a readthrough with a newer accession;
    under old symbols the longer part of a gene that was merged since has more expected LoF.
    """
    way = str(row["mapped_by"])
    expected = row["lof_exp"] or 0.0
    return (WAYS.index(way), 0.0 if way == "symbol" else -expected, str(row["transcript"]))


def give_to_genes(
    rows: Iterable[Row], names: GeneNames, moved: frozenset[str] = frozenset()
) -> list[Row]:
    """Return the rows with their genes, one of each gene's marked as its own (rule T9).

    The MANE transcript's row is the gene's own, else the approved symbol's, else a previous
    one's, else an alias's. An unmapped row is its own symbol's row. `moved` are transcripts whose
    id means another gene in the release than in MANE: there the symbol decides.
    """
    given: list[Row] = []
    by_gene: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        transcript = str(row["transcript"])
        found = names.find(str(row["symbol"]), "" if transcript in moved else transcript)
        gene, way = found or (None, None)
        placed = row | {"hgnc_id": gene, "mapped_by": way, "is_primary": gene is None}
        given.append(placed)
        if gene:
            by_gene[gene].append(placed)
    for same in by_gene.values():
        min(same, key=_best_first)["is_primary"] = True
    return given


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
