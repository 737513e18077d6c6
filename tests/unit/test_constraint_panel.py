"""The constraint panel: what a reader must know stands at the figure that it is about."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from components.gene.constraint.figures import cards, release_table
from components.gene.constraint.panel import PANEL
from components.html.elements import tree
from components.panel.contract import PanelContent
from dashboard.models import Constraint
from dashboard.rules.releases import V4_LIVE
from dashboard.service import DataService

UNRELIABLE = "unreliable: synonymous control fails"


def rendered(service: DataService, symbol: str, release: str | None = None) -> PanelContent:
    """Return what the panel shows of a gene in a release."""
    gene = service.gene(symbol)
    content = PANEL.render(service.answers(gene, PANEL.questions, release), "token")
    assert isinstance(content, PanelContent)
    return content


def words(slot: object) -> str:
    """Return a slot's tree as one text."""
    return json.dumps(slot, ensure_ascii=False)


@pytest.mark.parametrize(("symbol", "release"), [("TTN", "v4.1.1"), ("MECP2", "v2.1.1")])
def test_t21_a_failed_control_stands_at_every_row(
    service: DataService, symbol: str, release: str
) -> None:
    content = rendered(service, symbol, release)
    cards = [words(card) for card in content.slots["cards"]]
    assert [UNRELIABLE in card for card in cards] == [True, True, False]
    assert "control fails" in cards[2]


def test_t12_a_dash_has_its_reason_in_its_row(service: DataService) -> None:
    lof = words(rendered(service, "COX7B2", "v2.1").slots["cards"][0])
    assert '"big-number"}, "inside": "—"' in lof
    assert '"caution"}, "inside": "not estimable: 0 expected"' in lof
    for symbol, release in (("SRY", "v4.1.1"), ("COX7B2", "v2.1"), ("STAT3", "v4.1.1")):
        for row in map(words, rendered(service, symbol, release).slots["cards"]):
            assert '"big-number"}, "inside": "—"' not in row or '"className": "caution"' in row


def test_t14_underpowered_stands_in_the_row_of_plof_alone(service: DataService) -> None:
    lof, mis, syn = map(words, rendered(service, "GJB2", "v2.1.1").slots["cards"])
    assert "underpowered" in lof
    assert "underpowered" not in mis + syn


def test_t10_another_transcript_stands_in_caption_release_table_and_notes(
    service: DataService,
) -> None:
    content = rendered(service, "BRCA1", "v2.1.1")
    assert "not the MANE Select transcript" in words(content.slots["classes"])
    tables = words(content.slots["tables"])
    assert tables.count("not the MANE Select transcript") == 2  # v2.1.1, v2.1
    assert "ENST00000357654" in tables
    assert words(content.slots["notes"]).count("not the MANE Select transcript") == 1
    assert "not the MANE" not in words(rendered(service, "STAT3").slots["classes"])


def test_o_e_is_written_alike_on_card_and_in_tables(service: DataService) -> None:
    slots = rendered(service, "STAT3", "v2.1.1").slots
    assert "0.02\N{NO-BREAK SPACE}(0.006–0.095)" in words(slots["cards"])
    assert "0.020" not in words([slots["cards"], slots["classes"], slots["tables"]])


def test_t5_a_band_has_both_edges(service: DataService) -> None:
    slots = rendered(service, "BRCA1", "v4.1.1").slots
    assert "50–75\N{NO-BREAK SPACE}%" in words(slots["cards"])
    assert "between the most constrained 50 %" in words(slots["tables"])


@pytest.mark.parametrize("symbol", ["XIST", "MT-ND1"])
def test_t15_t16_no_switch_and_no_source_where_no_release_can_have_the_gene(
    service: DataService, symbol: str
) -> None:
    content = rendered(service, symbol)
    assert content.slots["switch"] == tree([])
    assert content.source == []
    assert content.message


def test_t11_a_class_without_figures_says_who_does_not_give_them(service: DataService) -> None:
    (stored,) = [c for c in service.releases(service.gene("BRCA1")) if c.release == "v4.1.1"]
    assert "not in the embedded copy of gnomAD v4.1.1" in words(tree(cards(stored)))
    whole = replace(stored, complete=True)
    assert "not given by gnomAD v4.1.1" in words(tree(cards(whole)))
    flagged = replace(stored, flags=("no_exp_syn",))
    assert words(tree(cards(flagged))).count("not estimable: 0 expected") == 2


def live_constraint(service: DataService) -> Constraint:
    """Return STAT3's figures as if the live service had given them."""
    (stored,) = [c for c in service.releases(service.gene("STAT3")) if c.release == "v2.1.1"]
    label = "gnomAD v4 API, answered 2026-11-22 (release not stated)"
    return replace(stored, release=V4_LIVE, label=label, loeuf_threshold=0.45, rank=None)


def test_t2_the_live_release_is_short_in_the_table_and_whole_in_its_caption(
    service: DataService,
) -> None:
    table = tree(release_table((live_constraint(service),)))
    caption = table["inside"]["inside"][0]["inside"]
    assert "gnomAD v4 API, answered 2026-11-22 (release not stated)." in caption
    assert '"gnomAD v4 API"' in words(table["inside"]["inside"][2])


def test_t2_no_threshold_is_said_to_be_recommended_for_the_live_release(
    service: DataService,
) -> None:
    gene = service.gene("STAT3")
    answers = service.answers(gene, PANEL.questions, "v2.1.1")
    answer = replace(answers["constraint"], data=live_constraint(service))
    by_question = {**answers.by_question, "constraint": answer}
    shown = PANEL.render(replace(answers, by_question=by_question), "token").slots
    assert "for this release" not in words(shown["tables"])
    assert "since v4.1.1; which release answered is not stated" in words(shown["tables"])
    assert "below 0.45, gnomAD's recommendation since v4.1.1" in words(shown["notes"])
    assert "since v4.1.1; which release answered is not stated" in words(shown["notes"])
    assert "for this release" not in words(shown["notes"])
    assert "threshold 0.45 since v4.1.1" in words(shown["bars"]["layout"]["annotations"])
