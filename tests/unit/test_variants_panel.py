"""The variants panel: what is whose, what is not covered, what is not on the plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from components import status
from components.gene.variants.panel import FIGURE, GRID, PANEL, body, clinvar_tiles, render
from components.gene.variants.tables import ledger, variant_rows
from components.html.elements import Element, tree
from components.lollipop.controls import breakdown
from components.lollipop.words import axis_words, figure_label, notes, origin_words
from dashboard.models import (
    Answer,
    Features,
    GeneAnswers,
    Problem,
    Provenance,
    State,
    Variant,
    VariantSet,
)
from dashboard.rules.clinvar import BUCKETS, bucket
from dashboard.rules.hgvs import CONSEQUENCES
from dashboard.service import DataService

Render = Callable[[str], Any]


@pytest.fixture(scope="module")
def rendered(service: DataService) -> Render:
    """Return a function that fills the panel for a gene of the embedded snapshot."""

    def run(symbol: str) -> Any:
        return render(service.answers(service.gene(symbol), PANEL.questions), symbol)

    return run


def words(part: Any) -> str:
    """Return the text of a component, an element or a list, and all in it."""
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return " ".join(map(words, part))
    if isinstance(part, Element):
        return words(part.inside)
    if isinstance(part, dict):
        return words(part["inside"])
    return words(getattr(part, "children", part)) if hasattr(part, "children") else str(part)


def test_the_tiles_of_clinvar_are_not_covered_and_show_no_figure_of_uniprot(
    rendered: Render,
) -> None:
    none = "ClinVar as a whole is not in the snapshot"
    for symbol, pathogenic in (
        ("STAT3", "ClinVar 2024-12-15: at least 21 P or LP, two stars or more"),
        ("KCNJ12", none),
    ):
        tiles = rendered(symbol).tiles
        assert {name: tile.note for name, tile in tiles.items()} == {
            "clinvar": none,
            "pathogenic": pathogenic,
        }
        for tile in tiles.values():
            assert tile.state is State.NOT_COVERED
            assert tile.value == "—"


FIVE = ("BRCA1", "SCN1A", "KCNQ1", "MLH1", "FBN1")


@pytest.fixture(scope="module")
def selected(service: DataService) -> Render:
    """Return a function that fills the panel with ClinVar's selection."""

    def run(symbol: str) -> Any:
        answers = service.answers(service.gene(symbol), PANEL.questions)
        token = f"{symbol}|clinvar_plp"
        return render(replace(answers, source_set="clinvar_plp"), token)

    return run


def test_every_gene_opens_on_a_set_that_has_a_record_if_any_has(
    service: DataService, rendered: Render
) -> None:
    """The page, the JSON and the files ask the same question."""
    tables = ("variants", "clinvar_plp")
    uniprot, selection = (
        {one for one in service.snapshot.arrow(name)["hgnc_id"].to_pylist() if one}
        for name in tables
    )
    only = sorted(selection - uniprot)
    assert len(only) == 148
    for hgnc_id in only:
        gene = service.index.by_id(hgnc_id)
        found = service.ask("variants", gene)
        assert found.data is not None
        assert (found.state, found.data.source_set) == (State.SNAPSHOT, "clinvar_plp")
        assert found == service.ask("clinvar_plp", gene)
        content = rendered(gene.symbol)
        assert content.slots["set"] == "clinvar_plp"
        assert content.state is State.SNAPSHOT
        said = words(content.message)
        assert "UniProt" in said or "protein" in said
        assert "ClinVar P/LP is shown." in said
        assert words(content.slots["heading"]).endswith(("at least these", "at least this one"))
    for hgnc_id in sorted(uniprot & selection)[::40]:
        found = service.ask("variants", service.index.by_id(hgnc_id))
        assert found.data is not None
        assert found.data.source_set == "uniprot"


