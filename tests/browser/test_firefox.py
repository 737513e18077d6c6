"""Every view in Firefox: settled, drawn, named, printed, saved, and nothing on the console.

`tests/browser/firefox/visit.js` drives it through npm's puppeteer-core, over WebDriver BiDi. On a
machine without a graphics card it has no WebGL.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).with_name("firefox")
NAMES = ("firefox-esr", "firefox")
VIEWS = ("stat3", "ttn", "compare", "explore", "list", "data")
STAT_DOMAINS = ["STAT_int", "STAT_alpha", "STAT_bind", "STAT_linker", "SH2"]
PATIENCE_S = 300

Seen = dict[str, dict[str, Any]]


def missing() -> str | None:
    """Return what is not on this machine, in words, or None if Firefox can be driven."""
    if not any(map(shutil.which, NAMES)):
        return "no Firefox; on Debian: apt-get install firefox-esr"
    if shutil.which("node") is None:
        return "Firefox is driven by Node.js, which is not here"
    if not (FOLDER / "node_modules" / "puppeteer-core").exists():
        return "puppeteer-core is not installed: run `npm ci` in tests/browser/firefox"
    return None


@pytest.fixture(scope="module")
def seen(address: str, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Return what was there in each view; Firefox is started once for all of them."""
    if why := missing():
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(why)
    firefox = next(filter(None, map(shutil.which, NAMES)))
    command = ["node", "visit.js", firefox, address, str(tmp_path_factory.mktemp("printed"))]
    done = subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    views: Seen = json.loads(done.stdout)["views"]
    return views


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_settles_and_says_nothing_on_the_console(seen: Seen, view: str) -> None:
    assert seen[view]["console"] == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_plot_is_drawn_without_webgl_and_links_nowhere(seen: Seen, view: str) -> None:
    found = seen[view]
    plots = {"stat3": 2, "ttn": 2, "compare": 5, "explore": 1, "list": 1, "data": 0}
    assert found["drawn"] == found["plots"] == plots[view]
    assert (found["webgl"], found["outside"]) == (0, [])


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_fits_a_phone(seen: Seen, view: str) -> None:
    assert seen[view]["beyond"] == 0


@pytest.mark.parametrize("view", ["stat3", "ttn", "compare", "explore", "list"])
def test_grids_have_their_rows(seen: Seen, view: str) -> None:
    grids = seen[view]["grids"]
    assert grids
    assert [grid for grid in grids if not grid["shown"] == grid["rows"] > 0] == []


def test_domains_have_their_names_inside_their_bars(seen: Seen) -> None:
    named = [domain["name"] for domain in seen["stat3"]["domains"]]
    assert named == STAT_DOMAINS
    compared = seen["compare"]["domains"]
    assert [domain["name"] for domain in compared].count("SH2") == 2
    assert [domain for domain in seen["stat3"]["domains"] + compared if not domain["fits"]] == []


def test_bars_heads_and_points_are_drawn(seen: Seen) -> None:
    # Three intervals, backbone and five domains; a head for each of UniProt's 68 records.
    assert seen["stat3"]["bars"] == 9
    assert seen["stat3"]["heads"] >= 68
    assert min(seen["compare"]["painted"]) > 100
    assert seen["explore"]["painted"][0] > 30_000


def test_pointing_picking_and_a_lasso_choose_genes(seen: Seen) -> None:
    found = seen["explore"]["explored"]
    assert found["hover"].startswith(f"{found['symbol']} · LOEUF ")
    assert found["ring"] == found["symbol"]
    assert len(found["rows"]) > 1_000
    # The lasso was drawn around LOEUF 0.05 to 0.3 and missense Z 2 to 6, to a pixel or two.
    outside = [row for row in found["rows"] if not (0.04 < row[1] < 0.31 and 1.8 < row[2] < 6.2)]
    assert outside == []


def test_a_printed_gene_page_has_figures_names_and_sources(seen: Seen) -> None:
    words = " ".join(seen["stat3"]["printed"].split())
    for part in ("STAT3", "LOEUF", "0.095", "Literature", "p.Gln32Lys", "NCT", *STAT_DOMAINS[:4]):
        assert part in words
    assert "Research use, not for diagnosis" in words


@pytest.mark.parametrize("view", ["stat3", "ttn", "explore"])
def test_a_saved_picture_is_no_empty_sheet(seen: Seen, view: str) -> None:
    picture = seen[view]["picture"]
    assert picture["type"] == "data:image/png"
    assert picture["ink"] > 10_000
