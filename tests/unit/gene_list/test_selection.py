"""A list that was chosen by a metric is not tested on it (T69); rows that were taken are said."""

from __future__ import annotations

import pytest

from components.gene_list.tests import tests as shown_tests
from components.html.elements import tree
from dashboard.export.gene_list import list_text
from dashboard.genes.index import GeneIndex
from dashboard.models import GenomeWide, ListOrigin
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.methods import methods
from dashboard.several.gene_list.records import body
from dashboard.several.gene_list.selection import RowFilter
from tests.unit.gene_list.conftest import Read
from tests.unit.gene_list.test_list_view import words

PANEL = "Gene,Rating,LOEUF\nSTAT3,Green,0.1\nTTN,Green,0.3\nGJB2,Red,0.1\nJAK1,Amber,0.3\n"


@pytest.mark.parametrize("metric", ["loeuf", "rank", "pli", "lof_oe", "below_threshold"])
def test_t69_a_list_chosen_by_loeuf_is_not_tested_on_it(
    index: GeneIndex, wide: GenomeWide, metric: str
) -> None:
    origin = ListOrigin(selected_by=(metric,))
    found = gene_list(index, wide, ["STAT3", "TTN"], origin=origin)
    tests = found.tests
    assert (tests.fisher_p, tests.mann_whitney_p, tests.u, tests.odds_ratio) == (None,) * 4
    assert (tests.listed.below, tests.listed.of) == (2, 2)
    assert found.withheld is not None
    assert "withheld" in words(tree(shown_tests(found)))
    paragraph = methods(found, ())
    assert found.withheld in paragraph
    assert "Mann-Whitney" not in paragraph
    assert body(found, paragraph)["tests_withheld"] == found.withheld
    assert f"# Selected by: {metric}" in list_text(found, ())


def test_t69_a_list_chosen_by_another_metric_is_tested(index: GeneIndex, wide: GenomeWide) -> None:
    found = gene_list(index, wide, ["STAT3", "TTN"], origin=ListOrigin(selected_by=("mis_z",)))
    assert found.withheld is None
    assert found.tests.fisher_p is not None
    assert "chosen by missense Z" in methods(found, ())


def test_t69_rows_chosen_by_a_column_of_the_metric_are_a_choice_by_it(read: Read) -> None:
    assert read(PANEL, rows=RowFilter("LOEUF", ("0.1",))).selected_by == ("loeuf",)
    assert read(PANEL, rows=RowFilter("Rating", ("Green",))).selected_by == ()


def test_t69_an_export_says_by_what_it_was_selected_when_it_is_read_again(read: Read) -> None:
    found = read("# Release: v2.1\n# Selected by: loeuf, mis_z\nsymbol,loeuf\nSTAT3,0.1\nTTN,0.2\n")
    assert found.selected_by == ("loeuf", "mis_z")
    assert found.symbols == ("STAT3", "TTN")


def test_rows_that_were_taken_stand_in_the_methods(index: GeneIndex, wide: GenomeWide) -> None:
    rows = RowFilter("Rating", ("Green",), 2, 4).words()
    found = gene_list(index, wide, ["STAT3", "TTN"], origin=ListOrigin(rows=rows))
    assert methods(found, ()).startswith("Of a table, rows with Rating “Green”: 2 of 4 were taken.")


def test_ids_are_counted_apart_from_what_was_repaired(index: GeneIndex, wide: GenomeWide) -> None:
    found = gene_list(index, wide, ["STAT3", "ENSG00000155657", "MLL", "1-Sep"])
    assert [line.outcome for line in found.lines] == ["matched", "matched", "repaired", "repaired"]
    assert "1 approved symbol, 1 identifier, 1 alias or previous symbol and 1 date" in methods(
        found, ()
    )


def test_t65_a_bare_number_among_symbols_is_pointed_out_not_read_as_an_entrez_id(
    index: GeneIndex, wide: GenomeWide
) -> None:
    found = gene_list(index, wide, ["STAT3", "7273", "TP53"])
    assert (found.lines[1].outcome, found.lines[1].choices) == ("ambiguous", ("TTN",))
    ids = gene_list(index, wide, ["6774", "7273", "TP53"])
    assert [line.symbol for line in ids.lines] == ["STAT3", "TTN", "TP53"]
