"""Explore in a browser: axes, selection, table, search, links that restore the view."""

from __future__ import annotations

from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.explore import (
    STAT3_LOEUF,
    STAT3_MIS_Z,
    choose,
    drag,
    drag_box,
    drag_lasso,
    drawn,
    open_explore,
    ready,
    table_rows,
    words,
)
from tests.browser.page import Page


def test_every_row_is_drawn_or_counted_as_missing(page: Page) -> None:
    open_explore(page)
    found = drawn(page)
    assert found["x"].startswith("LOEUF, gnomAD v2.1")
    assert found["points"] == 19_171
    assert found["pixels"] > 30_000
    said = words(page, "counts")
    assert "19,171 of 19,705 rows are on the plot" in said
    assert "533 have no LOEUF (unknown is not zero)" in said
    assert table_rows(page) == 19_171
    assert page.console() == []


def test_axes_scale_and_colours_are_chosen_and_stand_in_the_address(page: Page) -> None:
    open_explore(page)
    choose(page, "x", "lof_exp")
    page.one("#explore-logx").click()
    page.wait("return gcd.current.fields.log === 'x'", "the address")
    ready(page)
    choose(page, "colour", "flag")
    found = drawn(page)
    assert found["logx"]
    assert found["x"] == "Expected pLoF variants, gnomAD v2.1, logarithmic"
    fields = page.driver.execute_script("return gcd.current.fields")
    assert fields == {"x": "lof_exp", "log": "x", "colour": "flag"}
    page.driver.back()
    page.wait("return !gcd.current.fields.colour", "one step back")
    ready(page)
    assert page.one("#explore-colour").get_attribute("value") == "inheritance"
    assert page.console() == []


def test_t1_a_box_below_the_threshold_fills_the_table(page: Page) -> None:
    open_explore(page)
    drag_box(page, (0, 0.3499), (-30, 30))
    # 3,005 of 19,172 have a LOEUF below 0.35; each of these has a missense Z as well.
    assert table_rows(page) == 3_005
    assert words(page, "selected").startswith("Selected: 3,005 rows")
    assert page.driver.execute_script(
        "return gcd.geneTable.displayed().every((row) => row.loeuf < 0.35)"
    )
    assert page.console() == []


def test_a_lasso_and_a_box_drawn_with_the_mouse_select_what_they_enclose(page: Page) -> None:
    open_explore(page)
    # It ends where it began, over a gene perhaps: that is no click on it.
    drag(page, [(-0.1, 0.1), (-0.4, 0.1), (-0.4, -0.4), (-0.1, -0.4), (-0.1, 0.1)])
    lasso = page.query()
    assert lasso.startswith("select=lasso*loeuf*mis_z*")
    assert "ring=" not in lasso
    count = table_rows(page)
    assert 1_000 < count < 15_000
    page.one("[data-tool=select]").click()
    page.driver.execute_script("gcd.setFields({select: null})")
    page.wait("return !gcd.current.fields.select", "no selection")
    ready(page)
    assert table_rows(page) == 19_171
    drag(page, [(-0.4, -0.4), (-0.2, -0.2), (-0.1, 0.1)])
    assert "&select=box*loeuf*" in f"&{page.query()}"
    assert abs(table_rows(page) - count) < 0.05 * count
    assert page.console() == []


def test_a_copied_link_restores_the_view_in_a_new_browser(page: Page) -> None:
    open_explore(page, "?y=mis_oe&colour=chromosome&chromosome=1,2,X&flagged=hide")
    drag_lasso(page, [(0.05, 0.2), (0.6, 0.2), (0.6, 0.7), (0.05, 0.7), (0.03, 0.4)])
    before = (drawn(page), table_rows(page), words(page, "selected"), words(page, "counts"))
    assert before[1] > 100
    link = page.driver.current_url
    page.driver.execute_script("sessionStorage.clear(); localStorage.clear()")
    page.driver.get("about:blank")
    page.driver.get(link)
    ready(page)
    after = (drawn(page), table_rows(page), words(page, "selected"), words(page, "counts"))
    assert after == before
    assert page.console() == []


