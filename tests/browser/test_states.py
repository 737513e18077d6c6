"""Every view in both states: with the small plotly.js, and without it, where Node.js is missing.

No browser here has WebGL (conftest.py).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.browser.conftest import serving
from tests.browser.page import Page
from tests.conftest import ROOT

SMALL = "00-plotly.min.js"
# The view's address, and how many figures it shows.
VIEWS = {
    "/gene/STAT3": 2,
    "/gene/TTN": 2,
    "/compare?genes=STAT3,STAT1,JAK1": 5,
    "/explore?release=v2.1&ring=STAT3": 1,
    "/list?genes=STAT3,MLL,JAK1,NOTAGENE&release=v2.1": 1,
    "/data": 0,
}
# What is drawn in each figure: elements of Plotly, and pixels of a canvas over it.
FIGURES = """
const ink = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
    .data.filter((value, i) => i % 4 === 3 && value).length;
return [...document.querySelectorAll(".js-plotly-plot")]
    .filter((plot) => plot.checkVisibility())
    .map((plot) => ({
        lines: plot.querySelectorAll(".cartesianlayer path").length,
        painted: [...plot.querySelectorAll(".gl-container canvas")].map(ink),
        links: plot.querySelectorAll("a").length,
    }));
"""
SCRIPTS = "return [...document.scripts].map((tag) => tag.src).filter((src) => /plotly/.test(src))"
# A picture as it is saved: how many of its pixels have a colour.
SAVED = """
const [selector, done] = arguments;
const url = URL.createObjectURL;
URL.createObjectURL = (blob) => { look(url.call(URL, blob)); return "#"; };
const look = async (src) => {
    const image = Object.assign(new Image(), { src });
    await image.decode();
    const size = { width: image.width, height: image.height };
    const canvas = Object.assign(document.createElement("canvas"), size);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
        const rgb = data.slice(i, i + 3);
        if (data[i + 3] && Math.max(...rgb) - Math.min(...rgb) > 60) count += 1;
    }
    done(count);
};
document.querySelector(selector).click();
"""


@pytest.fixture(scope="module", params=["bundle built", "bundle missing"])
def state(
    request: pytest.FixtureRequest, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, bool]]:
    """Yield an app's address and whether its pages have the small plotly.js."""
    if request.param == "bundle missing":
        root = tmp_path_factory.mktemp("without")
        ignored = shutil.ignore_patterns("vendor")
        shutil.copytree(ROOT / "assets", root / "assets", ignore=ignored)
        with serving(root) as where:
            yield where, False
        return
    if not (ROOT / "assets" / "vendor" / SMALL).exists():
        if shutil.which("npm") is None and os.environ.get("CI") != "true":
            pytest.skip("the small plotly.js needs Node.js and npm to be built")
        pytest.fail("the small plotly.js is not built: make bundle", pytrace=False)
    yield address, True


@pytest.fixture
def here(dash_br: object, state: tuple[str, bool]) -> Page:
    """Return a fresh browser on the app in this state."""
    return Page(dash_br.driver, state[0])  # type: ignore[attr-defined]  # Dash's own fixture


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_settles_and_its_figures_are_drawn(
    here: Page, state: tuple[str, bool], view: str
) -> None:
    here.open(view)
    figures = here.driver.execute_script(FIGURES)
    assert len(figures) == VIEWS[view]
    assert [each for each in figures if each["lines"] < 3] == []
    painted = [ink for each in figures for ink in each["painted"]]
    assert len(painted) == {"compare": 3, "explore": 1}.get(view.strip("/").partition("?")[0], 0)
    assert min(painted, default=1_000) > 100
    assert sum(each["links"] for each in figures) == 0
    [script] = here.driver.execute_script(SCRIPTS)
    assert (SMALL in script) == state[1]
    assert here.hosts() == {"127.0.0.1"}
    assert here.console() == []


@pytest.mark.parametrize(
    ("view", "button"),
    [
        ("/gene/STAT3", "#panel-variants [data-picture=png]"),
        ("/compare?genes=STAT3,STAT1", "#panel-compare-lollipops [data-picture=png]"),
        ("/explore?release=v2.1", "#panel-explore [data-picture=png]"),
    ],
)
def test_a_saved_picture_is_no_empty_sheet(here: Page, view: str, button: str) -> None:
    here.open(view)
    assert here.driver.execute_async_script(SAVED, button) > 5_000
    assert here.console() == []


def test_explore_is_drawn_when_it_is_opened_from_another_view(here: Page) -> None:
    here.open("/data")
    here.one("[data-nav=explore]").click()
    here.wait("return document.querySelector('canvas.explore-points')", "the points of explore")
    here.ready()
    [figure] = here.driver.execute_script(FIGURES)
    assert figure["painted"][0] > 30_000
    assert here.console() == []
