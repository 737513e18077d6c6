"""The variants table: UniProt's curated human missense variants (humsavar). Not ClinVar."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO
from xml.etree import ElementTree as ET

from dashboard.errors import SnapshotError
from dashboard.tables.making.names import GeneNames
from dashboard.tables.making.rows import Built, Row, text

CLASSES: Mapping[str, str] = {"lpp": "LP/P", "lbb": "LB/B", "us": "US"}
"""UniProt's three classes, by the word that the package writes."""

_SYMBOL = re.compile(r"\('name', '=', '([^']*)'\)")

Fields = dict[str, str]


def parse_records(source: IO[bytes]) -> Iterator[Fields]:
    """Return each record's fields by name; a reference stands for its text.

    The hashes of the files are pinned, so the standard parser meets no hostile document.
    """
    for _, element in ET.iterparse(source):  # noqa: S314 - pinned by SHA-256
        if element.tag != "record":
            continue
        fields = {"record": element.get("id", "")}
        for part in element.iter("field"):
            value = part.text or part.get("ref") or part.get("search") or ""
            fields[part.get("name", "")] = value.strip()
        yield fields
        element.clear()


def parse_symbol(search: str) -> str:
    """Return TP53 for "[('name', '=', 'TP53')]".

    Raises:
        SnapshotError: the record names no gene.
    """
    found = _SYMBOL.search(search)
    if not found:
        raise SnapshotError(f"a UniProt variant names no gene: {search[:80]!r}")
    return found.group(1)


def parse_class(word: str) -> str:
    """Return LP/P, LB/B or US for the package's word.

    Raises:
        SnapshotError: a word that is none of the three.
    """
    if word not in CLASSES:
        raise SnapshotError(f"a UniProt variant is of the unknown class {word!r}")
    return CLASSES[word]


def conditions_by_variant(
    links: Iterable[Fields], diseases: Iterable[Fields]
) -> dict[str, list[tuple[str, str | None]]]:
    """Return the disease names and ids ("MIM:...", None where there is none) of each variant."""
    known = {row["record"]: (row["disease_name"], text(row["mim_reference"])) for row in diseases}
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for link in links:
        disease = known.get(link["phenotype"])
        if disease and disease not in found[link["variant"]]:
            found[link["variant"]].append(disease)
    return dict(found)


def _variant(fields: Fields, gene: str | None, diseases: list[tuple[str, str | None]]) -> Row:
    return {
        "hgnc_id": gene,
        "symbol": parse_symbol(fields["gene"]),
        "uniprot_id": fields["protein"],
        "id": fields["variant"],
        "protein_change": fields["aa_change"],
        "raw_class": parse_class(fields["significance"]),
        "dbsnp": text(fields["dbsnp"]),
        "conditions": [name for name, _ in diseases],
        "condition_ids": [number for _, number in diseases if number],
    }


def variants_table(
    variants: bytes, links: bytes, diseases: bytes, owners: Mapping[str, str], names: GeneNames
) -> Built:
    """Return all variants; a gene is found by UniProt accession, else by symbol (rule T9)."""
    conditions = conditions_by_variant(
        parse_records(BytesIO(links)), parse_records(BytesIO(diseases))
    )
    rows, ways = [], Counter[str]()
    for fields in parse_records(BytesIO(variants)):
        by_symbol = names.by_symbol(parse_symbol(fields["gene"]), fold=False) or (None, "unmapped")
        gene, way = by_symbol
        if fields["protein"] in owners:
            gene, way = owners[fields["protein"]], "accession"
        ways[way] += 1
        rows.append(_variant(fields, gene, conditions.get(fields["variant"], [])))
    rows.sort(key=lambda row: str(row["id"]))
    counts = {f"by {way}": count for way, count in sorted(ways.items())}
    counts["genes"] = len({row["symbol"] for row in rows})
    return Built(rows, counts=counts)
