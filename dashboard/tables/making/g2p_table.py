"""The G2P table: every record of Gene2Phenotype, with the mechanism of its disease."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.tables.making.rows import Built, Row, day, split, text

COLUMNS = (
    *("g2p id", "gene symbol", "hgnc id", "disease name", "allelic requirement", "confidence"),
    *("variant consequence", "molecular mechanism", "panel", "publications"),
    "date of last review",
)
CONFIDENCE = ("definitive", "strong", "moderate", "limited", "disputed", "refuted")
_SUPPORT = ("molecular mechanism support", "molecular mechanism categorisation")


def g2p_table(rows: Iterable[Mapping[str, str]]) -> Built:
    """Return the records of genes; `counts` says how many have no HGNC id.

    Raises:
        KeyError: A column is missing.
    """
    found = [_record(row) for row in rows]
    genes = [row for row in found if row["hgnc_id"]]
    genes.sort(key=lambda row: (row["hgnc_id"], row["disease"], row["g2p_id"]))
    return Built(genes, counts={"without an HGNC id": len(found) - len(genes)})


def _record(row: Mapping[str, str]) -> Row:
    number = row["hgnc id"].strip().removeprefix("HGNC:")
    return {
        "hgnc_id": f"HGNC:{number}" if number.isdecimal() else None,
        "symbol": text(row["gene symbol"]),
        "g2p_id": row["g2p id"].strip(),
        "disease": row["disease name"].strip(),
        "mondo_id": text(row.get("disease MONDO")),
        "allelic_requirement": text(row["allelic requirement"]),
        "confidence": row["confidence"].strip(),
        "mechanism": text(row["molecular mechanism"]),
        "mechanism_support": next((text(row[name]) for name in _SUPPORT if name in row), None),
        "consequences": split(row["variant consequence"], ";"),
        "panels": split(row["panel"], ";"),
        "pmids": split(row["publications"], ";"),
        "date": day(row["date of last review"]),
    }
