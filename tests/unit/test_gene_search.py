"""What the gene picker offers as one types, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

import dashboard
from dashboard.errors import GeneNotFound
from dashboard.genes.index import GeneIndex

TABLE = Path(dashboard.__file__).parent / "snapshot" / "data" / "genes.parquet"


STAT3_THEN = "signal transducer and activator of transcription 3 (acute-phase response factor)"


def found(index: GeneIndex, text: str) -> list[str]:
    """Return the symbols that the picker offers."""
    return [hit.symbol for hit in index.search(text)]


def test_the_picker_puts_whole_matches_first_then_beginnings_of_symbols(index: GeneIndex) -> None:
    assert found(index, "KIT")[:2] == ["KIT", "KITLG"]
    assert found(index, "stat")[1:5] == ["STAT1", "STAT2", "STAT3", "STAT4"]
    ways = [hit.how for hit in index.search("stat", limit=40)]
    assert list(dict.fromkeys(ways)) == ["previous", "symbol", "alias", "name"]
    assert ways[0] == "previous"  # STAT was the symbol of SOAT1


@pytest.mark.parametrize(
    ("text", "symbol", "matched", "how"),
    [
        ("hies", "STAT3", "HIES", "alias"),
        ("mll", "KMT2A", "MLL", "previous"),
        ("insulin rec", "INSR", "insulin receptor", "name"),
        ("catalase", "CAT", "catalase", "name"),
        ("ENSG00000168610.17", "STAT3", "ENSG00000168610.17", "ensembl"),
        ("hgnc:11364", "STAT3", "HGNC:11364", "hgnc"),
        ("6774", "STAT3", "6774", "entrez"),
        ("1-Sep", "SEPTIN1", "SEPT1", "spreadsheet"),
        ("brca 1", "BRCA1", "BRCA1", "symbol"),
        ("macrosialin", "CD68", "macrosialin", "alias_name"),
        ("CD77 synth", "A4GALT", "CD77 synthase", "alias_name"),
        ("acute-phase response factor", "STAT3", STAT3_THEN, "previous_name"),
        ("NM_139276.3", "STAT3", "NM_139276.3", "refseq"),
        ("p40763", "STAT3", "P40763", "uniprot"),
        ("tnf-\u03b1", "TNF", "TNF-\u0391", "spelling"),
        ("HLA.DRA", "HLA-DRA", "HLA.DRA", "spelling"),
        ("SCN2A*", "SCN2A", "SCN2A*", "mark"),
        ("HLA-DRB1*15:01", "HLA-DRB1", "HLA-DRB1*15:01", "allele"),
        ("HER2/neu", "ERBB2", "HER2/NEU", "names"),
        ("44075", "SEPTIN1", "SEPT1", "spreadsheet"),
        ("ydroxytryptamine receptor 1A", "HTR1A", "5-hydroxytryptamine receptor 1A", "name"),
    ],
)
def test_the_picker_says_what_matched(
    index: GeneIndex, text: str, symbol: str, matched: str, how: str
) -> None:
    hit = index.search(text)[0]
    assert (hit.symbol, hit.matched, hit.how) == (symbol, matched, how)


def test_t59_the_picker_offers_both_genes_of_a_date(index: GeneIndex) -> None:
    assert found(index, "1-Mar")[:2] == ["MARCHF1", "MTARC1"]


def test_t64_the_picker_offers_all_genes_of_a_fusion(index: GeneIndex) -> None:
    assert found(index, "EML4::ALK")[:2] == ["EML4", "ALK"]
    assert found(index, "CDKN2A/B")[:2] == ["CDKN2A", "CDKN2B"]


def test_t77_approved_names_come_before_names_of_then(index: GeneIndex) -> None:
    ways = [hit.how for hit in index.search("acute-phase", limit=40)]
    assert ways == sorted(ways, key=lambda how: how != "name")


def test_the_picker_names_a_gene_once_and_keeps_its_limit(index: GeneIndex) -> None:
    for text in ("s", "st", "hla", "protein", "1"):
        symbols = [hit.symbol for hit in index.search(text, limit=30)]
        assert len(symbols) == len(set(symbols)) == 30
    assert index.search("s", limit=0) == []
    assert index.search("s", limit=-1) == []


def test_the_picker_puts_protein_coding_genes_before_pseudogenes(index: GeneIndex) -> None:
    symbols = [hit.symbol for hit in index.search("BRCA1", limit=3)]
    assert symbols[:2] == ["BRCA1", "BRCA1P1"]
    assert not any(symbol.endswith("P1") for symbol in found(index, "RPL"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("CHEK", ["CHEK1", "CHEK2"]),
        ("BRC", ["BRCA1", "BRCA2"]),
        ("RAD5", ["RAD50", "RAD51"]),
        ("FOXP", ["FOXP1", "FOXP2"]),
        ("KMT2", ["KMT2A", "KMT2B"]),
        ("SOD", ["SOD1", "SOD2"]),
    ],
)
def test_t9_the_beginning_of_a_symbol_suggests_its_genes_before_pseudogenes(
    index: GeneIndex, text: str, first: list[str]
) -> None:
    with pytest.raises(GeneNotFound) as raised:
        index.resolve(text)
    assert list(raised.value.suggestions[:2]) == first
    assert found(index, text)[:2] == first