def test_the_search_rings_a_gene_and_opens_its_card(page: Page) -> None:
    open_explore(page)
    page.press("/")
    page.driver.switch_to.active_element.send_keys("STAT3")
    page.wait("return document.querySelector('#gene-search-hits [role=option]')", "a hit")
    page.press(Keys.ARROW_DOWN, Keys.ENTER)
    page.wait("return gcd.current.fields.ring === 'STAT3'", "the ring")
    ready(page)
    assert drawn(page)["rings"] == ["STAT3"]
    assert "<b>STAT3</b>" in drawn(page)["labels"]
    card = words(page, "card")
    assert "rank 185 of 19,172" in card
    assert "0.094" in card
    assert page.one("#explore-card a").get_attribute("href").endswith("/gene/STAT3?release=v2.1")
    assert page.driver.execute_script("return gcd.current.view") == "explore"
    assert page.console() == []


def test_an_alias_is_ringed_under_its_symbol_and_an_unknown_name_is_said(page: Page) -> None:
    open_explore(page)
    pick = "document.dispatchEvent(new CustomEvent('gcd:pick', {detail: {symbol: arguments[0]},"
    page.driver.execute_script(pick + " cancelable: true}))", "ADMIO")
    page.wait("return gcd.current.fields.ring === 'STAT3'", "STAT3 by its alias")
    page.driver.execute_script(pick + " cancelable: true}))", "<img src=x>no")
    page.wait("return document.getElementById('explore-notice').textContent", "a notice")
    assert page.driver.execute_script("return document.querySelectorAll('main img').length") == 0


def test_a_gene_without_a_figure_says_why_it_is_not_on_the_plot(page: Page) -> None:
    open_explore(page, "?ring=IRGM")
    assert "Not on the plot: gnomAD v2.1 has no LOEUF of it" in words(page, "card")
    assert drawn(page)["rings"] == []


def test_ranges_select_without_a_pointer(page: Page) -> None:
    open_explore(page)
    page.one("#explore-region-x-to").send_keys("0.35")
    page.one("#explore-region-y-from").send_keys("3.09")
    page.press(Keys.ENTER)
    page.wait("return Boolean(gcd.current.fields.select)", "a selection in the address")
    ready(page)
    assert page.query() == "select=box*loeuf*_0.35*mis_z*3.09_"
    expected = page.driver.execute_script(
        "const {loeuf, mis_z} = gcd.shownNow().base.numbers;"
        "return loeuf.filter((value, i) => value <= 0.35 && mis_z[i] >= 3.09).length"
    )
    assert table_rows(page) == expected > 500


def test_filters_say_what_they_leave_out(page: Page) -> None:
    open_explore(page, "?inheritance=AD&where=loeuf*_0.35&flagged=hide")
    assert "the filters leave out" in words(page, "counts")
    kinds = page.driver.execute_script(
        "return [...new Set(gcd.geneTable.displayed().map((r) => r.inheritance.split('; ')[0]))]"
    )
    assert kinds == ["AD"]
    assert page.driver.execute_script(
        "return gcd.geneTable.displayed().every((row) => !row.flags && row.loeuf <= 0.35)"
    )


def test_a_click_rings_the_gene_under_the_pointer_while_a_drag_would_draw(page: Page) -> None:
    open_explore(page, f"?where=loeuf*{STAT3_LOEUF}_{STAT3_LOEUF}*mis_z*5.2_5.23")
    assert drawn(page)["points"] == 1
    field = page.one("#explore-drawing .nsewdrag[data-subplot=xy]")
    page.driver.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", field
    )
    x, y = page.driver.execute_script(
        "const {xaxis, yaxis} = document.getElementById('explore-drawing')._fullLayout;"
        "return [xaxis.d2p(arguments[0]) - xaxis._length / 2,"
        " yaxis.d2p(arguments[1]) - yaxis._length / 2]",
        STAT3_LOEUF,
        STAT3_MIS_Z,
    )
    mouse = ActionChains(page.driver)
    mouse.move_to_element(field).move_by_offset(round(x), round(y)).click().perform()
    page.wait("return gcd.current.fields.ring === 'STAT3'", "the ring")
    ready(page)
    assert "select" not in page.query()
    assert page.console() == []


