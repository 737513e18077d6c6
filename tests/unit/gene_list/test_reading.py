"""Reading of lists: encodings, delimiters, columns, and what is refused with a sentence."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest

from dashboard.errors import BadList
from tests.unit.gene_list.conftest import Read

THREE = ("STAT3", "KMT2A", "TTN")


@pytest.mark.parametrize(
    "text",
    [
        "STAT3\nKMT2A\nTTN",
        "STAT3\r\nKMT2A\r\nTTN\r\n",
        "STAT3\rKMT2A\rTTN\r",
        "STAT3,KMT2A,TTN",
        "STAT3; KMT2A; TTN",
        "STAT3\tKMT2A\tTTN",
        "STAT3 KMT2A  TTN",
        "STAT3 KMT2A,TTN",
        '"STAT3"\n"KMT2A"\n"TTN"',
        "'STAT3', 'KMT2A', 'TTN'",
        "STAT3 /// KMT2A /// TTN",
        "Gene symbol\nSTAT3\nKMT2A\nTTN",
        "#gene\nSTAT3\nKMT2A\nTTN",
        "# a comment, with STAT1\n# Source: somewhere\nSTAT3\nKMT2A\nTTN",
        "\n\nSTAT3\n\nKMT2A\n   \nTTN\n\n",
    ],
)
def test_symbols_are_read_however_they_are_parted(read: Read, text: str) -> None:
    assert read(text).symbols == THREE


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_encodings_are_recognised(read: Read, codec: str) -> None:
    assert read("STAT3\nKMT2A\nTTN\n".encode(codec)).symbols == THREE


def test_an_encoding_that_is_not_utf_8_is_said(read: Read) -> None:
    found = read("STAT3\ngène\n".encode("cp1252"))
    assert found.symbols == ("STAT3", "gène")
    assert "Windows-1252" in found.notes[0]


def test_lines_are_those_of_the_file(read: Read) -> None:
    found = read("# a comment\n\nSTAT3\n\nKMT2A TTN\n")
    assert found.lines == (3, 5, 5)
    assert [(one.first, one.why) for one in found.aside] == [(1, "a comment")]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("1 Sep\nSTAT3", ("1 Sep", "STAT3")),
        ("BRCA 1\nSTAT3", ("BRCA 1", "STAT3")),
        ("HGNC 11364", ("HGNC 11364",)),
        ("quite unheard-of words\nSTAT3", ("quite unheard-of words", "STAT3")),
        ("STAT3 JAK1 nonsense", ("STAT3", "JAK1", "nonsense")),
    ],
)
def test_t59_a_space_parts_symbols_and_leaves_one_whole(
    read: Read, text: str, symbols: tuple[str, ...]
) -> None:
    assert read(text).symbols == symbols


CSV = "sample,Gene,value\n1,STAT3,0.5\n2,KMT2A,0.25\n3,TTN,1\n"


@pytest.mark.parametrize(
    "text",
    [
        CSV,
        CSV.replace(",", ";").replace("0.", "0,"),
        CSV.replace(",", "\t"),
        "1,STAT3,0.5\n2,KMT2A,0.25\n3,TTN,1\n",
        '"a, b","STAT3"\n"c","KMT2A"\n"d, e","TTN"\n',
        "name\tthe gene\nfirst\tSTAT3\nsecond\tKMT2A\nthird\tTTN\n",
    ],
)
def test_the_column_of_a_table_is_recognised(read: Read, text: str) -> None:
    found = read(text)
    assert found.symbols == THREE
    assert found.column == 1


def test_another_column_can_be_chosen(read: Read) -> None:
    text = "symbol,partner\nSTAT3,JAK1\nKMT2A,MEN1\nTTN,OBSCN\n"
    assert read(text).symbols == THREE
    found = read(text, column=1)
    assert found.symbols == ("JAK1", "MEN1", "OBSCN")
    assert [column.name for column in found.columns] == ["symbol", "partner"]
    with pytest.raises(BadList, match="no column 8"):
        read(text, column=7)


def test_a_list_that_wraps_over_lines_is_no_table(read: Read) -> None:
    found = read("STAT3,KMT2A\nTTN,JAK1\nMECP2,SCN1A\n")
    assert found.symbols == ("STAT3", "KMT2A", "TTN", "JAK1", "MECP2", "SCN1A")
    assert found.lines == (1, 1, 2, 2, 3, 3)


def test_cells_without_a_symbol_are_counted_not_dropped(read: Read) -> None:
    found = read("symbol,value\nSTAT3,1\n,2\nTTN,3\n")
    assert found.symbols == ("STAT3", "TTN")
    assert "1 line without a symbol (line 3)." in found.notes
    assert [(one.first, one.why) for one in found.aside][-1] == (3, "without a symbol")


def test_markup_formulas_and_long_texts_are_texts(read: Read) -> None:
    found = read("<b>STAT3</b>\n=cmd|'/c calc'!A1\n" + "A" * 5_000)
    assert found.symbols[0] == "<b>STAT3</b>"
    assert all(len(text) <= 200 for text in found.symbols)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gzip.compress(b"STAT3", mtime=0), "compressed with gzip"),
        (b"%PDF-1.7 STAT3", "a PDF"),
        (bytes(range(256)) * 40, "binary"),
        (b"STAT3\x00\x00\x01\x02" * 100, "binary"),
        (b"A" * 50_000_000, "50.0 MB"),
        (b"STAT3\n" * 200_001, "200,001 lines"),
        (b"".join(b"STAT3_%d\n" % n for n in range(30_001)), "30,001 symbols"),
        (b"", "no symbol"),
        (b" \n\t\n,;\n", "no symbol"),
        (b"# only a comment\n", "no symbol"),
    ],
)
def test_what_is_no_list_is_refused_with_what_is_taken(
    read: Read, content: bytes, words: str
) -> None:
    with pytest.raises(BadList) as caught:
        read(content)
    assert words in caught.value.message
    assert "txt, csv, tsv" in caught.value.hint


def test_thirty_thousand_symbols_are_taken(read: Read) -> None:
    assert len(read(b"STAT3\n" * 30_000).symbols) == 30_000


@pytest.mark.parametrize(
    "text",
    [
        'a,"b\nSTAT3,"c\nTTN,"d\n',
        '"STAT3\nKMT2A\nTTN',
        "\ufeff",
        "a,b\n" * 3 + "x" * 200_000 + ",y",
        ",\n,\n",
        "\t\t\n\t\t\n",
        "STAT3,\n,TTN\n",
    ],
)
def test_damaged_tables_are_read_or_refused_never_a_fault(read: Read, text: str) -> None:
    with suppress(BadList):
        assert read(text).symbols
