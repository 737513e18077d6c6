"""The GenCC table: every submission as it is, nothing made of several (T79)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dashboard.tables.making.rows import Built, Row, day, text

CLASSIFICATIONS = (
    "Definitive",
    "Strong",
    "Moderate",
    "Supportive",
    "Limited",
    "Disputed Evidence",
    "Refuted Evidence",
    "Animal Model Only",
    "No Known Disease Relationship",
)
"""GenCC's words, the strongest first; the last four are no evidence for."""

COLUMNS = (
    *("gene_curie", "gene_symbol", "disease_curie", "disease_title", "disease_original_curie"),
    *("classification_title", "moi_title", "submitter_title", "submitted_as_date"),
    *("submitted_as_public_report_url", "submitted_as_pmids", "submitted_run_date"),
)
_IDS = ("sgc_id", "uuid")  # the newer layout, the older one
_PMID = re.compile(r"\b\d{1,9}\b")


def gencc_table(rows: Iterable[Mapping[str, str]]) -> Built:
    """Return the submissions of genes; `counts` says how many have no HGNC id.

    Raises:
        KeyError: A column is missing.
    """
    found = [_submission(row) for row in rows]
    genes = [row for row in found if str(row["hgnc_id"]).startswith("HGNC:")]
    genes.sort(key=lambda row: (row["hgnc_id"], row["disease"] or "", row["submitter"]))
    return Built(genes, counts={"without an HGNC id": len(found) - len(genes)})


def _submission(row: Mapping[str, str]) -> Row:
    disease_id = row["disease_curie"].strip()
    return {
        "hgnc_id": row["gene_curie"].strip(),
        "symbol": text(row["gene_symbol"]),
        "submission_id": next((text(row[name]) for name in _IDS if name in row), None),
        "submitter": row["submitter_title"].strip(),
        "classification": row["classification_title"].strip(),
        "inheritance": text(row["moi_title"]),
        # MONDO's titles are free; those of other vocabularies are theirs.
        "disease": text(row["disease_title"]) if disease_id.startswith("MONDO:") else None,
        "disease_id": disease_id,
        "submitted_disease_id": text(row["disease_original_curie"]),
        "date": day(row["submitted_as_date"]),
        "url": text(row["submitted_as_public_report_url"]),
        "pmids": list(dict.fromkeys(_PMID.findall(row["submitted_as_pmids"]))),
        "file_date": day(row["submitted_run_date"]),
    }
