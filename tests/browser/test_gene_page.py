"""The gene page as a person sees it: whole, honest, without a trace of the gene before."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

PANELS = ("constraint", "summary", "variants", "disease", "literature", "trials")
TILES = ("pathogenic", "clinvar", "trials", "publications")
LOEUF = "return document.querySelector('[data-testid=figure-lof]').textContent.includes('%s')"
SETTLED = {"loaded", "empty", "stale", "snapshot", "unavailable", "not_covered"}


def test_stat3_shows_all_six_panels_settled(page: Page) -> None:
    page.open("/gene/STAT3")
    assert {name: page.state(f"panel-{name}") for name in PANELS} == dict.fromkeys(
        PANELS, "snapshot"
    )
    assert {page.state(f"tile-{name}") for name in TILES} <= SETTLED
    assert page.state("tile-publications") == "not_covered"
    assert page.state("tile-clinvar") == page.state("tile-pathogenic") == "not_covered"


def hovers(page: Page) -> str:
    """Return what the hovers of the observed / expected bars say, with their third decimal."""
    script = (
        "const plot = document.querySelector('#constraint-bars .js-plotly-plot');"
        "return plot.data.flatMap((trace) => trace.hovertext).join()"
    )
    return str(page.driver.execute_script(script))


@pytest.mark.parametrize(
    ("release", "figures", "exact"),
    [
        ("v2.1", ("0.094", "50.4", "6.48", "427.6", "0.30", "5.22", "185 of 19,172"), "0.304"),
        ("v2.1.1", ("0.095", "50.1", "6.43", "418.5", "0.31", "4.99", "173 of 19,197"), "0.313"),
        ("v4.1.1", ("0.115", "114.3", "8.52", "8.21", "most constrained 1 % of 17,063"), "0.061"),
    ],
)
def test_t1_golden_figures_stand_under_their_release(
    page: Page, release: str, figures: tuple[str, ...], exact: str
) -> None:
    page.open(f"/gene/STAT3?release={release}")
    shown = page.text("panel-constraint")
    for figure in figures:
        assert figure in shown, figure
    assert exact in hovers(page)
    assert figures[0] in page.text("figure-lof")
    assert f"gnomAD {release} · GRCh" in page.one(".constraint-words").text
    assert page.one(".segment[aria-pressed='true']").text.startswith(f"gnomAD {release}\n")


def test_t11_cox7b2_has_no_loeuf_and_still_its_missense_row(page: Page) -> None:
    page.open("/gene/COX7B2?release=v2.1")
    assert "—" in page.text("figure-lof")
    shown = page.text("panel-constraint")
    assert "not estimable: 0 expected" in shown
    assert "1.33\N{NO-BREAK SPACE}(1.074–1.663)" in shown
    assert "1.332" in hovers(page)


@pytest.mark.parametrize("gene", ["TTN", "MECP2"])
def test_t13_outlier_flags_are_in_sight(page: Page, gene: str) -> None:
    page.open(f"/gene/{gene}?release=v4.1.1")
    assert "Outlier: synonymous variants" in page.text("panel-constraint")


def test_one_gene_after_the_other_leaves_no_trace(page: Page) -> None:
    page.open("/gene/STAT3")
    page.driver.execute_script("document.getElementById('gene-view').marked = true")
    for gene, foreign in (
        ("TP53", ("ENST00000264657", "Hyper-IgE", "NCT02876302")),
        ("TTN", ("ENST00000269305", "Li-Fraumeni")),
        ("STAT3", ("ENST00000589042", "Tibial muscular")),
    ):
        page.driver.execute_script(f"gcd.openGene('{gene}')")
        page.ready_for(gene)
        shown = page.driver.execute_script("return document.getElementById('view').textContent")
        for trace in foreign:
            assert trace not in shown, (gene, trace)
    assert page.driver.execute_script("return document.getElementById('gene-view').marked")
    assert page.console() == []
    assert page.hosts() <= {"127.0.0.1"}


def test_nothing_offers_to_upload_a_figure(page: Page) -> None:
    page.open("/gene/STAT3")
    drawn = page.driver.execute_script(
        "return [...document.querySelectorAll('.js-plotly-plot')].map((graph) => "
        "[graph._context.showSendToCloud, graph._context.plotlyServerURL])"
    )
    assert drawn == [[False, ""]] * 2
    titles = page.driver.execute_script(
        "return [...document.querySelectorAll('.modebar-btn')].map((b) => b.dataset.title || '')"
    )
    assert not [title for title in titles if "share" in title.lower() or "cloud" in title.lower()]


def test_the_keyboard_alone_picks_a_gene_opens_a_menu_and_exports(page: Page) -> None:
    page.open("/gene/STAT3")
    page.press("/")
    page.press("tp53")
    page.wait("return document.querySelectorAll('#gene-search-hits [role=option]').length", "hits")
    page.press(Keys.ARROW_DOWN, Keys.ENTER)
    page.ready_for("TP53")
    page.tab_to("#panel-constraint .menu-toggle")
    page.press(Keys.ENTER)
    page.tab_to("#panel-constraint [data-export='constraint']", most=3)
    page.press(Keys.ENTER)
    page.wait(
        "return !document.querySelector('#panel-constraint .dropdown-menu.show')",
        "the menu to close after the export",
    )
    link = page.one("#panel-constraint [data-export='constraint']")
    assert link.get_attribute("href").endswith(
        "/api/v1/genes/TP53/constraint?format=csv&release=v4.1.1"
    )
    focused = "return document.activeElement.matches('#panel-constraint .menu-toggle')"
    assert page.driver.execute_script(focused)


def test_back_and_forward_move_between_genes_and_releases(page: Page) -> None:
    page.open("/gene/STAT3")
    page.one("[data-field='release'][data-value='v2.1']").click()
    page.wait(
        "return document.querySelector('[data-testid=figure-lof]').textContent.includes('0.094')",
        "v2.1",
    )
    assert page.query() == "release=v2.1"
    page.driver.execute_script("gcd.openGene('TP53')")
    page.ready_for("TP53")
    page.driver.back()
    page.ready_for("STAT3")
    assert "0.094" in page.text("figure-lof")
    page.driver.back()
    page.wait(
        "return document.querySelector('[data-testid=figure-lof]').textContent.includes('0.095')",
        "2.1.1",
    )
    page.driver.forward()
    page.wait(
        "return document.querySelector('[data-testid=figure-lof]').textContent.includes('0.094')",
        "v2.1",
    )


@pytest.mark.parametrize(
    ("text", "symbol", "words"),
    [
        ("HIES", "STAT3", "HIES"),
        ("MLL", "KMT2A", "MLL is now KMT2A"),
        ("1-Sep", "SEPTIN1", "1-Sep"),
    ],
)
def test_t9_a_repaired_name_is_announced(page: Page, text: str, symbol: str, words: str) -> None:
    page.open(f"/gene/{text}")
    page.ready_for(symbol)
    assert words in page.text("gene-notice")


def test_t59_an_ambiguous_name_offers_its_choices(page: Page) -> None:
    page.open("/gene/1-Mar")
    links = page.driver.execute_script(
        "return [...document.querySelectorAll('.gene-choices a')].map((a) => a.textContent)"
    )
    assert links == ["MARCHF1", "MTARC1"]


@pytest.mark.parametrize(
    "text",
    ["NOSUCHGENE", "<img src=x onerror=alert(1)>", "../../etc", "'\"`", "🧬", "A" * 10_000, "%25"],
)
def test_a_hostile_address_gets_a_clear_message(page: Page, text: str) -> None:
    page.open(f"/gene/{quote(text, safe='')}")
    assert page.one("[data-testid='gene-problem'] p").text
    assert not page.one(".gene-panels").is_displayed()
    assert page.driver.execute_script("return document.querySelectorAll('#view img').length") == 0
    assert page.console() == []


def test_a_release_that_does_not_exist_falls_back_and_says_so(page: Page) -> None:
    page.open("/gene/STAT3?release=v9&class=%00&residues=abc")
    assert "v2.1.1" in page.one("#constraint-message").text
    assert page.state("panel-constraint") == "snapshot"


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("gene", ["STAT3", "COX7B2"])
def test_axe_finds_nothing_wrong(page: Page, gene: str, colours: str) -> None:
    page.open("/data")
    page.driver.execute_script(f"localStorage.setItem('gcd-colours', '{colours}')")
    page.open(f"/gene/{gene}")
    assert page.driver.execute_script("return document.documentElement.dataset.bsTheme") == colours
    page.grids()  # a grid that is half built has rows without cells
    assert page.violations() == []
    page.driver.execute_script("localStorage.clear()")


def test_the_data_page_lists_every_table(page: Page) -> None:
    page.open("/data")
    shown = page.text("view-data")
    for name in ("constraint_v2_1", "variants", "phenotypes", "GRCh37", "19,705", "82,581"):
        assert name in shown


def test_two_unknown_genes_in_a_row_leave_the_console_clean(page: Page) -> None:
    page.open("/gene/STAT3")
    page.console()
    for name in ("xqzzy", "zzqqx"):
        page.press("/", name, Keys.ENTER)
        page.wait(
            f"return document.getElementById('gene-view').dataset.for === '{name}'"
            " && document.documentElement.dataset.ready === 'true'",
            f"the answer about {name}",
        )
    assert page.console() == []


@pytest.mark.parametrize("path", ["/gene/", "/gene", "/"])
def test_an_address_without_a_gene_opens_the_last_one(page: Page, path: str) -> None:
    page.open("/gene/TP53")
    page.open("/gene/NOTAGENE")
    page.driver.get(page.base + path)
    page.ready_for("TP53")
    assert page.driver.current_url == page.base + "/gene/TP53"


def test_a_link_to_a_panel_scrolls_to_it_and_stays_in_the_address(page: Page) -> None:
    page.open("/gene/STAT3?release=v2.1#panel-variants")
    top = "document.getElementById('panel-variants').getBoundingClientRect().top"
    page.wait(f"return Math.abs({top} - 68) < 4", "the panel under the top bar")
    assert page.driver.current_url.endswith("/gene/STAT3?release=v2.1#panel-variants")
    page.driver.execute_script("gcd.openGene('TP53')")
    page.ready_for("TP53")
    assert page.driver.current_url.endswith("/gene/TP53?release=v2.1")