def test_a_picture_as_svg_has_its_words_as_text_and_its_points_as_pixels(page: Page) -> None:
    open_explore(page, "?ring=STAT3")
    page.catch_files()
    page.driver.execute_script(
        "document.querySelector('#panel-explore [data-picture=svg][data-size=screen]').click()"
    )
    name, image = page.saved_text()
    assert name == "genes_explore.svg"
    for part in ("<image", "LOEUF, gnomAD v2.1", "STAT3", "19,171 of 19,705 rows", "Research use"):
        assert part in image
    assert page.console() == []


def test_malformed_fields_fall_back_and_say_so(page: Page) -> None:
    open_explore(page, "?x=nonsense&select=box*&release=v9&flag=<b>x</b>&set=zzz&where=loeuf*1")
    assert drawn(page)["points"] == 19_171
    said = words(page, "notice")
    for words_of_it in ("no axis “nonsense”", "is no selection", "does not have", "is no range"):
        assert words_of_it in said
    assert "There is no release “v9”" in words(page, "message")
    assert page.console() == []


def test_the_plot_is_one_node_and_takes_no_webgl(page: Page) -> None:
    open_explore(page)
    page.driver.execute_script("window.node = document.getElementById('explore-drawing')")
    choose(page, "y", "syn_z")
    assert page.driver.execute_script(
        "return window.node === document.getElementById('explore-drawing')"
    )
    for _ in range(3):
        page.driver.execute_script("gcd.openView('data')")
        page.wait("return !document.getElementById('explore-drawing')", "another view")
        page.driver.execute_script("gcd.openView('explore')")
        ready(page)
    assert drawn(page)["points"] == 19_171
    assert page.driver.execute_script("return document.querySelectorAll('.gl-canvas').length") == 0
    assert page.console() == []


def test_explore_is_accessible_light_and_dark(page: Page) -> None:
    open_explore(page, "?ring=STAT3&select=box*loeuf*0_0.35*mis_z*3.09_12")
    assert page.violations() == []
    page.one("#theme-switch").click()
    ready(page)
    assert page.violations() == []


def test_explore_fits_a_phone(page: Page) -> None:
    page.driver.set_window_size(390, 844)
    open_explore(page, "?ring=STAT3")
    wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.driver.execute_script(wide) <= 0


def test_t60_t61_clinvars_selection_is_an_axis_that_says_what_it_counts(page: Page) -> None:
    open_explore(page, "?release=v2.1&x=loeuf&y=clinvar_plp&log=y&colour=depmap&ring=KCNJ12")
    plot = drawn(page)
    assert plot["y"] == "ClinVar P/LP records, two stars or more, 2024-12, logarithmic"
    assert "gnomAD v2.1" in plot["x"]
    assert plot["points"] == 2_886
    said = page.driver.find_element("id", "explore-counts").text
    assert "16,819 have no ClinVar P/LP records" in said
    assert "unknown is not zero" in said
    card = page.driver.find_element("id", "explore-card").text
    assert "no record in the set: not known" in card
    assert "there are no ClinVar P/LP records" in card
    open_explore(page, "?release=v2.1&impc=lethal&depmap=common-essential,both")
    groups = page.driver.execute_script(
        "const { base, sets } = gcd.shownNow();"
        "return base.rows.filter((row) => sets.pass[row.place])"
        ".map((row) => [row.impc, row.depmap.split(';')[0]].join())"
    )
    assert set(groups) == {"lethal,common essential"}
    assert page.console() == []
