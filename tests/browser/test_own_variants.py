"""My variants: pasted, seen below the protein, in table, card, picture and CSV; kept only in the link."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page
from tests.browser.variants import PLOT, line, opened, run

FIVE = "p.Arg382Trp case\nV637M case\nTP53 R175H\np.Arg423Gln control\nbroken"
MINE = (
    "[...document.querySelectorAll('#variants-own-account tbody tr')].map((row) => row.innerText)"
)
OWN = f"return {PLOT}.data.filter((t) => t.meta?.own !== undefined).flatMap((t) => [...t.x])"


def paste(page: Page, text: str) -> None:
    run(page, "document.getElementById('variants-own-box').open = true")
    box = page.one("#variants-own-text")
    run(page, "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", box)
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)
    run(page, "arguments[0].click()", page.one('[data-own="read"]'))


def account(page: Page, words: str) -> None:
    page.wait(
        f"return document.getElementById('variants-own-account').innerText.includes('{words}')",
        words,
    )


def hanging(page: Page, residues: list[int]) -> None:
    page.wait(
        f"return String((() => {{ {OWN} }})().sort()) === '{residues}'.slice(1, -1).replaceAll(' ', '')",
        "heads",
    )


def test_five_own_variants_are_below_the_protein_and_each_line_is_accounted_for(page: Page) -> None:
    opened(page, "/gene/STAT3")
    paste(page, FIVE)
    account(page, "5 variants given: 3 placed, 1 of another gene, 1 not readable.")
    hanging(page, [382, 423, 637])
    assert line(page, "shown") == ("Showing all 68 records. Of my variants 3 below the protein.")
    rows = run(page, f"return {MINE}")
    assert len(rows) == 5
    assert "look for it on TP53" in rows[2]
    page.wait("return gcd.gridOf('variants-grid').getDisplayedRowCount() === 71", "rows")
    click_own = run(
        page,
        f"""
        const plot = {PLOT};
        const trace = plot.data.find((t) => t.meta?.own === 'case');
        return trace.name;
    """,
    )
    assert click_own == "My variants: case"
    assert page.console() == []
    assert page.violations() == []
