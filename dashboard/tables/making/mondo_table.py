"""The mondo table: which diseases of OMIM, Orphanet and MedGen a MONDO disease is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dashboard.tables.making.rows import Built, Row, tab_rows

_EXACT = "skos:exactMatch"
_COLUMNS = {"OMIM": "omim", "Orphanet": "orphanet", "MEDGEN": "medgen"}
_PREFIXES = {"omim": "OMIM", "orphanet": "ORPHA", "medgen": "MEDGEN"}
"""As the phenotypes table writes its diseases."""


def mondo_table(lines: Iterable[str]) -> Built:
    """Return each MONDO disease with its exact matches; those without one are left out.

    Names are MONDO's; the other vocabularies' own names are not read.
    """
    names: dict[str, str] = {}
    matches: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in tab_rows(line for line in lines if not line.startswith("#")):
        prefix, _, number = row["object_id"].partition(":")
        column = _COLUMNS.get(prefix)
        if column and row["predicate_id"] == _EXACT and row["subject_id"].startswith("MONDO:"):
            names[row["subject_id"]] = row["subject_label"]
            matches[row["subject_id"]][column].add(f"{_PREFIXES[column]}:{number}")
    rows: list[Row] = [
        {"mondo_id": number, "name": name}
        | {column: sorted(matches[number][column]) for column in _PREFIXES}
        for number, name in names.items()
    ]
    counts = {column: sum(bool(row[column]) for row in rows) for column in _PREFIXES}
    return Built(rows, counts={f"with {column}": count for column, count in counts.items()})