def test_the_address_decides_also_where_the_named_set_has_no_record(service: DataService) -> None:
    answers = service.answers(service.gene("DLG4"), PANEL.questions)
    content = render(replace(answers, source_set="uniprot"), "DLG4|uniprot")
    assert (content.state, content.slots["set"]) == (State.EMPTY, "uniprot")
    assert words(content.message) == "UniProt lists no curated variant of DLG4."
    switch = repr(tree(content.slots["sets"]))
    assert "at least 49 records" in switch


@pytest.mark.parametrize("symbol", ["STAT3", "BRCA1", "BRCA2"])
def test_records_not_on_the_plot_are_told_by_class_so_that_chips_and_plot_agree(
    rendered: Render, service: DataService, symbol: str
) -> None:
    found = service.ask("uniprot", service.gene(symbol)).data
    assert found is not None
    meta = rendered(symbol).slots["figure"]["layout"]["meta"]
    placed = Counter(one.variant_class for one in found.variants)
    assert dict(placed + Counter(meta["unplacedOf"])) == found.counts
    assert sum(meta["unplacedOf"].values()) == meta["unplaced"] == len(found.unplaced)
    assert rendered(symbol).slots["uncounted"] == "false"


@pytest.mark.parametrize("symbol", FIVE)
def test_t61_the_selection_says_at_each_number_what_it_is(
    selected: Render, service: DataService, symbol: str
) -> None:
    found = service.ask("clinvar_plp", service.gene(symbol)).data
    assert found is not None
    content = selected(symbol)
    count = len(found.variants) + len(found.unplaced)
    label = f"{count:,} records P or LP with two stars or more, ClinVar 2024-12-15: at least these"
    assert content.slots["heading"] == label
    assert content.slots["uncounted"] == "true"  # the table counts no class of it either
    assert label in words(content.slots["clinvar"])
    figure = content.slots["figure"]
    assert figure["layout"]["annotations"][0]["text"] == (
        "ClinVar 2024-12-15, P/LP, two stars or more: at least these"
    )
    assert figure["layout"]["meta"] | {"at": None, "length": None} == {
        "for": f"{symbol}|clinvar_plp",
        "gene": symbol,
        "set": "clinvar_plp",
        "selection": True,
        "unplaced": len(found.unplaced),
        "unplacedOf": {},
        "at": None,
        "length": None,
    }
    assert "MANE Select" in figure["layout"]["xaxis"]["title"]["text"]
    assert "InterPro" in words(content.slots["notes"])
    assert "at least these" in words(content.slots["notes"])
    assert len(content.slots[f"{GRID}-rows"]) == len(found.variants)
    assert f"Not on the plot: {len(found.unplaced):,} record" in words(content.slots["ledger"])
    assert "ClinVar" in repr(tree(content.source))


@pytest.mark.parametrize("symbol", FIVE)
def test_t60_the_selection_has_no_total_and_no_count_of_a_class(
    selected: Render, symbol: str
) -> None:
    content = selected(symbol)
    for slot in ("breakdown", "consequences"):
        assert not any(letter.isdigit() for letter in words(content.slots[slot]))
    for tile in content.tiles.values():
        assert (tile.value, tile.state) == ("—", State.NOT_COVERED)
    assert content.tiles["pathogenic"].note.startswith("ClinVar 2024-12-15: at least ")
    assert "pathogenic," not in content.slots["plot-label"].partition(";")[0]


def test_two_sets_stand_side_by_side_and_are_never_summed(
    rendered: Render, selected: Render
) -> None:
    for content, pressed in ((rendered("STAT3"), "uniprot"), (selected("STAT3"), "clinvar_plp")):
        (group,) = content.slots["sets"]
        said = [words(button) for button in group["inside"]]
        assert said == [
            "UniProt curated variants 68 records",
            "ClinVar P/LP P or LP, two stars or more, 2024-12-15: at least 21 records",
        ]
        values = [button["props"]["data-value"] for button in group["inside"]]
        assert values == ["", "clinvar_plp"]
        marks = [button["props"]["aria-pressed"] for button in group["inside"]]
        assert marks == [str(pressed == name).lower() for name in ("uniprot", "clinvar_plp")]
        assert content.slots["set"] == pressed


