"""A list against a release: each line accounted for, ranks, what is left out and said."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from components.gene_list.tests import tests as shown_tests
from dashboard.errors import BadInput, BadList
from dashboard.genes.index import GeneIndex, Named
from dashboard.models import GeneList, GenomeWide
from dashboard.service import DataService
from dashboard.several.gene_list.build import gene_list
from dashboard.several.gene_list.methods import methods
from dashboard.several.gene_list.ranking import ranked_release
from dashboard.several.gene_list.records import records
from tests.unit.gene_list.conftest import Make

DAMAGED = (
    *("STAT3", "MLL", "1-Sep", "1-Mar", "KMT2A", "HIES", "BRAC1", "COX7B2", "XIST", ""),
    *("<b>TTN</b>", "=cmd|'/c calc'!A1", "ENSG00000155657", "stat3"),
)


@pytest.fixture(scope="module")
def damaged(make: Make) -> GeneList:
    """Return a list with everything that lists have."""
    return make(DAMAGED)


def test_every_line_has_one_outcome_and_rows_and_the_rest_add_up(damaged: GeneList) -> None:
    assert [line.line for line in damaged.lines] == list(range(1, len(DAMAGED) + 1))
    others = sum(damaged.count(name) for name in ("ambiguous", "unknown", "duplicate"))
    assert len(damaged.rows) + others == len(DAMAGED)


def test_t59_repairs_say_how(damaged: GeneList) -> None:
    by_input = {line.input: line for line in damaged.lines}
    assert (by_input["MLL"].outcome, by_input["MLL"].how) == ("repaired", "previous")
    assert by_input["MLL"].note == "MLL is now KMT2A."
    assert (by_input["1-Sep"].symbol, by_input["1-Sep"].how) == ("SEPTIN1", "spreadsheet")
    assert by_input["1-Mar"].choices == ("MARCHF1", "MTARC1")
    assert "BRCA1" in by_input["BRAC1"].nearest
    assert by_input["ENSG00000155657"].symbol == "TTN"


def test_duplicates_name_the_first_line_whatever_they_were_called(damaged: GeneList) -> None:
    first = {line.input: line.first_line for line in damaged.lines if line.first_line}
    assert first == {"KMT2A": 2, "HIES": 1, "stat3": 1}


def test_t16_genes_that_the_release_lacks_stay_with_the_reason(damaged: GeneList) -> None:
    row = next(row for row in records(damaged.rows) if row["symbol"] == "XIST")
    assert (row["in_release"], row["loeuf"], row["rank"]) == (False, None, None)
    assert "not a protein-coding gene" in row["note"]
    assert damaged.left_out.not_in_release == ("XIST",)
    assert damaged.left_out.no_loeuf == ("COX7B2",)


def test_t5_golden_ranks(damaged: GeneList) -> None:
    row = next(row for row in records(damaged.rows) if row["symbol"] == "STAT3")
    assert (row["loeuf"], row["rank"], row["of"]) == (0.094, 185, 19_172)
    assert (row["lof_obs"], row["lof_exp"], row["mis_z"]) == (1, 50.397, 5.2215)
    assert row["percentile"] == pytest.approx(100 * 185 / 19_172)
    assert (row["below_threshold"], row["underpowered"]) == (True, False)


def test_t10_a_row_on_another_transcript_than_mane_select_says_so(make: Make) -> None:
    rows = {row["symbol"]: row for row in records(make(("STAT3", "BRCA1", "XIST")).rows)}
    by_symbol = {symbol: row["is_mane_select"] for symbol, row in rows.items()}
    assert by_symbol == {"STAT3": True, "BRCA1": False, "XIST": None}


def test_t1_share_of_all_genes_below_the_threshold(damaged: GeneList) -> None:
    assert (damaged.everything.below, damaged.everything.of) == (3_005, 19_172)


def test_rows_are_ranked_with_unranked_genes_last(damaged: GeneList) -> None:
    ranks = [row["rank"] for row in records(damaged.rows)]
    known = [rank for rank in ranks if rank is not None]
    assert known == sorted(known)
    assert ranks[len(known) :] == [None] * (len(ranks) - len(known))


def test_t13_without_flagged_genes_everything_is_counted_anew(make: Make, wide: GenomeWide) -> None:
    names = ["STAT3", "MUC16", "TTN"]
    kept, left = make(names), make(names, without_flagged=True)
    assert kept.left_out.flagged == ()
    assert left.left_out.flagged == ("MUC16",)
    unflagged = wide.table[(wide.table["flags"] == "") & wide.table["loeuf"].notna()]
    assert left.everything.of == len(unflagged) < kept.everything.of
    row = next(row for row in records(left.rows) if row["symbol"] == "STAT3")
    assert row["rank"] == 1 + int((unflagged["loeuf"] < row["loeuf"]).sum())
    assert row["of"] == len(unflagged)
    flagged = next(row for row in records(left.rows) if row["symbol"] == "MUC16")
    assert (flagged["rank"], flagged["loeuf"] is None) == (None, False)


def test_t9_a_row_of_no_known_gene_is_found_by_the_symbol_of_the_release(
    make: Make, wide: GenomeWide
) -> None:
    own = wide.table[wide.table["hgnc_id"].isna() & wide.table["loeuf"].notna()].iloc[0]
    found = make([own["symbol"]])
    assert [line.outcome for line in found.lines] == ["matched"]
    assert records(found.rows)[0]["loeuf"] == own["loeuf"]
    assert found.tests.others.of == 19_171


def test_list_and_others_are_the_whole_release(make: Make, wide: GenomeWide) -> None:
    found = make(wide.table["symbol"].sample(500, random_state=1))
    against = found.tests
    assert against.listed.of + against.others.of + found.left_out.further_rows == 19_172
    assert sum(found.bins.listed) == against.listed.of
    assert sum(found.bins.everything) == 19_172
    assert found.bins.everything_share is not None
    assert found.bins.everything_share[-1] == 1


def test_a_list_of_the_whole_release_has_nothing_to_be_compared_with(
    index: GeneIndex, wide: GenomeWide
) -> None:
    names = ["STAT3", "TTN", "KMT2A"]
    few = wide.table[wide.table["symbol"].isin(names)].reset_index(drop=True)
    found = gene_list(index, replace(wide, table=few), names)
    assert (found.tests.others.of, found.tests.fisher_p, found.tests.u) == (0, None, None)
    assert "nothing was tested" in methods(found, ())
    assert shown_tests(found)


def test_missing_is_null_not_zero(make: Make) -> None:
    row = records(make(["COX7B2"]).rows)[0]
    assert (row["loeuf"], row["lof_oe"], row["rank"], row["below_threshold"]) == (None,) * 4


def test_more_than_thirty_thousand_are_refused(make: Make) -> None:
    with pytest.raises(BadList, match="30,001"):
        make(["STAT3"] * 30_001)


def test_of_very_many_unknown_lines_the_nearest_are_not_looked_for_and_it_is_said(
    make: Make,
) -> None:
    found = make([f"{n}_s_at" for n in range(500)])
    assert found.count("unknown") == 500
    assert found.unsearched == 300


def test_find_all_answers_as_find_does_for_each(index: GeneIndex, service: DataService) -> None:
    genes = service.snapshot.table("genes")
    pick = random.Random(7)
    names = [*genes["symbol"], *genes["aliases"].explode().dropna(), *genes["ensembl_id"].dropna()]
    names += genes["previous"].explode().dropna().tolist()
    texts = [*pick.sample(names, 1_200), *DAMAGED, "TAF9", "x" * 300, "\ud800", "11364", "ſtat3"]
    for text, found in zip(texts, index.find_all(texts, len(texts)), strict=True):
        assert said(found) == said(one_by_one(index, text))


def one_by_one(index: GeneIndex, text: str) -> Named | BadInput:
    try:
        return index.find(text)
    except BadInput as error:
        return error


def said(answer: Named | BadInput) -> tuple[object, ...]:
    if isinstance(answer, BadInput):
        return type(answer), answer.message, answer.hint
    return answer


def test_the_releases_table_is_left_as_it_was(make: Make, wide: GenomeWide) -> None:
    before = wide.table.copy()
    make(["STAT3", "XIST"], without_flagged=True)
    assert wide.table.equals(before)


def test_a_release_is_made_ready_once_and_no_other_is_taken_for_it(wide: GenomeWide) -> None:
    ready = ranked_release(wide, without_flagged=False)
    assert ranked_release(wide, without_flagged=False) is ready
    assert ranked_release(wide, without_flagged=True) is not ready
    part = replace(wide, table=wide.table.head(100))
    assert part == wide  # the table is not compared
    assert len(ranked_release(part, without_flagged=False).loeuf) == 100


def test_genes_without_a_rank_keep_the_order_of_their_lines(make: Make) -> None:
    found = make(["XIST", "STAT3", "MT-ND1", "TTN", "HOTAIR"])
    assert found.rows["rank"].notna().tolist() == [True, True, False, False, False]
    assert found.rows["line"].tolist()[2:] == [1, 3, 5]
