"""The phenotypes table: the diseases that HPO links to each gene, with their inheritance."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dashboard.tables.making.inheritance import modes, qualifiers
from dashboard.tables.making.rows import Built, Row

_INHERITANCE = "I"  # the aspect of an annotation line


@dataclass(frozen=True, slots=True)
class Diseases:
    """HPO's diseases: the name of each, and its inheritance terms (HP:...)."""

    names: Mapping[str, str]
    terms: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """HPO's gene-disease pairs (Entrez id, disease id) in their first order, and term names."""

    pairs: tuple[tuple[str, str], ...]
    term_names: Mapping[str, str]


def _plain_rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Return tab-separated rows by column; HPO writes quotes as part of the text."""
    data_lines = (line for line in lines if not line.startswith("#"))
    return csv.DictReader(data_lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def parse_diseases(lines: Iterable[str]) -> Diseases:
    """Read phenotype.hpoa.

    A disease with several spellings gets the one most lines have, the later one of equals.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    terms: dict[str, set[str]] = defaultdict(set)
    for row in _plain_rows(lines):
        disease, name = row["database_id"], row["disease_name"].strip()
        seen = spellings[disease]
        seen[name] = seen.pop(name, 0) + 1
        if row["aspect"] == _INHERITANCE and not row["qualifier"]:
            terms[disease].add(row["hpo_id"])
    names = {
        disease: max(reversed(seen), key=seen.__getitem__) for disease, seen in spellings.items()
    }
    return Diseases(names, {disease: frozenset(found) for disease, found in terms.items()})


def parse_pairs(lines: Iterable[str]) -> Pairs:
    """Read genes_to_phenotype.txt, which has one line for each gene, disease and term."""
    pairs: dict[tuple[str, str], None] = {}
    names: dict[str, str] = {}
    for row in _plain_rows(lines):
        pairs[(row["ncbi_gene_id"], row["disease_id"])] = None
        names[row["hpo_id"]] = row["hpo_name"]
    return Pairs(tuple(pairs), names)


def phenotypes_table(
    pairs: Pairs,
    diseases: Diseases,
    genes: Iterable[Row],
    basis: Mapping[tuple[str, str], str] | None = None,
) -> Built:
    """Return every gene-disease pair; genes are found by Entrez id.

    `basis` holds, by HGNC id and disease id, what the reference page says of the molecular
    basis; null for all others. A pair of an Entrez id that HGNC lacks has a null gene.
    """
    by_entrez = {str(gene["entrez_id"]): str(gene["hgnc_id"]) for gene in genes}
    rows: list[Row] = []
    for entrez, disease in pairs.pairs:
        gene = by_entrez.get(entrez)
        terms = diseases.terms.get(disease, frozenset())
        rows.append(
            {
                "hgnc_id": gene,
                "disease": diseases.names[disease],
                "disease_id": disease,
                "inheritance": modes(terms, pairs.term_names),
                "basis": (basis or {}).get((gene or "", disease)),
                "qualifiers": qualifiers(terms, pairs.term_names),
            }
        )
    rows.sort(key=lambda row: str(row["disease_id"]))
    counts = {
        "OMIM": sum(str(row["disease_id"]).startswith("OMIM:") for row in rows),
        "ORPHA": sum(str(row["disease_id"]).startswith("ORPHA:") for row in rows),
        "with inheritance": sum(bool(row["inheritance"]) for row in rows),
        "without a HGNC gene": sum(row["hgnc_id"] is None for row in rows),
    }
    return Built(rows, counts=counts)