def test_t60_a_gene_of_neither_set_says_so_of_both(rendered: Render, selected: Render) -> None:
    usual = rendered("MT-TL2")
    assert usual.state is State.EMPTY
    assert usual.slots["sets"] == []
    assert "no record of MT-TL2 in this set: ClinVar 2024-12-15" in words(usual.slots["clinvar"])
    by_question = selected("MT-TL2")
    assert by_question.state is State.NOT_COVERED
    assert "no record of MT-TL2 in this set: ClinVar 2024-12-15" in words(by_question.message)
    assert by_question.slots[f"{GRID}-rows"] == []


@pytest.mark.parametrize("name", ["gnomad", "<b>x</b>", "A" * 10_000])
def test_an_address_that_names_no_set_is_told_so_and_shows_the_usual(
    service: DataService, name: str
) -> None:
    answers = service.answers(service.gene("STAT3"), PANEL.questions)
    content = render(replace(answers, source_set=name), f"STAT3|{name}")
    assert f"names no set of variants \u201c{name[:40]}\u201d;" in words(content.message)
    assert content.slots["heading"] == "UniProt curated variants: 68 records"


def test_t34_clinvars_tiles_count_its_own_records_without_the_conflicting() -> None:
    counts = {"pathogenic": 3, "likely pathogenic": 2, "conflicting": 7, "uncertain": 1}
    found = VariantSet("clinvar", "ClinVar", None, 770, (), (), counts)
    tiles = clinvar_tiles(
        Answer(State.LOADED, found, Provenance("ClinVar", fetched_at="2026-01-02"))
    )
    assert (tiles["clinvar"].value, tiles["pathogenic"].value) == ("13", "5")
    assert tiles["clinvar"].note == "ClinVar release not stated, fetched 2026-01-02"
    assert "without conflicting" in tiles["pathogenic"].note


def test_t66_an_unknown_term_is_counted_and_named_on_screen_in_the_ledger_and_in_files() -> None:
    def record(number: int, raw: str, position: int | None) -> Variant:
        return Variant(
            f"VCV{number}", None, position, position, bucket(raw), raw, None,
            reason=None if position else "no place",
        )  # fmt: skip

    placed = (record(1, "VUS", 5), record(2, "VUS-high", 6), record(3, "-", 7))
    unplaced = (record(4, "Somewhat bad", None),)
    counts = dict(Counter(v.variant_class for v in (*placed, *unplaced)))
    found = VariantSet("clinvar", "ClinVar variants", None, 9, placed, unplaced, counts)
    assert counts == {"unknown": 3, "uncertain": 1}
    assert "Unknown 3" in words(breakdown(found))
    said = words(notes(found, Answer(State.EMPTY, None)))
    assert "“VUS” (1), “Somewhat bad” (1), no class given (1)" in said
    assert "Unknown: “Somewhat bad”" in words(ledger(found))
    assert [row["raw_class"] for row in variant_rows(placed)] == ["VUS", "VUS-high", "-"]


def test_t66_known_terms_alone_are_not_spoken_of(rendered: Render) -> None:
    assert "not in the vocabulary" not in words(rendered("STAT3").slots["notes"])


def test_t41_tile_and_plot_name_clinvars_release_and_not_the_day_of_asking_alone() -> None:
    origin = Provenance("ClinVar by gnomAD", "2026-11-15", fetched_at="2026-11-24T05:46:10+00:00")
    found = VariantSet("clinvar", "ClinVar variants", None, 770, (), (), {"benign": 1})
    words = "ClinVar release 2026-11-15 (by gnomAD), fetched 2026-11-24 05:46 UTC"
    assert clinvar_tiles(Answer(State.LOADED, found, origin))["clinvar"].note == words
    assert origin_words(found, origin) == words
    line = repr(tree(status.source_line(Answer(State.LOADED, found, origin))))
    assert "release 2026-11-15" in line


def test_the_breakdown_is_uniprots_and_says_so(rendered: Render) -> None:
    slots = rendered("STAT3").slots
    assert slots["heading"] == "UniProt curated variants: 68 records"
    assert "Pathogenic / likely path." in words(slots["breakdown"])
    assert words(slots["clinvar"]).startswith("ClinVar classifications:  not covered. ")


