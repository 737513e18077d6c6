"""Stacked lollipops of one set of variants, and any two proteins with a domain in common."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest

from components.compare.lollipop_controls import filters, heading
from components.compare.lollipop_sets import (
    of_set,
    on_one_numbering,
    set_buttons,
    shared_elsewhere,
    shared_of,
)
from components.compare.lollipops import PANEL, QUESTIONS
from components.compare.marks import gene_marks
from components.html.elements import tree
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.several.compare.answers import ComparisonAnswers

INTERPRO = '"data-licence": "CC0 1.0 (InterPro'  # in its source line
EIGHT = "BRCA1,SCN1A,KCNQ1,MLH1,FBN1,STAT3,SCN2A,KCNJ12"


def compared(service: DataService, genes: str, source_set: str | None = None) -> ComparisonAnswers:
    """Return what the panel is given for an address."""
    found = several(service, {"genes": genes, "release": "v2.1"}, QUESTIONS)
    return replace(found, source_set=source_set)


def said(part: Any) -> str:
    """Return a part as it is sent."""
    return json.dumps(tree(part), ensure_ascii=False)


def test_t61_each_gene_says_what_the_selection_is_and_one_without_a_record_that_it_is_not_covered(
    service: DataService,
) -> None:
    answers = of_set(compared(service, EIGHT, "clinvar_plp"))
    for one in answers.genes:
        words = said(heading(one, gene_marks(answers.symbols)[one.gene.symbol]))
        if one.gene.symbol == "KCNJ12":
            assert "not covered" in words
            continue
        assert "P or LP with two stars or more, ClinVar 2024-12-15, on the plot" in words
        assert "at least these" in words
        assert "MANE Select" in words


def test_t60_nothing_is_counted_or_summed_out_of_the_selection(service: DataService) -> None:
    content = PANEL.render(compared(service, EIGHT, "clinvar_plp"), "token")
    assert content.slots["figures"]["selection"] is True
    answers = of_set(compared(service, EIGHT, "clinvar_plp"))
    assert "chip-count" not in said(filters(answers))
    assert "chip-count" in said(filters(compared(service, EIGHT)))
    assert PANEL.render(compared(service, EIGHT), "token").slots["figures"]["selection"] is False


def test_the_sets_are_offered_and_the_one_shown_is_marked(service: DataService) -> None:
    usual, chosen = (
        said(set_buttons(compared(service, EIGHT, name))) for name in (None, "clinvar_plp")
    )
    for words in (usual, chosen):
        assert "UniProt curated variants" in words
        assert "P or LP with two stars or more, ClinVar 2024-12-15: at least these" in words
    assert usual != chosen
    assert set_buttons(compared(service, "MT-TL2,KCNJ12")) == []


@pytest.mark.parametrize(
    ("genes", "sets"),
    [
        ("DLG4,KDM5B", ["clinvar_plp", "clinvar_plp"]),
        ("DLG4,STAT3,KDM5B", ["uniprot", "uniprot", "uniprot"]),
        ("DLG4,KCNJ12", ["uniprot", "uniprot"]),
        ("DLG4,MT-TL2", ["clinvar_plp", None]),  # the other has no record in any set
        ("STAT3,BRCA1", ["uniprot", "uniprot"]),
    ],
)
def test_all_genes_show_one_set_and_the_switch_marks_it(
    service: DataService, genes: str, sets: list[str | None]
) -> None:
    answers = compared(service, genes)
    shown = of_set(answers)
    own = {one.gene.symbol: one["variants"].data for one in shown.genes}
    assert [getattr(own[name], "source_set", None) for name in genes.split(",")] == sets
    switch = said(set_buttons(answers))
    pressed = [b for b in switch.split('"tag"') if '"aria-pressed": "true"' in b]
    if pressed:
        assert '"data-compare-set": ""' in pressed[0]
        name = {"uniprot": "UniProt curated variants", "clinvar_plp": "ClinVar P/LP"}[sets[0] or ""]
        assert name in switch.split('"aria-pressed": "true"')[1].split('"aria-pressed"')[0]


@pytest.mark.parametrize(
    ("genes", "on_mane", "usual"),
    [
        ("SCN1A,SCN2A", "IPR005821", "PF00520"),
        ("STAT3,STAT6", "IPR000980", "PF00017"),
        ("KCNQ1,KCNQ2", "IPR005821", "IPR005821"),  # the one has Pfam's domains, not the other
        ("FBN1,NOTCH3", "IPR001881", "IPR001881"),
        ("TP53,TP63", "IPR011615", "IPR011615"),
    ],
)
def test_two_proteins_with_a_domain_of_one_accession_can_be_aligned_on_it(
    service: DataService, genes: str, on_mane: str, usual: str
) -> None:
    assert on_mane in accessions(service, genes, "clinvar_plp")[0]
    assert usual in accessions(service, genes)[0]


def test_domains_of_another_sequence_do_not_replace_those_of_this_one(
    service: DataService,
) -> None:
    answers = compared(service, "TTN,SCN1A")  # UniProt's TTN and the MANE one differ in length
    ttn = on_one_numbering(answers).genes[0]
    assert ttn["features"].data is not None
    assert ttn["features"].data.protein_length == 34_350
    assert ttn["features"] == answers.genes[0]["features"]


@pytest.mark.parametrize("name", ["nosuchset", "<b>", "A" * 10_000])
def test_an_unknown_set_is_named_and_the_usual_is_shown(service: DataService, name: str) -> None:
    content = PANEL.render(compared(service, "STAT3,SCN1A", name), "token")
    assert f"names no set of variants “{name[:40]}”" in said(content.message)
    assert content.slots["figures"]["selection"] is False


def accessions(
    service: DataService, genes: str, source_set: str | None = None
) -> tuple[set[str], str | None]:
    """Return what proteins can be aligned on, and what is said of another set."""
    answers = compared(service, genes, source_set)
    shared = shared_of(answers, on_one_numbering(of_set(answers)))
    return {one.accession for one in shared}, shared_elsewhere(answers, shared)


def owners(service: DataService, *tables: str) -> dict[str, set[str]]:
    """Return the symbols of the genes that have each accession."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        rows = service.snapshot.arrow(table).select(["hgnc_id", "accession"]).to_pylist()
        for row in rows:
            found[row["accession"]].add(service.index.by_id(row["hgnc_id"]).symbol)
    return {name: genes for name, genes in found.items() if len(genes) > 1}


