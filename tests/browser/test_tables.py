"""The tables in a browser: filters, counts, CSV, and nothing left of the gene before."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.browser.page import Page

TRIALS = "#trials-grid"
ROWS = "return document.querySelectorAll('#trials-grid .ag-center-cols-container .ag-row').length"
MODEL = "return Object.keys(gcd.gridOf('trials-grid').getFilterModel() || {}).length"
# What the button hands to the browser as a file, kept instead.
KEEP_FILE = """
window.kept = null;
const made = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  blob.text().then((text) => { window.kept = text; });
  return made(blob);
};
HTMLAnchorElement.prototype.click = function () {};
"""


def count(page: Page) -> str:
    return page.one("#trials-grid-frame .grid-count").text


def find(page: Page, words: str) -> None:
    page.one("#trials-grid-find").send_keys(words)


def turn_to(page: Page, gene: str) -> None:
    page.driver.execute_script("gcd.openGene(arguments[0])", gene)
    page.ready_for(gene)


def csv_of(page: Page, grid: str) -> list[str]:
    page.driver.execute_script(KEEP_FILE)
    page.driver.execute_script(
        "document.querySelector(`[data-grid-csv='${arguments[0]}']`).click()", grid
    )
    kept: str = page.wait("return window.kept", "the CSV")
    return kept.splitlines()


def open_grids(page: Page, path: str = "/gene/STAT3") -> None:
    page.open(path)
    page.grids()


# What stands in each cell, and where: of the plain rows, and of AG Grid's.
PLAIN = """
return [...document.querySelectorAll('#trials-grid-frame .grid-preview [role=cell]')]
  .map((cell) => [cell.textContent, Math.round(cell.getBoundingClientRect().x),
                  Math.round(cell.getBoundingClientRect().y + window.scrollY)])
"""
DRAWN = """
return [...document.querySelectorAll('#trials-grid .ag-row')]
  .sort((one, other) => one.getAttribute('row-index') - other.getAttribute('row-index'))
  .flatMap((row) => [...row.querySelectorAll('.ag-cell')])
  .map((cell) => [cell.textContent, Math.round(cell.getBoundingClientRect().x),
                  Math.round(cell.getBoundingClientRect().y + window.scrollY)])
