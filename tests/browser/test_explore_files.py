"""What leaves explore: the table's CSV and symbols to copy."""

from __future__ import annotations

import csv
import io

from tests.browser.explore import open_explore, table_rows, words
from tests.browser.page import Page
from tests.browser.test_explore import STAT3_LOEUF, STAT3_MIS_Z
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
    unknown = table_rows(page) - page.driver.execute_script(
        "const {base} = gcd.exploreNow();"
        "return gcd.exploreTable.displayed()"
        ".filter((row) => base.elsewhere[row.place] !== 'unknown').length"
    )
    said = page.driver.execute_script("return document.getElementById('toast').textContent")
    assert said.startswith(f"{count:,} symbols copied. {unknown:,} rows left out: ")
    assert "names no gene of today" in said
    assert words(page, "counts")


def test_the_rows_of_a_large_table_have_thousands_separators(page: Page) -> None:
    open_explore(page)
    page.wait(
        "return document.querySelector('#explore-grid-frame .grid-count').textContent"
        " === '19,171 rows'",
        "the count",
    )
