"""My variants: below the protein, in table, card, picture and CSV; kept nowhere but in the link."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page
from tests.browser.variants import PICTURE, PLOT, click_head, line, opened, pointer, run

FIVE = "p.Arg382Trp case\nV637M case\nTP53 R175H\np.Arg423Gln control\nbroken"
ROWS = "[...document.querySelectorAll('#variants-own-account tbody tr')].map((r) => r.innerText)"
HANGING = f"""return {PLOT}.data.filter((trace) => trace.meta?.own !== undefined)
  .flatMap((trace) => [...trace.x]).sort().join()"""
CARD = "document.getElementById('variants-card')"


def fresh(page: Page, address: str) -> None:
    """Open an address in a page that knows nothing of the one before."""
    page.driver.get("about:blank")
    page.driver.get(address)


def paste(page: Page, text: str) -> None:
    run(page, "document.getElementById('variants-own-box').open = true")
    box = page.one("#variants-own-text")
    run(page, "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", box)
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)
    run(page, "arguments[0].click()", page.one('[data-own="read"]'))


def account(page: Page, words: str) -> None:
    said = "document.getElementById('variants-own-account').innerText"
    page.wait(f"return {said}.includes('{words}')", words)


def hanging(page: Page, residues: str) -> None:
    read = HANGING.removeprefix("return ")
    page.wait(f"return {PLOT}.data !== undefined && {read} === '{residues}'", "the hanging heads")


def three_placed(page: Page) -> None:
    opened(page, "/gene/STAT3")
    paste(page, FIVE)
    account(page, "5 variants given: 3 placed, 1 of another gene, 1 not readable.")
    hanging(page, "382,423,637")


def test_own_variants_hang_below_the_protein_and_each_line_is_accounted_for(page: Page) -> None:
    three_placed(page)
    assert line(page, "shown") == "Showing all 68 records. Of my variants 3 below the protein."
    rows = run(page, f"return {ROWS}")
    assert len(rows) == 5
    assert "look for it on TP53" in rows[2]
    page.wait("return gcd.gridOf('variants-grid').getDisplayedRowCount() === 71", "the rows")
    names = run(page, f"return {PLOT}.data.filter((t) => t.meta?.own).map((t) => t.name)")
    assert names == ["My variants: case", "My variants: control"]
    assert page.console() == []
    assert page.violations() == []


def test_own_variants_leave_with_picture_and_csv_marked_as_the_users(page: Page) -> None:
    three_placed(page)
    page.catch_files()
    event = "new Event('click', { bubbles: true })"
    run(page, f'document.querySelector("{PICTURE}").dispatchEvent({event})')
    _, svg = page.saved_text()
    words = ("My variants: case (2)", "My variants: control (1)", "68 records:")
    assert [one for one in words if one not in svg] == []
    assert "My variants: given by the user of this page" in svg
    page.wait("return gcd.gridOf('variants-grid').getDisplayedRowCount() === 71", "the rows")
    run(page, "URL.createObjectURL = (blob) => { window.blob = blob; return 'blob:none' }")
    run(page, "document.querySelector('[data-grid-csv=\"variants-grid\"]').click()")
    page.wait("return window.blob !== undefined", "the CSV")
    csv = page.driver.execute_async_script("window.blob.text().then(arguments[0])")
    heading = next(row for row in csv.splitlines() if not row.startswith("#"))
    own = [row for row in csv.splitlines() if "my variant" in row and not row.startswith("#")]
    assert "label" in heading
    assert len(own) == 3
    assert any("p.Val637Met" in row and "case" in row for row in own)
    assert "# Source: My variants: given by the user of this page" in csv


def test_own_variants_are_kept_in_the_link_alone_and_there_only_when_told(
    page: Page,
) -> None:
    three_placed(page)
    assert "#" not in page.driver.current_url
    run(page, "document.getElementById('variants-own-keep').click()")
    page.wait("return location.hash.startsWith('#mine=')", "the link")
    said = run(page, "return document.getElementById('variants-own-link').textContent")
    assert said.startswith("The link has ")
    assert "Whoever has it sees these variants." in said
    link = page.driver.current_url
    stored = run(page, "return JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Val637Met" not in stored
    fresh(page, link)
    page.ready_for("STAT3")
    hanging(page, "382,423,637")
    account(page, "4 variants given: 3 placed, 1 of another gene.")
    run(page, "gcd.openGene('TP53')")
    page.ready_for("TP53")
    hanging(page, "175")
    page.driver.get("about:blank")
    page.open("/gene/STAT3")
    assert run(page, HANGING) == ""


def test_a_link_that_was_cut_off_says_so(page: Page) -> None:
    fresh(page, f"{page.base}/gene/STAT3#mine=zAAAA")
    page.ready_for("STAT3")
    account(page, "damaged")


def test_a_click_on_a_head_opens_its_card_which_stays(page: Page) -> None:
    three_placed(page)
    record = run(page, f"return {PLOT}.data.filter((t) => t.ids && !t.meta.own).at(-1).ids[0]")
    run(page, f"{PLOT}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    click_head(page, record)
    page.wait(f"return {CARD}.querySelector('.residue-card') !== null", "the card")
    first = run(page, f"return {CARD}.innerText")
    assert record in first
    for fact in ("Nearest P or LP", "Domain", "Coding exon", "Regional missense constraint"):
        assert fact in first
    pointer(page, 5, 5)
    assert run(page, f"return {CARD}.innerText") == first
    run(
        page,
        "window.copied = ''; navigator.clipboard.writeText = (text) =>"
        " { window.copied = text; return Promise.resolve() }",
    )
    run(page, f"{CARD}.querySelector('[data-card=copy]').click()")
    page.wait("return window.copied !== ''", "the copied text")
    copied = run(page, "return window.copied")
    assert copied.startswith("STAT3 residue ")
    assert "Sources: UniProt" in copied
    assert page.violations() == []
    run(page, f"{CARD}.querySelector('[data-card=close]').click()")
    page.wait(f"return {CARD}.textContent === ''", "the card to close")


def test_the_keyboard_goes_from_head_to_head_and_each_is_read_out(page: Page) -> None:
    three_placed(page)
    walker = page.one("#variants-walker")
    run(page, "arguments[0].focus()", walker)
    walker.send_keys(Keys.ARROW_RIGHT)
    first = walker.get_attribute("aria-valuetext") or ""
    at = int(walker.get_attribute("aria-valuenow") or 0)
    assert first.startswith(f"Residue {at}")
    walker.send_keys(Keys.ARROW_RIGHT)
    second = int(walker.get_attribute("aria-valuenow") or 0)
    assert second > at
    walker.send_keys(Keys.ARROW_LEFT)
    assert int(walker.get_attribute("aria-valuenow") or 0) == at
    walker.send_keys(Keys.END)
    page.wait(f"return ({PLOT}.layout.shapes || []).length === 1", "the ring")
    walker.send_keys(Keys.ENTER)
    last = walker.get_attribute("aria-valuenow")
    page.wait(
        f"return {CARD}.querySelector('.residue-card')?.dataset.residue === '{last}'", "the card"
    )
    # At rest at its top: the bar that stays in sight covers no other link by half.
    run(page, "window.scrollTo({ top: 0, behavior: 'instant' })")
    assert page.violations() == []
    walker.send_keys(Keys.ESCAPE)
    page.wait(f"return {CARD}.textContent === ''", "the card to close")


def test_a_residue_box_is_typed_over_and_what_is_no_range_is_refused(page: Page) -> None:
    opened(page, "/gene/STAT3?residues=100-770")
    last = page.one("#variants-to")
    last.click()
    page.wait("return getSelection().toString() === '770'", "the text to be selected")
    last.send_keys("674", Keys.ENTER)
    page.wait("return location.search === '?residues=100-674'", "the range")
    first = page.one("#variants-from")
    first.click()
    page.wait("return getSelection().toString() === '100'", "the text to be selected")
    first.send_keys("700", Keys.ENTER)
    page.wait(
        "return document.getElementById('variants-notice').textContent.startsWith('Residue 700')",
        "the refusal",
    )
    assert line(page, "notice") == "Residue 700 lies after 674: type the lower number first."
    assert page.query() == "residues=100-674"


def test_the_find_line_moves_nothing(page: Page) -> None:
    opened(page, "/gene/STAT3")
    top = f"return {PLOT}.getBoundingClientRect().top + scrollY"
    before = run(page, top)
    box = page.one("#variants-search")
    box.send_keys("p.Arg382Trp", Keys.ENTER)
    answer = "document.getElementById('variants-search-answer').textContent"
    page.wait(f"return {answer}.includes('match')", "the answer")
    assert run(page, top) == before
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys("complete nonsense", Keys.ENTER)
    page.wait(f"return {answer}.includes('cannot be read')", "the answer")
    assert run(page, top) == before


def test_several_are_found_at_once_and_labelled_and_the_link_keeps_them(page: Page) -> None:
    opened(page, "/gene/STAT3")
    box = page.one("#variants-search")
    box.send_keys("p.Arg382Trp, p.Val637Met, p.Arg423Gln, TP53 R175H", Keys.ENTER)
    labels = f"""(({PLOT}.layout || {{}}).annotations || []).filter((one) => one.textangle)
      .map((one) => one.text).sort().join()"""
    page.wait(f"return {labels} === 'p.Arg382Trp,p.Arg423Gln,p.Val637Met'", "the labels")
    assert "3 of 4 found (3 records)." in line(page, "search-answer")
    assert "Of another gene: “TP53 R175H”." in line(page, "search-answer")
    link = page.driver.current_url
    fresh(page, link)
    page.ready_for("STAT3")
    page.wait(f"return {labels} === 'p.Arg382Trp,p.Arg423Gln,p.Val637Met'", "the labels")
    run(page, "document.querySelector('#panel-variants [data-act=\"clear\"]').click()")
    page.wait(f"return {labels} === ''", "no labels")


def test_the_top_bar_takes_gene_and_variant_together(page: Page) -> None:
    page.open("/gene/TP53")
    box = page.one("#gene-search")
    box.send_keys("STAT3 R382W", Keys.ENTER)
    page.ready_for("STAT3")
    assert page.query() == "find=R382W"
    page.wait(
        "return document.getElementById('variants-search-answer').textContent.includes('match')",
        "the answer",
    )


def test_the_domain_test_is_asked_for_and_goes_with_its_gene(page: Page) -> None:
    opened(page, "/gene/TP53")
    run(page, "document.querySelector('[data-act=\"domains\"]').click()")
    said = "document.getElementById('variants-domains').innerText"
    page.wait(f"return {said}.includes('An association and nothing more')", "the test")
    assert page.violations() == []
    run(page, "gcd.openGene('STAT3')")
    page.ready_for("STAT3")
    page.wait(f"return {said} === ''", "the answer to go")


def test_counts_of_choices_follow_the_other_filters_and_table_and_plot_agree(page: Page) -> None:
    opened(page, "/gene/STAT3")
    domain = run(
        page, "return [...document.getElementById('variants-choose-domain').options].at(-1).value"
    )
    run(
        page,
        "const box = document.getElementById('variants-choose-domain'); box.value = arguments[0];"
        "box.dispatchEvent(new Event('change', { bubbles: true }))",
        domain,
    )
    page.wait(f"return location.search === '?domain={domain}'", "the address")
    plotted = f"{PLOT}.data.filter((t) => t.ids).flatMap((t) => t.ids).length"
    page.wait(f"return {plotted} < 68", "the filter")
    shown = run(page, f"return {plotted}")
    page.wait(f"return gcd.gridOf('variants-grid').getDisplayedRowCount() === {shown}", "the rows")
    counts = run(
        page,
        "return [...document.querySelectorAll('.filter-chip[data-filter=class] .chip-count')]"
        ".map((count) => Number(count.textContent))",
    )
    assert sum(counts) == shown
    assert line(page, "shown") == f"Showing {shown} of 68 records."
    run(page, "document.querySelector('#panel-variants [data-act=\"clear\"]').click()")
    page.wait(f"return {plotted} === 68", "all records")
    assert page.violations() == []
