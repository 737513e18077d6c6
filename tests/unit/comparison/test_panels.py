"""The panels of the compare view: a row a gene, each with its own state."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import orjson
import pytest

from components.compare import COMPARE_PANELS, forest, metrics, releases, studies
from components.compare.head import address, notices, tools
from components.compare.marks import gene_marks
from components.compare.slope import Slope, slope
from components.compare.slope_bands import NO_RANK
from components.compare.slope_names import apart
from components.html.elements import tree
from components.panel.contract import Panel, PanelContent
from dashboard.models import Constraint, State
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.several.compare.answers import ComparisonAnswers

TOKEN = "genes|release|sort"


def rendered(
    service: DataService, panel: Panel, **fields: str
) -> tuple[ComparisonAnswers, PanelContent]:
    """Return what a panel is given and what it shows."""
    answers = several(service, fields, panel.questions)
    return answers, panel.render(answers, TOKEN)


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize("genes", ["", "STAT3", "STAT3,KCNJ10,XIST,MT-ND1,COX7B2,TTN,TP53,CFTR"])
def test_every_panel_settles_for_any_genes_and_is_plain_json(
    service: DataService, panel: Panel, genes: str
) -> None:
    for release in ("v2.1", "v2.1.1", "v4.1.1"):
        _, content = rendered(service, panel, genes=genes, release=release)
        assert content.state is not State.PENDING
        assert set(content.slots) <= {slot.name for slot in panel.slots}
        orjson.dumps([content.slots, tree(content.message), tree(content.source)])
        if not genes:
            assert content.state is State.EMPTY


def test_t22_what_lies_beyond_the_axis_gets_an_arrow_and_no_longer_band(
    service: DataService,
) -> None:
    _, content = rendered(service, forest.PANEL, genes="GJB2,STAT3", release="v2.1")
    figure = content.slots["plot"]
    for axis in ("xaxis", "xaxis2", "xaxis3"):
        assert figure["layout"][axis]["range"] == [0, 2]
    for trace in figure["data"][:9]:
        ends = [sum(pair) for pair in zip(trace.get("base", trace["x"]), trace["x"], strict=True)]
        if trace["type"] == "bar":
            assert max(ends, default=0) <= 2 + 1e-9
        else:
            assert max(trace["x"], default=0) <= 2


def test_t1_the_threshold_is_the_release_s_own(service: DataService) -> None:
    for release, threshold in (("v2.1", 0.35), ("v4.1.1", 0.45)):
        _, content = rendered(service, forest.PANEL, genes="STAT3,TTN", release=release)
        lines = [shape["x0"] for shape in content.slots["plot"]["layout"]["shapes"]]
        assert lines[-1] == threshold


def rank_texts(content: PanelContent) -> list[str]:
    """Return the words at the rank strips."""
    data = content.slots["plot"]["data"]
    return next(trace["text"] for trace in data if trace.get("uid") == "ranks")


def test_t7_a_rank_stands_with_its_denominator_at_the_row(service: DataService) -> None:
    _, content = rendered(service, forest.PANEL, genes="STAT3,TTN", release="v2.1.1")
    assert any("173 of 19,197" in one for one in rank_texts(content))
    _, content = rendered(service, forest.PANEL, genes="STAT3,TTN", release="v4.1.1")
    assert "published band 0–1 %" in rank_texts(content)


def test_t10_another_transcript_than_mane_select_stands_at_the_row(service: DataService) -> None:
    _, content = rendered(service, forest.PANEL, genes="BRCA1,STAT3", release="v2.1")
    rows = [json.dumps(row) for row in content.slots["rows"]]
    assert ["not MANE Select" in row for row in rows] == [True, False]


def test_t13_t14_flags_and_underpowered_stand_at_the_row(service: DataService) -> None:
    _, content = rendered(service, forest.PANEL, genes="TTN,STAT3", release="v4.1.1")
    first, second = content.slots["rows"]
    assert "Outlier: synonymous variants" in json.dumps(first)
    assert "outlier_syn" not in json.dumps(second)
    _, content = rendered(service, forest.PANEL, genes="KCNJ10,COX7B2", release="v2.1")
    assert "underpowered" in json.dumps(content.slots["rows"][0])
    assert "not estimable: 0 expected" in json.dumps(content.slots["rows"][1])


def test_t60_a_gene_without_figures_has_a_reason_in_its_row_and_no_zero(
    service: DataService,
) -> None:
    answers, content = rendered(service, forest.PANEL, genes="STAT3,KCNJ10", release="v4.1.1")
    row = json.dumps(content.slots["rows"][1])
    assert "KCNJ10 is not among them" in row
    assert "gnomAD v2.1" in row
    for trace in content.slots["plot"]["data"]:
        assert 1 not in [y for y in trace["y"] if y is not None]
    found = metrics.metric_row(answers.genes[1], "v4.1.1")
    assert not [value for value in found.values() if value == 0]
    assert "lof_obs" not in found


def test_figures_of_the_table_are_those_of_the_release(service: DataService) -> None:
    answers, _ = rendered(service, metrics.PANEL, genes="STAT3", release="v2.1.1")
    row = metrics.metric_row(answers.genes[0], "v2.1.1")
    assert (row["lof_obs"], row["rank"], row["of"]) == (1, 173, 19_197)
    assert row["loeuf"] == pytest.approx(0.095, abs=5e-4)
    assert row["mis_z"] == pytest.approx(4.9943, abs=5e-4)
    fields = {column.field for column in metrics.COLUMNS}
    assert fields <= set(row) | {"note"}


def test_t3_the_slopes_say_that_z_does_not_compare_and_show_none(service: DataService) -> None:
    _, content = rendered(service, releases.PANEL, genes="STAT3,TTN")
    assert "Z does not compare across releases" in str(content.slots["note"])
    figure = content.slots["plot"]
    thresholds = [(shape["x0"] < 0.5, shape["y0"]) for shape in figure["layout"]["shapes"]]
    assert thresholds == [(True, 0.35), (False, 0.45)]
    assert "below 0.45" in json.dumps(content.slots["table"])
    assert "0.354, not below 0.35" in json.dumps(content.slots["table"])


def test_t5_a_published_band_is_a_bar_that_no_line_leads_to(service: DataService) -> None:
    genes = "STAT3,STAT1,JAK1,TP53"
    _, content = rendered(service, releases.PANEL, genes=genes, release="v2.1")
    data = content.slots["plot"]["data"]
    bars = {trace["name"]: trace for trace in data if trace["type"] == "bar"}
    assert list(bars) == genes.split(",")
    edges = {name: (bar["base"][0], bar["base"][0] + bar["y"][0]) for name, bar in bars.items()}
    assert edges == {"STAT3": (0, 1), "STAT1": (5, 10), "JAK1": (1, 5), "TP53": (10, 15)}
    lines = [trace for trace in data if trace.get("yaxis") == "y4" and trace.get("name")]
    assert all(trace["x"] == [0] for trace in lines if trace["type"] == "scatter")
    assert "not a rank" in bars["STAT3"]["hovertext"][0]
    layout = content.slots["plot"]["layout"]
    assert layout["xaxis4"]["ticktext"] == ["gnomAD v2.1.1", "gnomAD v4.1.1<br>bands, not ranks"]
    assert "no line leads to it" in content.slots["note"]
    words = json.dumps(content.slots["table"], ensure_ascii=False)
    assert "Published band, v4.1.1" in words
    assert "Published band, v2.1.1" not in words
    assert "0–1\N{NO-BREAK SPACE}%" in words


def test_a_caution_of_one_release_names_it(service: DataService) -> None:
    _, content = rendered(service, releases.PANEL, genes="BRCA1,GJB2")
    words = json.dumps(content.slots["table"])
    assert words.count('"not MANE Select (v2.1.1)"') == 2
    assert words.count('"underpowered (v2.1.1)"') == 1


def test_t6_without_ranks_and_bands_a_sentence_stands_instead_of_an_empty_frame() -> None:
    found = Constraint("v4-live", "gnomAD v4 API", True, "GRCh38", None, (), 0.1, 1.0, (), 0.45)
    figure = slope([Slope("A", None, found)], (None, None), gene_marks(["A"]), TOKEN)
    assert "yaxis4" not in figure["layout"]
    words = [note["text"] for note in figure["layout"]["annotations"]]
    assert NO_RANK in words
    assert not any(trace.get("yaxis") == "y4" for trace in figure["data"])


def test_the_o_e_axes_of_the_slopes_end_together_and_say_where(service: DataService) -> None:
    _, near = rendered(service, releases.PANEL, genes="STAT3,JAK1", release="v2.1")
    _, far = rendered(service, releases.PANEL, genes="STAT3,GJB2", release="v2.1")
    for content, end in ((near, 0.5), (far, 2.0)):
        layout = content.slots["plot"]["layout"]
        ranges = [layout[name]["range"] for name in ("yaxis", "yaxis2", "yaxis3")]
        assert ranges == [[0, end * 1.02]] * 3
    assert "run from 0 to 0.5 here" in near.slots["note"]
    assert "run from" not in far.slots["note"]


def test_t1_the_thresholds_at_the_slopes_are_named(service: DataService) -> None:
    _, content = rendered(service, releases.PANEL, genes="STAT3,JAK1", release="v2.1")
    words = [note["text"] for note in content.slots["plot"]["layout"]["annotations"]]
    assert {"threshold 0.35", "threshold 0.45"} <= set(words)


def test_names_at_the_ends_of_slopes_do_not_overlap() -> None:
    placed = apart([0.1, 0.1, 0.11, 1.9, 2.0], 0.1, 2.0)
    gaps = [after - before for before, after in pairwise(placed)]
    assert min(gaps) >= 0.1 - 1e-9
    assert max(placed) <= 2.0


def test_a_study_of_two_genes_stands_once_with_both() -> None:
    rows = studies.merged(
        [
            ("A", [{"nct_id": "1", "only_eligibility": True}, {"nct_id": None}]),
            ("B", [{"nct_id": "1", "only_eligibility": False}, {"nct_id": None}]),
        ],
        lambda row: row["nct_id"],
    )
    assert [row["genes"] for row in rows] == ["A; B", "A", "B"]
    assert rows[0]["only_eligibility"] is False


def test_gene_marks_stay_with_the_gene_whatever_the_order_is() -> None:
    assert gene_marks(["B", "A"]) == gene_marks(["A", "B"])
    genes = ["STAT3", "STAT1", "JAK1", "TP53"]  # STAT1 and JAK1 would have the same
    four = gene_marks(genes)
    assert gene_marks([*genes, "AARS1", "JAK3"]).items() >= four.items()
    assert gene_marks(genes[1:]).items() <= four.items()
    marks = gene_marks([f"G{n}" for n in range(8)]).values()
    assert len({mark.colour for mark in marks}) == len({mark.symbol for mark in marks}) == 8


def head_words(service: DataService, fields: dict[str, str]) -> str:
    """Return what stands above the panels."""
    answers = several(service, fields, ())
    shown: list[Any] = notices(answers, fields.get("genes", ""), address(fields))
    return json.dumps(tree([*shown, *tools(answers)]))


def test_links_to_choices_keep_the_rest_of_the_address(service: DataService) -> None:
    fields = {"view": "compare", "genes": "STAT3,1-Mar", "release": "v2.1", "axis": "percent"}
    words = head_words(service, fields)
    assert "?genes=STAT3,MARCHF1&release=v2.1&axis=percent" in words
    assert "view=" not in words


def test_an_empty_comparison_and_one_gene_offer_the_next_step(service: DataService) -> None:
    assert "Nothing is compared yet" in head_words(service, {})
    alone = head_words(service, {"genes": "TP53"})
    assert "TP53 stands alone" in alone
    assert "?genes=TP53,STAT3,STAT1,JAK1" in alone


def test_the_button_moves_to_the_newest_release_that_all_share(service: DataService) -> None:
    words = head_words(service, {"genes": "STAT3,TTN"})
    assert "Newest with a row of every gene: gnomAD v4.1.1" in words
    words = head_words(service, {"genes": "STAT3,KCNJ10"})
    assert "Newest with a row of every gene: gnomAD v2.1" in words
    words = head_words(service, {"genes": "STAT3,MT-ND1"})
    assert "No release has all these genes." in words


def test_hostile_names_are_text_in_the_notices(service: DataService) -> None:
    words = head_words(service, {"genes": "<img src=x onerror=alert(1)>,STAT3"})
    assert '"tag": "img"' not in words


def test_a_study_that_a_gene_has_twice_names_the_gene_once() -> None:
    rows = studies.merged([("STAT3", [{"pmid": "1"}, {"pmid": "1"}])], lambda row: row["pmid"])
    assert [row["genes"] for row in rows] == ["STAT3"]
