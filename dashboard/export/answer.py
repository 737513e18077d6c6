"""CSV and TSV of what a panel shows: provenance first, raw values, empty for missing.

A cell that a spreadsheet would run as a formula is neutralised with a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from typing import Any

from dashboard.models import (
    Answer,
    Constraint,
    ConstraintRow,
    Coverage,
    Curation,
    Domain,
    Dosage,
    Features,
    G2PRecord,
    Gene,
    GeneAbout,
    Phenotype,
    Provenance,
    Publication,
    PublicationCount,
    Region,
    RegionalConstraint,
    Score,
    Submission,
    Trial,
    Variant,
    VariantSet,
)
from dashboard.models.plain import json_fields, plain
from dashboard.process.clock import today
from dashboard.rules.licences import TERMS_UNKNOWN
from dashboard.rules.texts import DISCLAIMER, FORMULA_STARTS, PRODUCT

MIME_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
DELIMITERS = {"csv": ",", "tsv": "\t"}

# By question: what every row repeats, and the model of which a row has all fields.
COLUMNS: Mapping[str, tuple[tuple[str, ...], type]] = {
    "constraint": (
        (
            *("release", "build", "transcript", "is_mane_select", "loeuf", "loeuf_threshold"),
            *("pli", "rank", "of", "missense_rank", "missense_of", "band", "flags"),
        ),
        ConstraintRow,
    ),
    "variants": (("source_set", "transcript"), Variant),
    "features": (("uniprot_id", "protein_length"), Domain),
    "regional": (("transcript",), Region),
    "validity": ((), Curation),
    "dosage": ((), Dosage),
    "gencc": ((), Submission),
    "g2p": ((), G2PRecord),
    "scores": ((), Score),
    "phenotypes": ((), Phenotype),
    "trials": ((), Trial),
    "publications": ((), Publication),
    "publication_counts": ((), PublicationCount),
    "about": ((), GeneAbout),
}


def table_text(gene: Gene, resource: str, answer: Answer[Any], kind: str) -> str:
    """Return one answer as CSV or TSV (`kind`), with provenance as lines that begin with `# `."""
    rows = [{"symbol": gene.symbol, "hgnc_id": gene.hgnc_id, **row} for row in records(answer.data)]
    out = io.StringIO()
    out.writelines(f"# {line}\n" for line in preamble(gene, resource, answer))
    columns = ("symbol", "hgnc_id", *columns_of(resource))  # also where there is no row
    writer = csv.DictWriter(out, columns, delimiter=DELIMITERS[kind], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def columns_of(resource: str) -> tuple[str, ...]:
    """Return the columns that an answer's rows have, by what was asked for."""
    shared, row = COLUMNS[resource]
    return (*shared, *(shown for _, shown in json_fields(row)))


def records(data: Any) -> list[dict[str, Any]]:
    """Return the rows of an answer's data: one for each class, variant, domain, disease, ..."""
    if data is None:
        return []
    if isinstance(data, Constraint):
        return _constraint_records(data)
    if isinstance(data, VariantSet):
        of_set = {"source_set": data.source_set, "transcript": data.transcript}
        return [{**of_set, **plain(v)} for v in (*data.variants, *data.unplaced, *data.other_axes)]
    if isinstance(data, Features):
        protein = {"uniprot_id": data.uniprot_id, "protein_length": data.protein_length}
        return [protein | plain(domain) for domain in data.domains or ()]
    if isinstance(data, RegionalConstraint):
        return [{"transcript": data.transcript, **plain(region)} for region in data.regions]
    return [plain(item) for item in ([data] if is_dataclass(data) else data)]


def _origin_lines(origin: Provenance) -> list[str]:
    facts = (
        ("Source", origin.source),
        ("Release", origin.release),
        ("Genome build", origin.build),
        ("Date", origin.fetched_at or "undated"),
        ("Address", origin.url),
        ("Licence", origin.licence or TERMS_UNKNOWN),
        ("Citation", origin.citation),
    )
    return [f"{label}: {value}" for label, value in facts if value]


def preamble(gene: Gene, resource: str, answer: Answer[Any]) -> list[str]:
    """Return the provenance of an export, a line each, without line breaks inside."""
    lines = [
        f"{PRODUCT}: {resource} of {gene.symbol} ({gene.hgnc_id})",
        f"State: {answer.state.value}",
        *(line for origin in dict.fromkeys(answer.origins) for line in _origin_lines(origin)),
    ]
    if isinstance(answer.data, VariantSet):
        lines += _set_lines(answer.data)
    if answer.coverage:
        lines.append(f"Coverage: {coverage_words(answer.coverage)}")
    if answer.problem:
        lines.append(f"Note: {answer.problem.message}")
    lines.append(f"Exported: {today()}. {DISCLAIMER}")
    return [" ".join(line.split()) for line in lines]


def _set_lines(found: VariantSet) -> list[str]:
    """Return which set of variants a file is, and what alone is in a selection (T60)."""
    lines = [f"Set: {found.label} (source_set {found.source_set})"]
    if found.other_axes:
        lines.append(
            "Records without a germline classification, with an empty class at the end: "
            f"{len(found.other_axes):,}"
        )
    if found.is_whole and found.left_out:
        lines.append(f"Records that name this gene among several, left out: {found.left_out:,}")
    if found.selection:
        lines.append(
            f"Selection: {found.selection} alone; no total and no share of classes follows from it"
        )
    return lines


def coverage_words(coverage: Coverage) -> str:
    """Return whether a file has all that its source has of the gene (T61)."""
    if coverage.complete:
        return "complete: all that the source has of this gene"
    of = "" if coverage.of is None else f" of {coverage.of:,}"
    return f"not complete: at least these{of}; nothing follows from what is missing"


def attachment_name(gene: Gene, resource: str, answer: Answer[Any], kind: str) -> str:
    """Return a file name such as `STAT3_constraint_v2.1.1.csv`."""
    release = answer.data.release if isinstance(answer.data, Constraint) else None
    own = release or _selection_name(answer.data)
    parts = [gene.symbol, resource, *([own] if own else [])]
    return re.sub(r"[^A-Za-z0-9._-]", "-", "_".join(parts)) + f".{kind}"


def _selection_name(data: Any) -> str | None:
    return data.source_set if isinstance(data, VariantSet) and data.selection else None


def cell(value: Any) -> Any:
    """Return a value as a cell: lists joined with "; ", formulas neutralised, None empty.

    Yes and no are "true" and "false", as in the JSON and in the files that the browser writes.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return cell("; ".join(f"{key}={item}" for key, item in value.items()))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return cell("; ".join(str(item) for item in value))
    if isinstance(value, str):
        flat = " ".join(value.split())
        return f"'{flat}" if flat.startswith(FORMULA_STARTS) else flat
    return value


def _constraint_records(data: Constraint) -> list[dict[str, Any]]:
    shared = {
        "release": data.release,
        "build": data.build,
        "transcript": data.transcript,
        "is_mane_select": data.is_mane_select,
        "loeuf": data.loeuf,
        "loeuf_threshold": data.loeuf_threshold,
        "pli": data.pli,
        "rank": data.rank.rank if data.rank else None,
        "of": data.rank.of if data.rank else None,
        "missense_rank": data.missense_rank.rank if data.missense_rank else None,
        "missense_of": data.missense_rank.of if data.missense_rank else None,
        "band": data.band,
        "flags": list(data.flags),
    }
    return [{**shared, **plain(row)} for row in data.rows]
