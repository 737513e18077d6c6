"""The packages that the dashboard is built on are used, not only installed or imported."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT, TESTS = ("dashboard", "components", "callbacks"), ("tests",)
# Package, where it is to be used, and in how many modules at least.
USED = (
    ("dash", PRODUCT, 20),
    ("plotly", PRODUCT, 5),
    ("dash_bootstrap_components", PRODUCT, 5),
    ("pandas", PRODUCT, 5),
    ("requests", PRODUCT, 1),
    ("flask_caching", PRODUCT, 1),
    ("pytest", TESTS, 20),
    ("dash.testing", TESTS, 1),
)


def names_of(tree: ast.Module, package: str) -> set[str]:
    """Return the names under which a module imports a package or something in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if within(alias.name, package):
                    found.add(alias.asname or alias.name.partition(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if within(node.module, package) or within(f"{node.module}.{alias.name}", package):
                    found.add(alias.asname or alias.name)
    return found


def within(module: str, package: str) -> bool:
    """Tell whether a module is a package or lies in it."""
    return module == package or module.startswith(f"{package}.")


def uses(source: str, package: str) -> int:
    """Return how often a module loads a name that it imports from a package."""
    tree = ast.parse(source)
    names = names_of(tree, package)
    return sum(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
        for node in ast.walk(tree)
    )


@cache
def sources(folders: tuple[str, ...]) -> dict[str, str]:
    """Return the text of every module below the folders."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.parametrize(("package", "folders", "least"), USED, ids=lambda value: str(value)[:30])
def test_a_package_is_imported_and_used(package: str, folders: tuple[str, ...], least: int) -> None:
    counted = Counter({file: uses(text, package) for file, text in sources(folders).items()})
    assert len(+counted) >= least, package


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import plotly.graph_objects as go\nprint(go.Bar())", 1),
        ("import plotly.graph_objects as go", 0),
        ("from plotly import graph_objects\ngraph_objects.Bar()", 1),
        ("import plotlyish\nplotlyish.draw()", 0),
        ("plotly = 1\nprint(plotly)", 0),
    ],
)
def test_only_what_is_imported_and_loaded_counts(source: str, expected: int) -> None:
    assert uses(source, "plotly") == expected