def test_a_chip_is_a_switch_with_its_count_and_a_button_for_it_alone(rendered: Render) -> None:
    pairs = rendered("STAT3").slots["breakdown"][0].children[:-1]
    chips = [pair.children[0] for pair in pairs]
    assert {chip.__dict__["data-value"]: words(chip).split()[-1] for chip in chips} == {
        "pathogenic/likely pathogenic": "35",
        "uncertain": "30",
        "benign/likely benign": "3",
    }
    assert all(chip.__dict__["aria-pressed"] == "true" for chip in chips)


def test_every_record_is_in_the_plot_and_in_the_table(rendered: Render) -> None:
    slots = rendered("TP53").slots
    ids = [name for trace in slots["figure"]["data"] for name in trace.get("ids", ())]
    rows = [row["id"] for row in slots[f"{GRID}-rows"]]
    assert len(rows) == 1338
    assert sorted(ids) == sorted(rows)
    assert slots[f"{GRID}-count"] == 1338


def test_rows_come_by_residue_which_the_stacking_in_the_browser_rests_on(rendered: Render) -> None:
    places = [row["position"] for row in rendered("TP53").slots[f"{GRID}-rows"]]
    assert places == sorted(places)


def test_t10_ttn_says_that_numbering_may_differ_and_draws_no_exon_borders(rendered: Render) -> None:
    slots = rendered("TTN").slots
    said = words(slots["notes"])
    assert said.count("Numbering may differ: UniProt's sequence has 34,350 residues") == 1
    assert "Exon borders are not drawn" in said
    domains = next(t for t in slots["figure"]["data"] if t["uid"] == "domains")
    assert len(domains["x"]) == 307


def test_t60_domains_that_no_table_covers_are_said_to_be_so(rendered: Render) -> None:
    slots = rendered("RBM20").slots
    assert "Domains: not covered for this gene" in words(slots["notes"])
    assert "MANE Select ENST00000369519.4" in slots["figure"]["layout"]["xaxis"]["title"]["text"]


def test_t38_records_beyond_the_protein_are_counted_and_listed(rendered: Render) -> None:
    slots = rendered("PANK2").slots
    said = words(slots["ledger"])
    assert "Not on the plot: 13 records" in said
    assert "numbered on another isoform" in said
    assert len(slots[f"{GRID}-rows"]) == 25
    assert slots["figure"]["layout"]["meta"]["unplaced"] == 13


def test_t16_a_gene_without_protein_has_no_plot_and_one_sentence(rendered: Render) -> None:
    content = rendered("XIST")
    assert content.state is State.EMPTY
    assert "not a protein-coding gene" in words(content.message)
    assert "plot-hidden" not in content.slots
    assert content.slots["figure"]["layout"]["meta"]["for"] == "XIST"


def test_a_gene_without_variants_still_shows_its_protein(service: DataService) -> None:
    gene = service.gene("STAT3")
    answers = service.answers(gene, PANEL.questions)
    empty: Answer[Any] = Answer(State.EMPTY, None, None, Problem("empty", "There is none."))
    content = render(GeneAnswers(gene, {**answers.by_question, "variants": empty}), "STAT3")
    assert content.state is State.EMPTY
    assert "There is none." in words(content.message)
    assert content.slots["plot-hidden"] is False
    assert content.slots[f"{GRID}-rows"] == []
    assert "tools-hidden" not in content.slots


def test_a_failed_source_is_named_once_and_does_not_hide_why_there_is_none(
    service: DataService,
) -> None:
    problem = Problem("unreachable", "gnomAD could not be reached.")
    for symbol, said in (("STAT3", ""), ("XIST", "XIST is not a protein-coding gene.")):
        gene = service.gene(symbol)
        by_question = dict(service.answers(gene, PANEL.questions).by_question)
        by_question["clinvar"] = Answer(State.UNAVAILABLE, None, None, problem)
        by_question["variants"] = replace(by_question["variants"], problem=problem)
        content = render(GeneAnswers(gene, by_question), symbol)
        assert words(content.message).endswith(said)
        assert "could not be reached" not in words(content.message)
        assert "could not be reached" in words(content.slots["clinvar"])


