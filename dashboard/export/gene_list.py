"""CSV and TSV of a list: the ranked genes, and what became of each line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.export.answer import DELIMITERS, cell
from dashboard.models import GeneList, Provenance
from dashboard.process.clock import today
from dashboard.rules.releases import recommendation
from dashboard.several.gene_list.ranking import COLUMNS
from dashboard.several.gene_list.records import columns

TABLES = ("rows", "report")
REPORT = (
    *("line", "input", "outcome", "symbol", "hgnc_id", "how", "note", "choices", "nearest"),
    *("first_line", "in_release", "missing_value"),
)


def list_text(
    found: GeneList, origins: Sequence[Provenance], table: str = "rows", kind: str = "csv"
) -> str:
    """Return a table of a list as text; it can be read as a list again.

    Args:
        found: The list in its release.
        origins: What stands in the lines at the top that begin with "# ".
        table: One of TABLES.
        kind: "csv" or "tsv".
    """
    out = io.StringIO()
    out.writelines(f"# {' '.join(line.split())}\n" for line in _preamble(found, origins, table))
    writer = csv.writer(out, delimiter=DELIMITERS[kind], lineterminator="\n")
    if table == "report":
        writer.writerow(REPORT)
        writer.writerows(_cells(getattr(line, name) for name in REPORT) for line in found.lines)
    else:
        writer.writerow(COLUMNS)
        writer.writerows(map(_cells, zip(*columns(found.rows).values(), strict=True)))
    return out.getvalue()


def list_name(found: GeneList, table: str, kind: str) -> str:
    """Return a file name such as `gene-list_v2.1_ranked.csv`."""
    words = "report" if table == "report" else "ranked"
    return f"gene-list_{found.release}_{words}.{kind}"


def _cells(values: Iterable[Any]) -> list[Any]:
    return [value if isinstance(value, float) else cell(value) for value in values]


def _preamble(found: GeneList, origins: Sequence[Provenance], table: str) -> list[str]:
    what = "what became of each symbol" if table == "report" else "ranked genes"
    lines = [
        f"Gene Constraint Dashboard: {what} of a list, {found.label}",
        f"Symbols: {len(found.lines)}; genes {len(found.rows)}, repaired {len(found.repaired)}, "
        f"ambiguous {found.count('ambiguous')}, unknown {found.count('unknown')}, "
        f"duplicate {found.count('duplicate')}",
        f"Release: {found.release}",
        f"Genome build: {found.build}",
        f"LOEUF threshold: {found.loeuf_threshold:g}, {recommendation(found.release)}",
    ]
    if found.without_flagged:
        lines.append("Ranks: without genes that gnomAD flags")
    for origin in origins:
        facts = (origin.release, origin.build, origin.fetched_at or "undated", origin.licence)
        lines.append(
            f"Source: {origin.source}; {'; '.join(filter(None, facts))}; {origin.url or ''}"
        )
        if origin.citation:
            lines.append(f"Citation: {origin.citation}")
    lines += [f"Note: {note}" for note in found.notes]
    return [*lines, f"Exported: {today()}. Research use, not for diagnosis."]
