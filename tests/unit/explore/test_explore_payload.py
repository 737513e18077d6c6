"""What explore sends of a release: the table's own values, in its order, and text as text."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.models import GenomeWide
from dashboard.service import DataService
from dashboard.service.gene_list import ask_list
from dashboard.several.explore.axes import AXES
from dashboard.several.explore.groups import flag_group, inheritance_group
from dashboard.several.explore.payload import NUMBERS, payload
from tests.unit.explore.test_explore_numbers import decoded

MOST_SENT_BYTES = 1_700_000  # compressed, for 19,705 rows


@pytest.fixture(scope="module")
def sent(wide: GenomeWide, service: DataService) -> dict[str, Any]:
    """Return what the browser gets of it, by way of JSON."""
    answer: dict[str, Any] = json.loads(json.dumps(payload(wide, service.index.find_all)))
    return answer


def codes(topic: dict[str, Any]) -> list[str | None]:
    """Return each row's words of a topic."""
    found = np.frombuffer(base64.b64decode(topic["codes"]["data"]), f"<{topic['codes']['dtype']}")
    none = np.iinfo(found.dtype).max
    return [None if code == none else topic["words"][code] for code in found.tolist()]


@pytest.mark.parametrize("name", NUMBERS)
def test_figures_equal_the_table_to_the_last_digit(
    wide: GenomeWide, sent: dict[str, Any], name: str
) -> None:
    values = wide.table[name]
    column = sent["numbers"][name]
    if column is None:
        assert values.isna().all()
    else:
        assert decoded(column) == values.astype(object).where(values.notna(), None).tolist()


def test_t1_the_share_below_the_threshold_is_the_releases(sent: dict[str, Any]) -> None:
    loeuf = [value for value in decoded(sent["numbers"]["loeuf"]) if value is not None]
    assert len(loeuf) == sent["ranked"] == 19_172
    assert sum(value < sent["threshold"] for value in loeuf) == 3_005


def test_rows_names_and_words_stand_in_the_tables_order(
    wide: GenomeWide, sent: dict[str, Any]
) -> None:
    table = wide.table
    assert sent["size"] == len(table) == 19_705
    assert sent["symbols"] == table["symbol"].tolist()
    assert sent["transcripts"] == table["transcript"].tolist()
    ids = table["ensembl_id"].astype(object).where(table["ensembl_id"].notna(), None)
    assert sent["ensembl_ids"] == ids.tolist()
    assert sent["ensembl_ids"].count(None) == 46  # their symbols have two ids on GRCh37
    flags = [word or "" for word in codes(sent["topics"]["flag"])]
    assert flags == table["flags"].astype(str).tolist()
    chromosomes = codes(sent["topics"]["chromosome"])
    assert (
        chromosomes
        == table["chromosome"].astype(object).where(table["chromosome"].notna(), None).tolist()
    )


def test_t9_rows_of_no_known_gene_and_further_rows_are_told(
    wide: GenomeWide, sent: dict[str, Any]
) -> None:
    kinds = list(sent["elsewhere"].values())
    unknown = wide.table["hgnc_id"].isna().to_numpy()
    assert kinds.count("unknown") == unknown.sum() == 508
    further = ~unknown & ~wide.table["is_primary"].to_numpy()
    assert kinds.count("further") == further.sum() > 0
    for place, printed in sent["printed"].items():
        assert printed != sent["symbols"][int(place)]


def test_t60_no_disease_no_gene_and_not_covered_are_three_things(sent: dict[str, Any]) -> None:
    inheritance, clingen = sent["topics"]["inheritance"], sent["topics"]["clingen"]
    stat3 = sent["symbols"].index("STAT3")
    assert codes(inheritance)[stat3] == "AD"
    assert codes(clingen)[stat3] == "Definitive"
    nowhere = int(next(place for place, kind in sent["elsewhere"].items() if kind == "unknown"))
    assert codes(inheritance)[nowhere] is None
    assert codes(inheritance).count("") > 10_000
    assert codes(clingen).count(None) > 19_000
    assert codes(clingen).count("") == 6
    assert [group["key"] for group in inheritance["groups"]][-2:] == ["none", "unknown"]


@pytest.mark.parametrize(
    ("modes", "key"),
    [
        ("", "none"),
        ("AD; SP", "AD"),
        ("AD; AR; PG", "AD-AR"),
        ("AR; MT", "AR"),
        ("AD; XLR", "XL"),
        ("DG", "other"),
    ],
)
def test_t51_modes_of_all_diseases_make_a_group(modes: str, key: str) -> None:
    assert inheritance_group(modes).key == key


