"""A browser on the dashboard, in the words of a person: open, ready, read, press."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

MODULES = (Path(__file__).parent / "modules.js").read_text(encoding="utf-8")
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WAIT_S = 20.0
# What WCAG asks for up to 2.2 AA, in axe's words.
AXE_RUN = """
const done = arguments[0];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, {runOnly: tags}).then((result) => done(result.violations));
"""


class Page:
    """One browser window and the address of the app under test."""

    def __init__(self, driver: Any, base: str) -> None:
        """Take a Selenium driver and the app's address without a path."""
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": MODULES})
        # Windows of one browser share the focus: each behaves as if it had it.
        driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
        self.driver = driver
        self.base = base

    def open(self, path: str) -> None:
        """Load an address anew and wait until every panel is settled and painted."""
        self.driver.get(self.base + path)
        self.ready()

    def wait(self, script: str, why: str) -> Any:
        """Wait until a script returns something true, and return it."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            if found := self.driver.execute_script(script):
                return found
            time.sleep(0.02)
        raise AssertionError(f"waited {WAIT_S:g} s for: {why}")

    def ready(self) -> None:
        """Wait until the page says that it is ready."""
        self.wait("return document.documentElement.dataset.ready === 'true'", "data-ready")
        self.driver.execute_async_script("gcdLook().then(arguments[0])")

    def ready_for(self, gene: str) -> None:
        """Wait until the page shows a gene, by its approved symbol, and is ready."""
        self.wait(
            "const view = document.getElementById('gene-view');"
            f"return view && view.dataset.gene === {json.dumps(gene)}"
            " && document.documentElement.dataset.ready === 'true'",
            f"the page of {gene}",
        )

    def grids(self) -> None:
        """Wait until AG Grid stands in place of the plain rows of every table."""
        self.wait(
            "return !document.querySelector('.grid-preview')"
            " && [...document.querySelectorAll('.grid:not([data-rows=\"0\"])')]"
            ".every((box) => gcd.gridOf(box.dataset.grid))",
            "AG Grid",
        )

    def one(self, selector: str) -> WebElement:
        """Return the first element of a CSS selector; wait until it is there."""
        return self.wait(f"return document.querySelector({json.dumps(selector)})", selector)

    def text(self, testid: str) -> str:
        """Return the words of an element by its data-testid, hidden ones too."""
        selector = f'[data-testid="{testid}"]'
        return str(
            self.driver.execute_script(
                "return document.querySelector(arguments[0]).textContent", selector
            )
        )

    def state(self, testid: str) -> str:
        """Return the data-state of a panel or a tile."""
        return str(self.one(f'[data-testid="{testid}"]').get_attribute("data-state"))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def tab_to(self, selector: str, most: int = 120) -> None:
        """Press Tab until an element has the focus, as one without a mouse does."""
        for _ in range(most):
            if self.driver.execute_script(
                "return document.activeElement.matches(arguments[0])", selector
            ):
                return
            self.press(Keys.TAB)
        raise AssertionError(f"Tab never reached {selector}")

    def query(self) -> str:
        """Return the query string in the address bar."""
        return urlsplit(self.driver.current_url).query

    def console(self) -> list[str]:
        """Return what the console holds since it was last asked: errors and warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def hosts(self) -> set[str]:
        """Return the hosts that this page asked for anything since it was loaded."""
        urls = self.driver.execute_script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        return {urlsplit(url).hostname or "" for url in urls if url.startswith(("http", "ws"))}

    def catch_files(self) -> None:
        """Note what the page saves from now on, in place of saving it."""
        self.driver.execute_script(
            "window.saved = []; let last = null; const url = URL.createObjectURL;"
            "URL.createObjectURL = (blob) => { last = blob; return url.call(URL, blob); };"
            "HTMLAnchorElement.prototype.click = function click() {"
            " window.saved.push([this.download, last]); }"
        )

    def saved_text(self) -> tuple[str, str]:
        """Wait until a file is saved; return its name and its text, and forget it."""
        self.wait("return window.saved.length > 0", "a saved file")
        name, text = self.driver.execute_async_script(
            "const [name, blob] = window.saved.shift();"
            "blob.text().then((text) => arguments[0]([name, text]))"
        )
        return str(name), str(text)

    def violations(self) -> list[str]:
        """Return what axe-core finds wrong on the page at rest, a line each."""
        self.grids()
        if not AXE.exists():
            stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            stop("axe-core is not installed: run `npm ci` in frontend/")
        self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(AXE_RUN)
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary'][:300]}"
            for rule in found
            for node in rule["nodes"]
        ]
