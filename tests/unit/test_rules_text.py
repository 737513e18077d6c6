"""docs/rules.md defines every rule that the code and the tests cite, each with its source."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CITED = re.compile(r"\bT([1-9][0-9]?)\b|(?:test|_and|[0-9])_t([0-9]{1,2})(?=_)")
ROW = re.compile(r"^\| T(\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
FOLDERS = ("dashboard", "components", "callbacks", "assets", "tests", "docs")


def rules() -> dict[int, tuple[str, str]]:
    """Return each rule's number with its text and its source."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    return {int(number): (rule, source) for number, rule, source in ROW.findall(text)}


def cited() -> dict[int, str]:
    """Return the rules that files cite, each with one file that does."""
    found: dict[int, str] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".js", ".mjs", ".md") and "vendor" not in path.parts:
                for parts in CITED.findall(path.read_text(encoding="utf-8")):
                    found.setdefault(int("".join(parts)), str(path.relative_to(ROOT)))
    return found


def test_every_rule_that_is_cited_is_defined() -> None:
    assert {number: path for number, path in cited().items() if number not in rules()} == {}


def test_every_rule_has_a_text_and_a_source() -> None:
    assert len(rules()) > 60
    thin = [number for number, (text, source) in rules().items() if len(text) < 20 or not source]
    assert thin == []


def test_rules_that_tests_name_are_seen() -> None:
    assert {1, 9, 13, 14, 60} <= set(cited())
