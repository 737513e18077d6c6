"""A walk through the views of several genes, as in a lab meeting: the link shows the same."""

from __future__ import annotations

from typing import Any

from tests.browser.compare import order, settled, ticks
from tests.browser.explore import drag_lasso, open_explore, table_rows
from tests.browser.page import Page

METRICS = (
    "const rows = []; gcd.gridOf('compare-metrics-grid')"
    ".forEachNodeAfterFilterAndSort((node) => rows.push(node.data)); return rows"
)


def shown(page: Page) -> dict[str, Any]:
    """Return what the comparison shows: genes in order, figures, words."""
    page.grids()
    return {
        "order": order(page),
        "ticks": ticks(page),
        "metrics": page.driver.execute_script(METRICS),
        "disease": page.text("panel-compare-disease"),
        "query": page.query(),
    }


def test_from_explore_by_a_lasso_to_compare_and_by_its_link_into_a_new_browser(
    page: Page, dash_br: Any
) -> None:
    open_explore(page)
    drag_lasso(page, [(0.02, 5.0), (0.12, 5.0), (0.12, 12.0), (0.02, 12.0)])
    assert table_rows(page) > 8
    page.driver.execute_script("document.querySelector('[data-act=compare]').click()")
    page.wait("return gcd.current.view === 'compare'", "compare")
    genes = page.driver.execute_script("return gcd.current.fields.genes.split(',')")
    assert len(genes) == 8
    settled(page, *genes)
    for release in ("v4.1.1", "v2.1"):
        page.one(f"#compare-tools [data-field=release][data-value='{release}']").click()
        page.wait(f"return gcd.current.fields.release === '{release}'", "the release")
        settled(page, *genes)
    before = shown(page)
    link = page.driver.current_url
    assert page.console() == []

    other = Page(dash_br.get_webdriver(), page.base)
    try:
        other.open(link.removeprefix(page.base))
        settled(other, *before["order"])
        assert shown(other) == before
        assert other.console() == []
    finally:
        other.driver.quit()
