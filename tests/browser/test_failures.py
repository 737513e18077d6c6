"""The line under the header: which sources failed, why, and one retry for all."""

from __future__ import annotations

from tests.browser.page import Page

# Two panels that fell back to the embedded tables, and an ear for what is asked again.
FAIL = """
const fail = (panel, ...pairs) => {
  document.getElementById(panel).dataset.failed = JSON.stringify(pairs);
};
const gnomad = ["gnomAD", "gnomAD could not be reached."];
fail("panel-constraint", gnomad);
fail("panel-variants", gnomad, ["UniProt", "It sent nothing."]);
fail("panel-disease", ["ClinGen", "ClinGen could not be reached."]);
window.asked = [];
window.dash_clientside.set_props = (store, { data }) => window.asked.push(`${store} ${data.why}`);
"""


def test_the_line_names_each_source_once_and_retries_every_panel(page: Page) -> None:
    page.open("/gene/STAT3")
    assert not page.one("#gene-failures").is_displayed()
    page.driver.execute_script(FAIL)
    page.wait("return document.getElementById('gene-failures').offsetParent", "the line")
    shown = page.one("#gene-failures .failures-text").text
    assert shown.split(" · ") == [
        "gnomAD, ClinGen could not be reached.",
        "UniProt: It sent nothing.",
    ]
    page.one("#retry-all").click()
    requested = page.driver.execute_script("return window.asked")
    panels = ("constraint", "variants", "disease")
    assert requested == [f"{name}-ask retry" for name in panels]


def test_a_column_without_any_value_is_left_out_and_comes_back_with_another_gene(
    page: Page,
) -> None:
    page.open("/gene/STAT3")
    page.driver.execute_script("gcd.whenGrid('variants-grid')")
    shown = (
        "return gcd.gridOf('variants-grid') && gcd.gridOf('variants-grid').getAllDisplayedColumns()"
        ".map((column) => column.getColId())"
    )
    columns = page.wait(shown, "the grid")
    assert "stars" not in columns  # UniProt gives no stars
    assert {"condition", "dbsnp", "id"} <= set(columns)
    assert page.console() == []
