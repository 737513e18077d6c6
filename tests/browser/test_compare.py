"""The compare view as a person uses it: genes side by side, in an order that stays in the link."""

from __future__ import annotations

import json
from urllib.request import urlopen

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.compare import (
    EIGHT,
    FOCUSED,
    NOTICES,
    click_on,
    figures,
    order,
    press_button,
    run,
    settled,
    ticks,
)
from tests.browser.page import Page
from tests.browser.test_release_rule import live, sources

__all__ = ["live", "sources"]  # fixtures

PANELS = ("forest", "metrics", "releases", "lollipops", "disease", "trials", "publications")


def test_eight_genes_settle_in_every_panel_with_a_clean_console(page: Page) -> None:
    page.open(f"/compare?genes={EIGHT}")
    assert order(page) == figures(page) == EIGHT.split(",")
    states = {name: page.state(f"panel-compare-{name}") for name in PANELS}
    assert set(states.values()) <= {"snapshot", "not_covered", "empty"}, states
    assert (
        run(page, "return document.querySelectorAll('.lollipop-place:not([hidden])').length") == 8
    )
    assert page.console() == []
    assert page.hosts() <= {"127.0.0.1"}


def test_t22_every_axis_of_the_forest_runs_from_0_to_2(page: Page) -> None:
    page.open("/compare?genes=STAT3,TTN,COX7B2")
    ranges = run(
        page,
        "const { layout } = document.querySelector('#compare-forest-plot .js-plotly-plot');"
        "return ['xaxis', 'xaxis2', 'xaxis3'].map((axis) => layout[axis].range)",
    )
    assert ranges == [[0, 2]] * 3


def test_genes_sort_by_a_metric_by_name_and_back(page: Page) -> None:
    page.open("/compare?genes=TP53,STAT3,JAK2&release=v2.1.1")
    page.one("#compare-sort").send_keys("LOEUF")
    settled(page, "STAT3", "JAK2", "TP53")
    assert "sort=loeuf" in page.query()
    page.one("[data-field='sort']").click()
    settled(page, "TP53", "JAK2", "STAT3")
    run(page, "gcd.setFields({sort: 'name'})")
    settled(page, "JAK2", "STAT3", "TP53")
    page.driver.back()
    settled(page, "TP53", "JAK2", "STAT3")
    page.driver.forward()
    settled(page, "JAK2", "STAT3", "TP53")
    assert run(page, "return document.getElementById('compare-sort').value") == "name"


