"""The constraint tables: gnomAD v2.1 (complete), v2.1.1 and v4.1.1 (some genes)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.errors import SnapshotError
from dashboard.tables.making.constraint_rows import (
    FIELDS,
    constraint_row,
    give_to_genes,
    parse_flags,
    rank,
)
from dashboard.tables.making.gamma import LOWER, oe_bound
from dashboard.tables.making.names import GeneNames, ReleaseNames, count_ways, decided_v2
from dashboard.tables.making.rows import Built, Row, tab_rows, whole
from dashboard.tables.making.schemas import CLASSES


def _v2_columns() -> dict[str, str]:
    columns = {"pli": "pLI"}
    for prefix in CLASSES:
        columns |= {f"{prefix}_{name}": f"{name}_{prefix}" for name in ("obs", "exp", "oe")}
        columns |= {f"{prefix}_oe_{end}": f"oe_{prefix}_{end}" for end in ("lower", "upper")}
        columns[f"{prefix}_z"] = f"{prefix}_z"
    return columns


def _v4_columns() -> dict[str, str]:
    ends = ("obs", "exp", "oe", "oe_ci.lower", "oe_ci.upper", "z_score")
    columns = {"pli": "lof.pLI"}
    for prefix in CLASSES:
        columns |= {
            f"{prefix}_{ours}": f"{prefix}.{end}" for ours, end in zip(FIELDS, ends, strict=True)
        }
    return columns


MOVED_SINCE_GRCH37 = frozenset(
    {
        "ENST00000244537",  # HIST1H4G, now H4C7; in MANE H4C6
        "ENST00000313033",  # OR5T1; in MANE OR5T3
        "ENST00000319423",  # OR6B3; in MANE OR6B2
        "ENST00000343399",  # OR6C75; in MANE OR6C74
        "ENST00000356530",  # HIST1H2BE, now H2BC6; in MANE H2BC7
        "ENST00000366473",  # OR2T5; in MANE OR2T4
        "ENST00000377745",  # HIST1H4F, now H4C6; in MANE H4C2
        "ENST00000460972",  # OR2T7; in MANE OR2T27
        "ENST00000526538",  # OR5M1; in MANE OR5M10
    }
)
"""Ids that Ensembl moved to a near-identical gene: v2 counted variants at the old gene's place.

Found by comparing each row's place on GRCh37 with the places of both genes on GRCh38, and its
Ensembl gene id in v2.1.1; without this list a gene would show its neighbour's figures.
"""

_ID_LENGTH = len("ENSG00000168610")

V2_COLUMNS: Mapping[str, str] = _v2_columns()
V4_COLUMNS: Mapping[str, str] = _v4_columns()


def _covered(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(str(row["hgnc_id"]) for row in rows if row["hgnc_id"])


def v2_names() -> ReleaseNames:
    """Return what is known of v2's names beyond its files."""
    return ReleaseNames(decided_v2(), MOVED_SINCE_GRCH37)


def parse_grch37_ids(lines: Iterable[str]) -> dict[str, str]:
    """Return the Ensembl gene id of each symbol of GRCh37 that has one id only.

    The list joins the ids of a symbol without a mark between them.
    """
    rows = (line.split("\t") for line in lines)
    return {symbol: ids for symbol, ids in rows if len(ids) == _ID_LENGTH}


def v2_1_table(lines: Iterable[str], ids: Mapping[str, str], names: GeneNames) -> Built:
    """Return the canonical rows of v2.1, each given to its gene and ranked among all of them.

    The file has no gene ids: `ids` are those of the symbols of GRCh37, and where two rows share a
    symbol each transcript's is among the decided cases.
    """
    known = v2_names()

    def gene_id(row: Mapping[str, str]) -> str:
        decided = known.decided.get(row["transcript"])
        return decided.gene_id if decided else ids.get(row["gene"], "")

    rows = give_to_genes(
        (
            constraint_row(row | {"gene_id": gene_id(row)}, V2_COLUMNS, parse_flags(flags))
            for row in tab_rows(lines)
            if row["canonical"] == "true" and (flags := row["gene_issues"]) is not None
        ),
        names,
        known,
    )
    counts = {f"by {way}": count for way, count in count_ways(rows).items()}
    counts["further rows of a gene"] = sum(not row["is_primary"] for row in rows)
    counts["ranked by LOEUF"] = rank(rows, "lof_oe_upper", "loeuf_rank")
    counts["ranked by missense Z"] = rank(rows, "mis_z", "mis_z_rank", largest_first=True)
    return Built(rows, counts=counts)


def v2_1_1_table(lines: Iterable[str], names: GeneNames) -> Built:
    """Return v2.1.1's rows of the starter genes; the rank is the file's own, counted from 1."""
    rows = []
    for row in tab_rows(lines):
        printed = whole(row["oe_lof_upper_rank"])
        place = None if printed is None else printed + 1
        flags = parse_flags(row["constraint_flag"])
        rows.append(constraint_row(row, V2_COLUMNS, flags, loeuf_rank=place))
    rows = give_to_genes(rows, names, v2_names())
    covers = _covered(rows)
    ways = {f"by {way}": n for way, n in count_ways(rows).items()}
    return Built(rows, covers, ways, covers)


def _v4_row(row: Mapping[str, str]) -> Row:
    return constraint_row(row, V4_COLUMNS, parse_flags(row["gene_flags"], row["constraint_flags"]))


def complete_v4_rows(lines: Iterable[str]) -> list[Row]:
    """Return v4.1.1's MANE Select rows, Ensembl's of the two that each has (rule T8).

    Raises:
        SnapshotError: a gene has more than one.
    """
    rows = [
        _v4_row(row)
        for row in tab_rows(lines)
        if row["mane_select"] == "true" and row["transcript"].startswith("ENST")
    ]
    if len({row["ensembl_id"] for row in rows}) != len(rows):
        raise SnapshotError("v4.1.1 has several Ensembl MANE Select rows for one gene (rule T8)")
    return rows


def partial_v4_rows(lines: Iterable[str]) -> list[Row]:
    """Return v4.1.1's rows that lack bounds and counts; the LoF lower bound is computed."""
    rows = []
    for source in tab_rows(lines):
        row = _v4_row(source)
        obs, exp = row["lof_obs"], row["lof_exp"]
        if obs is not None and exp:
            lower = oe_bound(obs, exp, LOWER)
            row |= {"lof_oe_lower": lower, "computed": ["lof_oe_lower"]}
        rows.append(row)
    return rows


def v4_1_1_table(complete: Iterable[str], partial: Iterable[str], names: GeneNames) -> Built:
    """Return v4.1.1's rows; where a gene has a complete and a partial one, the complete one.

    A partial row lacks figures that the release has: its gene is not there wholly.
    """
    whole_rows = give_to_genes(complete_v4_rows(complete), names)
    part_rows = give_to_genes(partial_v4_rows(partial), names)
    covered = _covered(whole_rows)
    added = [row for row in part_rows if row["hgnc_id"] not in covered]
    rows = whole_rows + added
    counts = {"complete": len(whole_rows), "partial": len(added)}
    counts |= {f"by {way}": n for way, n in count_ways(rows).items()}
    return Built(rows, _covered(rows), counts, covered)
