"""What the list view shows: the same numbers as the answer, every string as text."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from components.gene_list.counts import choices, counts, switches
from components.gene_list.distribution import distribution
from components.gene_list.outputs import bins_table, blank, render
from components.gene_list.tests import tests as shown_tests
from components.gene_list.view import view
from components.html.elements import tree
from dashboard.models import Answer, GeneList, GenomeWide, State
from dashboard.service import DataService
from dashboard.several.gene_list import records
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.methods import methods
from dashboard.several.gene_list.phrases import ASSOCIATION, named
from tests.unit.gene_list.conftest import Make


@pytest.fixture(scope="module")
def found(make: Make) -> GeneList:
    """Return a list with an ambiguous, an unknown, an absent and a flagged gene."""
    return make(["STAT3", "TTN", "1-Mar", "<i>x</i>", "XIST", "MUC16", "STAT3"])


def words(content: Any) -> str:
    """Return all texts of a tree."""
    if isinstance(content, list):
        return " ".join(map(words, content))
    if isinstance(content, dict):
        return words(content["inside"])
    return "" if content is None else str(content)


def test_the_counts_add_up_on_screen(found: GeneList) -> None:
    text = words(tree(counts(found, "genes.txt")))
    assert "7  symbols from genes.txt" in text
    for part in ("4  genes", "1  ambiguous", "1  unknown", "1  duplicate"):
        assert part in text


def test_symbols_are_counted_where_a_line_holds_several(
    service: DataService, wide: GenomeWide
) -> None:
    found = gene_list(service.index, wide, ["STAT3", "TTN", "KMT2A", "1-Mar"], [1, 1, 1, 2])
    assert "4  symbols" in words(tree(counts(found, None)))
    assert "A list of 4 symbols" in methods(found, ())
    assert "1 ambiguous symbol" in methods(found, ())


def test_one_gene_is_said_as_one(make: Make) -> None:
    text = words(tree(shown_tests(make(["STAT3"]))))
    assert "1 of 1 gene;" in text


def test_t13_the_switch_says_what_it_did(make: Make) -> None:
    left = make(["STAT3", "MUC16"], without_flagged=True)
    text = words(tree(switches(left, [("v2.1", "gnomAD v2.1")])))
    assert "without genes that gnomAD flags" in text
    assert f"{left.everything.of:,} genes" in text


def test_the_tests_stand_with_their_n_and_what_was_left_out(found: GeneList) -> None:
    text = words(tree(shown_tests(found)))
    assert "2 of 3 genes" in text
    assert f"{found.tests.others.of:,}" in text
    assert "3,005 of 19,172" in text
    assert "1 gene not in the release: XIST" in text
    assert ASSOCIATION in text
    assert "Fewer than 5 genes" in text


def test_t18_the_words_claim_an_association_and_nothing_more(found: GeneList) -> None:
    text = words(tree([*shown_tests(found), *counts(found, None)])).lower()
    for claim in ("haploinsuff", "pathogenic", "intolerant", "significant", "causes", "enriched"):
        assert claim not in text


def test_the_figure_carries_threshold_token_and_the_tables_numbers(found: GeneList) -> None:
    figure = distribution(found, "STAT3|||")
    layout = figure["layout"]
    assert layout["meta"]["for"] == "STAT3|||"
    assert layout["shapes"][0]["x0"] == 0.35
    everything, listed = figure["data"][:2]
    total = sum(found.bins.everything)
    assert everything["y"] == [100 * count / total for count in found.bins.everything]
    assert sum(listed["y"]) == pytest.approx(100)
    text = words(tree(bins_table(found)))
    assert all(f"{count:,}" in text for count in found.bins.everything)


def test_a_list_without_a_loeuf_has_a_figure_of_the_release_alone(make: Make) -> None:
    figure = distribution(make(["XIST"]), "x")
    assert [trace["name"] for trace in figure["data"]][-1] == "All genes of gnomAD v2.1"
    assert "nothing is tested" in words(tree(shown_tests(make(["XIST"]))))


def test_ambiguous_lines_offer_their_choices(found: GeneList) -> None:
    shown = orjson.dumps(tree(choices(found))).decode()
    assert '"data-list-take":"MARCHF1"' in shown
    assert "1-Mar" in shown
    assert "membrane associated ring-CH-type finger 1" in shown


def test_every_output_is_filled_and_blanked_alike(found: GeneList) -> None:
    rows = records.columns(found.rows)
    requested = {"for": "a|||", "name": "a.txt", "notes": ["1 empty line."]}
    filled = render(Answer(State.SNAPSHOT, found), (), "methods", rows, [], requested)
    assert set(filled) == set(blank("a|||", "empty"))
    assert filled["message"] == "a.txt · 1 empty line."
    payload = orjson.loads(filled["rows"])
    assert payload["rows"]["loeuf"] == rows["loeuf"]
    assert payload["lines"]["input"][3] == "<i>x</i>"


def test_of_many_names_the_first_are_named_and_the_rest_counted() -> None:
    assert named(["A", "B"]) == "A and B"
    assert named([f"G{n}" for n in range(20)]) == "G0, G1, G2, G3, G4, G5, G6, G7 and 12 more"


def test_the_view_stands_without_data() -> None:
    shown = view().to_plotly_json()["props"]
    assert shown["data-view"] == "list"
