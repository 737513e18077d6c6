"""T71: which release a page shows, in a browser: chosen by a rule, kept, left again."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from werkzeug.serving import make_server

from dashboard.registry import SOURCES
from tests.browser.compare import run
from tests.browser.page import Page

ROOT = Path(__file__).resolve().parents[2]
HEADLINE = ("figure-lof", "figure-mis")


@pytest.fixture
def sources(shared: Path) -> Iterator[dict[str, str]]:
    """Serve the test upstream, two seconds late, and return the settings that lead to it.

    It plays gnomAD with a package of the other test environment, and so runs in that one.
    """
    python = ROOT / ".venv-test" / "bin" / "python"
    if not python.exists():
        pytest.skip("the test upstream needs .venv-test, which `make test` makes")
    process = subprocess.Popen(
        [str(python), "-m", "tests.upstream", "--no-limits", "--delay", "2"],
        cwd=ROOT,
        env={**os.environ, "GCD_SHARED": str(shared)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        lines = [process.stdout.readline().strip().split("=", 1) for _ in SOURCES]
        yield {name.removeprefix("GCD_").lower(): value for name, value in lines}
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def live(dash_br: object, sources: dict[str, str], tmp_path: Path) -> Iterator[Page]:
    """Return a browser on an app whose sources are two seconds late."""
    from dashboard.factory import create_app
    from dashboard.settings import Settings

    given = {**sources, "cache_dir": tmp_path, "log_level": "ERROR"}
    app = create_app(Settings.model_validate(given))
    listener = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield Page(dash_br.driver, f"http://127.0.0.1:{listener.server_port}")  # type: ignore[attr-defined]
    listener.shutdown()
    thread.join()


def release_of(page: Page) -> str | None:
    """Return the release in the address."""
    return parse_qs(page.query()).get("release", [None])[0]


def pressed(page: Page, selector: str) -> None:
    """Press a button of the page and wait until all is settled."""
    page.driver.execute_script("arguments[0].click()", page.one(selector))
    page.ready()


def rule(page: Page) -> str:
    """Return the line that says by which rule the release was chosen."""
    return page.text("release-rule")


def test_t71_a_late_live_answer_is_offered_and_replaces_nothing(live: Page) -> None:
    live.open("/gene/STAT3")
    before = [live.text(name) for name in HEADLINE]
    live.wait("return document.querySelector('[data-testid=show-live]')", "the offer")
    live.wait(
        "return !document.querySelector('.panel[data-refreshing=\"true\"]')", "an end of asking"
    )
    assert [live.text(name) for name in HEADLINE] == before
    assert "v2.1.1" in live.one(".constraint-words").text
    offer = live.text("release-offer")
    assert "gnomAD v4 API, answered" in offer
    assert "LOEUF" in offer
    pressed(live, "[data-testid=show-live]")
    live.wait(
        "return document.querySelector('#panel-constraint').dataset.release === 'v4-live'",
        "the live release",
    )
    assert release_of(live) == "v4-live"
    assert [live.text(name) for name in HEADLINE] != before
    pressed(live, "[data-testid=release-rule] button")
    live.wait(
        "return document.querySelector('#panel-constraint').dataset.release === 'v2.1.1'",
        "the rule's release",
    )
    assert release_of(live) is None
    assert [live.text(name) for name in HEADLINE] == before


FIVE = ("STAT3", "TP53", "CFTR", "TTN", "GJB2")


# Every figure that the headline has shown since the page was opened.
SHOWN = """
const headline = ["figure-lof", "figure-mis"];
window.shownFigures = headline.map(() => []);
new MutationObserver(() => headline.forEach((name, i) => {
    const figure = document.querySelector(`[data-testid=${name}] .big-number`);
    const text = figure ? figure.textContent : "";
    const known = window.shownFigures[i];
    if (/[0-9]/.test(text) && !known.includes(text)) known.push(text);
})).observe(document, { subtree: true, childList: true, characterData: true });
"""


def test_t71_the_headline_of_five_genes_stays_what_it_was_before_live_answers(
    live: Page, address: str
) -> None:
    offline = Page(live.driver, address)
    release = "return document.querySelector('#panel-constraint').dataset.release"
    before = {}
    for gene in FIVE:
        offline.open(f"/gene/{gene}")
        before[gene] = ([live.text(name) for name in HEADLINE], run(live, release))
    live.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SHOWN})
    for gene in FIVE:
        live.open(f"/gene/{gene}")
        live.wait(
            "return !document.querySelector('.panel[data-refreshing=\"true\"]')"
            " && document.querySelector('[data-testid=show-live]')",
            "an end of asking, and the offer",
        )
        assert ([live.text(name) for name in HEADLINE], run(live, release)) == before[gene]
        assert "gnomAD v4 API, answered" in live.text("release-offer"), gene
        assert release_of(live) is None, gene
        shown = run(live, "return window.shownFigures")
        assert [len(figures) for figures in shown] == [1, 1], (gene, shown)


def test_t71_a_preferred_release_stays_through_genes_and_views_until_it_is_left(
    page: Page,
) -> None:
    page.open("/gene/STAT3")
    assert "the newest release here with all classes" in rule(page)
    pressed(page, '[data-field="release"][data-value="v2.1.1"]')
    assert release_of(page) == "v2.1.1"
    page.driver.execute_script("gcd.openGene('KMT2B')")
    page.ready_for("KMT2B")
    assert release_of(page) == "v2.1.1"
    assert "not in gnomAD v2.1.1 here; shown: gnomAD v2.1 (2018)" in page.text("panel-constraint")
    for view in ("compare", "explore", "list"):
        page.driver.execute_script(
            "arguments[0].click()", page.one(f'.top-nav [data-nav="{view}"]')
        )
        page.wait(f"return gcd.current.view === '{view}'", view)
        page.ready()
        assert release_of(page) == "v2.1.1", view
    page.open("/explore?release=v2.1.1")
    assert "Not every gene of gnomAD v2.1.1 (2019) is here" in page.text("panel-explore")
    page.open("/list?genes=STAT3,KMT2B&release=v2.1.1")
    assert "shown: gnomAD v2.1 (2018)" in rule(page)
    pressed(page, "[data-testid=release-rule] button")
    page.wait("return !new URLSearchParams(location.search).has('release')", "the rule")
    assert "newest release of which every gene is here" in rule(page)
    page.open("/compare?genes=STAT3,STAT1&release=v2.1")
    pressed(page, "[data-testid=release-rule] button")
    assert release_of(page) is None
    assert page.console() == []
