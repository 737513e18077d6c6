"""A list as plain values: rows, lines and the whole answer of the JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.models import GeneList, ListLine
from dashboard.models.plain import plain
from dashboard.several.gene_list.ranking import COLUMNS, LISTS, WHOLE


def columns(rows: pd.DataFrame, names: Sequence[str] = COLUMNS) -> dict[str, list[Any]]:
    """Return columns of the rows: None for missing, whole numbers as int, lists as lists."""
    return {name: _column(rows[name], name) for name in names}


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows one by one, as `columns` has their values."""
    found = columns(rows)
    return [dict(zip(found, values, strict=True)) for values in zip(*found.values(), strict=True)]


def _column(values: pd.Series, name: str) -> list[Any]:
    missing = values.isna().to_numpy()
    if name in WHOLE:
        values = values.fillna(0).astype("int64")
    found: list[Any] = values.tolist()
    for place in np.flatnonzero(missing).tolist():
        found[place] = None
    return _parts(found) if name in LISTS else found


def _parts(texts: Sequence[str | None]) -> list[list[str] | None]:
    """Return joined texts as lists; rows of one text share theirs."""
    lists = {text: text.split("; ") if text else [] for text in set(texts) if text is not None}
    return [None if text is None else lists[text] for text in texts]


def body(found: GeneList, methods: str) -> dict[str, Any]:
    """Return the list as the JSON has it: rows and, in the report, every other line."""
    return {
        "release": found.release,
        "label": found.label,
        "build": found.build,
        "loeuf_threshold": found.loeuf_threshold,
        "without_flagged": found.without_flagged,
        "rows": records(found.rows),
        "report": report(found),
        "statistics": {"everything": plain(found.everything), **plain(found.tests)},
        "distribution": plain(found.bins),
        "left_out": plain(found.left_out),
        "methods": methods,
        "notes": list(found.notes),
        "tests_withheld": found.withheld,
        "rows_chosen": found.origin.rows,
        "selected_by": list(found.origin.selected_by),
    }


def report(found: GeneList) -> dict[str, Any]:
    """Return what became of the lines: rows and the last three add up to `lines`."""

    def some(outcome: str, *own: str) -> list[dict[str, Any]]:
        return _lines((line for line in found.lines if line.outcome == outcome), *own)

    return {
        "lines": len(found.lines),
        "repaired": _lines(found.repaired, "symbol", "hgnc_id", "how", "note"),
        "by_id": _lines(found.by_id, "symbol", "hgnc_id", "how", "note"),
        "ambiguous": some("ambiguous", "choices", "note", "missing_value"),
        "unknown": some("unknown", "nearest", "note", "missing_value"),
        "duplicate": some("duplicate", "symbol", "hgnc_id", "first_line", "how", "note"),
        "unknown_without_nearest_looked_for": found.unsearched,
        "set_aside": [
            {"line": first, "last_line": last, "why": why, "text": text}
            for first, last, why, text in found.origin.aside
        ],
    }


def _lines(lines: Iterable[ListLine], *own: str) -> list[dict[str, Any]]:
    return [
        {name: plain(getattr(line, name)) for name in ("line", "input", *own)} for line in lines
    ]
