"""The small plotly.js registers the traces that the dashboard draws, at plotly's own version."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version
from plotly.validator_cache import ValidatorCache

from components.explore.marks import MARKS, OTHER
from components.theme import CLASS_MARKS

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
ENTRY = (FRONTEND / "plotly-entry.js").read_text(encoding="utf-8")
PACKAGE = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
NPM_FOLDERS = (FRONTEND, ROOT / "tests" / "browser" / "firefox")
# Every trace type that there is: a "type" that is none of these is an axis's or a control's.
TRACES = frozenset(ValidatorCache.get_validator("", "data").class_strs_map)


def registered() -> set[str]:
    """Return the traces in the entry's call of Plotly.register."""
    call = re.search(r"Plotly\.register\(\[([^\]]*)\]\)", ENTRY)
    assert call is not None
    return set(re.findall(r"\w+", call[1]))


def types_in(tree: ast.AST) -> Iterator[str]:
    """Yield what a module says as a trace's type: {"type": ...}, type=..., Scatter(...)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            values = [v for k, v in pairs if isinstance(k, ast.Constant) and k.value == "type"]
        elif isinstance(node, ast.keyword) and node.arg == "type":
            values = [node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("go."):
            yield from {ast.unparse(node.func).removeprefix("go.").lower()} & TRACES
            continue
        else:
            continue
        for value in values:
            yield from (
                n.value
                for n in ast.walk(value)
                if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value in TRACES
            )


def drawn() -> dict[str, str]:
    """Return each trace type in components/ and callbacks/, with one file that draws it."""
    found: dict[str, str] = {}
    for folder in ("components", "callbacks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= dict.fromkeys(types_in(tree), str(path.relative_to(ROOT)))
    return found


def modules() -> list[Path]:
    """Return the project's own modules of the browser half, of every folder."""
    own = [path for path in (ROOT / "assets").rglob("*.*js") if path.parent.name != "vendor"]
    assert {path.parent.name for path in own} >= {"page", "lollipop", "explore"}
    return own


def clientside() -> dict[str, str]:
    """Return each trace type that the project's own JavaScript names."""
    found: dict[str, str] = {}
    for path in sorted(modules()):
        for name in re.findall(
            r"\btype[\"']?\s*:\s*[\"'](\w+)[\"']", path.read_text(encoding="utf-8")
        ):
            if name in TRACES:
                found[name] = str(path.relative_to(ROOT))
    return found


def test_every_trace_that_is_drawn_is_in_the_small_plotly() -> None:
    absent = {t: f for t, f in (drawn() | clientside()).items() if t not in registered()}
    assert absent == {}, "add them to frontend/plotly-entry.js"


def test_the_small_plotly_has_no_trace_that_nothing_draws() -> None:
    assert registered() - set(drawn() | clientside()) == set()
    assert registered() == {"scatter", "bar", "heatmap"}


def test_the_search_reads_the_modules_of_every_view() -> None:
    assert clientside()["heatmap"] == "assets/explore/distributions.mjs"


def test_nothing_is_drawn_with_webgl() -> None:
    # Virtual desktops and hardened browsers have none; Plotly would link to a page outside.
    assert not {name for name in drawn() | clientside() if name.endswith("gl") or "3d" in name}


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "pie"}',
        'dict(type="pie")',
        '{"type": "pie" if many else "bar"}',
    ],
)
def test_the_search_sees_a_trace_type(text: str) -> None:
    assert "pie" in set(types_in(ast.parse(text)))


@pytest.mark.parametrize("text", ['{"type": "category"}', '{"type": "linear"}', '{"kind": "pie"}'])
def test_the_search_lets_other_types_pass(text: str) -> None:
    assert set(types_in(ast.parse(text))) == set()


def test_every_symbol_of_a_group_or_class_has_a_shape_on_the_canvas() -> None:
    script = (ROOT / "assets" / "plot" / "stamps.mjs").read_text(encoding="utf-8")
    shapes = set(re.findall(r'^  "([a-z-]+)":', script, flags=re.MULTILINE))
    groups = {mark["symbol"] for topic in MARKS.values() for mark in topic.values()}
    classes = {mark.symbol for mark in CLASS_MARKS.values()}
    assert (groups | {OTHER["symbol"]} | classes) - shapes == set()


def test_plotly_js_has_the_version_inside_the_python_package() -> None:
    assert PACKAGE["devDependencies"]["plotly.js"] == get_plotlyjs_version()
    assert LOCK["packages"]["node_modules/plotly.js"]["version"] == get_plotlyjs_version()


@pytest.mark.parametrize("folder", NPM_FOLDERS, ids=lambda folder: folder.name)
def test_npm_packages_are_pinned_and_the_lock_agrees(folder: Path) -> None:
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    wanted = package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    locked = {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted}
    assert locked == wanted


@pytest.mark.parametrize("folder", NPM_FOLDERS, ids=lambda folder: folder.name)
def test_a_lock_file_holds_hashes_and_no_address(folder: Path) -> None:
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: facts for name, facts in json.loads(text)["packages"].items() if name}
    assert [name for name, facts in packages.items() if "integrity" not in facts] == []
    assert "://" not in text
