"""Phenotypes, ClinGen, domains and the reference page as tables."""

from __future__ import annotations

import json

import pytest

from dashboard.errors import SnapshotError
from dashboard.registry import credit
from dashboard.tables.making.clingen_tables import (
    dosage_score,
    dosage_table,
    parse_clingen,
    starter_curations,
    validity_table,
    whole_dosage_table,
)
from dashboard.tables.making.inheritance import modes, qualifiers
from dashboard.tables.making.phenotypes_table import parse_diseases, parse_pairs, phenotypes_table
from dashboard.tables.making.protein_tables import domains_table, proteins_table
from dashboard.tables.making.reference_page import ReferencePage
from dashboard.tables.snapshot import Snapshot

HPOA = [
    "#version: 2025-01-16",
    "database_id\tdisease_name\tqualifier\thpo_id\taspect",
    'OMIM:1\tOld "name\t\tHP:0000006\tI',
    "OMIM:1\tNew name\t\tHP:0003829\tI",
    "OMIM:1\tNew name\t\tHP:0000007\tP",
    "OMIM:1\tNew name\tNOT\tHP:0001427\tI",
    "ORPHA:2\tOther\t\tHP:0000252\tP",
]
GENES = [
    "ncbi_gene_id\tgene_symbol\thpo_id\thpo_name\tfrequency\tdisease_id",
    "7\tABC\tHP:0000006\tAutosomal dominant inheritance\t-\tOMIM:1",
    "7\tABC\tHP:0003829\tTypified by incomplete penetrance\t-\tOMIM:1",
    "7\tABC\tHP:0000252\tMicrocephaly\t-\tORPHA:2",
    "8\t-\tHP:0000252\tMicrocephaly\t-\tORPHA:2",
]


def test_t51_inheritance_is_the_diseases_and_qualifiers_stand_apart() -> None:
    genes = [{"entrez_id": "7", "hgnc_id": "HGNC:1"}]
    basis = {("HGNC:1", "OMIM:1"): "known"}
    built = phenotypes_table(parse_pairs(GENES), parse_diseases(HPOA), genes, basis)
    first, *others = built.rows
    assert first == {
        "hgnc_id": "HGNC:1",
        "disease": "New name",
        "disease_id": "OMIM:1",
        "inheritance": ["AD"],
        "basis": "known",
        "qualifiers": ["Typified by incomplete penetrance"],
    }
    assert [(row["hgnc_id"], row["inheritance"], row["basis"]) for row in others] == [
        ("HGNC:1", [], None),
        (None, [], None),
    ]
    assert built.covers is None
    assert built.counts["without a HGNC gene"] == 1


def test_an_unknown_mode_keeps_its_name_and_is_not_dropped() -> None:
    terms = {"HP:0000007", "HP:9999999", "HP:8888888"}
    assert modes(terms, {"HP:9999999": "New mode"}) == ["AR", "HP:8888888", "New mode"]


def test_imprinting_leaves_the_mode_dominant_and_is_told_beside_it() -> None:
    names = {"HP:0012275": "Autosomal dominant inheritance with maternal imprinting"}
    assert modes({"HP:0000006", "HP:0012275"}, names) == ["AD"]
    assert qualifiers({"HP:0012275"}, names) == [names["HP:0012275"]]


BANNER = ['"CLINGEN","",""', '"FILE CREATED: 2026-08-25","",""', '"+++","+++","+++"']
VALIDITY_HEADER = (
    '"GENE SYMBOL","GENE ID (HGNC)","DISEASE LABEL","DISEASE ID (MONDO)","MOI","SOP",'
    '"CLASSIFICATION","ONLINE REPORT","CLASSIFICATION DATE","GCEP"'
)
STARTER = [
    (
        "gene\thgnc_id\tdisease\tmondo_id\tmoi\tsop\tclassification\treport_url"
        "\tclassification_date\tgcep"
    ),
    "A\tHGNC:1\td\tMONDO:1\tAD\tSOP9\tLimited\thttps://u\t2020-02-03T10:00:00.000Z\tPanel",
    "B\tHGNC:2\te\tMONDO:2\tAR\tSOP9\tStrong\thttps://v\t2021-02-03T10:00:00.000Z\tPanel",
]


def test_t50_the_newer_file_wins_and_each_row_has_its_files_date() -> None:
    row = '"A","HGNC:1","d","MONDO:1","AD","SOP10","Definitive","u","2026-01-02T00:00Z","P"'
    other = row.replace('"AD"', '"AR"')
    newer = parse_clingen([*BANNER, VALIDITY_HEADER, BANNER[2], row, other], "GENE SYMBOL")
    built = validity_table(newer, starter_curations(STARTER, "2026-02-09"), ["HGNC:9"])
    found = [
        (r["symbol"], r["inheritance"], r["classification"], r["file_date"]) for r in built.rows
    ]
    assert found == [
        ("A", "AD", "Definitive", "2026-08-25"),
        ("A", "AR", "Definitive", "2026-08-25"),
        ("B", "AR", "Strong", "2026-02-09"),
    ]
    assert built.rows[2]["date"] == "2021-02-03"
    assert built.covers == frozenset({"HGNC:1", "HGNC:2", "HGNC:9"})
    assert built.counts["in both"] == 1