def test_t13_flags_make_groups_and_unheard_of_ones_keep_their_name() -> None:
    keys = [flag_group(words).key for words in ("", "no_exp_lof", "a; b", "new_flag")]
    assert keys == ["none", "no_exp_lof", "several", "new_flag"]


def test_a_hostile_symbol_stays_text(wide: GenomeWide) -> None:
    hostile = '<img src=x onerror=alert(1)>\n"=1+1'
    table = wide.table.head(3).copy()
    table["symbol"] = [hostile, "=cmd|'x'", "A" * 100_000]
    sent = json.loads(json.dumps(payload(replace(wide, table=table))))
    assert sent["symbols"] == table["symbol"].tolist()


def test_a_release_with_nothing_in_it_is_sent_as_that(wide: GenomeWide) -> None:
    sent = payload(replace(wide, table=wide.table.head(0), ranked=0))
    assert sent["size"] == 0
    assert set(sent["numbers"].values()) == {None}


def test_t9_every_row_that_goes_to_a_list_by_its_symbol_is_found_there(
    wide: GenomeWide, sent: dict[str, Any], service: DataService
) -> None:
    table = wide.table
    named = table["is_primary"].to_numpy(dtype=bool) | table["hgnc_id"].isna().to_numpy()
    named[sent["misnamed"]] = False
    rows = table[named].drop_duplicates("symbol")
    found = ask_list(service, rows["symbol"].tolist(), "v2.1").result.data
    assert found is not None
    assert [line.symbol for line in found.lines] == rows["symbol"].tolist()
    ids = rows["hgnc_id"].astype(object).where(rows["hgnc_id"].notna(), None).tolist()
    assert [line.hgnc_id for line in found.lines] == ids
    assert all(line.in_release for line in found.lines)


def test_t9_a_symbol_that_is_another_genes_today_goes_to_no_list(sent: dict[str, Any]) -> None:
    symbols = {sent["symbols"][place] for place in sent["misnamed"]}
    assert symbols == {
        *("AC012360.1", "AL645608.1", "hsa-mir-150"),  # aliases of RNA genes
        *("ATP6C", "LCA10"),  # former symbol and alias of two genes
        *("C15ORF37", "C1ORF220", "C2orf27A"),  # C15orf37 and C1orf220 are rows of their own
    }
    assert all(sent["elsewhere"][str(place)] == "unknown" for place in sent["misnamed"])


def test_a_release_of_known_genes_only_has_no_group_of_unknown_ones(wide: GenomeWide) -> None:
    table = wide.table[wide.table["symbol"].isin(["STAT3", "TP53"])]
    assert isinstance(table, pd.DataFrame)
    topics = payload(replace(wide, table=table))["topics"]
    assert "unknown" not in [group["key"] for group in topics["inheritance"]["groups"]]


def test_the_answer_is_small_enough_for_a_page(wide: GenomeWide) -> None:
    text = json.dumps(payload(wide)).encode()
    assert len(zlib.compress(text)) < MOST_SENT_BYTES


def test_t60_depmap_and_impc_are_groups_and_what_is_not_known_is_a_group_of_its_own(
    wide: GenomeWide,
) -> None:
    topics = payload(wide)["topics"]
    keys = {name: [one["key"] for one in topics[name]["groups"]] for name in ("depmap", "impc")}
    assert keys["depmap"] == ["common-essential", "both", "strongly-selective", "none", "unknown"]
    assert keys["impc"] == ["lethal", "subviable", "viable", "conflicting", "unknown"]
    labels = {name: topics[name]["groups"][-1]["label"] for name in keys}
    assert labels == {"depmap": "Not screened", "impc": "No call"}
    for name, column in (("depmap", wide.table["depmap"]), ("impc", wide.table["impc"])):
        sent = codes(topics[name])
        assert [word is None for word in sent] == column.isna().tolist()


def test_t61_the_axis_of_clinvars_selection_says_what_it_counts_and_has_no_0(
    wide: GenomeWide,
) -> None:
    axis = next(one for one in AXES if one.name == "clinvar_plp")
    assert axis.title == "ClinVar P/LP records, two stars or more, 2024-12"
    assert not axis.of_release  # it is not gnomAD's, and no label of gnomAD stands beside it
    beside = [one.name for one in AXES if not one.of_release and not one.other]
    assert beside == ["clinvar_plp"]
    assert wide.table["clinvar_plp"].min() == 1
    assert wide.table["clinvar_plp"].isna().sum() > 10_000
    origins = {one.source: one.release for one in wide.beside}
    assert set(origins) == {"DepMap", "IMPC", "ClinVar"}
    assert (origins["ClinVar"] or "").startswith("2024-12-15: pathogenic and likely pathogenic")
