"""UniProt's variants out of the package's XML."""

from __future__ import annotations

import pytest

from dashboard.errors import SnapshotError
from dashboard.tables.making.names import GeneNames
from dashboard.tables.making.variants_table import parse_symbol, variants_table


def document(*records: str) -> bytes:
    """Return an XML file of the package's shape."""
    return f"<tryton><data>{''.join(records)}</data></tryton>".encode()


def variant(number: str, symbol: str, protein: str, word: str = "lpp", dbsnp: str = "-") -> str:
    """Return one variant's record."""
    return (
        f'<record model="gnuhealth.gene.variant" id="{number}">'
        f"""<field name="gene" search="[('name', '=', '{symbol}')]"/>"""
        f'<field name="protein">{protein}</field><field name="variant">{number}</field>'
        f'<field name="aa_change">p.Arg382Trp</field><field name="significance">{word}</field>'
        f'<field name="dbsnp">{dbsnp}</field></record>'
    )


def disease(number: str, mim: str) -> str:
    """Return one disease's record."""
    return (
        f'<record id="{number}"><field name="disease_name">Disease &amp; {number}</field>'
        f'<field name="mim_reference">{mim}</field>'
        '<field name="description">A long text that is left behind.</field></record>'
    )


def link(number: str, variant_id: str, disease_id: str) -> str:
    """Return the record that ties a variant to a disease."""
    return (
        f'<record id="{number}"><field name="variant" ref="{variant_id}"/>'
        f'<field name="phenotype" ref="{disease_id}"/></record>'
    )


LINKS = document(
    link("L1", "VAR_2", "DI-1"), link("L2", "VAR_2", "DI-1"), link("L3", "VAR_2", "DI-2")
)
DISEASES = document(disease("DI-1", "MIM:147060"), disease("DI-2", ""))


def test_t9_an_accession_wins_over_the_symbol(names: GeneNames) -> None:
    records = document(
        variant("VAR_2", "TWO", "P1", dbsnp="rs1"),
        variant("VAR_1", "OLD", "P9", "us"),
        variant("VAR_3", "NEW1", "P8", "lbb"),
    )
    built = variants_table(records, LINKS, DISEASES, {"P1": "HGNC:4"}, names)
    found = [(row["id"], row["hgnc_id"], row["raw_class"], row["dbsnp"]) for row in built.rows]
    assert found == [
        ("VAR_1", "HGNC:1", "US", None),
        ("VAR_2", "HGNC:4", "LP/P", "rs1"),
        ("VAR_3", None, "LB/B", None),
    ]
    assert built.counts["by accession"] == 1
    assert built.counts["by unmapped"] == 1
    assert built.rows[1]["symbol"] == "TWO"


def test_conditions_are_names_and_ids_without_descriptions_or_repeats(names: GeneNames) -> None:
    built = variants_table(document(variant("VAR_2", "TWO", "P1")), LINKS, DISEASES, {}, names)
    (row,) = built.rows
    assert row["conditions"] == ["Disease & DI-1", "Disease & DI-2"]
    assert row["condition_ids"] == ["MIM:147060"]
    assert "left behind" not in str(built.rows)


def test_a_class_that_uniprot_does_not_have_stops_the_build(names: GeneNames) -> None:
    with pytest.raises(SnapshotError, match="xyz"):
        variants_table(document(variant("VAR_2", "TWO", "P1", "xyz")), LINKS, DISEASES, {}, names)


def test_a_record_that_names_no_gene_stops_the_build() -> None:
    with pytest.raises(SnapshotError):
        parse_symbol("[]")
