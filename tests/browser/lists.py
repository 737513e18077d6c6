"""The list view in the words of a person: give a file, read counts and tables, take files away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.page import Page

# What a button hands to the browser as a file, kept instead.
KEEP_FILE = """
window.kept = null;
const made = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  blob.text().then((text) => { window.kept = text; });
  return made(blob);
};
HTMLAnchorElement.prototype.click = function () {};
"""
ROWS = """
const rows = [];
gcd.gridOf(arguments[0]).forEachNode((node) => rows.push(node.data));
return rows;
"""


def upload(page: Page, path: Path) -> None:
    page.one("#list-file").send_keys(str(path))


def results(page: Page, lines: int) -> None:
    """Wait for the results of a list of so many lines."""
    page.wait(
        "const count = document.querySelector('[data-count=lines]');"
        f"return count && count.textContent === '{lines:,}'"
        " && document.documentElement.dataset.ready === 'true'",
        f"results of {lines} lines",
    )


def counts(page: Page) -> dict[str, int]:
    found: dict[str, str] = page.driver.execute_script(
        "return Object.fromEntries([...document.querySelectorAll('[data-count]')]"
        ".map((cell) => [cell.dataset.count, cell.textContent]))"
    )
    return {name: int(text.replace(",", "")) for name, text in found.items()}


def rows(page: Page, grid: str) -> list[dict[str, Any]]:
    page.wait(f"return gcd.gridOf('{grid}')", grid)
    found: list[dict[str, Any]] = page.driver.execute_script(ROWS, grid)
    return found


def shown(page: Page, grid: str = "list-ranked") -> str:
    """Return the file of the rows that a table shows."""
    page.driver.execute_script(KEEP_FILE)
    page.driver.execute_script(
        "document.querySelector(`[data-grid-csv='${arguments[0]}']`).click()", grid
    )
    text: str = page.wait("return window.kept", "the file")
    return text


def exported(page: Page, table: str) -> str:
    page.driver.execute_script(KEEP_FILE)
    page.driver.execute_script(
        "document.querySelector(`[data-list-export='${arguments[0]}']`).click()", table
    )
    text: str = page.wait("return window.kept", "the file")
    return text


def message(page: Page, words: str) -> None:
    page.wait(
        f"return document.getElementById('list-message').textContent.includes({words!r})", words
    )
