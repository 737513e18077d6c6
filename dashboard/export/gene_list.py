"""CSV and TSV of a list: the ranked genes, and what became of each line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboard.export.answer import DELIMITERS, cell
from dashboard.models import GeneList, Provenance
from dashboard.process.clock import today
from dashboard.rules.releases import recommendation
from dashboard.rules.texts import DISCLAIMER, PRODUCT
from dashboard.rules.variant_sets import RECORDS_PER_GENE
from dashboard.several.gene_list.ranking import COLUMNS
from dashboard.several.gene_list.records import columns

TABLES = ("rows", "report")
WORKBOOK = "xlsx"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_MAGIC = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
CELL_MOST = 32_767  # characters of a cell in a workbook
SET_ASIDE = "set aside"  # outcome of a line of the file that holds no symbol
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
        writer.writerows(map(_cells, _report_rows(found)))
    else:
        writer.writerow(COLUMNS)
        writer.writerows(map(_cells, zip(*columns(found.rows).values(), strict=True)))
    return out.getvalue()


def list_workbook(found: GeneList, origins: Sequence[Provenance], methods: str) -> bytes:
    """Return the list as a workbook: ranked genes, report, and a sheet of where they are from.

    Figures stay figures, texts stay texts: none becomes a formula, a link, a number or a date.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  # few people want one

    out = io.BytesIO()
    with Workbook(out, dict.fromkeys(NO_MAGIC, False) | {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        tables = (
            ("Ranked genes", COLUMNS, zip(*columns(found.rows).values(), strict=True)),
            ("Report", REPORT, _report_rows(found)),
        )
        for title, names, rows in tables:
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 1)
            for at, name in enumerate(names):
                sheet.write_string(0, at, name, bold)
            for number, row in enumerate(rows, 1):
                for at, value in enumerate(row):
                    _write(sheet, number, at, value)
        about = book.add_worksheet("Sources and methods")
        about.set_column(0, 0, 120)
        lines = (*_preamble(found, origins, "rows"), "", methods)
        for number, line in enumerate(lines):
            about.write_string(number, 0, _safe(line))
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    """Write a cell with its type; a missing value is an empty cell."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None and value != "":
        words = value if isinstance(value, str) else "; ".join(map(str, value))
        if words:
            sheet.write_string(row, column, _safe(words))


def _safe(text: str) -> str:
    """Return a text that XML can hold, of the length that a cell can."""
    plain = text.encode(errors="replace").decode()
    return "".join(c if c.isprintable() or c == "\n" else " " for c in plain)[:CELL_MOST]


def _report_rows(found: GeneList) -> Iterator[tuple[Any, ...]]:
    """Yield what became of each symbol, then the lines of the file that were set aside."""
    for line in found.lines:
        yield tuple(getattr(line, name) for name in REPORT)
    for first, last, why, text in found.origin.aside:
        lines = f" (lines {first} to {last})" if last > first else ""
        fields = {"line": first, "input": text, "outcome": SET_ASIDE, "note": f"{why}{lines}"}
        yield tuple(fields.get(name) for name in REPORT)


def list_name(found: GeneList, table: str, kind: str) -> str:
    """Return a file name such as `gene-list_v2.1_ranked.csv`."""
    words = "report" if table == "report" and kind != WORKBOOK else "ranked"
    return f"gene-list_{found.release}_{words}.{kind}"


def _cells(values: Iterable[Any]) -> list[Any]:
    return [value if isinstance(value, float) else cell(value) for value in values]


def _preamble(found: GeneList, origins: Sequence[Provenance], table: str) -> list[str]:
    what = "what became of each symbol" if table == "report" else "ranked genes"
    lines = [
        f"{PRODUCT}: {what} of a list, {found.label}",
        f"Symbols: {len(found.lines)}; genes {len(found.rows)}, repaired {len(found.repaired)}, "
        f"by id {len(found.by_id)}, "
        f"ambiguous {found.count('ambiguous')}, unknown {found.count('unknown')}, "
        f"duplicate {found.count('duplicate')}",
        f"Release: {found.release}",
        f"Genome build: {found.build}",
        f"LOEUF threshold: {found.loeuf_threshold:g}, {recommendation(found.release)}",
    ]
    if found.origin.rows:
        lines.append(f"Rows: {found.origin.rows}")
    if found.origin.selected_by:
        lines.append(f"Selected by: {', '.join(found.origin.selected_by)}")
    if found.without_flagged:
        lines.append("Ranks: without genes that gnomAD flags")
    for origin in origins:
        facts = (origin.release, origin.build, origin.fetched_at or "undated", origin.licence)
        lines.append(
            f"Source: {origin.source}; {'; '.join(filter(None, facts))}; {origin.url or ''}"
        )
        if origin.citation:
            lines.append(f"Citation: {origin.citation}")
    if table != "report":
        lines.append(f"Column clinvar_plp: {RECORDS_PER_GENE}")
    lines += [f"Note: {note}" for note in found.notes]
    return [*lines, f"Exported: {today()}. {DISCLAIMER}"]
