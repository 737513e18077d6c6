"""Sets of variants in a browser without a network: a switch, the address, labels, none summed."""

from __future__ import annotations

import pytest

from tests.browser.page import Page
from tests.browser.variants import PLOT, opened, run

SETS = "return [...document.querySelectorAll('#variants-sets .segment')].map((b) => b.textContent)"
PRESSED = (
    "return document.querySelector('#variants-sets .segment[aria-pressed=true] .segment-name')"
    ".textContent"
)
DOMAINS = f"return {PLOT}.data.filter((trace) => trace.uid === 'domains')[0].base.length"
LABEL = f"return {PLOT}.layout.annotations[0].text"
PANEL = "return document.getElementById('panel-variants').textContent"
EXPORTS = """
document.querySelector('#panel-variants .menu-toggle').click();
return new Promise((done) => setTimeout(() => done(
  [...document.querySelectorAll('#panel-variants [data-export]')].map((a) => a.getAttribute('href'))
), 50));
"""


@pytest.mark.parametrize("symbol", ["BRCA1", "SCN1A", "KCNQ1", "MLH1", "FBN1"])
def test_t61_domains_and_clinvars_selection_are_shown_with_their_label(
    page: Page, symbol: str
) -> None:
    page.open(f"/gene/{symbol}")
    first, second = run(page, SETS)
    assert first.startswith("UniProt curated variants")
    assert second.startswith("ClinVar P/LPP or LP, two stars or more, 2024-12-15: at least ")
    run(page, "document.querySelectorAll('#variants-sets .segment')[1].click()")
    page.wait(f"{PRESSED} === 'ClinVar P/LP'", "the other set")
    page.ready()
    assert page.query() == "source_set=clinvar_plp"
    assert run(page, DOMAINS) > 0
    assert run(page, LABEL) == "ClinVar 2024-12-15, P/LP, two stars or more: at least these"
    said = run(page, PANEL)
    assert "records P or LP with two stars or more, ClinVar 2024-12-15: at least these" in said
    assert "InterPro" in said
    for tile, words in (
        ("clinvar", "ClinVar as a whole is not in the snapshot"),
        ("pathogenic", "ClinVar 2024-12-15: at least "),
    ):
        value, note = run(
            page,
            f"return ['value', 'note'].map((part) => document.querySelector('#tile-{tile} "
            ".tile-' + part).textContent)",
        )
        assert value == "—"
        assert note.startswith(words)
    assert page.console() == []


def test_a_link_restores_the_set_and_going_back_takes_it_away(page: Page) -> None:
    opened(page, "/gene/STAT3?source_set=clinvar_plp&class=likely%20pathogenic")
    assert run(page, PRESSED) == "ClinVar P/LP"
    page.wait(
        "return /of this set/.test(document.getElementById('variants-shown').textContent)",
        "what is shown",
    )
    hrefs = run(page, EXPORTS)
    assert "source_set=clinvar_plp" in hrefs[0]
    assert "numbering=mane" in hrefs[1]
    run(page, "document.querySelectorAll('#variants-sets .segment')[0].click()")
    page.wait(f"{PRESSED} === 'UniProt curated variants'", "the usual set")
    page.ready()
    assert page.query() == ""  # with the filters, which were those of the other set
    assert "UniProt curated variants" in run(page, LABEL)
    run(page, "history.back()")
    page.wait(f"{PRESSED} === 'ClinVar P/LP'", "the set before")


def test_a_search_looks_in_the_set_that_is_shown(page: Page) -> None:
    opened(page, "/gene/STAT3?source_set=clinvar_plp&find=VCV000018304")
    page.wait(
        "return gcd.gridOf('variants-grid').getSelectedNodes().some("
        "(node) => node.data.id === 'VCV000018304')",
        "the record",
    )


def test_t60_a_gene_of_neither_set_says_so(page: Page) -> None:
    page.open("/gene/MT-TL2")
    assert run(page, SETS) == []
    said = run(page, PANEL)
    assert "There is no record of MT-TL2 in this set: ClinVar 2024-12-15" in said
    assert "not a protein-coding gene" in said


