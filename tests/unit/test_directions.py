"""The direction of imports: who may know whom, one line a folder."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dashboard", "components", "callbacks")

# What each folder (or module at the root of dashboard/) may import beside itself.
FIELD = frozenset({"models", "errors", "rules"})
BELOW_SERVICE = FIELD | {"genes", "process", "registry", "settings", "several"}
EVERYTHING_ASKED = BELOW_SERVICE | {"service", "tables", "upstream.answers"}
MAY_IMPORT: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "registry": frozenset({"rules"}),
    "settings": frozenset({"registry"}),
    "models": frozenset({"errors"}),
    "process": frozenset({"models", "errors", "settings"}),
    "rules": frozenset({"models", "errors", "process"}),
    "genes": FIELD,
    "tables": FIELD | {"genes", "process"},
    "upstream.http": frozenset({"errors", "process", "registry"}),
    "upstream.cache": frozenset({"errors", "process"}),
    "upstream.sources": FIELD | {"upstream.http"},
    "upstream.answers": FIELD
    | {"process", "registry", "settings", "upstream.http", "upstream.cache", "upstream.sources"},
    "update": FIELD | {"process", "tables", "upstream.http"},
    "several": FIELD | {"genes", "process"},
    "service": BELOW_SERVICE | {"tables", "upstream.answers"},
    "export": BELOW_SERVICE - {"settings"},
    "web": BELOW_SERVICE | {"service", "export"},
    # A component may know the rules of the field (thresholds, classes); a source it never knows.
    "components": FIELD | {"several"},
    "callbacks": BELOW_SERVICE | {"service", "export", "components"},
    "commands": EVERYTHING_ASKED
    | {"export", "web", "components", "factory", "update", "upstream.http"},
    "factory": EVERYTHING_ASKED | {"web", "components", "callbacks"},
    "__main__": frozenset({"commands"}),
    "app": frozenset({"factory", "web", "settings"}),
}

DASH = frozenset({"dash", "dash_ag_grid", "dash_bootstrap_components"})
NETWORK = frozenset({"aiohttp", "http.client", "httpx", "requests", "urllib.request", "urllib3"})
# They cost start time and memory in every worker, and few pages need them.
SLOW_TO_IMPORT = frozenset({"duckdb", "scipy"})
STATEFUL = frozenset({"Cache", "Dash", "Flask", "Redis", "Session"})


@cache
def modules() -> dict[str, ast.Module]:
    """Return the parsed modules of the app by dotted name."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    files += [file for file in (ROOT / "app.py",) if file.exists()]
    return {name_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def name_of(file: Path) -> str:
    """Return a file's dotted name; a package's `__init__` keeps its own."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def folder(module: str) -> str | None:
    """Return the folder that a module of ours lies in, None for a foreign one."""
    parts = module.removeprefix("dashboard.").split(".")
    return next((name for name in (".".join(parts[:2]), parts[0]) if name in MAY_IMPORT), None)


@cache
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return all nodes of a tree, which several tests go through."""
    return tuple(ast.walk(tree))


def imports(name: str, tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module imports, at any depth, `from a import b` as `a.b`."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(name.split(".")[: -node.level]) if node.level else ""
            origin = ".".join(filter(None, (base, node.module)))
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            yield from _texts(node.args[:1])


def called(node: ast.Call) -> str | None:
    """Return the last part of the name that a call calls."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else None


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when a module is imported: not the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from at_import(node)


def wrong_directions(name: str, found: Iterable[str]) -> list[str]:
    """Return the imports of a module, of all that were found, that go against the order."""
    own = folder(name)
    if own is None:  # a package's own face, which may import nothing of ours
        return [f"{name} imports {target}" for target in found if folder(target)]
    targets = {(target, folder(target)) for target in set(found)}
    return sorted(
        f"{name} ({own}) imports {target} ({other})"
        for target, other in targets
        if other is not None and other != own and other not in MAY_IMPORT[own]
    )


@cache
def imported_by(name: str) -> tuple[str, ...]:
    """Return every name that a module of ours imports."""
    return tuple(imports(name, modules()[name]))


def uses(found: Iterable[str], packages: frozenset[str]) -> bool:
    """Tell whether one of these packages, or something below it, is among imported names."""
    found = [f"{target}." for target in found]
    return any(target.startswith(f"{package}.") for target in found for package in packages)


def test_every_import_goes_in_the_one_direction() -> None:
    wrong = [line for name in modules() for line in wrong_directions(name, imported_by(name))]
    assert wrong == []


def test_dash_is_known_to_components_callbacks_and_the_factory_only() -> None:
    users = {name for name in modules() if uses(imported_by(name), DASH)}
    outside = {name for name in users if folder(name) not in ("components", "callbacks")}
    assert outside <= {"dashboard.factory"}


def test_the_network_is_known_to_http_only() -> None:
    users = {name for name in modules() if uses(imported_by(name), NETWORK)}
    assert {name for name in users if not name.startswith("dashboard.upstream.http")} == set()


def test_slow_packages_are_imported_on_first_use() -> None:
    slow = set()
    for name, tree in modules().items():
        first = [n for n in at_import(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
        found = imports(name, ast.Module(list(first), []))
        slow |= {name} if uses(found, SLOW_TO_IMPORT) else set()
    assert slow == set()


def test_no_module_makes_an_app_a_cache_or_a_session_when_imported() -> None:
    made = {
        f"{name}: {called(node)}()"
        for name, tree in modules().items()
        if name != "app"
        for node in at_import(tree)
        if isinstance(node, ast.Call) and called(node) in STATEFUL
    }
    assert made == set()


def test_no_function_rebinds_a_module_variable() -> None:
    rebinding = {
        f"{name}: global {', '.join(node.names)}"
        for name, tree in modules().items()
        for node in nodes_of(tree)
        if isinstance(node, ast.Global)
    }
    assert rebinding == set()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("dashboard.models", "import dashboard.service"),
        ("dashboard.upstream.sources.gnomad", "from dashboard import service"),
        ("dashboard.upstream.sources.gnomad", "from ...service import DataService"),
        (
            "dashboard.upstream.cache",
            "def f():\n    from dashboard.upstream.sources import SOURCES",
        ),
        (
            "dashboard.upstream.http",
            "import importlib\nimportlib.import_module('dashboard.tables')",
        ),
        ("dashboard.genes.index", "from dashboard.tables.snapshot import Snapshot"),
        ("dashboard.service", "from components import theme"),
        ("components.theme", "from dashboard.service import DataService"),
        (
            "components.theme",
            "if TYPE_CHECKING:\n    from dashboard.upstream import sources",
        ),
        ("callbacks.gene", "from dashboard.tables import open"),
        ("callbacks.gene", "from dashboard.factory import create_app"),
    ],
)
def test_the_walk_sees_an_import_against_the_direction(name: str, source: str) -> None:
    assert len(wrong_directions(name, imports(name, ast.parse(source)))) == 1


def test_the_walk_sees_what_runs_at_import_and_nothing_else() -> None:
    source = "class A:\n    b = requests.Session()\n\ndef f():\n    return Session()\n"
    calls = [node for node in at_import(ast.parse(source)) if isinstance(node, ast.Call)]
    assert [called(node) for node in calls] == ["Session"]
    assert uses(imports("x", ast.parse("def f():\n    from requests.adapters import A")), NETWORK)
    assert not uses(imports("x", ast.parse("import dashboard.models")), DASH)
