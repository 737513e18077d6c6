"""Tables in memory: Arrow for a gene's rows, pandas for whole columns.

A frame has numpy floats (NaN for null), Int32 for counts (pd.NA for null), `str` for text (NaN
for null) and Arrow-backed lists, so that no table becomes a heap of Python objects.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa


def _pandas_type(arrow: pa.DataType) -> object:
    """Return the pandas type for an Arrow type, or None for pandas' own choice."""
    if pa.types.is_integer(arrow):
        return pd.Int32Dtype()
    return pd.ArrowDtype(arrow) if pa.types.is_list(arrow) else None


def frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame, its columns typed as this module says."""
    return table.to_pandas(types_mapper=_pandas_type, ignore_metadata=True)


def records(table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows as plain dicts: None for null, int for counts, lists as lists."""
    columns = [column.to_pylist() for column in table.columns]
    names = table.column_names
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
