"""The starter facts: small files of the project, pinned by hash like the wheels' files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.tables.making.wheels import check_hash, sha256_of

FOLDER = Path(__file__).parent / "facts"

FACTS: Mapping[str, str] = {
    "clingen_validity.tsv": "42c14ac62e9a52e907eb3dffc1bf11da1360d192b1ebbee5b11b6e8e52097316",
    "gnomad_v2.1.1_constraint.tsv": (
        "3a4e7b2095ee48ac7058bbf65d1890f4d20ebe22c42d50ef9fd577286e76d2d0"
    ),
    "gnomad_v4.1.1_constraint.tsv": (
        "c9ae86a1e1f3fb02c11a79ef4117eb33f40a69500744b70763adcd30116bace2"
    ),
    "gnomad_v2_gene_ids.tsv": "519445e1f4be8ba0c6ed078eacc67f072370b7fc1bfa040bf8a8571659044ca2",
    "grch37_replaced_ids.tsv": "8d2d0aff3d6533ab4efd43e9038a5b978e604427816aa8727883cfa46fa5062a",
    "pfam_domains.tsv": "cf21cfd2760aa1d875a38ebc4b9d44ff59c675b383dcf5ff427becc962492836",
    "stat3_reference_page.json": (
        "ada3cac5f8796e9d60c3b554281ba306a5b7e9e580e0788947f316c75d7cfc99"
    ),
}
"""SHA-256 of each file; `facts/SOURCES.md` says where each comes from."""

VALIDITY_DATE = "2026-02-09"
"""The day ClinGen created the file of clingen_validity.tsv, which does not hold it."""


def read_fact(name: str, folder: Path = FOLDER) -> str:
    """Return the text of one file of facts.

    Raises:
        SnapshotError: it is missing.
        HashChanged: it is not the pinned one.
    """
    path = folder / name
    if not path.is_file():
        raise SnapshotError(f"{path} is missing", hint="It comes with the project's sources.")
    check_hash(name, sha256_of(path), FACTS[name])
    return path.read_text(encoding="utf-8")


def fact_lines(name: str, folder: Path = FOLDER) -> list[str]:
    """Return the lines of one file of facts."""
    return read_fact(name, folder).splitlines()
