"""Workbooks: sheet and column found, dates found as dates, damage said, lists written."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from dashboard.errors import BadList
from dashboard.export.gene_list import list_workbook
from dashboard.models import ListOrigin
from dashboard.several.gene_list.selection import RowFilter
from tests.unit.gene_list.conftest import Make, Read


def book(*, extra: int = 0) -> bytes:
    """Return a workbook: a sheet of words, a sheet of genes of which one became a date."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        day = made.add_format({"num_format": "d-mmm"})
        made.add_worksheet("Read me").write_column(0, 0, ["Supplement", "See the second sheet"])
        sheet = made.add_worksheet("Genes")
        sheet.write(0, 0, "Table S2. Genes of the panel")
        sheet.write_row(2, 0, ["Gene", "Rating", "n"])
        sheet.write_row(3, 0, ["STAT3", "Green", 1])
        sheet.write_row(4, 0, ["TTN", "Amber", 2])
        sheet.write_datetime(5, 0, date(2023, 9, 1), day)
        sheet.write_row(5, 1, ["Green", 3])
        sheet.write_column(6, 0, ["JAK1"] * extra)
    return out.getvalue()


def test_sheet_and_column_are_found_with_the_lines_of_the_sheet(read: Read) -> None:
    found = read(book())
    assert (found.sheet, found.sheets) == ("Genes", ("Read me", "Genes"))
    assert found.symbols[:2] == ("STAT3", "TTN")
    assert found.lines == (4, 5, 6)
    assert [(one.first, one.why) for one in found.aside] == [
        (1, "a title or caption"),
        (3, "the heading"),
    ]
    assert "A table of 3 columns; read: Gene." in found.notes  # no delimiter separates its cells


def test_t59_a_cell_that_excel_made_a_date_is_said_to_be_one(read: Read, make: Make) -> None:
    found = read(book())
    assert found.symbols[2] == "2023-09-01"
    assert any("Dates in the workbook" in note and "line 6" in note for note in found.notes)
    line = make(found.symbols).lines[2]
    assert (line.outcome, line.symbol) == ("ambiguous", None)
    assert "SEPTIN1" in line.choices
    assert "can be a date" in (line.note or "")


def test_another_sheet_is_chosen_by_its_name(read: Read) -> None:
    with pytest.raises(BadList, match="no sheet “Nowhere”") as caught:
        read(book(), sheet="Nowhere")
    assert caught.value.sheets == ("Read me", "Genes")


def test_rows_are_chosen_by_values_and_counted(read: Read) -> None:
    found = read(book(), rows=RowFilter("Rating", ("green",)))
    assert found.symbols == ("STAT3", "2023-09-01")
    assert found.rows is not None
    assert (found.rows.kept, found.rows.of) == (2, 3)
    assert (5, "left out by the choice of rows") in [(one.first, one.why) for one in found.aside]
    with pytest.raises(BadList, match="No row has Rating “Blue”") as caught:
        read(book(), rows=RowFilter("Rating", ("Blue",)))
    assert "Green" in caught.value.hint


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(300_000_000))
    return out.getvalue()


def corners() -> bytes:
    """Return a small workbook whose only cells are the first and the last that a sheet can have."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "STAT3")
        sheet.write(1_048_575, 16_383, "TTN")
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("genes.txt", "STAT3")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (book()[:2_000], "damaged or cut off"),
        (b"PK\x03\x04" + bytes(500), "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "damaged or cut off"),
        (archive(), "a zip archive"),
        (bomb(), "unpacks to more"),
        (corners(), "more than can be read"),
    ],
    ids=["cut", "zip", "ole", "archive", "bomb", "corners"],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(
    read: Read, content: bytes, words: str
) -> None:
    with pytest.raises(BadList) as caught:
        read(content)
    assert words in caught.value.message
    assert caught.value.hint


def test_a_list_leaves_as_a_workbook_with_its_types_and_no_formula(make: Make) -> None:
    found = make(["STAT3", "COX7B2", "=1+1", "\ud800", "http://example.org"])
    content = list_workbook(found, (), "The methods.")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2, 3)]
        assert b"=1+1" in parts.read("xl/sharedStrings.xml")
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    assert b"<v>0.094</v>" in sheets[0]


def test_a_saved_workbook_is_read_again_and_keeps_what_it_was_selected_by(
    make: Make, read: Read
) -> None:
    from dataclasses import replace

    found = replace(make(["STAT3", "TTN"]), origin=ListOrigin(selected_by=("loeuf",)))
    again = read(list_workbook(found, (), ""))
    assert again.symbols == ("STAT3", "TTN")
    assert again.selected_by == ("loeuf",)