@pytest.mark.parametrize("lines", [[], BANNER, [*BANNER, VALIDITY_HEADER, BANNER[2]]])
def test_a_clingen_file_without_rows_is_an_error_not_an_empty_table(lines: list[str]) -> None:
    with pytest.raises(SnapshotError):
        parse_clingen(lines, "GENE SYMBOL")


def test_dosage_keeps_genes_and_counts_the_regions_left_out() -> None:
    header = (
        '"GENE/REGION","HGNC/ISCA","GRCh37","GRCh38","HAPLOINSUFFICIENCY","TRIPLOSENSITIVITY",'
        '"ONLINE REPORT","DATE"'
    )
    gene = (
        '"A","HGNC:1","","","Sufficient Evidence for Haploinsufficiency","Not yet evaluated","u",'
        '"2013-02-28T20:17:25+00:00"'
    )
    region = '"1p36","ISCA-1","","","","","u","2013-02-28T20:17:25+00:00"'
    built = dosage_table(parse_clingen([*BANNER, header, BANNER[2], gene, region], "GENE/REGION"))
    (row,) = built.rows
    assert (row["haplo_score"], row["triplo_words"], row["triplo_score"]) == (
        3,
        "Not yet evaluated",
        None,
    )
    assert (row["date"], row["file_date"]) == ("2013-02-28", "2026-08-25")
    assert built.counts["regions left out"] == 1


@pytest.mark.parametrize(
    ("printed", "words", "score"),
    [
        ("3", "Sufficient Evidence", 3),
        ("40", "Dosage Sensitivity Unlikely", 40),
        ("0", "No Evidence", 0),
        ("-5", "Not yet evaluated", None),
        ("Not Yet Evaluated", "Not yet evaluated", None),
        ("", None, None),
    ],
)
def test_a_verdict_printed_as_a_score_has_clingens_words(
    printed: str, words: str | None, score: int | None
) -> None:
    header = (
        '"GENE SYMBOL","HGNC ID","HAPLOINSUFFICIENCY","TRIPLOSENSITIVITY","ONLINE REPORT","DATE"'
    )
    gene = f'"A","HGNC:1","{printed}","0","u","02/28/2013"'
    file = parse_clingen([*BANNER, header, BANNER[2], gene], "GENE SYMBOL")
    (row,) = whole_dosage_table(file).rows
    assert (row["hgnc_id"], row["haplo_words"], row["haplo_score"]) == ("HGNC:1", words, score)
    assert row["date"] == "2013-02-28"


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("No Evidence for Triplosensitivity", 0),
        ("Little Evidence for Haploinsufficiency", 1),
        ("Emerging Evidence for Haploinsufficiency", 2),
        ("Gene Associated with Autosomal Recessive Phenotype", 30),
        ("Dosage Sensitivity Unlikely", 40),
        (None, None),
    ],
)
def test_clingens_words_have_clingens_scores(words: str | None, score: int | None) -> None:
    assert dosage_score(words) == score


def test_words_without_a_score_stop_the_build() -> None:
    with pytest.raises(SnapshotError, match="Maybe"):
        dosage_score("Maybe")


PFAM = [
    "gene\tuniprot\tprotein_length\tstart\tend\tpfam_accession\tpfam_name\ttype",
    "A\tP1\t100\t4\t55\tPF1\tSH2\tDomain",
    "A\tP1\t100\t60\t80\tPF2\tSH3\tDomain",
]


def test_domains_and_the_length_they_are_numbered_on() -> None:
    domains = domains_table(PFAM, {"A": "HGNC:1"})
    assert [(row["start"], row["end"], row["name"]) for row in domains.rows] == [
        (4, 55, "SH2"),
        (60, 80, "SH3"),
    ]
    proteins = proteins_table(PFAM, {"A": "HGNC:1"})
    assert proteins.rows == [
        {"hgnc_id": "HGNC:1", "symbol": "A", "uniprot_id": "P1", "protein_length": 100}
    ]
    assert domains.covers == proteins.covers == frozenset({"HGNC:1"})


def test_two_sequences_or_an_unknown_gene_stop_the_build() -> None:
    with pytest.raises(SnapshotError, match="two sequences"):
        proteins_table([*PFAM, PFAM[1].replace("100", "101")], {"A": "HGNC:1"})
    with pytest.raises(SnapshotError, match="no approved symbol"):
        domains_table(PFAM, {})


def test_t57_a_damaged_title_is_null_and_further_authors_are_not_denied() -> None:
    paper = {"title": "T", "first_author": "Xu Y", "journal": "J", "year": 2021}
    page = {
        "gene": {"symbol": "S", "aliases": []},
        "publications": [paper | {"title_damaged": True}, paper | {"single_author": True}],
    }
    damaged, single = ReferencePage(json.dumps(page)).publications("HGNC:1").rows
    assert (damaged["title"], damaged["authors"]) == (None, ["Xu Y", "et al."])
    assert (single["title"], single["authors"]) == ("T", ["Xu Y"])
    assert (single["pmid"], single["kind"]) == (None, None)


def test_t73_both_statements_of_clingens_licence_are_named(snapshot: Snapshot) -> None:
    assert credit("ClinGen").licence.startswith("CC0 1.0")
    assert "CC BY 4.0" in credit("ClinGen").licence
    for table in ("validity", "dosage"):
        assert snapshot.provenance(table).licence == credit("ClinGen").licence
