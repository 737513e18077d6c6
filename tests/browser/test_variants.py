"""The filters of the variants panel: zoom, node, address, and no trace of the gene before."""

from __future__ import annotations

import pytest

from tests.browser.page import Page
from tests.browser.variants import (
    CHOSEN,
    IDS,
    INKED,
    PICTURE,
    PLOT,
    RANGE,
    RINGS,
    ROWS,
    act,
    line,
    opened,
    run,
    shows,
)


def test_a_filter_keeps_zoom_and_node_and_asks_nobody(page: Page) -> None:
    opened(page, "/gene/STAT3")
    run(page, f"window.plotBefore = {PLOT}.querySelector('.main-svg')")
    run(page, "gcd.variantsDrawing.residues(300, 460)")
    zoomed = page.wait(
        f"const range = {PLOT}.layout.xaxis.range; return range[0] > 200 && range", "the zoom"
    )
    page.hosts()
    run(page, "performance.clearResourceTimings()")
    act(page, "only", "uncertain")
    shows(page, "Showing 30 of 68 records.")
    assert run(page, RANGE) == zoomed
    assert run(page, f"return window.plotBefore === {PLOT}.querySelector('.main-svg')")
    assert len(run(page, IDS)) == 30
    page.wait(f"{ROWS} === 30", "the table's rows")
    assert run(page, "return performance.getEntriesByType('resource').length") == 0
    assert page.query() == "class=uncertain"
    assert page.console() == []


def test_the_zoom_belongs_to_its_gene_and_can_be_undone(page: Page) -> None:
    opened(page, "/gene/STAT3")
    run(page, "gcd.variantsDrawing.residues(300, 460)")
    page.wait(f"return {PLOT}.layout.xaxis.range[0] > 200", "the zoom")
    run(page, "gcd.openGene('TTN')")
    page.ready_for("TTN")
    whole = run(page, RANGE)
    assert whole[1] > 34_350
    run(page, "gcd.variantsDrawing.residues(1000, 3000)")
    page.wait(f"return {PLOT}.layout.xaxis.range[0] > 900", "the zoom")
    act(page, "unzoom")
    page.wait(f"return {PLOT}.layout.xaxis.range[1] > 34350", "the whole protein")
    assert run(page, RANGE) == whole


def test_a_copied_link_restores_filters_search_and_selection(page: Page) -> None:
    opened(page, "/gene/STAT3?class=uncertain&residues=100-200&find=165&variant=VAR_089790")
    shown = line(page, "shown")
    assert shown.startswith("Showing ")
    assert shown.endswith(" of 68 records.")
    page.wait(f"{CHOSEN}[0] === 'VAR_089790'", "the selected row")
    assert [
        int(page.one(f"#variants-{end}").get_attribute("value") or 0) for end in ("from", "to")
    ] == [100, 200]
    assert page.one("#variants-search").get_attribute("value") == "165"
    pressed = page.one('.filter-chip[data-value="pathogenic/likely pathogenic"]')
    assert pressed.get_attribute("aria-pressed") == "false"
    low, high = run(page, RANGE)
    assert low == pytest.approx(100, abs=5)
    assert high == pytest.approx(200, abs=5)


def test_back_and_forward_step_through_the_filters(page: Page) -> None:
    opened(page, "/gene/STAT3")
    act(page, "only", "uncertain")
    shows(page, "Showing 30 of 68 records.")
    act(page, "toggle", "pathogenic/likely pathogenic")
    shows(page, "Showing 65 of 68 records.")
    page.driver.back()
    shows(page, "Showing 30 of 68 records.")
    page.driver.back()
    shows(page, "Showing all 68 records.")
    page.driver.forward()
    shows(page, "Showing 30 of 68 records.")


def test_malformed_fields_fall_back_one_by_one_and_say_so(page: Page) -> None:
    opened(
        page,
        "/gene/STAT3?class=evil,uncertain&consequence=%3Cb%3E&residues=9-x&variant=VAR_1&find=%00",
    )
    shows(page, "Showing 30 of 68 records.")
    said = line(page, "notice")
    for words in ("“evil”", "“<b>”; all", "“9-x”", "“VAR_1”"):
        assert words in said, words
    assert page.console() == []


