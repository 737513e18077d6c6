"""Which gene is meant, asked of the embedded HGNC table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pytest

import dashboard
from dashboard.errors import GeneAmbiguous, GeneNotFound, PossibleDate, TableDamaged
from dashboard.genes.index import GeneIndex
from dashboard.tables.snapshot import Snapshot

TABLE = Path(dashboard.__file__).parent / "snapshot" / "data" / "genes.parquet"


@pytest.fixture(scope="module")
def table(snapshot: Snapshot) -> pa.Table:
    """Return the embedded genes table."""
    return snapshot.arrow("genes")


def way(index: GeneIndex, text: str) -> tuple[str, str | None]:
    """Return the symbol that a text resolves to, and how."""
    gene = index.resolve(text)
    return gene.symbol, gene.resolved_from.how if gene.resolved_from else None


def choices(index: GeneIndex, text: str) -> tuple[str, ...]:
    """Return what an ambiguous text can mean."""
    with pytest.raises(GeneAmbiguous) as caught:
        index.resolve(text)
    return caught.value.choices


def test_all_hgnc_genes_are_there(index: GeneIndex) -> None:
    assert len(index) == 44_117


@pytest.mark.parametrize(
    ("text", "how"),
    [
        *(("STAT3", None), ("stat3", None), ("Stat3", None), (" STAT3 ", None), ("STAT3,", None)),
        *(
            ('"STAT3";', None),
            ("\u00a0STAT3\u200b", None),
            ("\uff33\uff34\uff21\uff34\uff13", None),
        ),
        *(("HIES", "alias"), ("hies", "alias"), ("ADMIO", "alias"), ("ADMIO1", "alias")),
        *(("APRF", "alias"), ("6774", "entrez"), ("entrez:6774", "entrez")),
        *(("HGNC:11364", "hgnc"), ("hgnc:11364", "hgnc"), ("ENSG00000168610", "ensembl")),
        *(("ENSG00000168610.17", "ensembl"), ("ensg00000168610", "ensembl")),
        *(("ENST00000264657", "ensembl"), ("ENST00000264657.10", "ensembl")),
    ],
)
def test_t9_stat3_answers_to_all_its_names(index: GeneIndex, text: str, how: str | None) -> None:
    assert way(index, text) == ("STAT3", how)


@pytest.mark.parametrize("symbol", ["CAT", "SET", "KIT", "MET", "REST", "MAX", "UGT1A1", "NME2"])
def test_t9_an_approved_symbol_is_its_gene_even_if_it_is_a_word(
    index: GeneIndex, symbol: str
) -> None:
    assert way(index, symbol.lower()) == (symbol, None)


def test_t9_approved_symbols_resolve_to_themselves(index: GeneIndex, table: pa.Table) -> None:
    symbols = table["symbol"].to_pylist()[::40]
    assert [way(index, symbol.lower()) for symbol in symbols] == [(s, None) for s in symbols]


def test_t9_a_previous_symbol_says_what_it_is_now(index: GeneIndex) -> None:
    gene = index.resolve("mll")
    assert gene.symbol == "KMT2A"
    assert asdict(gene)["resolved_from"] == {"input": "mll", "how": "previous"}
    assert gene.note == "mll is now KMT2A."


def test_t9_an_alias_says_whose_it_is(index: GeneIndex) -> None:
    assert index.resolve("p53").note == "p53 is an alias of TP53."


def test_t9_a_symbol_that_reads_like_a_missing_value_is_one(index: GeneIndex) -> None:
    assert way(index, "NaN") == ("SCN11A", "alias")


def test_t9_an_approved_symbol_that_was_another_genes_says_so(index: GeneIndex) -> None:
    assert index.resolve("AK6").note == "AK6 was once the symbol of AK3."
    assert index.resolve("TAF9").note is None


def test_t9_a_repaired_symbol_keeps_the_gene_whole(index: GeneIndex) -> None:
    gene = index.resolve("STAT3")
    assert (gene.hgnc_id, gene.ensembl_id, gene.entrez_id) == (
        *("HGNC:11364", "ENSG00000168610", "6774"),
    )
    assert (gene.chromosome, gene.band, gene.uniprot_id) == ("17", "17q21.2", "P40763")
    assert gene.is_coding
    assert gene.note is None
    assert {"APRF", "HIES"} <= set(gene.aliases)


def owners(table: pa.Table, column: str) -> dict[str, set[str]]:
    """Return who has each text of a column of lists, whatever its case."""
    found: dict[str, set[str]] = {}
    for symbol, texts in zip(table["symbol"].to_pylist(), table[column].to_pylist(), strict=True):
        for text in texts or ():
            found.setdefault(text.upper(), set()).add(symbol)
    return found


def test_t9_symbols_of_several_genes_are_as_many_as_known(
    index: GeneIndex, table: pa.Table
) -> None:
    approved = {symbol.upper() for symbol in table["symbol"].to_pylist()}
    previous, aliases = owners(table, "previous"), owners(table, "aliases")
    free = [text for text in previous.keys() | aliases.keys() if text not in approved]
    many_previous = [text for text in free if len(previous.get(text, ())) > 1]
    many_aliases = [text for text in free if len(aliases.get(text, ())) > 1]
    split = [
        t for t in free if len(previous.get(t, ())) == 1 and aliases.get(t, set()) - previous[t]
    ]
    assert (len(many_previous), len(many_aliases), len(split)) == (84, 1_181, 365)
    for text in [*many_previous, *many_aliases][::10]:
        if text not in ("SEPT2", "DEC1"):
            assert set(choices(index, text)) == previous.get(text, set()) | aliases.get(text, set())


def test_t9_a_previous_symbol_that_is_an_alias_elsewhere_is_ambiguous(index: GeneIndex) -> None:
    assert choices(index, "NOV") == ("CCN3", "RPL10", "PLXNA1")


def test_t9_an_alias_of_several_genes_offers_them(index: GeneIndex) -> None:
    assert choices(index, "OCT1") == ("POU2F1", "SLC22A1")


def test_t9_a_bare_number_is_an_entrez_id_before_it_is_an_alias(index: GeneIndex) -> None:
    assert way(index, "225") == ("ABCD2", "entrez")  # an alias of EGR1


def test_t9_an_ensembl_id_of_two_genes_offers_both(index: GeneIndex) -> None:
    assert choices(index, "ENSG00000230417") == ("LINC00595", "LINC00856")


@pytest.mark.parametrize(
    ("text", "symbol", "how"),
    [
        *(("SEPT1", "SEPTIN1", "previous"), ("1-Sep", "SEPTIN1", "spreadsheet")),
        *(("Sep-01", "SEPTIN1", "spreadsheet"), ("1-sept.", "SEPTIN1", "spreadsheet")),
        *(("02. Sep", "SEPTIN2", "spreadsheet"), ("1-sep", "SEPTIN1", "spreadsheet")),
        *(("MARCH1", "MARCHF1", "previous"), ("MARC1", "MTARC1", "previous")),
        *(("3-Mar", "MARCHF3", "spreadsheet"), ("10-Mar", "MARCHF10", "spreadsheet")),
        *(("DEC1", "DELEC1", "previous"), ("1-Dec", "DELEC1", "spreadsheet")),
        *(("SEPT2", "SEPTIN2", "previous"), ("2-Sep", "SEPTIN2", "spreadsheet")),
        *(("4-Oct", "POU5F1", "spreadsheet"), ("OCT-4", "POU5F1", "alias")),
        *(
            ("MAR1", "RTL1", "alias"),
            ("SEP1", "XRN1", "alias"),
            ("15-Sep", "SELENOF", "spreadsheet"),
        ),
    ],
)
def test_t59_old_symbols_and_dates_are_repaired(
    index: GeneIndex, text: str, symbol: str, how: str
) -> None:
    assert way(index, text) == (symbol, how)


def test_t59_the_repair_of_a_date_is_announced(index: GeneIndex) -> None:
    gene = index.resolve("1-Sep")
    assert asdict(gene)["resolved_from"] == {"input": "1-Sep", "how": "spreadsheet"}
    assert gene.note == "1-Sep is SEPT1, made a date by a spreadsheet; it is now SEPTIN1."


@pytest.mark.parametrize(
    ("text", "genes"),
    [
        *(("2001-09-01", ("SEPTIN1",)), ("9/1/2023", ("SEPTIN1",)), ("1-Sep-24", ("SEPTIN1",))),
        *(("September 2, 2024", ("SEPTIN2", "SEPTIN6")), ("2023-03-01", ("MARCHF1", "MTARC1"))),
        *(("01/03/2023", ("MARCHF1", "MTARC1")), ("3/1/2023", ("MARCHF1", "MTARC1"))),
        *(("44075", ("SEPTIN1",)), ("44986", ("MARCHF1", "MTARC1")), ("44075.0", ("SEPTIN1",))),
        *(("9/7", ("SEPTIN7",)), ("3/1", ("MARCHF1", "MTARC1")), ("12/1", ("DELEC1", "BHLHE40"))),
    ],
)
def test_t77_what_may_be_a_date_of_its_own_is_pointed_out_and_never_repaired(
    index: GeneIndex, text: str, genes: tuple[str, ...]
) -> None:
    with pytest.raises(PossibleDate, match="date") as caught:
        index.resolve(text)
    assert caught.value.choices == genes


def test_t64_a_number_of_excel_is_written_as_the_day_it_means(index: GeneIndex) -> None:
    with pytest.raises(PossibleDate, match="2020-09-01"):
        index.resolve("44075")


@pytest.mark.parametrize("text", ["5-Okt", "2020-05-13", "44000", "5/13"])
def test_t59_a_date_that_was_no_symbol_is_unknown_and_called_a_date(
    index: GeneIndex, text: str
) -> None:
    with pytest.raises(GeneNotFound, match=r"can be .*date") as caught:
        index.resolve(text)
    assert caught.value.suggestions == ()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("2-Sep", "SEPT2 is also an alias of SEPTIN6"),
        ("1-Dec", "DEC1 is also an alias of BHLHE40"),
    ],
)
def test_t77_the_repair_of_a_date_names_the_gene_that_has_the_symbol_as_alias(
    index: GeneIndex, text: str, other: str
) -> None:
    assert other in (index.resolve(text).note or "")


def test_t59_dec1_names_the_gene_that_has_it_as_an_alias(index: GeneIndex) -> None:
    note = "DEC1 is now DELEC1; it is also an alias of BHLHE40."
    assert index.resolve("DEC1").note == note


@pytest.mark.parametrize(
    ("text", "genes"),
    [
        ("1-Mar", ("MARCHF1", "MTARC1")),
        ("2-Mar", ("MARCHF2", "MTARC2")),
        ("Mar-01", ("MARCHF1", "MTARC1")),
        ("2023-03-02", ("MARCHF2", "MTARC2")),
        ("3/9/2023", ("MARCHF9", "SEPTIN3")),
        ("1-Oct", ("POU2F1", "SLC22A1")),
    ],
)
def test_t59_a_date_of_two_symbols_offers_both(
    index: GeneIndex, text: str, genes: tuple[str, ...]
) -> None:
    assert choices(index, text) == genes


def test_by_id_takes_hgnc_ids_only(index: GeneIndex) -> None:
    assert index.by_id("HGNC:11364").symbol == "STAT3"
    for other in ("STAT3", "6774", "HGNC:1", "", "HGNC:" + "1" * 5000):
        with pytest.raises(GeneNotFound):
            index.by_id(other)


def test_a_frame_and_an_arrow_table_give_the_same_index(index: GeneIndex, table: pa.Table) -> None:
    framed = GeneIndex(table.to_pandas())
    assert len(framed) == len(index)
    for text in ("STAT3", "MLL", "1-Sep", "HGNC:5", "6774"):
        assert framed.resolve(text) == index.resolve(text)
        assert framed.search(text) == index.search(text)


def test_threads_share_the_index(index: GeneIndex) -> None:
    texts = ["STAT3", "MLL", "1-Sep", "6774", "p53"] * 20
    alone = [index.search(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.search, texts)) == alone


def test_a_table_with_a_malformed_id_is_called_damaged(table: pa.Table) -> None:
    first = table.slice(0, 3)
    place = first.column_names.index("hgnc_id")
    broken = first.set_column(place, "hgnc_id", pa.array(["HGNC:1", "HGNC:2", "HGNC:three"]))
    with pytest.raises(TableDamaged, match="HGNC"):
        GeneIndex(broken)
    assert len(GeneIndex(first)) == 3
    assert len(GeneIndex(table.slice(0, 0))) == 0


def test_few_texts_are_found_as_many_are(index: GeneIndex) -> None:
    texts = ["STAT3", "stat3", "MLL", "SEPT2", "NOSUCH1", "", "TRNAV-CAC", "HGNC:11364", "DEC1"]
    many = texts + [f"STAT{n}" for n in range(1_500)]
    few = [str(found) for found in index.find_all(texts)]
    assert few == [str(found) for found in index.find_all(many)[: len(texts)]]