def test_compare_shows_the_set_that_is_chosen_and_aligns_on_a_shared_accession(
    page: Page,
) -> None:
    page.open("/compare?genes=KCNQ1,SCN1A,KCNJ12&release=v2.1&axis=IPR005821")
    run(page, "document.querySelector('[data-compare-set=clinvar_plp]').click()")
    page.wait(
        "return /of this set/.test(document.getElementById('compare-lollipops-shown').textContent)",
        "the other set",
    )
    page.ready()
    assert "source_set=clinvar_plp" in page.query()
    said = run(page, "return document.getElementById('panel-compare-lollipops').textContent")
    assert "P or LP with two stars or more, ClinVar 2024-12-15, on the plot" in said
    assert "KCNJ12: There is no record of this gene in this set: ClinVar 2024-12-15" in said
    assert "Ion transport domain (IPR005821)" in said
    assert not run(
        page, "return document.querySelector('#compare-lollipops-filters .chip-count') !== null"
    )
    run(page, "document.querySelector('[data-compare-set=\"\"]').click()")
    page.wait(
        "return document.querySelector('#compare-lollipops-filters .chip-count') !== null",
        "the usual set",
    )
    assert page.console() == []


COUNTED = "return document.querySelector('#variants-grid-frame .grid-count').textContent"
SHOWN = "return document.getElementById('variants-shown').textContent"


def test_t60_table_plot_and_chips_say_one_number_of_a_set_and_none_of_a_selections_class(
    page: Page,
) -> None:
    opened(page, "/gene/BRCA1?class=uncertain")
    page.wait(f"{COUNTED}.startsWith('showing')", "the filtered table")
    counted, shown = run(page, COUNTED), run(page, SHOWN)
    drawn = run(page, "return gcd.gridOf('variants-grid').getDisplayedRowCount()")
    chip = run(
        page,
        "return [...document.querySelectorAll('#variants-breakdown [aria-pressed=true] .chip-count"
        "')].reduce((sum, one) => sum + Number(one.textContent), 0)",
    )
    few, all_of_it = counted.removeprefix("showing ").removesuffix(" records").split(" of ")
    assert shown.startswith(f"Showing {few} of {all_of_it} records")
    more = shown.partition("; ")[2].partition(" more of these classes")[0]
    assert (int(few), chip) == (drawn, drawn + int(more or 0))
    opened(page, "/gene/KCNQ1?source_set=clinvar_plp&class=pathogenic")
    page.wait(f"{COUNTED}.includes('pass')", "the filtered table")
    assert run(page, COUNTED) == "the records that pass the filters"
    assert run(page, SHOWN) == (
        "Showing the records of this set that pass the filters; those not on the plot are listed "
        "below the table."
    )
    run(page, "[...document.querySelectorAll('#panel-variants [data-act=clear]')][0].click()")
    page.wait(f"{COUNTED} === '201 records'", "the whole table")
    assert run(page, SHOWN) == "Showing all 201 records of this set; 32 more not on the plot."


def test_a_gene_that_uniprot_has_no_record_of_opens_on_clinvars_selection(page: Page) -> None:
    opened(page, "/gene/DLG4")
    said = run(page, PANEL)
    assert "UniProt lists no curated variant of DLG4. ClinVar P/LP is shown." in said
    assert "49 records P or LP with two stars or more, ClinVar 2024-12-15: at least these" in said
    assert run(page, LABEL) == "ClinVar 2024-12-15, P/LP, two stars or more: at least these"
    hrefs = run(page, EXPORTS)
    assert "source_set=clinvar_plp" in hrefs[0]
    assert "numbering=mane" in hrefs[1]
    page.open("/gene/DLG4?source_set=uniprot")
    assert run(page, PRESSED) == "UniProt curated variants"
    assert page.console() == []