"""
# The browser is never idle: a grid comes when somebody reaches for it, or after a while.
HOLD = "window.requestIdleCallback = () => {};"
# Looks at every frame from here on: a table with rows is never seen without them.
WATCH = """
window.bare = 0;
(function look() {
  for (const box of document.querySelectorAll('.grid:not([data-rows="0"])')) {
    if (!box.querySelector('.grid-preview, .ag-row')) window.bare += 1;
  }
  requestAnimationFrame(look);
})();
"""


def test_ready_means_that_rows_are_painted_and_counted(page: Page) -> None:
    page.open("/gene/STAT3")
    seen = page.driver.execute_script(
        "return document.querySelectorAll('#trials-grid-frame .grid-preview [role=row], "
        "#trials-grid .ag-center-cols-container .ag-row').length"
    )
    assert seen >= 8
    assert count(page) == "8 rows"


def test_the_grid_takes_the_place_of_the_plain_rows_and_nothing_moves(page: Page) -> None:
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HOLD})
    page.open("/gene/STAT3")
    plain = page.driver.execute_script(PLAIN)
    assert len(plain) == 8 * 9
    page.driver.execute_script(WATCH)
    page.driver.execute_script(
        "['trials-grid', 'literature-grid', 'variants-grid'].forEach((id) => gcd.whenGrid(id))"
    )
    page.grids()
    assert page.driver.execute_script(DRAWN) == plain
    assert page.driver.execute_script("return window.bare") == 0


def test_what_is_typed_before_the_grid_is_there_filters_it(page: Page) -> None:
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HOLD})
    page.open("/gene/STAT3")
    find(page, "lupus")
    page.wait(ROWS + " === 1", "one row")


def test_the_grids_are_painted_and_counted(page: Page) -> None:
    open_grids(page)
    assert page.driver.execute_script(ROWS) == 8
    page.wait("return document.querySelectorAll('#literature-grid .ag-row').length === 6", "rows")
    page.wait(
        "return document.querySelector('#trials-grid-frame .grid-count').textContent === '8 rows'",
        "the count",
    )
    assert page.console() == []


def test_the_quick_filter_leaves_rows_and_says_how_many(page: Page) -> None:
    page.open("/gene/STAT3")
    find(page, "lupus")
    page.wait(ROWS + " === 1", "one row")
    assert count(page) == "showing 1 of 8 rows"


def test_the_csv_holds_the_rows_shown_with_provenance_first(page: Page) -> None:
    page.open("/gene/STAT3")
    find(page, "lupus")
    page.wait(ROWS + " === 1", "one row")
    lines = csv_of(page, "trials-grid")
    head = [line for line in lines if line.startswith("#")]
    assert lines[0].startswith("# Gene Constraint Dashboard: Trials of STAT3")
    assert "# Rows shown: 1 of 8" in head
    assert any("ClinicalTrials.gov" in line and "undated" in line for line in head)
    assert any(line.startswith("# Licence: ") for line in head)
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[len(head) :]))))
    assert [row["status"] for row in rows] == ["ENROLLING_BY_INVITATION"]
    assert [row["matched_in"] for row in rows] == [""]


def test_formulas_in_cells_are_neutralised(page: Page) -> None:
    open_grids(page)
    page.driver.execute_script(
        "gcd.gridOf('trials-grid').setGridOption('rowData', [{nct_id: '=1+1', title: ' @x'}])"
    )
    page.wait(ROWS + " === 1", "one row")
    last = csv_of(page, "trials-grid")[-1]
    assert last.startswith('"\'=1+1","\'@x"')


def test_hostile_cells_are_text_and_only_https_becomes_a_link(page: Page) -> None:
    open_grids(page)
    page.driver.execute_script(
        """
        window.hurt = false;
        gcd.gridOf('trials-grid').setGridOption('rowData', [{
          nct_id: 'NCT9', url: 'javascript:window.hurt=true',
          title: '<img src=x onerror="window.hurt=true">' + 'x'.repeat(100000),
        }]);
        """
    )
    page.wait(ROWS + " === 1", "one row")
    title = page.one(f"{TRIALS} .ag-cell[col-id=title]")
    assert title.text.startswith("<img src=x")
    assert len(title.text) < 1_000
    assert (
        page.driver.execute_script(
            "return document.querySelectorAll('#trials-grid a, #trials-grid .ag-cell img').length"
        )
        == 0
    )
    assert page.driver.execute_script("return window.hurt") is False


def test_a_gene_leaves_no_rows_filters_or_search_to_the_next(page: Page) -> None:
    open_grids(page)
    page.driver.execute_script("window.node = document.querySelector('#trials-grid')")
    find(page, "lupus")
    page.wait(ROWS + " === 1", "one row")
    page.driver.execute_script(
        "gcd.gridOf('trials-grid').setFilterModel({status_words: ['Recruiting']})"
    )
    turn_to(page, "TP53")
    assert not page.one("#trials-grid-frame").is_displayed()
    page.wait("return gcd.gridOf('trials-grid').getDisplayedRowCount() === 0", "no rows")
    turn_to(page, "STAT3")
    page.wait(ROWS + " === 8", "all rows again")
    assert page.driver.execute_script(MODEL) == 0
    assert page.one("#trials-grid-find").get_attribute("value") == ""
    assert page.driver.execute_script(
        "return window.node === document.querySelector('#trials-grid')"
    )


def test_a_choice_filter_ticks_values(page: Page) -> None:
    open_grids(page)
    page.driver.execute_script(
        """
        document.querySelector('#trials-grid-frame').scrollIntoView(
          {block: 'center', behavior: 'instant'});
        gcd.gridOf('trials-grid').showColumnFilter('status_words');
        """
    )
    page.wait("return document.querySelectorAll('.choice input').length === 4", "four choices")
    page.one(".choice input").click()
    page.wait(ROWS + " === 6", "the rows of three statuses")


def test_t53_eligibility_only_rows_are_one_click_away(page: Page) -> None:
    open_grids(page)
    page.driver.execute_script(
        """
        gcd.gridOf('trials-grid').setGridOption('rowData', [
          {nct_id: 'NCT1', only_eligibility: true}, {nct_id: 'NCT2', only_eligibility: false},
        ]);
        document.querySelector('#trials-all').hidden = false;
        """
    )
    page.wait(ROWS + " === 1", "one of the two rows")
    page.driver.execute_script("document.querySelector('#trials-all').click()")
    page.wait(ROWS + " === 2", "both rows")
    assert page.one("#trials-all").get_attribute("aria-pressed") == "true"


def test_the_grids_carry_their_names_for_screen_readers(page: Page) -> None:
    open_grids(page)
    names: Any = page.wait(
        """
        const named = [...document.querySelectorAll('.grid [role=grid]')]
          .map((grid) => grid.getAttribute('aria-label'));
        return named.length && named.every(Boolean) ? named : null;
        """,
        "names",
    )
    assert {"Trials", "Publications"} <= set(names)


def test_a_page_without_tables_asks_for_no_script_of_theirs(page: Page) -> None:
    page.open("/gene/XIST")
    requested = page.driver.execute_script(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    )
    assert not [name for name in requested if "dash_ag_grid" in name]
