"""One release against another in a browser: chosen, coloured, listed, linked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.commands.main import main
from tests.browser.conftest import serving
from tests.browser.explore import choose, drawn, open_explore, ready, table_rows, words
from tests.browser.page import Page

CROSSED = "#explore-topics [data-topic=crossed]"
ONLY = f"{CROSSED} [data-act=only][data-key={{}}]"
COUNT = f"{CROSSED} .filter-chip[data-key={{}}] .chip-count"


@pytest.fixture(scope="module")
def two_releases(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve v2.1.1, imported, beside the embedded v2.1; return where."""
    folder = tmp_path_factory.mktemp("data")
    file = shared / "data/tables/gnomad-v2.1.1/gnomad_table.converted.tsv.gz"
    assert main(["import", str(file), "--release", "v2.1.1", "--dir", str(folder)]) == 0
    with serving(data_dir=folder) as where:
        yield where


@pytest.fixture
def two(dash_br: object, two_releases: str) -> Page:
    """Return a fresh window on it."""
    return Page(dash_br.driver, two_releases)  # type: ignore[attr-defined]  # Dash's own fixture


def test_t1_a_preset_shows_which_genes_cross_the_threshold_of_one_release_only(two: Page) -> None:
    open_explore(two)
    two.one("[data-act=preset-crossed]").click()
    two.wait("return gcd.current.fields.against === 'v2.1'", "the other release")
    ready(two)
    found = drawn(two)
    assert (found["x"], found["y"]) == ("LOEUF, gnomAD v2.1", "LOEUF, gnomAD v2.1.1")
    assert {"LOEUF 0.35, gnomAD v2.1", "LOEUF 0.35, gnomAD v2.1.1"} <= set(found["labels"])
    assert "Against it: gnomAD v2.1 (GRCh37), joined by HGNC id" in words(two, "source")
    count = int(two.one(COUNT.format("only-other")).text)
    assert count > 0
    two.driver.execute_script("arguments[0].click()", two.one(ONLY.format("only-other")))
    two.wait("return gcd.current.fields.crossed === 'only-other'", "the filter")
    ready(two)
    assert table_rows(two) == drawn(two)["points"] == count
    rows = two.driver.execute_script(
        "const found = []; gcd.gridOf('explore-grid').forEachNode(({data}) => found.push("
        "[data.loeuf, data.other_loeuf, data.crossed])); return found"
    )
    assert all(here >= 0.35 > there for here, there, _ in rows)
    assert {words for *_, words in rows} == {"Only LOEUF < 0.35 in gnomAD v2.1"}

    link = two.driver.current_url.removeprefix(two.base)
    two.driver.switch_to.new_window("window")
    other = Page(two.driver, two.base)
    other.driver.get(other.base + link)
    ready(other)
    assert drawn(other)["points"] == count
    assert other.console() == []


def test_without_the_other_release_nothing_of_it_stays(two: Page) -> None:
    open_explore(two, "?against=v2.1&x=other_loeuf&colour=crossed&where=other_loeuf*_0.3")
    assert drawn(two)["x"] == "LOEUF, gnomAD v2.1"
    two.driver.execute_script(
        "const box = document.getElementById('explore-against'); box.value = '';"
        "box.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    two.wait("return !gcd.current.fields.against", "no other release")
    ready(two)
    assert drawn(two)["x"] == "LOEUF, gnomAD v2.1.1"
    assert "other_" not in two.query()
    assert "crossed" not in two.query()


def test_t61_a_release_that_is_not_whole_here_is_not_set_against(page: Page) -> None:
    open_explore(page, "?against=v4.1.1")
    assert "Not every gene of gnomAD v4.1.1 is here" in words(page, "notice")
    choose(page, "colour", "clingen")
    page.one("[data-act=preset-crossed]").click()
    page.wait(
        "return document.querySelector('.toast, #toast')?.textContent.includes('update')", "why"
    )
