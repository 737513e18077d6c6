"""T74: on screen pLoF as gnomAD writes it, flags in words, pLI never 0 or 1; exports stay raw.

T60: a state has its words in one place, and never comes on screen as programs write it.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from components.compare.metrics import COLUMNS as METRICS
from components.explore.table import COLUMNS as EXPLORE
from components.gene_list.tables import RANKED
from components.tables.grid import Column, column_def
from dashboard.models import State
from dashboard.rules.absence import STATE_WORDS
from dashboard.rules.constraint import FLAG_NAMES, FLAG_WORDS, flag_name

ROOT = Path(__file__).resolve().parents[2]
OLD = re.compile(r"(?<![\w-])LoF\b|\bLOF\b")
# What the tables say of themselves stands in the manifest of the embedded snapshot.
OF_TABLES = ROOT / "dashboard" / "tables" / "making"
SHOWN = ("components", "callbacks", "dashboard")


@cache
def parsed(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def texts(file: Path) -> list[str]:
    """Return the texts of a module that can come on screen: all but docstrings."""
    tree = parsed(file)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def test_t74_no_text_of_the_program_says_lof_without_its_p() -> None:
    files = [file for folder in SHOWN for file in (ROOT / folder).rglob("*.py")]
    wrong = [
        (file.name, text)
        for file in files
        if OF_TABLES not in file.parents
        for text in texts(file)
        if OLD.search(text)
    ]
    assert wrong == []


def test_t74_no_script_says_lof_without_its_p() -> None:
    scripts = [file for file in (ROOT / "assets").rglob("*.*js") if "vendor" not in file.parts]
    assert len(scripts) > 30
    assert [file.name for file in scripts if OLD.search(file.read_text(encoding="utf-8"))] == []


def test_t74_every_flag_has_its_words_and_an_unknown_one_stays_as_it_is() -> None:
    assert flag_name("no_exp_lof") == "Zero expected pLoF variants"
    assert set(FLAG_NAMES) == set(FLAG_WORDS)
    assert not [name for name in FLAG_NAMES.values() if "_" in name]
    assert flag_name("a_new_flag") == "a_new_flag"


@pytest.mark.parametrize("columns", [EXPLORE, RANKED, METRICS], ids=["explore", "list", "compare"])
def test_t74_tables_show_flags_in_words_and_pli_as_a_probability(
    columns: tuple[Column, ...],
) -> None:
    by_field = {column.field: column for column in columns}
    flags = column_def(by_field["flags"])
    assert flags["cellRendererParams"]["words"]["no_exp_lof"] == "Zero expected pLoF variants"
    assert "gcdWorded" in flags["valueFormatter"]["function"]
    assert flags["cellRendererParams"]["csvField"] is None  # the CSV has the raw flags
    assert column_def(by_field["pli"])["valueFormatter"]["function"].startswith("gcdProbability")


WORDS_OF_STATES = ROOT / "dashboard" / "rules" / "absence.py"


def modules(*folders: str) -> list[Path]:
    """Return the modules of folders that bring something on screen, but for the words' own."""
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    assert WORDS_OF_STATES in files or "dashboard" not in folders
    return [file for file in files if file != WORDS_OF_STATES]


def names_a_state(node: ast.expr | None) -> bool:
    """Tell whether an expression is a member of `State`."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "State"
    )


def test_t60_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == set(State)
    assert len(set(STATE_WORDS.values())) == len(State)
    assert not [words for words in STATE_WORDS.values() if "_" in words]


def test_t60_nobody_else_spells_the_words_of_a_state() -> None:
    phrases = [words for words in STATE_WORDS.values() if " " in words]
    assert phrases
    found = [
        (file.name, text)
        for file in modules(*SHOWN)
        for text in texts(file)
        for words in phrases
        if words in text.lower()
    ]
    assert found == []


def test_t60_nobody_else_maps_states_to_words() -> None:
    own = [
        (file.name, node.lineno)
        for file in modules(*SHOWN)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Dict) and any(map(names_a_state, node.keys))
    ]
    assert own == []


def test_t60_no_sentence_has_a_state_as_programs_write_it() -> None:
    raw = [
        (file.name, node.lineno)
        for file in modules("components", "callbacks", "dashboard/commands")
        for text in ast.walk(parsed(file))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith("state.value")
    ]
    assert raw == []
