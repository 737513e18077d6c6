"""The figures of a constraint file as rows of a release's table, each checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from dashboard.errors import BadFile, SnapshotError
from dashboard.tables.importing.layouts import V2_RANK
from dashboard.tables.importing.opening import AGAIN, shown
from dashboard.tables.importing.rows import Fields
from dashboard.tables.making.constraint_rows import constraint_row, parse_flags
from dashboard.tables.making.constraint_tables import V2_COLUMNS, V4_COLUMNS
from dashboard.tables.making.rows import Row, text, whole
from dashboard.tables.making.schemas import CLASSES

MOST_WRONG = 0.01
"""Share of the rows in which o/e may differ from observed over expected (rounding, repairs)."""

_FLAG_COLUMNS = ("gene_flags", "constraint_flags", "constraint_flag")


def figures(selected: Iterable[Fields], columns: Mapping[str, str], name: str) -> list[Row]:
    """Return the rows of the table, not yet given to genes; values as the file prints them.

    Raises:
        BadFile: A value is no number, or the columns do not belong together.
    """
    rows = [_row(fields, columns, name) for fields in selected]
    wrong = sum(not _fits(row) for row in rows)
    if wrong > MOST_WRONG * len(rows):
        raise BadFile(
            f"{name} is mixed up: in {wrong:,} of {len(rows):,} rows o/e is not observed divided "
            "by expected, or lies outside its interval.",
            AGAIN,
        )
    return rows


def columns_of(release_fields: frozenset[str]) -> Mapping[str, str]:
    """Return the source's column for each of ours."""
    return V2_COLUMNS if V2_COLUMNS["lof_oe_upper"] in release_fields else V4_COLUMNS


def _row(fields: Fields, columns: Mapping[str, str], name: str) -> Row:
    gene = text(fields["gene"]) or text(fields.get("gene_id")) or fields["transcript"]
    try:
        flags = parse_flags(*(text(fields.get(column)) for column in _FLAG_COLUMNS))
        printed = whole(fields.get(V2_RANK))
        place = None if printed is None else printed + 1
        row = constraint_row(fields | {"gene": gene}, columns, flags, loeuf_rank=place)
        _check(row)
    except (ValueError, SnapshotError) as error:
        raise BadFile(
            f"{name}, gene {shown(gene)}, {shown(fields['transcript'])}: {shown(str(error), 120)}.",
            AGAIN,
        ) from error
    return row


def _check(row: Row) -> None:
    """Refuse what no release can print."""
    for column, value in row.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{column} is {value}")
        counted = column.endswith(("_obs", "_exp", "_oe", "_oe_lower", "_oe_upper"))
        if counted and value is not None and value < 0:
            raise ValueError(f"{column} is {value}, less than 0")
    if row["pli"] is not None and not 0 <= row["pli"] <= 1:
        raise ValueError(f"pLI is {row['pli']}, not a probability")


def _fits(row: Row) -> bool:
    return all(_class_fits(*(row[f"{prefix}_{end}"] for end in _ENDS)) for prefix in CLASSES)


_ENDS = ("obs", "exp", "oe", "oe_lower", "oe_upper")


def _class_fits(
    obs: int | None, exp: float | None, oe: float | None, lower: float | None, upper: float | None
) -> bool:
    if oe is not None and obs is not None and exp:
        ratio = obs / exp
        if abs(ratio - oe) > 0.01 * ratio + 0.001:
            return False
    if oe is None or lower is None or upper is None:
        return True
    # Bounds are printed to three decimals in v2 and v4.1, and end at 2 in them.
    return lower <= upper and lower <= oe + 0.001 and (oe <= upper + 0.001 or upper >= 1.9)
