"""What leaves explore in a browser: its CSV, a set for compare and list, ranks of the table."""

from __future__ import annotations

import csv
import io

from tests.browser.explore import STAT3_LOEUF, STAT3_MIS_Z, open_explore, ready, table_rows, words
from tests.browser.page import Page
from tests.browser.test_tables import csv_of


def test_the_csv_has_provenance_and_raw_figures(page: Page) -> None:
    open_explore(page, "?select=box*loeuf*0.0935_0.0945*mis_z*5_6")
    lines = csv_of(page, "explore-grid")
    head = [line for line in lines if line.startswith("#")]
    assert lines[0] == "# Gene Constraint Dashboard: explore, gnomAD v2.1 (GRCh37)"
    assert any(line.startswith("# Source: gnomAD · v2.1 · GRCh37") for line in head)
    assert any("select=box" in line for line in head)
    assert any(line.startswith("# Licence: ") for line in head)
    assert any(line.startswith("# Citation: ") for line in head)
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[len(head) :]))))
    stat3 = next(row for row in rows if row["symbol"] == "STAT3")
    assert float(stat3["loeuf"]) == STAT3_LOEUF
    assert float(stat3["mis_z"]) == STAT3_MIS_Z
    assert (stat3["rank"], stat3["of"]) == ("185", "19172")
    assert stat3["cds_length"] == ""


def test_t9_copying_symbols_says_which_rows_it_leaves_out(page: Page) -> None:
    open_explore(page)
    page.driver.execute_script(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}});"
        "document.querySelector('[data-act=copy]').click()"
    )
    count = len(page.wait("return window.copied", "the symbols").splitlines())
    said = page.driver.execute_script("return document.getElementById('toast').textContent")
    assert said == (
        f"{count:,} symbols copied. 8 rows of no known gene are left out: "
        "today the symbol is another gene's."
    )


def test_a_selection_goes_to_compare_and_to_a_list(page: Page) -> None:
    open_explore(page, "?release=v2.1&select=box*loeuf*0_0.05*mis_z*-30_30")
    first = page.driver.execute_script(
        "return gcd.geneTable.displayed().map((row) => row.symbol).slice(0, 8).join(',')"
    )
    page.driver.execute_script("document.querySelector('[data-act=compare]').click()")
    page.wait("return gcd.current.view === 'compare'", "compare")
    fields = page.driver.execute_script("return gcd.current.fields")
    assert fields == {"genes": first, "release": "v2.1"}
    page.driver.back()
    ready(page)
    assert table_rows(page) > 8


def test_t9_rows_of_no_known_gene_go_to_a_list_unless_their_symbol_is_another_genes(
    page: Page,
) -> None:
    open_explore(page)
    nameless, misnamed = page.driver.execute_script(
        "const {base} = gcd.shownNow(); return [false, true].map((misnamed) => base.symbols["
        "base.byRank.find((i) => "
        "base.elsewhere[i] === 'unknown' && base.misnamed.has(i) === misnamed)]);"
    )
    open_explore(page, f"?release=v2.1&genes=STAT3,{misnamed},{nameless}&select=set")
    assert table_rows(page) == 3
    page.driver.execute_script("document.querySelector('[data-act=list]').click()")
    page.wait("return gcd.current.view === 'list'", "the list")
    genes = page.driver.execute_script("return gcd.current.fields.genes")
    assert sorted(genes.split(",")) == sorted(["STAT3", nameless])
    said = page.driver.execute_script("return document.getElementById('toast').textContent")
    assert said == "1 row of no known gene is left out: today the symbol is another gene's."


def test_t13_ranks_are_computed_without_flagged_genes_where_asked_and_it_is_said(
    page: Page,
) -> None:
    open_explore(page, "?release=v2.1&ring=STAT3&select=box*loeuf*0_0.1*mis_z*-30_30")
    page.driver.execute_script("document.getElementById('explore-ranks').click()")
    page.wait("return gcd.current.fields.ranks === 'unflagged'", "the address")
    ready(page)
    listed = page.driver.execute_async_script(
        "const done = arguments[0]; fetch(gcd.prefix() + 'api/v1/list', {method: 'POST',"
        " headers: {'Content-Type': 'application/json'}, body: JSON.stringify("
        "{symbols: ['STAT3'], release: 'v2.1', without_flagged: true})})"
        ".then((answer) => answer.json()).then(done)"
    )
    [stat3] = listed["data"]["rows"]
    # The table is filled anew after the address has changed, and then the row is marked in it.
    page.wait(
        "const cell = document.querySelector('#explore-grid .ag-row-selected [col-id=rank]');"
        f"return cell && cell.textContent.trim() === '{stat3['rank']}'",
        "the row's new rank",
    )
    assert stat3["rank"] != 185
    assert f"rank {stat3['rank']} of {stat3['of']:,} without a flag" in words(page, "card")
    assert words(page, "selected").endswith(f"without flagged rows, of {stat3['of']:,}.")
    assert page.driver.execute_script(
        "return gcd.geneTable.displayed().every((row) => (row.rank === null) === !!row.flags)"
    )
    head = [line for line in csv_of(page, "explore-grid") if line.startswith("#")]
    assert any(f"of {stat3['of']} rows with a LOEUF and without a flag" in line for line in head)


def test_the_rows_of_a_large_table_have_thousands_separators(page: Page) -> None:
    open_explore(page)
    page.wait(
        "return document.querySelector('#explore-grid-frame .grid-count').textContent"
        " === '19,171 rows'",
        "the count",
    )
