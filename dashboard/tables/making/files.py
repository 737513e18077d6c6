"""Tables as files: parquet out, the same bytes for the same rows."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.tables.making.rows import Built, Row

EMBEDDED_LEVEL = 19
"""Of zstd: slow to pack, small to carry with the program."""

COVERS = b"covers"
"""Key of the schema's metadata with the JSON list of genes that a partial table covers."""


def sorted_rows(name: str, built: Built, key: str = "hgnc_id") -> list[Row]:
    """Return the rows in the order of the file: by key as text, null last; genes by symbol.

    The sort is stable: within a gene the builder's order stays.
    """
    if name == "genes":
        return list(built.rows)
    return sorted(built.rows, key=lambda row: (row[key] is None, str(row[key] or "")))


def write_table(
    path: Path, name: str, built: Built, schema: pa.Schema, level: int = EMBEDDED_LEVEL
) -> int:
    """Write one table, packed by zstd at a level, and return its number of rows."""
    if built.covers is not None:
        schema = schema.with_metadata({COVERS: json.dumps(sorted(built.covers)).encode()})
    table = pa.Table.from_pylist(sorted_rows(name, built, schema.names[0]), schema=schema)
    pq.write_table(table, path, compression="zstd", compression_level=level, store_schema=True)
    return int(table.num_rows)