def test_another_gene_keeps_no_trace_of_filters_or_records(page: Page) -> None:
    opened(page, "/gene/STAT3?class=uncertain&find=382&variant=VAR_089790")
    shows(page, "Showing 30 of 68 records.")
    before = set(run(page, IDS))
    run(page, "gcd.openGene('TP53')")
    page.ready_for("TP53")
    shows(page, "Showing all 1,338 records.")
    assert page.query() == ""
    assert before.isdisjoint(run(page, IDS))
    assert run(page, RINGS) == []
    assert line(page, "search-answer") == line(page, "notice") == ""
    assert page.one("#variants-search").get_attribute("value") == ""
    page.wait(f"{ROWS} === 1338", "the table's rows")
    page.driver.back()
    page.ready_for("STAT3")
    shows(page, "Showing 30 of 68 records.")
    assert set(run(page, IDS)) == before


def test_t37_what_is_not_on_the_plot_is_counted_and_listed(page: Page) -> None:
    opened(page, "/gene/PANK2")
    shows(page, "Showing all 25 records; 13 more not on the plot.")
    words = line(page, "ledger")
    assert "Not on the plot: 13 records" in words
    assert "numbered on another isoform" in words


def test_a_gene_without_protein_shows_a_sentence_and_no_plot(page: Page) -> None:
    page.driver.get(f"{page.base}/gene/XIST")
    page.wait("return document.querySelector('#panel-variants[data-state=empty]') !== null", "XIST")
    assert "not a protein-coding gene" in page.text("panel-variants")
    assert not page.one("#variants-plot").is_displayed()


def test_very_many_heads_are_painted_filtered_and_zoomed_without_an_element_each(
    page: Page,
) -> None:
    opened(page, "/gene/TP53")
    assert run(page, f"return {PLOT}.querySelectorAll('.scatterlayer .points path').length") == 0
    before = run(page, INKED)
    assert before > 1000
    run(page, "performance.clearResourceTimings()")
    act(page, "only", "pathogenic/likely pathogenic")
    shows(page, "Showing 83 of 1,338 records.")
    page.wait(f"{INKED} < {before}", "fewer heads")
    assert len(run(page, IDS)) == 83
    assert run(page, "return performance.getEntriesByType('resource').length") == 0
    run(page, "gcd.variantsDrawing.residues(1, 40)")
    page.wait(f"return {PLOT}.layout.xaxis.range[1] < 50", "the zoom")
    page.wait(f"{INKED} === 0", "no head in these residues")
    assert page.console() == []


def test_a_picture_has_a_legend_of_the_classes_that_it_shows_with_their_counts(
    page: Page,
) -> None:
    for gene, shown in (("STAT3", 30), ("TP53", 1251)):
        opened(page, f"/gene/{gene}?class=uncertain")
        page.catch_files()
        event = "new Event('click', { bubbles: true })"
        run(page, f'document.querySelector("{PICTURE}").dispatchEvent({event})')
        name, svg = page.saved_text()
        assert name == f"{gene}_variants.svg"
        assert f"Uncertain ({shown:,})" in svg
        assert "Pathogenic" not in svg
        assert " of " in svg
        assert "UniProt" in svg
        assert "Research use, not for diagnosis" in svg


def test_t68_a_variant_of_another_gene_has_a_link_to_it(page: Page) -> None:
    opened(page, "/gene/STAT3?find=TP53:p.Arg175His")
    page.wait("return document.querySelector('#variants-search-answer a') !== null", "the link")
    assert "is of another gene: TP53, not STAT3." in line(page, "search-answer")
    assert run(page, RINGS) == []
    page.one("#variants-search-answer a").click()
    page.ready_for("TP53")
    page.wait(
        "return document.getElementById('variants-search-answer').textContent.includes('match')",
        "the answer",
    )
    assert "Arg175His" in line(page, "search-answer")
    assert page.console() == []


def test_t68_clinvars_title_is_read_in_the_search_box(page: Page) -> None:
    opened(page, "/gene/STAT3?find=NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)")
    page.wait(
        "return document.getElementById('variants-search-answer').textContent.includes('match')",
        "the answer",
    )
    assert "1 record matches" in line(page, "search-answer")