def test_the_keyboard_moves_a_row_and_keeps_the_focus(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1,JAK1")
    press_button(page, "down", "STAT3")
    settled(page, "STAT1", "STAT3", "JAK1")
    page.wait(f"return {FOCUSED} === 'STAT3down'", "the focus on the moved row's button")
    page.press(Keys.ENTER)
    settled(page, "STAT1", "JAK1", "STAT3")
    assert figures(page) == ["STAT1", "JAK1", "STAT3"]
    page.wait(f"return {FOCUSED} === 'STAT3down'", "the focus at the end of the way")
    page.press(Keys.ENTER)  # nowhere to go
    assert page.query() == "genes=STAT1%2CJAK1%2CSTAT3"


def test_a_row_is_dragged_to_its_place(page: Page) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    page.open("/compare?genes=STAT3,STAT1,JAK1")
    handles = page.driver.find_elements("css selector", ".forest-handle")
    ActionChains(page.driver).drag_and_drop(handles[2], handles[0]).perform()
    settled(page, "JAK1", "STAT3", "STAT1")


def test_a_gene_is_removed_and_another_added(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1,JAK1")
    press_button(page, "remove", "STAT1")
    settled(page, "STAT3", "JAK1")
    page.wait("return document.activeElement.dataset.gene === 'JAK1'", "the focus on the next row")
    page.one("#compare-add").send_keys("tp53", Keys.ENTER)
    settled(page, "STAT3", "JAK1", "TP53")
    run(page, "document.activeElement.blur()")
    page.press("/", "JAK2", Keys.ENTER)  # the search of every page adds here
    settled(page, "STAT3", "JAK1", "TP53", "JAK2")


def test_the_ninth_gene_is_refused_with_a_sentence(page: Page) -> None:
    page.open(f"/compare?genes={EIGHT}")
    page.one("#compare-add").send_keys("JAK3", Keys.ENTER)
    assert "At most 8 genes" in page.one("#compare-add-answer").text
    assert order(page) == EIGHT.split(",")
    page.open(f"/compare?genes={EIGHT},JAK3")
    assert "JAK3 is left out" in run(page, NOTICES)
    assert order(page) == EIGHT.split(",")
    press_button(page, "remove", "TTN")
    settled(page, *EIGHT.split(",")[:-1], "JAK3")


def test_an_alias_collapses_and_unknown_and_ambiguous_names_offer_links(page: Page) -> None:
    page.open("/compare?genes=TP53,p53,STAT3,NOSUCHGENE,1-Mar")
    assert order(page) == ["TP53", "STAT3"]
    words = run(page, NOTICES)
    assert "p53 is TP53" in words
    assert "NOSUCHGENE" in words
    page.one("#compare-notices a[href*='MARCHF1']").click()
    settled(page, "TP53", "STAT3", "MARCHF1")
    assert "NOSUCHGENE" in page.query()


@pytest.mark.parametrize("path", ["/compare", "/compare?genes="])
def test_an_empty_comparison_offers_the_next_step(page: Page, path: str) -> None:
    page.open(path)
    assert "Nothing is compared yet" in run(page, NOTICES)
    assert page.violations() == []
    page.one(".start-examples a").click()
    settled(page, "STAT3", "STAT1", "JAK1")


def test_a_gene_page_adds_its_gene_to_the_comparison_or_begins_a_new_one(page: Page) -> None:
    page.open("/compare?genes=STAT1,JAK1")
    page.open("/gene/STAT3")
    page.one(".compare-menu button").click()
    page.wait("return document.querySelector('.compare-menu .dropdown-menu.show')", "the menu")
    assert page.violations() == []
    page.one("[data-compare=add]").click()
    settled(page, "STAT1", "JAK1", "STAT3")
    page.open("/gene/TP53")
    page.one(".compare-menu button").click()
    page.wait("return document.querySelector('.compare-menu .dropdown-menu.show')", "the menu")
    page.one("[data-compare=new]").click()
    settled(page, "TP53")


def test_a_full_comparison_says_what_to_do_and_stays_as_it_is(page: Page) -> None:
    page.open(f"/compare?genes={EIGHT}")
    page.open("/gene/JAK3")
    click_on(page, "[data-compare=add]")
    page.wait(
        "return document.getElementById('toast').textContent.includes('begin a new one')",
        "the word",
    )
    assert page.driver.current_url.endswith("/gene/JAK3")


def test_an_empty_comparison_offers_what_was_compared_and_looked_at_last(page: Page) -> None:
    page.open("/compare?genes=STAT1,JAK1")
    page.open("/gene/STAT3")
    page.open("/gene/TP53")
    page.open("/compare")
    offered = page.wait(
        "const recent = document.querySelectorAll('#compare-recent li');"
        "return recent.length && [...recent].map((item) => item.textContent)",
        "the genes seen last",
    )
    assert offered[:4] == [
        "The last comparisonSTAT1, JAK1",
        "The genes you looked at lastTP53, STAT3",
        "TP53",
        "STAT3",
    ]
    page.one("#compare-recent a").click()
    settled(page, "STAT1", "JAK1")


def test_the_field_of_compare_offers_genes_as_the_top_bar_does(page: Page) -> None:
    page.open("/compare?genes=STAT3")
    page.one("#compare-add").send_keys("JAK2, chek")
    page.wait(
        "return document.querySelectorAll('#compare-add-hits [role=option]').length", "the genes"
    )
    offered = run(
        page,
        "return [...document.querySelectorAll('#compare-add-hits [role=option]')]"
        ".map((hit) => hit.dataset.symbol)",
    )
    assert offered[:2] == ["CHEK1", "CHEK2"]
    assert page.violations() == []
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    settled(page, "STAT3", "JAK2", "CHEK2")
    assert page.one("#compare-add").get_attribute("value") == ""
    assert page.one("#compare-add").get_attribute("aria-expanded") == "false"


def test_one_gene_alone_is_shown_and_offers_the_next_step(page: Page) -> None:
    page.open("/compare?genes=STAT3")
    assert "STAT3 stands alone" in run(page, NOTICES)
    assert page.one("#panel-compare-forest").is_displayed()


def test_a_gene_without_the_release_says_why_and_what_it_has(page: Page) -> None:
    page.open("/compare?genes=STAT3,KCNJ10&release=v4.1.1")
    row = page.one("#compare-forest-rows [data-gene='KCNJ10'] .forest-why")
    assert "KCNJ10 is not among them" in row.text
    assert "gnomAD v2.1" in row.text
    page.one(".shared-release").click()
    page.wait("return document.querySelectorAll('.forest-why').length === 0", "the shared release")
    assert "release=v2.1" in page.query()


def test_a_link_reopened_shows_the_same_view(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1,JAK1")
    run(
        page,
        "gcd.setFields({release: 'v2.1', sort: '-loeuf', axis: 'percent', class: 'uncertain'})",
    )
    settled(page, "JAK1", "STAT1", "STAT3")
    shown = "return document.getElementById('compare-lollipops-shown').textContent"
    page.wait(f"{shown}.includes(' of ')", "the filter")
    page.grids()
    before = (run(page, shown), ticks(page), page.text("panel-compare-metrics"))
    link = page.driver.current_url
    page.driver.delete_all_cookies()
    run(page, "localStorage.clear(); sessionStorage.clear()")
    page.open(link.removeprefix(page.base))
    settled(page, "JAK1", "STAT1", "STAT3")
    page.wait(f"{shown}.includes(' of ')", "the filter again")
    page.grids()
    assert (run(page, shown), ticks(page), page.text("panel-compare-metrics")) == before
    assert page.one("#compare-tools .segment[aria-pressed='true']").text.startswith("gnomAD v2.1\n")
    assert page.console() == []


def test_leaving_and_coming_back_keeps_the_view_and_the_console_clean(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1")
    for _ in range(3):
        run(page, "gcd.openGene('TP53')")
        page.ready_for("TP53")
        page.driver.back()
        settled(page, "STAT3", "STAT1")
    assert page.console() == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("search", ["?genes=STAT3,KCNJ10,TTN,NOSUCH&release=v4.1.1", ""])
def test_axe_finds_nothing_wrong(page: Page, search: str, colours: str) -> None:
    page.open("/data")
    run(page, f"localStorage.setItem('gcd-colours', '{colours}')")
    page.open(f"/compare{search}")
    assert page.violations() == []
    run(page, "localStorage.clear()")


@pytest.mark.parametrize(
    "genes", ["%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "A" * 3000, ",".join(["XX"] * 500), "%25"]
)
def test_a_hostile_address_gets_words_and_no_markup(page: Page, genes: str) -> None:
    page.open(f"/compare?genes=STAT3,STAT1,{genes}&release=%00&sort=x&axis=y&copy=::&class=z")
    assert order(page)[:2] == ["STAT3", "STAT1"]
    assert run(page, "return document.querySelectorAll('#view img').length") == 0
    assert page.console() == []


def test_a_set_of_this_window_is_compared_and_a_foreign_one_says_what_to_do(page: Page) -> None:
    page.open("/compare?set=elsewhere")
    page.wait(
        "return document.getElementById('compare-add-answer').textContent"
        ".includes('does not have')",
        "what to do",
    )
    run(page, "sessionStorage.setItem('gcd-set-1', JSON.stringify(['STAT3', 'STAT1']))")
    page.open("/compare?set=1")
    settled(page, "STAT3", "STAT1")
    assert "set=" not in page.query()


def questions_to_gnomad(sources: dict[str, str]) -> int:
    """Return how many questions gnomAD has had."""
    address = sources["gnomad_url"].removesuffix("gnomad") + "_calls"
    with urlopen(address) as answer:
        return int(json.load(answer).get("gnomad", 0))


def not_asked(page: Page) -> list[str]:
    """Return the genes whose ClinVar records the panel says that it has not asked for."""
    lines = "[...document.querySelectorAll('#panel-compare-lollipops .gene-problems li')]"
    words = run(page, f"return {lines}.map((line) => line.textContent)")
    mine = [line for line in words if "is asked when the plot comes into view" in line]
    return [name for line in mine for name in line.partition(":")[0].split(", ")]


def test_clinvar_is_asked_for_the_plots_that_have_come_into_view(
    live: Page, sources: dict[str, str]
) -> None:
    live.open("/compare?genes=STAT3,TP53,CFTR,GJB2,BRCA1,BRCA2,SCN1A,PTEN")
    requested = ", ".join(f'#panel-compare-{name}[data-refreshing="true"]' for name in PANELS[:4])
    idle = (
        f"return !document.querySelector('{requested}')"  # trials take a second a gene and longer
    )
    live.wait(idle, "an end of asking")
    assert len(not_asked(live)) == 8, "the plots are below the window"
    before = questions_to_gnomad(sources)
    run(live, "document.getElementById('compare-lollipops-place-0').scrollIntoView()")
    live.wait(
        "return !document.querySelector('#panel-compare-lollipops .panel-message')"
        ".textContent.includes('STAT3')",
        "STAT3 to be asked about",
    )
    live.wait(idle, "an end of asking")
    left = not_asked(live)
    assert "PTEN" in left, "the last plot is still below the window"
    said = run(live, "return document.getElementById('compare-lollipops-shown').textContent")
    assert "the genes show different sets for now, so nothing is summed" in said
    assert run(live, "return !document.querySelector('#compare-lollipops-filters .chip-count')")
    assert questions_to_gnomad(sources) == before + 8 - len(left)
    run(live, "document.querySelector('[data-ask-all]').click()")
    live.wait(
        "return !document.querySelector('#panel-compare-lollipops [data-ask-all]')", "all of them"
    )
    live.wait(idle, "an end of asking")
    assert not_asked(live) == []
    assert questions_to_gnomad(sources) == before + 8
    assert live.console() == []
