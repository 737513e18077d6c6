"""From view to view: a view's own files come when it is opened, and the last click wins."""

from __future__ import annotations

from tests.browser.page import Page

VIEWS = ("compare", "explore", "list", "data")
FETCHED = (
    "return performance.getEntriesByType('resource').map(({ name }) => name)"
    ".filter((name) => /assets[/](vendor[/]VIEW-|VIEW[/]).*[.]mjs$/.test(name))"
)


def go(page: Page, view: str) -> None:
    page.one(f"[data-nav={view}]").click()
    page.wait(f"return gcd.current.view === '{view}'", view)
    page.ready()


def test_every_view_opens_from_the_gene_page_and_leads_back(page: Page) -> None:
    page.open("/gene/STAT3")
    assert page.driver.execute_script(FETCHED.replace("VIEW", "explore")) == []
    for view in VIEWS:
        go(page, view)
        assert page.one(f"[data-nav={view}]").get_attribute("aria-current") == "page"
    assert page.driver.execute_script(FETCHED.replace("VIEW", "explore")) != []
    page.driver.execute_script("gcd.openGene('TP53')")
    page.ready_for("TP53")
    assert page.console() == []


def test_a_gene_page_can_be_opened_from_a_page_that_began_elsewhere(page: Page) -> None:
    page.open("/list")
    assert page.driver.execute_script(FETCHED.replace("VIEW", "gene")) == []
    page.driver.execute_script("gcd.openGene('STAT3')")
    page.ready_for("STAT3")
    assert page.text("panel-variants").count("p.Gln32Lys")
    assert page.console() == []


def test_a_view_whose_files_come_later_asks_nothing_of_the_one_before(page: Page) -> None:
    page.open("/gene/STAT3")
    page.driver.execute_script(
        "window.asked = []; const fetched = window.fetch;"
        "window.fetch = (url, how) => {"
        " asked.push((how && how.body) || ''); return fetched(url, how); };"
    )
    go(page, "compare")
    requested = page.driver.execute_script("return window.asked")
    assert any("compare-tools" in body for body in requested)
    assert not [body for body in requested if "panel-summary" in body]


def test_the_last_of_two_quick_clicks_wins(page: Page) -> None:
    page.open("/gene/STAT3")
    page.driver.execute_script(
        "document.querySelector('[data-nav=explore]').click();"
        "document.querySelector('[data-nav=list]').click();"
    )
    page.wait("return gcd.current.view === 'list'", "the list")
    page.ready()
    assert page.driver.current_url.endswith("/list")
    assert page.driver.execute_script("return !document.querySelector('[data-view=explore]')")


def test_a_file_that_does_not_come_is_told_and_asked_for_again(page: Page) -> None:
    page.open("/gene/STAT3")
    blocked = {"urls": ["*/assets/list/*.mjs", "*/assets/vendor/list-*.mjs"]}
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.setBlockedURLs", blocked)
    page.one("[data-nav=list]").click()
    page.wait("return document.getElementById('toast').textContent.includes('Reload')", "the word")
    page.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    page.driver.execute_script("gcd.openGene('STAT3')")
    page.ready_for("STAT3")
    go(page, "list")
