"""T74: on screen pLoF as gnomAD writes it, flags in words, pLI never 0 or 1; exports stay raw."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from components.compare.metrics import COLUMNS as METRICS
from components.explore.table import COLUMNS as EXPLORE
from components.gene_list.tables import RANKED
from components.tables.grid import Column, column_def
from dashboard.rules.constraint import FLAG_NAMES, FLAG_WORDS, flag_name

ROOT = Path(__file__).resolve().parents[2]
OLD = re.compile(r"(?<![\w-])LoF\b|\bLOF\b")
# What the tables say of themselves stands in the manifest of the embedded snapshot.
OF_TABLES = ROOT / "dashboard" / "tables" / "making"
SHOWN = ("components", "callbacks", "dashboard")


def texts(file: Path) -> list[str]:
    """Return the texts of a module that can come on screen: all but docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
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
