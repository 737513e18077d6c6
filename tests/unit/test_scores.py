"""Scores beside gnomAD's figures: shown with meaning and origin, never read as a verdict."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.gene.scores import scores_table
from components.html.elements import tree
from dashboard.models import Answer, Problem, Provenance, Score, State
from dashboard.rules.scores import NO_THRESHOLD, SCORES
from dashboard.tables.answers.scores import TABLES

ROOT = Path(__file__).resolve().parents[2]
NAMES = re.compile(r"s_het|pHaplo|pTriplo|AlphaMissense|MOEUF|phaplo|ptriplo", re.IGNORECASE)
VERDICT = re.compile(
    r"haplo-?insufficient|triplosensitive|dosage.sensitive|intolerant|tolerant|pathogenic\b"
    r"|benign|deleterious|damaging|essential|disease gene|likely|suggests|indicates|implies"
    r"|probably|is constrained|supports",
    re.IGNORECASE,
)


def sentences() -> Iterator[tuple[str, str]]:
    """Yield the texts of the product that name a score, docstrings aside, with their file."""
    folders = ("dashboard", "components", "callbacks")
    files = [path for name in folders for path in sorted((ROOT / name).rglob("*.py"))]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
                text = " ".join(str(part) for part in parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
            else:
                continue
            if NAMES.search(text):
                yield str(path.relative_to(ROOT)), text
    for path in sorted((ROOT / "assets").rglob("*.mjs")):
        if "vendor" not in path.parts:
            text = path.read_text(encoding="utf-8")
            yield from ((path.name, line) for line in text.splitlines() if NAMES.search(line))


def test_t78_no_sentence_of_the_product_draws_a_verdict_from_a_score() -> None:
    found = list(sentences())
    assert len(found) > 15
    assert [(path, text) for path, text in found if VERDICT.search(text)] == []
    said = [f"{rule.meaning} {rule.direction}" for rule in SCORES.values()]
    assert [text for text in said if VERDICT.search(text)] == []


def score(name: str, value: float, **own: Any) -> Score:
    rule = SCORES[name]
    ends = (value / 2, value * 1.5) if rule.interval else (None, None)
    return Score(
        name,
        rule.title,
        value,
        ends[0],
        ends[1],
        rule.interval,
        rule.meaning,
        rule.direction,
        rule.threshold,
        rule.threshold_source,
        "a source",
        "a release",
        None,
        **own,
    )


def shown(*scores: Score, **own: Any) -> str:
    answer = Answer(State.SNAPSHOT, scores, Provenance("a source", "a release"), **own)
    return json.dumps(tree(scores_table(answer)), ensure_ascii=False)


@pytest.mark.parametrize("name", SCORES)
def test_t78_the_words_do_not_change_with_the_figure(name: str) -> None:
    low, high = (shown(score(name, value)) for value in (0.012, 0.987))
    digits = re.compile(r"\d+(\.\d+)?(e-\d+)?")
    rule = SCORES[name]
    for text in (low, high):
        assert rule.direction.capitalize() in text
        assert rule.threshold_source in text
    assert digits.sub("#", low) == digits.sub("#", high)


def test_a_figure_stands_with_its_interval_and_is_exact_on_hover() -> None:
    text = shown(score("s_het", 0.41237))
    assert "0.412 (0.206–0.619)" in text
    assert "0.41237, 95 % credible interval 0.206185 to 0.618555" in text


def test_what_is_not_here_is_said_beside_what_is() -> None:
    problem = Problem("not_here", "Not in the tables here: pHaplo.", "An update brings it.")
    text = shown(score("moeuf", 0.5), problem=problem, notes=("s_het has no figure for X.",))
    assert "Not in the tables here: pHaplo." in text
    assert "s_het has no figure for X." in text


def test_every_score_has_a_table_or_is_gnomads_and_its_threshold_a_source() -> None:
    named = [name for names in TABLES.values() for name in names]
    assert {*named, "moeuf"} == set(SCORES)
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in SCORES.values():
        assert f"| {rule.title} |" in text
        assert rule.direction in text
        if rule.threshold is None:
            assert rule.threshold_source == NO_THRESHOLD
        else:
            assert f"{rule.threshold:g}" in rule.threshold_source
            assert f"at least {rule.threshold:g}" in text
            assert re.search(r"\b20\d\d\b", rule.threshold_source)
