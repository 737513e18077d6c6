"""The disease panel: ClinGen's words, inheritance at the pair, three states side by side."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from components.gene.disease import panel as disease
from components.gene.disease.phenotypes import counts_by_source, phenotype_table
from components.gene.disease.validity import scale, validity_table
from dashboard.models import (
    Answer,
    Curation,
    Dosage,
    DosageScore,
    G2PRecord,
    Gene,
    GeneAnswers,
    Phenotype,
    Problem,
    Provenance,
    State,
    Submission,
)
from dashboard.service import DataService

ORIGIN = Provenance("ClinGen", fetched_at="2026-08-25", url="https://clinicalgenome.org/")


def words(component: Any) -> str:
    """Return a component, a tree or a list of them as JSON text."""
    return json.dumps(component, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def curation(classification: str, inheritance: str = "AD", **own: Any) -> Curation:
    """Return a made-up curation of the newer file."""
    made = Curation(
        "some disease",
        "MONDO:1",
        inheritance,
        classification,
        "2025-01-02",
        "Some Panel",
        "https://search.clinicalgenome.org/kb/x",
        file_date="2026-08-25",
    )
    return replace(made, **own)


def test_the_headers_chips_say_what_the_panel_says() -> None:
    gene = Gene("HGNC:1", "X1", "a gene")
    none: Answer[Any] = Answer(State.NOT_COVERED)
    for name in ("first disease", "second disease"):  # a source answers after the tables
        linked = Answer(State.LOADED, (Phenotype(name, "OMIM:1", ("AD",), None),), ORIGIN)
        answers = GeneAnswers(gene, dict.fromkeys(disease.TOPICS, none) | {"phenotypes": linked})
        slots = disease.PANEL.render(answers, "X1").slots
        assert all(name in words(slots[slot]) for slot in ("chips", "phenotypes-content"))


def slots_of(service: DataService, symbol: str) -> dict[str, Any]:
    answers = service.answers(service.gene(symbol), disease.PANEL.questions)
    return dict(disease.PANEL.render(answers, symbol).slots)


@pytest.mark.parametrize("classification", ["Disputed", "Refuted"])
def test_t50_disputed_and_refuted_are_evidence_against(classification: str) -> None:
    shown = words(scale(classification))
    assert "evidence against" in shown
    assert "step" not in shown


@pytest.mark.parametrize(
    ("classification", "filled"),
    [
        ("Definitive", 4),
        ("Strong", 3),
        ("Moderate", 2),
        ("Limited", 1),
        ("No Known Disease Relationship", 0),
    ],
)
def test_t50_the_picture_is_ordered_and_words_stand_beside_it(
    classification: str, filled: int
) -> None:
    shown = words(scale(classification))
    assert shown.count("step filled") == filled
    assert classification in shown


def test_t50_a_classification_that_is_not_known_has_words_and_no_picture() -> None:
    shown = words(scale("Supportive"))
    assert "Supportive" in shown
    assert "step" not in shown


def test_t51_inheritance_stands_at_the_pair_and_is_spelled_out() -> None:
    shown = words(validity_table((curation("Definitive"), curation("Limited", "AR")), None))
    assert "autosomal dominant" in shown
    assert "AR = autosomal recessive" in shown


def test_t52_all_curations_are_listed_and_counted() -> None:
    shown = words(validity_table(tuple(curation("Limited") for _ in range(6)), None))
    assert "6 curations" in shown
    assert shown.count("MONDO:1") == 6


def test_a_row_of_another_file_names_its_date() -> None:
    rows = (curation("Strong"), curation("Limited", file_date="2026-02-09"))
    shown = words(validity_table(rows, "2026-08-25"))
    assert shown.count("file of 2026-02-09") == 1
    assert "file of 2026-08-25" not in shown


def test_rows_of_one_other_file_name_it_once() -> None:
    rows = tuple(curation("Strong", file_date="2026-02-09") for _ in range(3))
    shown = words(validity_table(rows, "2026-08-25"))
    assert "pair; file of 2026-02-09" in shown
    assert "(file of" not in shown


def test_only_https_addresses_become_links() -> None:
    shown = words(validity_table((curation("Strong", url="javascript:alert(1)"),), None))
    assert "javascript" not in shown


def test_hostile_names_are_text_and_long_ones_are_cut() -> None:
    shown = words(validity_table((curation("Strong", disease="<img src=x>" * 10_000),), None))
    assert len(shown) < 10_000
    assert "…" in shown


def test_null_dosage_is_not_evaluated_and_thirty_is_no_strength() -> None:
    recessive = "Gene Associated with Autosomal Recessive Phenotype"
    found = Dosage(DosageScore(30, recessive, None), None)
    answers = _answers(dosage=Answer(State.SNAPSHOT, found, ORIGIN))
    shown = words(disease.render(answers, "x").slots["dosage-content"])
    assert "Not evaluated" in shown
    assert "stand outside the scale" in shown
    assert "Autosomal Recessive Phenotype" in shown


def test_not_yet_evaluated_in_the_file_is_null(service: DataService) -> None:
    table = service.snapshot.table("dosage")
    row = table[table["triplo_words"] == "Not yet evaluated"].iloc[0]
    answer = service.ask("dosage", service.gene(str(row["symbol"])))
    assert answer.data is not None
    assert answer.data.triplosensitivity is None
    assert answer.data.haploinsufficiency is not None


def test_omim_and_orpha_are_counted_apart() -> None:
    found = (
        Phenotype("a", "OMIM:1", ("AD",)),
        Phenotype("b", "OMIM:2", ()),
        Phenotype("c", "ORPHA:3", ()),
    )
    assert counts_by_source(found) == "2 OMIM, 1 ORPHA"
    shown = words(phenotype_table(found))
    assert "not given" in shown
    assert "Basis" not in shown


def test_t60_the_sections_have_states_of_their_own(service: DataService) -> None:
    stat3 = slots_of(service, "STAT3")
    states = [stat3[f"{name}-state"] for name in disease.TOPICS]
    assert states == ["snapshot", *["not_covered"] * 3, "snapshot"]
    assert "not STAT3" in words(stat3["dosage-message"])
    assert not stat3["dosage-content"]


def test_t60_cftr_has_no_curation_and_kcnj10_is_not_covered(service: DataService) -> None:
    assert slots_of(service, "CFTR")["validity-state"] == "empty"
    assert slots_of(service, "KCNJ10")["validity-state"] == "not_covered"


def test_every_section_names_its_source(service: DataService) -> None:
    shown = slots_of(service, "STAT3")
    for name in disease.TOPICS:
        assert shown[f"{name}-source"], name


def test_one_damaged_table_costs_its_own_section() -> None:
    problem = Problem("table_damaged", "Snapshot table dosage is damaged", "Run it again.")
    answers = _answers(dosage=Answer(State.UNAVAILABLE, None, ORIGIN, problem))
    content = disease.render(answers, "x")
    assert content.state is State.SNAPSHOT
    assert content.slots["dosage-state"] == "unavailable"
    assert "Run it again." in words(content.slots["dosage-message"])
    assert content.slots["validity-state"] == "snapshot"


def test_every_slot_has_content_and_all_content_has_a_slot(service: DataService) -> None:
    assert set(slots_of(service, "STAT3")) == {slot.name for slot in disease.PANEL.slots}


def _answers(**own: Answer[Any]) -> GeneAnswers:
    shown: dict[str, Answer[Any]] = {
        "validity": Answer(State.SNAPSHOT, (curation("Strong"),), ORIGIN),
        "dosage": Answer(State.EMPTY, None, ORIGIN, Problem("empty", "None.")),
        "gencc": Answer(State.NOT_COVERED, None, ORIGIN, Problem("not_here", "Not here.")),
        "g2p": Answer(State.NOT_COVERED, None, ORIGIN, Problem("not_here", "Not here.")),
        "phenotypes": Answer(State.EMPTY, (), ORIGIN, Problem("empty", "None.")),
    }
    return GeneAnswers(Gene("HGNC:1", "X", "x"), {**shown, **own})


def submission(word: str, submitter: str = "ClinGen", **own: Any) -> Submission:
    """Return a made-up submission of GenCC."""
    made = Submission(
        submitter, word, "Autosomal dominant", "a disease", "MONDO:1", None, None, None
    )
    return replace(made, **own)


def test_t79_each_submitters_word_stands_and_none_is_made_of_several() -> None:
    said = ("Definitive", "Disputed Evidence", "Refuted Evidence")
    found = tuple(submission(word, f"Group {n}") for n, word in enumerate(said))
    origin = Provenance("GenCC", release="run of 2026-11-20")
    slots = disease.render(_answers(gencc=Answer(State.SNAPSHOT, found, origin)), "x").slots
    shown = words(slots["gencc-content"])
    assert [shown.count(f'"{word}"') for word in said] == [1, 1, 1]
    assert all(f"Group {n}" in shown for n in range(3))
    assert shown.count("evidence against") == 2
    assert "3 submissions by 3 submitters; each is its submitter's own" in shown
    assert slots["gencc-hidden"] is False
    assert "conflict" not in shown.lower()


def test_many_submissions_are_folded_and_a_hostile_one_is_text() -> None:
    link = "javascript:alert(1)"
    found = tuple(submission("Limited", "<b>x</b>", url=link) for _ in range(13))
    slots = disease.render(_answers(gencc=Answer(State.SNAPSHOT, found, ORIGIN)), "x").slots
    shown = words(slots["gencc-content"])
    assert "details" in shown
    assert link not in shown


def test_without_gencc_its_section_is_hidden_and_one_line_says_what_brings_it(
    service: DataService,
) -> None:
    slots = slots_of(service, "STAT3")
    assert slots["gencc-hidden"] is True
    assert "about 14 MB" in words(slots["missing"])
    assert words(slots).count("GenCC submissions") == 2  # the section's own message is hidden


def test_t18_a_mechanism_stands_at_its_disease_in_g2ps_words() -> None:
    record = G2PRecord(
        g2p_id="G2P1",
        disease="hyper-IgE syndrome",
        mondo_id="MONDO:1",
        allelic_requirement="monoallelic_autosomal",
        confidence="disputed",
        mechanism="dominant negative",
        mechanism_support="inferred",
        consequences=(),
        panels=("DD",),
        date="2026-08-01",
        url="https://example.org/",
    )
    slots = disease.render(_answers(g2p=Answer(State.SNAPSHOT, (record,), ORIGIN)), "x").slots
    shown = words(slots["g2p-content"])
    assert all(one in shown for one in ("hyper-IgE", "dominant negative", "inferred", "disputed"))
    assert "evidence against" in shown
    assert "1 record, each of one gene-disease pair" in shown
    assert slots["g2p-hidden"] is False
