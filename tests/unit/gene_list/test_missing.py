"""Missing values in a column of genes (NA, NaN, null, -) are no genes, and nothing is dropped."""

from __future__ import annotations

import pytest

from components.gene_list.counts import choices, counts
from components.html.elements import tree
from dashboard.genes.index import GeneIndex
from dashboard.models import GeneList
from dashboard.several.gene_list.missing import is_missing
from dashboard.several.gene_list.records import body, records
from tests.unit.gene_list.conftest import Make, Read
from tests.unit.gene_list.test_list_view import words

WRITTEN = (
    *("NA", "na", "NaN", "nan", "N/A", "n/a", "<NA>", "#N/A", "null", "NULL", "None", "-", "."),
    *("\u2013", " NA ", "-nan", "#REF!", "#NAME?"),
)
EXPORTED = ("STAT3", "NA", "TTN", "nan", "null", "-", "", "NA")


@pytest.fixture(scope="module")
def exported(make: Make) -> GeneList:
    """Return a column as R and pandas export it."""
    return make(EXPORTED)


@pytest.mark.parametrize("text", WRITTEN)
def test_t59_what_tables_write_for_a_missing_value_is_never_repaired_to_a_gene(
    make: Make, text: str
) -> None:
    found = make(["STAT3", text])
    assert [row["symbol"] for row in records(found.rows)] == ["STAT3"]
    assert found.tests.listed.of == 1
    assert found.lines[1].missing_value
    assert "missing value" in (found.lines[1].note or "")


def test_t60_missing_values_are_accounted_for_line_by_line(exported: GeneList) -> None:
    outcomes = [line.outcome for line in exported.lines]
    assert outcomes == [
        *("matched", "ambiguous", "matched", "ambiguous"),
        *("unknown", "unknown", "unknown", "ambiguous"),
    ]
    report = body(exported, "")["report"]
    rest = sum(len(report[name]) for name in ("ambiguous", "unknown", "duplicate"))
    assert len(exported.rows) + rest == len(EXPORTED)
    assert report["repaired"] == []
    assert [entry["missing_value"] for entry in report["unknown"]] == [True, True, False]


def test_t59_a_missing_value_offers_the_gene_that_has_its_name(exported: GeneList) -> None:
    choices_of = {line.input: line.choices for line in exported.lines if line.choices}
    assert choices_of == {"NA": ("XK",), "nan": ("SCN11A",)}
    shown = words(tree(choices(exported)))
    assert "is a missing value, or means" in shown
    assert "5 missing values (NA, nan, null, -), no genes" in words(tree(counts(exported, None)))


def test_choices_of_other_lines_come_before_missing_values(make: Make) -> None:
    shown = words(tree(choices(make(["NA"] * 40 + ["1-Mar"]))))
    assert "1-Mar" in shown


def test_no_symbol_that_is_approved_today_reads_as_a_missing_value(index: GeneIndex) -> None:
    symbols = index.columns(range(len(index)), ("symbol",))["symbol"]
    assert [symbol for symbol in symbols if is_missing(symbol)] == []


def test_one_gene_asked_for_by_such_a_name_is_still_found(index: GeneIndex) -> None:
    assert index.resolve("NA").symbol == "XK"


def test_a_column_that_is_half_missing_is_still_the_column_of_genes(read: Read) -> None:
    rows = ["STAT3", "NA", "NA", "TTN", "NA", "NA"]
    text = "sample,target,n\n" + "\n".join(f"s{i},{gene},{i}" for i, gene in enumerate(rows))
    found = read(text)
    assert found.column == 1
    assert found.symbols == tuple(rows)


def test_a_missing_value_at_the_top_is_no_heading(read: Read) -> None:
    found = read("NA\t0.5\nSTAT3\t0.1\nTTN\t0.2\nKMT2A\t0.3")
    assert found.symbols == ("NA", "STAT3", "TTN", "KMT2A")


def test_a_list_that_goes_on_line_by_line_may_hold_missing_values(read: Read) -> None:
    found = read("STAT3,NA,TTN,MLL\nKMT2A,NSD1,-,PTEN")
    assert found.symbols == ("STAT3", "NA", "TTN", "MLL", "KMT2A", "NSD1", "-", "PTEN")
