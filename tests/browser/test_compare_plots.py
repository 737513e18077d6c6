"""Plots and exports of the compare view: lollipops on one axis, pictures, CSV."""

from __future__ import annotations

import re

import pytest

from tests.browser.compare import EIGHT, click_on, run
from tests.browser.page import Page


def test_lollipops_align_on_a_shared_domain_whose_copy_can_be_changed(page: Page) -> None:
    page.open("/compare?genes=SCN1A,SCN2A,STAT3&axis=PF00520")
    spot = (
        "return [...document.querySelectorAll('#compare-lollipops-plots .js-plotly-plot')]"
        ".slice(0, 2).map((plot) => plot.layout.xaxis.range[0])"
    )
    page.wait(f"{spot.replace('return ', 'return (')}).every(Number.isFinite)", "the plots")
    first, second = run(page, spot)
    assert second - first == pytest.approx(1)  # the domain begins at 127 in one, 128 in the other
    assert "not aligned" in page.one("#compare-lollipops-copy-2").text
    run(
        page,
        "const select = document.querySelector('[data-copy-of=\"SCN1A\"]'); select.value = '2';"
        "select.dispatchEvent(new Event('change', { bubbles: true }))",
    )
    page.wait(f"return ({spot.removeprefix('return ')})[0] !== {first}", "the other copy")
    assert run(page, spot)[1] - run(page, spot)[0] == pytest.approx(128 - 767)
    assert "copy=SCN1A%3A2" in page.query()


def test_one_filter_bar_holds_for_all_lollipops(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1,JAK1")
    heads = (
        "return [...document.querySelectorAll('#compare-lollipops-plots .js-plotly-plot')]"
        ".filter((plot) => plot.offsetParent).map((plot) => plot.data"
        ".filter((trace) => trace.ids).reduce((sum, trace) => sum + trace.ids.length, 0))"
    )
    every = run(page, heads)
    click_on(page, "#compare-lollipops-filters [data-act='only'][data-value='uncertain']")
    page.wait(f"return ({heads.removeprefix('return ')})[0] < {every[0]}", "the filter")
    page.wait(f"return ({heads.removeprefix('return ')})[1] < {every[1]}", "the filter there too")
    assert page.query().endswith("class=uncertain")


def test_the_metrics_csv_names_genes_release_and_source(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1&release=v2.1.1")
    page.wait("return document.querySelector('#compare-metrics-grid .ag-row') !== null", "rows")
    run(
        page,
        "window.saved = []; URL.createObjectURL = (blob) => {"
        " blob.text().then((text) => window.saved.push(text)); return '#'; };"
        "HTMLAnchorElement.prototype.click = () => {};",
    )
    click_on(page, "[data-grid-csv]")
    text = page.wait("return window.saved[0]", "the CSV")
    assert "STAT3, STAT1" in text.splitlines()[0]
    assert "v2.1.1" in text
    assert "0.0199" in text
    click_on(page, "[data-table-csv]")
    table = page.wait("return window.saved[1]", "the table's CSV")
    assert table.startswith("# Gene Constraint Dashboard")
    assert "\n# Licence: " in table
    assert "STAT1" in table


def test_eight_lollipops_hold_no_webgl_context(page: Page) -> None:
    page.open(f"/compare?genes={EIGHT}")
    # A canvas gives a context of the kind that it already has, and no other.
    webgl = (
        "return [...document.querySelectorAll('#compare-lollipops-plots canvas')]"
        ".filter((canvas) => !canvas.getContext('2d')).length"
    )
    assert run(page, webgl) == 0


def test_a_zoom_holds_for_all_lollipops_and_a_double_click_undoes_it(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1")
    ranges = (
        "return [...document.querySelectorAll('#compare-lollipops-plots .js-plotly-plot')]"
        ".slice(0, 2).map((plot) => plot.layout.xaxis.range)"
    )
    whole = run(page, ranges)
    run(
        page,
        "Plotly.relayout(document.getElementById('compare-lollipops-drawing-0'),"
        " { 'xaxis.range[0]': 100, 'xaxis.range[1]': 200 })",
    )
    page.wait(f"return ({ranges.removeprefix('return ')})[1][0] === 100", "the other plot's zoom")
    run(page, "document.getElementById('compare-lollipops-drawing-1').emit('plotly_doubleclick')")
    page.wait(f"return ({ranges.removeprefix('return ')})[0][0] < 100", "everything again")
    assert run(page, ranges) == whole


def test_a_picture_of_the_forest_names_its_rows(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1&release=v2.1.1")
    page.catch_files()
    click_on(page, "#panel-compare-forest [data-picture='svg'][data-size=screen]")
    name, svg = page.saved_text()
    assert name == "STAT3-STAT1_compare-forest.svg"
    assert {"STAT3", "STAT1"} <= set(re.findall(r">([^<>]+)</text>", svg))


def test_the_lollipops_of_a_comparison_are_one_picture(page: Page) -> None:
    page.open("/compare?genes=STAT3,STAT1&release=v2.1.1")
    page.catch_files()
    click_on(page, "#panel-compare-lollipops [data-picture='svg'][data-size='180']")
    name, svg = page.saved_text()
    assert name == "STAT3-STAT1_compare-lollipops_180mm.svg"
    assert 'width="180mm"' in svg
    assert svg.count('class="xy') + svg.count('class="x3y') > 1