def pairs(service: DataService) -> list[tuple[str, str]]:
    """Return 200 pairs at random, all pairs of starters, each starter with others."""
    some = random.Random(10)
    every = owners(service, "domains", "domains_mane")
    starters = {service.index.by_id(one).symbol for one in service.snapshot.covers("domains") or ()}
    names = sorted(every)
    found = [tuple(some.sample(sorted(every[some.choice(names)]), 2)) for _ in range(200)]
    for name in names:
        own = sorted(every[name] & starters)
        found += [(a, b) for a in own for b in own if a < b]
        found += [(one, some.choice(sorted(every[name] - {one}))) for one in own]
    return [(a, b) for a, b in dict.fromkeys(found)]


def test_any_two_proteins_that_share_an_accession_can_be_aligned_on_one(
    service: DataService,
) -> None:
    """Of two lengths of one protein the other set says that it can."""
    elsewhere = set()
    tried = pairs(service)
    assert len(tried) > 350
    for one, other in tried:
        for name in (None, "clinvar_plp"):
            shared, words = accessions(service, f"{one},{other}", name)
            if shared:
                continue
            assert words is not None, (one, other, name)
            another = "clinvar_plp" if "ClinVar P/LP" in words else None
            assert another != name
            assert accessions(service, f"{one},{other}", another)[0], (one, other, name)
            elsewhere |= {one, other} & {"TTN", "SCN5A", "MECP2", "ARID1B", "SHANK3"}
    assert elsewhere == {"TTN", "SCN5A", "MECP2", "ARID1B", "SHANK3"}


def test_what_can_be_aligned_with_another_set_only_is_said(service: DataService) -> None:
    axis = said(PANEL.render(compared(service, "TTN,FGFR4"), "token").slots["axis"])
    assert "share Immunoglobulin I-set (IPR013098) on the sequences of ClinVar P/LP" in axis
    assert "No two of these proteins" not in axis
    assert "choose that set" not in said(
        PANEL.render(compared(service, "TTN,FGFR4", "clinvar_plp"), "token").slots["axis"]
    )
    none = said(PANEL.render(compared(service, "STAT3,KCNQ1"), "token").slots["axis"])
    assert "No two of these proteins" in none


def test_a_domain_that_is_aligned_on_and_not_drawn_has_its_source_too(service: DataService) -> None:
    sources = said(PANEL.render(compared(service, "STAT3,JAK2"), "token").source)
    assert "Pfam" in sources
    assert sources.count(INTERPRO) == 1
    drawn = said(PANEL.render(compared(service, "STAT3,STAT1"), "token").source)
    assert INTERPRO not in drawn
    usual = said(PANEL.render(compared(service, "KCNQ1,KCNQ2"), "token").source)
    assert usual.count(INTERPRO) == 1