def test_a_damaged_table_is_unavailable_and_shows_no_0(service: DataService) -> None:
    gene = service.gene("STAT3")
    broken: Answer[Any] = Answer(
        State.UNAVAILABLE, None, None, Problem("x", "Table is damaged", "Rebuild")
    )
    by_question = dict.fromkeys(PANEL.questions, broken)
    content = render(GeneAnswers(gene, by_question), "STAT3")
    assert content.state is State.UNAVAILABLE
    assert "Rebuild" in words(content.message)
    assert "heading" not in content.slots


def test_the_picture_is_named_in_words(service: DataService) -> None:
    gene = service.gene("STAT3")
    answers = service.answers(gene, PANEL.questions)
    label = figure_label(gene, answers["variants"].data, answers["features"].data)
    assert "STAT3: 68 UniProt curated variants" in label
    assert "30 uncertain" in label
    assert "5 domains" in label
    unknown = Features(None, None, None, None, ())
    assert axis_words(gene, unknown) == "UniProt numbering; protein length not known"


def test_the_browser_knows_the_vocabularies_that_the_address_may_name() -> None:
    tools = next(part for part in body() if getattr(part, "id", "") == "variants-tools")
    filters = next(p for p in tools.children if getattr(p, "id", "") == "variants-filters")
    assert filters.__dict__["data-classes"].split("|") == list(BUCKETS)
    assert filters.__dict__["data-consequences"].split("|") == list(CONSEQUENCES)


def test_rows_link_to_the_record_and_to_dbsnp(service: DataService) -> None:
    found = service.ask("variants", service.gene("STAT3")).data
    assert found is not None
    row = next(row for row in variant_rows(found.variants) if row["dbsnp"])
    assert row["dbsnp_url"] == f"https://www.ncbi.nlm.nih.gov/snp/{row['dbsnp']}"
    assert row["url"].startswith("https://")
    assert row["class"] in BUCKETS


def test_an_empty_ledger_says_that_everything_is_on_the_plot() -> None:
    found = VariantSet("uniprot", "UniProt curated variants", None, 9, (), (), {})
    assert words(ledger(found)) == (
        "Not on the plot: none; all UniProt curated variants have a place on this protein."
    )


def test_t35_t42_the_ledger_says_what_is_left_out_and_that_all_was_fetched() -> None:
    found = VariantSet(
        "clinvar", "ClinVar variants", None, 9, (), (), {}, left_out=1_200, announced=1_200
    )
    said = words(ledger(found))
    assert "1,200 records left out: of neighbouring genes" in said
    assert "large copy-number variants" in said
    assert "1,200 of 1,200 records fetched" in said
    assert "left out" not in words(ledger(replace(found, left_out=0)))


def test_t60_a_gene_of_which_clinvar_has_no_variant_is_said_to_have_none(
    service: DataService,
) -> None:
    none = VariantSet("clinvar", "ClinVar variants", None, 9, (), (), {})
    origin = Provenance("ClinVar by gnomAD", "2026-11-15", fetched_at="2026-11-24")
    by_question: dict[str, Answer[Any]] = dict.fromkeys(PANEL.questions, Answer(State.NOT_COVERED))
    by_question |= dict.fromkeys(("variants", "clinvar"), Answer(State.LOADED, none, origin))
    answers = GeneAnswers(service.gene("STAT3"), by_question, ())
    assert words(render(answers, "STAT3").message).endswith("no variant of STAT3.")


def test_every_slot_of_the_content_is_a_slot_of_the_panel(rendered: Render) -> None:
    known = {slot.name for slot in PANEL.slots}
    for symbol in ("STAT3", "XIST", "KCNJ10"):
        assert set(rendered(symbol).slots) <= known
    assert FIGURE in {slot.component_id for slot in PANEL.slots}
